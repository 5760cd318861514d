"""The program `faceid`: reads the arguments, runs one command, and ends with its code."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

from app import __version__
from app.arguments import SOURCE_HELP, CommandParser, Parser, add_common_arguments, parse
from app.commands import COMMANDS
from app.ending import end_process
from app.errors import CommandError, UsageError
from app.report import ExitCode, error_report, say
from app.screen import has_screen
from faceid_core.errors import FaceIdError
from hardware.errors import CaptureError

EXPLAINED_ERRORS = (CaptureError, FaceIdError, CommandError, OSError)


def program() -> NoReturn:
    """Run `faceid` as a program: the process ends with it."""
    end_process(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run `faceid`.

    Args:
        argv: Arguments without the program's name; None takes the process's own.

    Returns:
        The process's exit code, see `ExitCode`.
    """
    arguments = sys.argv[1:] if argv is None else list(argv)
    try:
        args = parse(build_parser(), arguments)
        logging.basicConfig(
            level=logging.DEBUG if args.verbose else logging.WARNING,
            format="%(levelname)s %(name)s: %(message)s",
        )
        return _run(args)
    except BrokenPipeError:
        # Whoever read the output has left. Python would complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.BROKEN_PIPE
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Exception as error:
        if not isinstance(error, EXPLAINED_ERRORS):
            traceback.print_exc()
            say("faceid: this is a defect of the program, and no decision.")
        else:
            say(f"faceid: {error}")
        report = error_report(error)
        if "--json" in arguments:
            report.print(as_json=True)
        return report.exit_code


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line. A command's own arguments are added on its use."""
    parser = Parser(
        prog="faceid",
        description="Unlocks when its owner looks at the sensor. Without a command: the window.",
    )
    parser.add_argument("--version", action="version", version=f"faceid {__version__}")
    parser.add_argument(
        "--source",
        metavar="S",
        help=f"for the window: {SOURCE_HELP} (default: a Kinect if one is there, else the demo)",
    )
    add_common_arguments(parser)
    subparsers = parser.add_subparsers(
        title="commands", metavar="COMMAND", parser_class=CommandParser
    )
    for name, command in COMMANDS.items():
        subparsers.add_parser(
            name, module_name=command.module_name, help=command.help, description=command.help
        )
    return parser


def _run(args: argparse.Namespace) -> int:
    if "run" not in args:
        return _open_window(args)
    report = args.run(args)
    report.print(as_json=args.json)
    return int(report.exit_code)


def _open_window(args: argparse.Namespace) -> int:
    if args.json:
        raise UsageError("--json goes with a command. See: faceid --help")
    if not has_screen():
        raise CommandError(
            "There is no screen here. Start the window in a desktop session; "
            "faceid enroll and faceid verify need none."
        )
    from app.window import start
    from app.window.settings import WindowSettings
    from hardware import default_source

    source = args.source or WindowSettings(args.data_dir).source
    if source is None:
        source = default_source()
        say(
            "No Kinect to use: showing the demo recording."
            if source == "demo"
            else "A Kinect is there: using it."
        )
    return start.run(source, args.data_dir, loop=True)


if __name__ == "__main__":
    program()
