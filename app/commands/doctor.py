"""`faceid doctor`: is this machine ready, and if not, which line to type."""

from __future__ import annotations

import argparse
import io
import logging
import os
import sys
import time
from pathlib import Path

from app.arguments import SOURCE_HELP
from app.doctor.bundle import write_bundle
from app.doctor.examination import examine
from app.doctor.finding import Machine, State
from app.doctor.page import counts, fields, text
from app.errors import CommandError
from app.report import ExitCode, Report, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Nothing is changed. Exit codes: 0 nothing is wrong (there may be warnings), "
        "1 something is, 4 trouble (arguments, the report's file)."
    )
    parser.add_argument(
        "--source",
        metavar="S",
        help=f"look through this for five seconds: {SOURCE_HELP} (default: a Kinect if there "
        "is one)",
    )
    parser.add_argument(
        "--bundle",
        type=Path,
        metavar="FILE.zip",
        help="also write a report to send to somebody: findings, versions, log; no pictures, "
        "no embeddings, no names",
    )
    parser.add_argument("--overwrite", action="store_true", help="replace the file of --bundle")


def run(args: argparse.Namespace) -> Report:
    if args.bundle is not None and args.bundle.exists() and not args.overwrite:
        raise CommandError(
            f"{args.bundle} is there already. Choose another name, or add --overwrite."
        )
    started_s = time.monotonic()
    machine = Machine(args.data_dir, args.source)
    with LogKept() as log:
        examined = list(examine(machine, lambda title: say(f"{title} ...")))
    found = fields(examined, time.monotonic() - started_s)
    if args.bundle is not None:
        write_bundle(args.bundle, machine, found, log.text(), may_replace=args.overwrite)
        say(f"The report is in {args.bundle}.")
    is_wrong = counts(examined)[State.PROBLEM] > 0
    return Report(
        found,
        text(examined, is_colored=is_colored_terminal()),
        ExitCode.SOMETHING_WRONG if is_wrong else ExitCode.OK,
    )


class LogKept:
    """Keeps all that this program logs meanwhile; what is shown of it stays the same."""

    def __init__(self) -> None:
        self._root = logging.getLogger()
        self._shown = {handler: handler.level for handler in self._root.handlers}
        self._level = self._root.level
        self._stream = io.StringIO()
        self._handler = logging.StreamHandler(self._stream)
        self._handler.setFormatter(
            logging.Formatter("%(relativeCreated)d ms %(levelname)s %(name)s: %(message)s")
        )

    def __enter__(self) -> LogKept:
        for handler in self._shown:
            handler.setLevel(max(handler.level, self._level))
        self._root.setLevel(logging.DEBUG)
        self._root.addHandler(self._handler)
        return self

    def __exit__(self, *details: object) -> None:
        self._root.removeHandler(self._handler)
        self._root.setLevel(self._level)
        for handler, level in self._shown.items():
            handler.setLevel(level)

    def text(self) -> str:
        """Return what was logged so far."""
        return self._stream.getvalue()


def is_colored_terminal() -> bool:
    """Whether the result goes to a terminal that shows colors, and its user wants them."""
    is_wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return is_wanted and sys.stdout.isatty()
