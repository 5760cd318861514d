"""What a command found out, for people and for programs, and how it ends."""

from __future__ import annotations

import enum
import json
import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass


class ExitCode(enum.IntEnum):
    """How `faceid` ends; the first five are the answers of `faceid verify`."""

    OK = 0  # a match, for `verify`
    NO_MATCH = 1
    SOMETHING_WRONG = 1  # for `doctor`
    NOTHING_TO_JUDGE = 2
    REFUSED_BY_POLICY = 3
    TROUBLE = 4
    INTERRUPTED = 130  # 128 + SIGINT, as shells count
    BROKEN_PIPE = 141  # 128 + SIGPIPE


@dataclass(frozen=True)
class Report:
    """The result of one command.

    Attributes:
        fields: The JSON object.
        text: The same in words, one or more lines.
        exit_code: What the process ends with.
    """

    fields: Mapping[str, object]
    text: str
    exit_code: ExitCode = ExitCode.OK

    def print(self, *, as_json: bool) -> None:
        """Write the result to standard output: one JSON object on one line, or the words."""
        print(json.dumps(self.fields, allow_nan=False) if as_json else self.text, flush=True)


def error_report(error: Exception) -> Report:
    """The result of a command that an error ended."""
    fields = {"decision": "error", "error": type(error).__name__, "reason": str(error)}
    return Report(fields, text="", exit_code=ExitCode.TROUBLE)


def say(text: str) -> None:
    """Tell a person something that is not the result: progress, a hint, a warning."""
    print(text, file=sys.stderr, flush=True)


def json_number(value: float | None) -> float | None:
    """A number as JSON can hold it; None for "not measured", which JSON has no number for."""
    return float(value) if value is not None and math.isfinite(value) else None
