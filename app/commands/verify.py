"""`faceid verify`: one decision on who is in front of the source."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence

from app.arguments import add_name_argument, add_source_arguments, positive_seconds
from app.chosen_source import open_chosen_source
from app.enrolled import load_enrolled, load_for
from app.errors import CommandError
from app.observed_fields import comparison_fields, liveness_fields
from app.paths import templates_dir
from app.recognizer import load_recognizer
from app.report import ExitCode, Report, say
from faceid_core.pipeline import Gallery, observe
from faceid_core.templates import Template, TemplateStore
from faceid_core.types import Comparison
from faceid_core.verification import Decision, Verification, verify

DEFAULT_TIMEOUT_S = 10.0
EXIT_CODES = {
    Decision.MATCH: ExitCode.OK,
    Decision.NON_MATCH: ExitCode.NO_MATCH,
    Decision.NO_FACE: ExitCode.NOTHING_TO_JUDGE,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Exit codes: 0 match, 1 no match, 2 nothing to judge (no face, timeout), "
        "3 refused by policy, 4 trouble (device, file, template, arguments)."
    )
    add_name_argument(parser, "who it should be (default: anyone enrolled)", is_required=False)
    add_source_arguments(parser)
    parser.add_argument(
        "--timeout",
        type=positive_seconds,
        default=DEFAULT_TIMEOUT_S,
        metavar="S",
        help=f"longest look in seconds of frames (default: {DEFAULT_TIMEOUT_S:g})",
    )


def run(args: argparse.Namespace) -> Report:
    started_s = time.monotonic()
    store = TemplateStore(templates_dir(args.data_dir))
    if args.name is None and not store.names():
        raise CommandError("Nobody is enrolled yet. Enroll with: faceid enroll NAME")
    recognizer = load_recognizer()
    gallery = Gallery(chosen_templates(store, args.name, recognizer.encoder_id))
    with open_chosen_source(args) as source:
        verification = verify(observe(source, recognizer, gallery), timeout_s=args.timeout)
    return report(verification, recognizer.encoder_id, time.monotonic() - started_s)


def chosen_templates(store: TemplateStore, name: str | None, encoder_id: str) -> Sequence[Template]:
    """Load the template of one person, or of everyone where `name` is None.

    Raises:
        TemplateError: If no template can be used.
    """
    if name is not None:
        return [load_for(store, name, encoder_id)]
    enrolled = load_enrolled(store, encoder_id)
    if not enrolled.templates:
        raise enrolled.unusable[0]
    for error in enrolled.unusable:
        say(f"faceid: left out: {error}")
    return enrolled.templates


def report(verification: Verification, encoder_id: str, seconds: float) -> Report:
    """Tell a verification's result, the same in JSON and in words."""
    comparison = verification.comparison
    fields = {
        "decision": verification.decision.value,
        **comparison_fields(comparison),
        "liveness": liveness_fields(verification.liveness),
        "reason": verification.reason,
        "frames": verification.frames,
        "seconds": round(seconds, 3),
        "encoder_id": encoder_id,
    }
    lines = [f"{verification.decision.value}: {verification.reason}"]
    if comparison is not None:
        lines.append(f"  nearest to {comparison.name}: {distances_text(comparison)}")
    if verification.liveness is not None:
        lines += [
            f"  {cue.name} {cue.value:.3g} {cue.unit} (at least {cue.limit:g}): "
            + ("passed" if cue.passed else cue.refusal)
            for cue in verification.liveness.cues
        ]
    lines.append(f"  {verification.frames} frames, {seconds:.2f} s")
    return Report(fields, "\n".join(lines), EXIT_CODES[verification.decision])


def distances_text(comparison: Comparison) -> str:
    """The distances in words, each with its limit."""
    limits = comparison.limits
    return (
        f"distance {comparison.distance:.2f}, at most {limits.fused:.2f} "
        f"(color {comparison.color_distance:.2f}, at most {limits.color:.2f}; "
        f"depth {comparison.depth_distance:.2f}, at most {limits.depth:.2f})"
    )
