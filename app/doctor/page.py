"""The page that people read, and the same for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from .examination import Examined
from .finding import Finding, State

_MARKS: Final = {State.OK: "✓", State.WARNING: "!", State.PROBLEM: "✗", State.UNKNOWN: "?"}
_COLORS: Final = {
    State.OK: "\x1b[32m",
    State.WARNING: "\x1b[33m",
    State.PROBLEM: "\x1b[31m",
    State.UNKNOWN: "\x1b[36m",
}
_BOLD: Final = "\x1b[1m"
_PLAIN: Final = "\x1b[0m"
_WORDS: Final = {State.PROBLEM: "problem", State.WARNING: "warning", State.UNKNOWN: "unknown"}


def counts(examined: Sequence[Examined]) -> Counter[State]:
    """Return how many findings there are of each state."""
    return Counter(finding.state for each in examined for finding in each.findings)


def fields(examined: Sequence[Examined], seconds: float) -> dict[str, object]:
    """Return the JSON object: names and states stay the same from version to version."""
    counted = counts(examined)
    return {
        "is_well": not counted[State.PROBLEM],
        "problems": counted[State.PROBLEM],
        "warnings": counted[State.WARNING],
        "unknown": counted[State.UNKNOWN],
        "findings": [
            {
                "name": finding.name,
                "subject": each.subject,
                "state": finding.state.value,
                "sentence": finding.sentence,
                "remedy": finding.remedy or None,
                "measured": dict(finding.measured),
            }
            for each in examined
            for finding in each.findings
        ],
        "seconds": round(seconds, 2),
    }


def text(examined: Sequence[Examined], *, is_colored: bool) -> str:
    """Return the page: subjects in their order, a mark before each finding, a summary last.

    Args:
        examined: What was found out.
        is_colored: Whether marks are colored, for a terminal.
    """
    lines: list[str] = []
    for each in examined:
        if each.findings:
            lines.append(f"{_BOLD}{each.title}{_PLAIN}" if is_colored else each.title)
            for finding in each.findings:
                lines += _lines(finding, is_colored=is_colored)
            lines.append("")
    lines.append(summary(examined))
    return "\n".join(lines)


def summary(examined: Sequence[Examined]) -> str:
    """Return one line on everything."""
    counted = counts(examined)
    parts = [_counted(counted[state], word) for state, word in _WORDS.items() if counted[state]]
    if not parts:
        return "All is well."
    if not counted[State.PROBLEM]:
        return f"Nothing is wrong; {', '.join(parts)}."
    return f"{', '.join(parts)}. Begin at the top: one mended often mends the next."


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 or word == "unknown" else f"{count} {word}s"


def _lines(finding: Finding, *, is_colored: bool) -> list[str]:
    mark = _MARKS[finding.state]
    if is_colored:
        mark = f"{_COLORS[finding.state]}{mark}{_PLAIN}"
    lines = [f"  {mark} {finding.sentence}"]
    if finding.remedy:
        lines.append(f"      {finding.remedy}")
    return lines
