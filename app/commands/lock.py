"""`faceid lock`: lock on purpose; the face that is there does not unlock at once."""

from __future__ import annotations

import argparse

from app.arguments import add_daemon_argument
from app.daemon_line import DaemonLine
from app.errors import UsageError
from app.guarded import open_guard
from app.report import Report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "A face unlocks again after it was away once, or after a key was pressed."
    add_daemon_argument(parser)
    parser.add_argument(
        "--demand-passcode",
        action="store_true",
        help="no face unlocks before the passcode was entered",
    )


def run(args: argparse.Namespace) -> Report:
    if args.daemon:
        if args.demand_passcode:
            raise UsageError("--demand-passcode is not for the daemon: lock your session instead.")
        with DaemonLine() as daemon:
            daemon.call("Lock")
        return Report({"locked": True, "demands_passcode": False}, "Locked.")
    open_guard(args.data_dir).locked(needs_passcode=args.demand_passcode)
    return Report({"locked": True, "demands_passcode": args.demand_passcode}, "Locked.")
