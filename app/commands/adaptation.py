"""`faceid adaptation`: how far a face has drifted from what was enrolled, and forgetting it."""

from __future__ import annotations

import argparse
import datetime
import time

from app.arguments import Parser, add_common_arguments, add_name_argument
from app.changes import forgotten, logged
from app.guarded import open_guard
from app.paths import templates_dir
from app.report import Report
from faceid_core.matching import shipped_matcher
from faceid_core.templates import TemplateStore
from faceid_core.trust.adaptation import BOUNDS, drift_of
from faceid_core.trust.adaptation_store import AdaptationStore

ACTIONS = {
    "show": "tell how many temporary references there are, and how far they are",
    "forget": "forget them all; what was enrolled stays",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "After a clear match at a sensor, a face is kept as a temporary reference: at most "
        f"{BOUNDS.references}, each for at most {BOUNDS.uses} matches."
    )
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=Parser
    )
    for action, purpose in ACTIONS.items():
        one = actions.add_parser(action, help=purpose)
        add_name_argument(one, "whose")
        add_common_arguments(one)


def run(args: argparse.Namespace) -> Report:
    store = TemplateStore(templates_dir(args.data_dir))
    template = store.load(args.name)
    learned = AdaptationStore(store)
    if args.action == "forget":
        with logged(open_guard(args.data_dir), forgotten(args.name)):
            learned.forget(args.name)
    adaptation = learned.load(template, time.time())
    matcher = shipped_matcher()
    reach = BOUNDS.reach * matcher.limits.fused
    references = [
        {
            "added_at": datetime.datetime.fromtimestamp(each.added_at_s, datetime.UTC).isoformat(
                timespec="seconds"
            ),
            "uses_left": each.uses_left,
            "drift": round(drift, 3),
        }
        for each, drift in zip(
            adaptation.references, drift_of(adaptation, template, matcher), strict=True
        )
    ]
    lines = [f"{args.name}: {len(references)} temporary references of at most {BOUNDS.references}"]
    lines += [
        f"  {each['added_at']}: {each['drift']} from the enrolled (at most {reach:.2f}), "
        f"{each['uses_left']} uses left"
        for each in references
    ]
    return Report({"name": args.name, "reach": reach, "references": references}, "\n".join(lines))
