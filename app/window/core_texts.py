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

from .core_troubles import TROUBLES
from .language import mark, tr

HINTS: Final[tuple[str, ...]] = (
    mark("Look at the camera"),
    mark("Only one person, please"),
    mark("Move closer"),
    mark("Move back a little"),
    mark("Center your face"),
    mark("Turn toward the camera"),
    mark("More light, please"),
    mark("The sensor measures too little depth here"),
    mark("Hold still"),
    mark("Uncover your face"),
    mark("Open your eyes"),
    mark("Look straight at the camera"),
    mark("Move your head slowly to complete the circle"),
    mark("Move your head around once more"),
    mark("The first circle is complete"),
    mark("Turn your head a little further"),
    mark("Turn your head a little further up"),
    mark("Turn your head a little further to the right"),
    mark("Turn your head a little further down"),
    mark("Turn your head a little further to the left"),
    mark("Turn your head a little less"),
    mark("This looks like somebody else. Only one person, please"),
    mark("This does not look like the enrolled person"),
    mark("The second circle showed somebody else than the first"),
    mark("Your face is enrolled"),
)

VERDICTS: Final[tuple[str, ...]] = (
    mark("This looks like a flat picture, not a face"),
    mark("This looks like a bent picture, not a face"),
    mark("This does not have the relief of a face"),
    mark("This looks like paper around a nose, not a face"),
    mark("This looks like paper on a face"),
    mark("There is no body below this face"),
    mark("This does not have the colors of a face"),
    mark("This face does not have the size of a head"),
    mark("This face could not be judged"),
    mark("Nobody is enrolled yet"),
    mark("Checking"),
    mark("The recording has ended"),
    mark("Locked. Look away, then back, to unlock"),
    mark("This is not {name}"),
    mark("Unlocked for {name}"),
    mark("Unlocked with the passcode"),
)

REFUSALS: Final[tuple[str, ...]] = (
    mark("Enter your passcode: the record of past attempts was lost"),
    mark("Enter your passcode: the computer was restarted"),
    mark("Enter your passcode: this face was refused too often"),
    mark("Enter your passcode: you asked for it when you locked"),
    mark("Enter your passcode: not unlocked for two days"),
    mark("Enter your passcode: it was not needed for days"),
    mark("Too many refused faces. Try again later, or set a passcode"),
    mark("Set a passcode first: faceid passcode set"),
    mark("Confirm with a key first"),
)

PRESENCE: Final[tuple[str, ...]] = (
    mark("{name} is here"),
    mark("Somebody is here"),
    mark("Somebody else is here"),
    mark("Nobody to be seen just now"),
    mark("Nothing was seen yet"),
    mark("The seat is empty"),
    mark("Nobody is watching just now"),
    mark("The sensor measures no depth"),
    mark("The sensor delivers the same picture again and again"),
    mark("Another session is being watched"),
    mark("The face recognition service is not running"),
    mark("The face recognition service has ended"),
    mark("The face recognition service uses the sensor: {error}"),
    mark("The face recognition service does not answer."),
    mark("The sensor is used by another program."),
    mark("The sensor is lent to another program."),
    mark("The screen locker did not open"),
    mark(
        "No screen locker answered. Start one that listens to the login manager, such as xss-lock"
    ),
    mark("The session could not be locked: {reason}"),
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
    for template in (*HINTS, *VERDICTS, *REFUSALS, *PRESENCE, *TROUBLES):
        own, pattern = 0, ""
        for words, field, _, _ in string.Formatter().parse(template):
            own += len(words)
            pattern += re.escape(words) + ("" if field is None else f"(?P<{field}>.+?)")
        known.append((own, template, re.compile(pattern, re.DOTALL)))
    known.sort(key=lambda each: -each[0])
    return [(template, pattern) for _, template, pattern in known]
