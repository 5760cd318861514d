"""Small JSON files that say themselves whether they are whole."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

LARGEST_COUNT: Final = 1 << 53  # more than anything here is counted, and a place in a file


def canonical(content: dict[str, Any]) -> str:
    """Return the one text of an object: keys sorted, no spaces, ASCII, no NaN."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)


def encode(content: dict[str, Any]) -> bytes:
    """Return an object as one line with the SHA-256 of its text in it."""
    digest = hashlib.sha256(canonical(content).encode("ascii")).hexdigest()
    return canonical(content | {"sha256": digest}).encode("ascii") + b"\n"


def decode(stored: bytes) -> dict[str, Any]:
    """Read what `encode` wrote.

    Raises:
        ValueError: If one byte is another. (It does not tell who wrote it: no key is in it.)
    """
    try:
        content: dict[str, Any] = json.loads(stored.decode("ascii"))
        content.pop("sha256")
        is_same = encode(content) == stored
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("it is no record, or half of one") from error
    if not is_same:
        raise ValueError("it was changed")
    return content


def whole_count(stored: Any) -> int:
    """Check that a stored value is a count."""
    if type(stored) is not int or not 0 <= stored <= LARGEST_COUNT:
        raise ValueError("a count that is none")
    return stored


def flag(stored: Any) -> bool:
    """Check that a stored value is true or false."""
    if type(stored) is not bool:
        raise ValueError("a flag that is none")
    return stored


def text(stored: Any) -> str:
    """Check that a stored value is a text."""
    if type(stored) is not str:
        raise ValueError("a text that is none")
    return stored
