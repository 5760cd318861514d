"""The policy state as bytes, and back. Anything but what `encode` wrote is refused."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields
from typing import Any, Final

from ..errors import StateDamagedError
from . import checked_json
from .audit import DIGEST_BYTES, Head
from .checked_json import flag, text, whole_count
from .clock import Moment
from .policy import DEMANDS, PolicyState, Refusal

FORMAT_VERSION: Final = 1
_MOMENTS: Final = ("failed_at", "passcode_at", "face_at", "tried_at")
_COUNTS: Final = ("serial", "failures", "passcode_failures")
_FLAGS: Final = ("has_passcode", "is_held")


@dataclass(frozen=True)
class Record:
    """What is committed at once.

    Attributes:
        state: Of the policy.
        head: Where the audit log ends.
        last_line: The log's last line: it may not have reached the log yet. Empty for none.
    """

    state: PolicyState = field(default_factory=PolicyState)
    head: Head = field(default_factory=Head)
    last_line: str = ""


def encode(record: Record) -> bytes:
    """Return a record as one line of JSON that says itself whether it is whole."""
    return checked_json.encode(
        {
            "version": FORMAT_VERSION,
            "state": {
                each.name: _plain(getattr(record.state, each.name)) for each in fields(PolicyState)
            },
            "head": [record.head.count, record.head.digest, record.head.size_bytes],
            "last_line": record.last_line,
        }
    )


def decode(stored: bytes) -> Record:
    """Read a record.

    Raises:
        StateDamagedError: If one bit of it is not as `encode` wrote it.
    """
    try:
        content = checked_json.decode(stored)
        if content["version"] != FORMAT_VERSION:
            raise ValueError("another version of this program wrote it")
        count, digest, size_bytes = content["head"]
        last_line = text(content["last_line"])
        if len(bytes.fromhex(text(digest))) != DIGEST_BYTES or not last_line.isascii():
            raise ValueError("an end of the log that is none")
        head = Head(whole_count(count), digest, whole_count(size_bytes))
        return Record(_state(content["state"]), head, last_line)
    except (ValueError, KeyError, TypeError) as error:
        raise StateDamagedError(f"The record of past attempts is damaged: {error}.") from error


def _state(stored: dict[str, Any]) -> PolicyState:
    demand = None if stored["demand"] is None else Refusal[text(stored["demand"])]
    if demand is not None and demand not in DEMANDS:
        raise ValueError(f"{demand} is no demand")
    values: dict[str, Any] = {name: whole_count(stored[name]) for name in _COUNTS}
    values |= {name: flag(stored[name]) for name in _FLAGS}
    values |= {name: _moment(stored[name]) for name in _MOMENTS}
    return PolicyState(**values, demand=demand)


def _plain(value: object) -> object:
    if isinstance(value, Moment):
        return [value.boot_id, value.boot_s, value.wall_s]
    return value.name if isinstance(value, Refusal) else value


def _moment(stored: Any) -> Moment | None:
    if stored is None:
        return None
    boot_id, boot_s, wall_s = stored
    if not all(isinstance(each, float) and math.isfinite(each) for each in (boot_s, wall_s)):
        raise ValueError("a time that is none")
    return Moment(text(boot_id), boot_s, wall_s)
