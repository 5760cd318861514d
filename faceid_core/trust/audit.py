"""An append-only log of what the lock decided, each entry chained to the one before.

One line of JSON an entry: no image, no embedding, a distance only to one decimal. An
entry's digest is the SHA-256 of its own text and the digest before it; the last one
stands in the policy state too. So an entry that was changed, removed, added or moved is
found, also at the end. Whoever may write both files could write both anew: the chain
shows what others did, not what root did.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from ..errors import AuditError
from .checked_json import canonical

DIGEST_BYTES: Final = 32  # SHA-256
FIRST_DIGEST: Final = "00" * DIGEST_BYTES
DISTANCE_DECIMALS: Final = 1


@dataclass(frozen=True)
class Head:
    """Where a log ends.

    Attributes:
        count: How many entries it has.
        digest: Of the last one, hexadecimal.
        size_bytes: Of the whole log.
    """

    count: int = 0
    digest: str = FIRST_DIGEST
    size_bytes: int = 0


@dataclass(frozen=True)
class Entry:
    """One thing that happened.

    Attributes:
        number: From 1 on, without gaps.
        at: UTC by the wall clock, ISO 8601.
        serial: The policy state's.
        event: What happened: "face", "passcode", "lock", "enroll", ...
        verdict: What came of it: "unlocked", "refused", ...
        reason: One plain sentence, or empty.
        name: Whom it is about, or None.
        distance: To that person's template, rounded to one decimal; None if unmeasured.
        digest: The chain's, hexadecimal.
    """

    number: int
    at: str
    serial: int
    event: str
    verdict: str
    reason: str
    name: str | None
    distance: float | None
    digest: str


@dataclass(frozen=True)
class Incident:
    """What is to be logged; the log adds number, time and digest. See `Entry`."""

    event: str
    verdict: str
    reason: str = ""
    name: str | None = None
    distance: float | None = None


def chained(incident: Incident, head: Head, serial: int, wall_s: float) -> tuple[str, Head]:
    """Return the next line of a log, its line end included, and where the log ends then."""
    content = {
        "number": head.count + 1,
        "at": datetime.datetime.fromtimestamp(wall_s, datetime.UTC).isoformat(timespec="seconds"),
        "serial": serial,
        **asdict(incident),
        "distance": rounded_distance(incident.distance),
    }
    digest = _digest(content, head.digest)
    line = canonical(content | {"digest": digest}) + "\n"
    return line, Head(head.count + 1, digest, head.size_bytes + len(line))


def rounded_distance(distance: float | None) -> float | None:
    """Return a distance as it is logged: too coarse to climb along; None if there is none."""
    if distance is None or not math.isfinite(distance):
        return None
    return round(float(distance), DISTANCE_DECIMALS)


def read_chain(stored: bytes) -> Iterator[Entry]:
    """Yield the entries of a log, each checked against the one before.

    Raises:
        AuditError: At the first line that is not as it was written.
    """
    digest = FIRST_DIGEST
    for number, line in enumerate(stored.splitlines(keepends=True), start=1):
        entry = _entry(line, number, digest)
        digest = entry.digest
        yield entry


def check_end(entries: int, last_digest: str, head: Head) -> None:
    """Compare a log's end with where it should end.

    Raises:
        AuditError: If entries are missing at the end, or too many.
    """
    if entries < head.count:
        raise AuditError(f"{head.count - entries} entries are missing at the end of the log.")
    if entries > head.count or last_digest != head.digest:
        raise AuditError(f"The end of the log is not the one that was written ({entries} entries).")


def _entry(line: bytes, number: int, previous: str) -> Entry:
    try:
        content: dict[str, Any] = json.loads(line.decode("ascii"))
        digest = content.pop("digest")
        is_whole = (
            content["number"] == number
            and _digest(content, previous) == digest
            and (canonical(content | {"digest": digest}) + "\n").encode("ascii") == line
        )
        entry = Entry(**content, digest=digest)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise AuditError(f"Entry {number} of the log is damaged.") from error
    if not is_whole:
        raise AuditError(f"Entry {number} of the log was changed, moved, or the one before it was.")
    return entry


def _digest(content: dict[str, Any], previous: str) -> str:
    return hashlib.sha256((previous + canonical(content)).encode("ascii")).hexdigest()
