"""`faceid audit`: what the lock decided and when, checked against tampering."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from app.arguments import positive_count
from app.guarded import open_guard
from app.report import Report
from faceid_core.trust.audit import Entry

DEFAULT_LAST = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Every entry is chained to the one before, and the end is kept elsewhere: a log that was "
        "changed, or cut, is trouble (exit code 4)."
    )
    parser.add_argument(
        "--last",
        type=positive_count,
        default=DEFAULT_LAST,
        metavar="N",
        help=f"how many entries to show (default: {DEFAULT_LAST}); all are checked",
    )


def run(args: argparse.Namespace) -> Report:
    entries = open_guard(args.data_dir).entries()
    shown = entries[-args.last :]
    lines = [*map(entry_text, shown), f"{len(entries)} entries, none changed or missing"]
    fields = {"count": len(entries), "is_whole": True, "entries": [asdict(e) for e in shown]}
    return Report(fields, "\n".join(lines))


def entry_text(entry: Entry) -> str:
    """One entry as a line."""
    name = "" if entry.name is None else f", {entry.name}"
    distance = "" if entry.distance is None else f" at about {entry.distance:.1f}"
    reason = f": {entry.reason}" if entry.reason else ""
    return f"{entry.number:5d}  {entry.at}  {entry.event} {entry.verdict}{name}{distance}{reason}"
