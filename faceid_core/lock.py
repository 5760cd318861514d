"""Decide from what was seen whether the desktop is locked."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass, replace

from .row import NO_ROW, OPEN_YOUR_EYES, Row
from .types import LockState, Observation, Retry


class Verdict(enum.Enum):
    """What the last frames said."""

    WAITING = "waiting"  # no usable face
    CHECKING = "checking"  # a face, too few frames to judge
    REFUSED = "refused"
    ACCEPTED = "accepted"


@dataclass(frozen=True)
class LockPolicy:
    """How much evidence changes the lock.

    Attributes:
        frames_to_unlock: Accepted frames in a row, of one person.
        frames_to_refuse: Refused frames in a row.
        absence_to_lock_s: Time without an accepted frame after which it locks.
    """

    frames_to_unlock: int = 5
    frames_to_refuse: int = 5
    absence_to_lock_s: float = 10.0


@dataclass(frozen=True)
class Lock:
    """The lock at one moment. `after` returns the next one; nothing is mutated.

    Attributes:
        state: Locked or unlocked.
        verdict: What the last frames said.
        reason: One plain sentence for people.
        name: Who unlocked it, or None.
        row: Accepted frames in a row.
        refused: Refused frames in a row, or accepted ones that are refused together.
        last_accepted_s: When the last accepted frame was seen.
        is_held: After a deliberate lock nothing unlocks until the face has gone once.
        is_by_passcode: Opened by the passcode: open as long as somebody is there, whoever
            it looks like.
    """

    state: LockState = LockState.LOCKED
    verdict: Verdict = Verdict.WAITING
    reason: str = "Look at the camera"
    name: str | None = None
    row: Row = NO_ROW
    refused: int = 0
    last_accepted_s: float = -math.inf
    is_held: bool = False
    is_by_passcode: bool = False

    def locked(self, reason: str) -> Lock:
        """Return the lock after its user locked it on purpose."""
        return Lock(reason=reason, is_held=True)

    def opened_by_passcode(self, now_s: float) -> Lock:
        """Return the lock after the passcode was right, which needs no face."""
        return Lock(
            state=LockState.UNLOCKED,
            verdict=Verdict.ACCEPTED,
            reason="Unlocked with the passcode",
            last_accepted_s=now_s,
            is_by_passcode=True,
        )

    def after(self, seen: Observation, now_s: float, policy: LockPolicy) -> Lock:
        """Return the lock after one more observation.

        Args:
            seen: What the pipeline found in the newest frame.
            now_s: Monotonic time in seconds.
            policy: How much evidence changes the lock.
        """
        if self.is_by_passcode:
            if seen.retry is not Retry.NO_FACE:
                return replace(self, last_accepted_s=now_s)
            is_open = self._after_absence(now_s, policy).state is LockState.UNLOCKED
            return self if is_open else Lock()
        row = self.row.after(seen, policy.frames_to_unlock)
        lock = replace(self, row=row)
        if row.is_accepted and row.name is not None:
            return lock._after_accepted(row.name, now_s, policy)
        if seen.is_judged:
            lock = lock._after_refused(row.refusal or refusal(seen), policy)
        else:
            words = seen.retry.value if seen.retry is not None else "Nobody is enrolled yet"
            lock = replace(lock, refused=0, is_held=False, verdict=Verdict.WAITING, reason=words)
        return lock._after_absence(now_s, policy)

    def _after_accepted(self, name: str, now_s: float, policy: LockPolicy) -> Lock:
        if self.is_held:
            return replace(
                self, verdict=Verdict.WAITING, reason="Locked. Look away, then back, to unlock"
            )
        lock = replace(self, refused=0)
        if self.row.accepted < policy.frames_to_unlock:
            if self.state is LockState.LOCKED:
                lock = replace(lock, verdict=Verdict.CHECKING, reason="Checking")
            return lock._after_absence(now_s, policy)
        if self.state is LockState.LOCKED and not self.row.is_awake:
            return replace(lock, verdict=Verdict.WAITING, reason=OPEN_YOUR_EYES)
        return replace(
            lock,
            state=LockState.UNLOCKED,
            verdict=Verdict.ACCEPTED,
            reason=f"Unlocked for {name}",
            name=name,
            last_accepted_s=now_s,
        )

    def _after_refused(self, reason: str, policy: LockPolicy) -> Lock:
        refused = self.refused + 1
        if refused < policy.frames_to_refuse:
            return replace(self, refused=refused, verdict=Verdict.CHECKING, reason="Checking")
        return replace(
            self,
            state=LockState.LOCKED,
            name=None,
            refused=refused,
            verdict=Verdict.REFUSED,
            reason=reason,
        )

    def _after_absence(self, now_s: float, policy: LockPolicy) -> Lock:
        is_absent = not now_s - self.last_accepted_s <= policy.absence_to_lock_s
        if self.state is LockState.UNLOCKED and is_absent:
            return replace(self, state=LockState.LOCKED, name=None)
        return self


def refusal(seen: Observation) -> str:
    """Return one plain sentence for why a judged frame was not accepted."""
    if seen.liveness is not None and seen.liveness.refusal is not None:
        return seen.liveness.refusal
    if seen.comparison is not None and not seen.comparison.is_match:
        return f"This is not {seen.comparison.name}"
    return "This face could not be judged"
