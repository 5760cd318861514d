"""What the core says in English, in the window's language.

The core's own sentences stand here, and in `core_troubles`, once more, as literals,
because translators find only those.
"""

from __future__ import annotations

import functools
import re
import string
from collections.abc import Mapping
from typing import Final

from PyQt5.QtCore import QT_TRANSLATE_NOOP

from .core_troubles import TROUBLES
from .language import tr

HINTS: Final[tuple[str, ...]] = (
    QT_TRANSLATE_NOOP("@default", "Look at the camera"),
    QT_TRANSLATE_NOOP("@default", "Only one person, please"),
    QT_TRANSLATE_NOOP("@default", "Move closer"),
    QT_TRANSLATE_NOOP("@default", "Move back a little"),
    QT_TRANSLATE_NOOP("@default", "Center your face"),
    QT_TRANSLATE_NOOP("@default", "Turn toward the camera"),
    QT_TRANSLATE_NOOP("@default", "More light, please"),
    QT_TRANSLATE_NOOP("@default", "The sensor measures too little depth here"),
    QT_TRANSLATE_NOOP("@default", "Hold still"),
    QT_TRANSLATE_NOOP("@default", "Uncover your face"),
    QT_TRANSLATE_NOOP("@default", "Look straight at the camera"),
    QT_TRANSLATE_NOOP("@default", "Move your head slowly to complete the circle"),
    QT_TRANSLATE_NOOP("@default", "Move your head around once more"),
    QT_TRANSLATE_NOOP("@default", "The first circle is complete"),
    QT_TRANSLATE_NOOP("@default", "Turn your head a little further"),
    QT_TRANSLATE_NOOP("@default", "Turn your head a little further up"),
    QT_TRANSLATE_NOOP("@default", "Turn your head a little further to the right"),
    QT_TRANSLATE_NOOP("@default", "Turn your head a little further down"),
    QT_TRANSLATE_NOOP("@default", "Turn your head a little further to the left"),
    QT_TRANSLATE_NOOP("@default", "Turn your head a little less"),
    QT_TRANSLATE_NOOP("@default", "This looks like somebody else. Only one person, please"),
    QT_TRANSLATE_NOOP("@default", "This does not look like the enrolled person"),
    QT_TRANSLATE_NOOP("@default", "The second circle showed somebody else than the first"),
    QT_TRANSLATE_NOOP("@default", "Your face is enrolled"),
)

VERDICTS: Final[tuple[str, ...]] = (
    QT_TRANSLATE_NOOP("@default", "This looks like a flat picture, not a face"),
    QT_TRANSLATE_NOOP("@default", "This looks like a bent picture, not a face"),
    QT_TRANSLATE_NOOP("@default", "This face could not be judged"),
    QT_TRANSLATE_NOOP("@default", "Nobody is enrolled yet"),
    QT_TRANSLATE_NOOP("@default", "Checking"),
    QT_TRANSLATE_NOOP("@default", "The recording has ended"),
    QT_TRANSLATE_NOOP("@default", "Locked. Look away, then back, to unlock"),
    QT_TRANSLATE_NOOP("@default", "This is not {name}"),
    QT_TRANSLATE_NOOP("@default", "Unlocked for {name}"),
)

REFUSALS: Final[tuple[str, ...]] = (
    QT_TRANSLATE_NOOP("@default", "Enter your passcode: the record of past attempts was lost"),
    QT_TRANSLATE_NOOP("@default", "Enter your passcode: the computer was restarted"),
    QT_TRANSLATE_NOOP("@default", "Enter your passcode: this face was refused too often"),
    QT_TRANSLATE_NOOP("@default", "Enter your passcode: you asked for it when you locked"),
    QT_TRANSLATE_NOOP("@default", "Enter your passcode: not unlocked for two days"),
    QT_TRANSLATE_NOOP("@default", "Enter your passcode: it was not needed for days"),
    QT_TRANSLATE_NOOP("@default", "Too many refused faces. Try again later, or set a passcode"),
    QT_TRANSLATE_NOOP("@default", "Set a passcode first: faceid passcode set"),
    QT_TRANSLATE_NOOP("@default", "Confirm with a key first"),
)


def translated(text: str) -> str:
    """Translate a hint, a reason or a trouble; what is not known stays as it is."""
    parsed = _parsed(text)
    if parsed is None:
        return text
    template, fields = parsed
    return tr(template).format_map(fields) if fields else tr(template)


@functools.lru_cache(maxsize=64)
def _parsed(text: str) -> tuple[str, Mapping[str, str]] | None:
    """Find the literal that a text was made from, and what was filled into it, if any is known."""
    for template, pattern in _patterns():
        match = pattern.fullmatch(text)
        if match is not None:
            return template, match.groupdict()
    return None


@functools.cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Every literal and what it matches; those with the most words of their own come first."""
    known = []
    for template in (*HINTS, *VERDICTS, *REFUSALS, *TROUBLES):
        own, pattern = 0, ""
        for words, field, _, _ in string.Formatter().parse(template):
            own += len(words)
            pattern += re.escape(words) + ("" if field is None else f"(?P<{field}>.+?)")
        known.append((own, template, re.compile(pattern, re.DOTALL)))
    known.sort(key=lambda each: -each[0])
    return [(template, pattern) for _, template, pattern in known]
