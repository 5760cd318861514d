"""The command line's arguments: those that several commands share, each defined once."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from app.errors import UsageError
from app.paths import default_data_dir

SOURCE_HELP = (
    "kinect[:N], fakenect:DIR, recording:DIR[#CHAPTER], or demo[#CHAPTER], "
    "for example recording:man or demo#owner"
)


class Parser(argparse.ArgumentParser):
    """Raises `UsageError` where argparse would end the process."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message.rstrip('.')}. See: {self.prog} --help")


class CommandParser(Parser):
    """The parser of one command, which imports the command's module only when it is used.

    Every command brings its own libraries, and none should wait for another's.
    """

    def __init__(self, *, module_name: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._module_name = module_name

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        module = importlib.import_module(self._module_name)
        module.add_arguments(self)
        add_common_arguments(self)
        self.set_defaults(run=module.run)
        return super().parse_known_args(args, namespace)


def add_common_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what may stand before the command and after it.

    The defaults stand in `parse`: here, a command's would overwrite what was
    given before the command.
    """
    group = parser.add_argument_group("everywhere")
    group.add_argument(
        "--data-dir",
        type=Path,
        default=argparse.SUPPRESS,
        metavar="DIR",
        help=f"where templates are kept (default: {default_data_dir()})",
    )
    group.add_argument(
        "--verbose",
        action="store_true",
        default=argparse.SUPPRESS,
        help="log what happens to standard error",
    )
    group.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="print a command's result as one JSON object, all else on standard error",
    )


def add_source_arguments(parser: argparse.ArgumentParser) -> None:
    """Add where frames come from."""
    parser.add_argument(
        "--source", default="kinect", metavar="S", help=f"{SOURCE_HELP} (default: kinect)"
    )
    parser.add_argument(
        "--pace",
        choices=("full-speed", "recorded"),
        default="full-speed",
        help="how fast a recording plays (default: full-speed)",
    )


def add_name_argument(
    parser: argparse.ArgumentParser, help_text: str, *, is_required: bool = True
) -> None:
    """Add a person's name."""
    nargs = None if is_required else "?"
    parser.add_argument("name", nargs=nargs, type=person_name, help=help_text)


def add_root_argument(parser: argparse.ArgumentParser) -> None:
    """Add which machine is changed, and how much is asked first."""
    parser.add_argument(
        "--root",
        type=Path,
        default=Path("/"),
        metavar="DIR",
        help="change the files of the machine that is in this folder (default: /)",
    )
    parser.add_argument("--dry-run", action="store_true", help="only show what would change")
    parser.add_argument("--yes", action="store_true", help="do not ask first")


def add_daemon_argument(parser: argparse.ArgumentParser) -> None:
    """Add whether it is about the faces that the daemon keeps."""
    parser.add_argument(
        "--daemon", action="store_true", help="of the faces that open the screen and the login"
    )


def person_name(text: str) -> str:
    """Check that templates can be stored under this name."""
    from faceid_core.templates import TemplateStore

    try:
        TemplateStore(Path()).path(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text


def positive_seconds(text: str) -> float:
    """Parse a duration in seconds; argparse words the error from the function's name."""
    seconds = float(text)
    if not 0 < seconds < float("inf"):
        raise ValueError
    return seconds


def positive_count(text: str) -> int:
    """Parse how many of something."""
    count = int(text)
    if count < 1:
        raise ValueError
    return count


def whole_number(text: str) -> int:
    """Parse a number that may be 0."""
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def share(text: str) -> float:
    """Parse a part of a whole, 0 to 1."""
    part = float(text)
    if not 0.0 <= part <= 1.0:  # what is no number fails here as well
        raise ValueError
    return part


def parse(parser: argparse.ArgumentParser, argv: Sequence[str] | None) -> argparse.Namespace:
    """Parse the arguments and fill in the defaults of `add_common_arguments`.

    A command that sets `chooses_data_dir` has another default data folder.

    Raises:
        UsageError: If they cannot be understood.
    """
    args = parser.parse_args(argv, argparse.Namespace(data_dir=None, verbose=False, json=False))
    if args.data_dir is None and "chooses_data_dir" not in args:
        args.data_dir = default_data_dir()
    return args
