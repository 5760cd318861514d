"""`faceid lock`: lock on purpose; the face that is there does not unlock at once."""

from __future__ import annotations

import argparse

from app.guarded import open_guard
from app.report import Report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "A face unlocks again after it was away once, or after a key was pressed."
    parser.add_argument(
        "--demand-passcode",
        action="store_true",
        help="no face unlocks before the passcode was entered",
    )


def run(args: argparse.Namespace) -> Report:
    open_guard(args.data_dir).locked(needs_passcode=args.demand_passcode)
    return Report({"locked": True, "demands_passcode": args.demand_passcode}, "Locked.")
