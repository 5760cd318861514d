"""What a guard would answer, read without leaving a trace: for those who only look."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..errors import TrustError
from .clock import Moment
from .guard import RULES
from .ledger import Ledger
from .policy import PolicyState, Refusal, Request, Rules, anchored, refusal_of

#: A clock that is this far behind what was written was set back.
_SET_BACK_S: Final = 60.0


@dataclass(frozen=True)
class Inspection:
    """The policy of one user's faces as it stands on disk.

    Attributes:
        refusal: Why no face unlocks now, or None.
        has_passcode: Whether the policy knows of a passcode.
        failures: Judged failures since the last unlock.
        entries: How many entries the log has, none changed or missing.
        set_back_s: How far the wall clock stands before the newest time that was written
            since the machine started; 0 if it does not.
    """

    refusal: Refusal | None
    has_passcode: bool
    failures: int
    entries: int
    set_back_s: float


def inspect(directory: Path, now: Moment, rules: Rules = RULES) -> Inspection | None:
    """Read what holds, write nothing.

    Args:
        directory: The policy's folder.
        now: What time it is.
        rules: How long trust lasts.

    Returns:
        None if nothing has happened yet.

    Raises:
        TrustError: If the state is damaged or cannot be read, or the log is not as it was
            written. The message says which.
    """
    try:
        record, entries = Ledger(directory, rules).peek()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise TrustError(f"{directory} cannot be read: {error}.") from error
    state = anchored(record.state, now)
    return Inspection(
        refusal=refusal_of(state, Request(), now, rules),
        has_passcode=state.has_passcode,
        failures=state.failures,
        entries=len(entries),
        set_back_s=_set_back_s(record.state, now),
    )


def _set_back_s(state: PolicyState, now: Moment) -> float:
    """How far the wall clock is behind where the boot clock says that it should be."""
    written = (state.failed_at, state.passcode_at, state.face_at, state.tried_at)
    behind_s = [
        each.wall_s + (now.boot_s - each.boot_s) - now.wall_s
        for each in written
        if each is not None and each.boot_id == now.boot_id
    ]
    behind_s = [each for each in behind_s if each > _SET_BACK_S]
    return max(behind_s, default=0.0)
