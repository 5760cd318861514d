"""`faceid presence`: lock when the seat is empty, unlock when the owner returns."""

from __future__ import annotations

import argparse
import asyncio

from app.arguments import positive_seconds
from app.bus import BusError
from app.errors import CommandError
from app.presence.agent import AgentOptions, run_agent
from app.report import Report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Runs in the desktop session and ends with it. It recognizes nobody itself: faceid "
        "daemon watches. It locks and opens through the login manager, so a locker must listen "
        "to that: those of GNOME and KDE do, others through xss-lock. See docs/presence.md."
    )
    parser.add_argument(
        "--away",
        type=positive_seconds,
        metavar="S",
        help="how long the seat must be empty, in seconds (default: 10)",
    )
    parser.add_argument("--no-lock", action="store_true", help="never lock")
    parser.add_argument("--no-unlock", action="store_true", help="never unlock")
    parser.add_argument(
        "--tray",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="show an icon in the tray, if the desktop has one (default: yes)",
    )


def run(args: argparse.Namespace) -> Report:
    options = AgentOptions(
        data_dir=args.data_dir,
        away_s=args.away,
        may_lock=not args.no_lock,
        may_unlock=not args.no_unlock,
        has_tray=args.tray,
    )
    try:
        asyncio.run(run_agent(options))
    except BusError as error:
        raise CommandError(str(error)) from error
    return Report({"ended": True}, "Presence has ended.")
