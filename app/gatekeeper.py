"""The lock's policy at a sensor: asked before the lock opens, told which faces were refused."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from dataclasses import dataclass

from faceid_core.errors import TrustError
from faceid_core.lock import Lock, LockPolicy, refusal
from faceid_core.trust.attempts import Attempt, Attempts
from faceid_core.trust.guard import Guard
from faceid_core.trust.policy import Refusal
from faceid_core.types import LockState, Observation

logger = logging.getLogger(__name__)

#: How often the policy is looked at while locked: time passes, and other programs ask it too.
REVIEW_S = 1.0


@dataclass(frozen=True)
class Standing:
    """What the policy says at one moment, to be shown.

    Attributes:
        bar: Why no face is looked at now, as a sentence; None if one may open the lock.
        needs_passcode: Whether the passcode would help.
        wait_until_s: Before this time, monotonic, no passcode may be tried.
    """

    bar: str | None = None
    needs_passcode: bool = False
    wait_until_s: float = -math.inf


class Gatekeeper:
    """Stands between what was seen and the lock; the policy's door is its guard.

    A source that is no sensor is only looked at: its faces are neither asked about
    nor counted. The caller keeps threads apart.

    Attributes:
        standing: What the policy said last; nothing at a recording.

    Args:
        guard: Whom to ask; None lets the lock alone decide.
        clock: Monotonic, seconds.
    """

    def __init__(self, guard: Guard | None, clock: Callable[[], float]) -> None:
        self._guard = guard
        self._clock = clock
        self._active: Guard | None = None
        self._attempts = Attempts()
        self._failure: str | None = None  # until the face has gone
        self._reviewed_s = -math.inf
        self.standing = Standing()

    @property
    def is_active(self) -> bool:
        """Whether the policy is asked: there is a guard, and the frames come from a sensor."""
        return self._active is not None

    def attend(self, before: Lock, *, is_live: bool) -> Lock:
        """Take note whether the frames come from a sensor.

        Args:
            before: The lock so far.
            is_live: Whether they do.

        Returns:
            The lock that goes on; what a recording has opened is no sensor's.
        """
        active = self._guard if is_live else None
        if active is self._active:
            return before
        self._active = active
        self.start_anew()
        return Lock(is_held=before.is_held)

    def start_anew(self) -> None:
        """Forget what was seen so far; the policy forgets nothing."""
        self._attempts = Attempts()
        self._failure = None
        self._reviewed_s = -math.inf
        self.standing = Standing()

    def after(self, before: Lock, seen: Observation, now_s: float, policy: LockPolicy) -> Lock:
        """Return the lock after one more observation.

        What cannot be asked or written down keeps it locked, with the error's sentence.

        Args:
            before: The lock so far.
            seen: What the pipeline found in the newest frame.
            now_s: Monotonic time in seconds.
            policy: How much evidence changes the lock.
        """
        if self._active is None:
            return before.after(seen, now_s, policy)
        try:
            return self._after(self._active, before, seen, now_s, policy)
        except TrustError as error:
            self._fail(error)
            return Lock(reason=str(error), is_held=before.is_held)

    def lock(self, before: Lock, reason: str) -> Lock:
        """Return the lock after its user locked it on purpose.

        Args:
            before: The lock so far.
            reason: What to say, if nothing went wrong.
        """
        # Whoever is gone already must come back before going counts.
        self._attempts = Attempts()
        if self._active is not None:
            try:
                self._active.locked()
            except TrustError as error:
                self._fail(error)
                reason = str(error)
        return before.locked(reason)

    def review(self) -> None:
        """Look what the policy says now."""
        if self._active is None:
            return
        now_s = self._reviewed_s = self._clock()
        try:
            status = self._active.status()
        except TrustError as error:
            logger.warning("policy: %s", error)
            self.standing = Standing(bar=str(error))
            return
        bar = status.refusal
        if bar is None or bar is Refusal.HELD:  # it ends by itself: the face has to go
            self.standing = Standing(bar=self._failure)
        else:
            wait_until_s = now_s + status.wait_s if status.wait_s > 0 else -math.inf
            self.standing = Standing(bar.value, bar.needs_passcode, wait_until_s)

    def _after(
        self, guard: Guard, before: Lock, seen: Observation, now_s: float, policy: LockPolicy
    ) -> Lock:
        self._attempts = self._attempts.after(seen, now_s)
        if self._attempts.completed is Attempt.GONE:
            self._failure = None
            guard.face_gone()
        if before.state is LockState.LOCKED:
            if self._clock() - self._reviewed_s >= REVIEW_S:
                self.review()
            if self.standing.bar is not None:
                self._attempts = Attempts(is_gone=self._attempts.is_gone)
                return Lock(reason=self.standing.bar, is_held=before.is_held)
        lock = before.after(seen, now_s, policy)
        is_refused = self._attempts.completed is Attempt.REFUSED
        if is_refused and not lock.is_by_passcode and seen.comparison is not None:
            reason = self._attempts.row.refusal or refusal(seen)
            guard.face_refused(reason, seen.comparison.name, seen.comparison.distance)
            self.review()
            if self.standing.bar is not None and lock.state is LockState.LOCKED:
                return Lock(reason=self.standing.bar, is_held=before.is_held)
        if lock.name is not None and before.state is LockState.LOCKED:
            distance = None if seen.comparison is None else seen.comparison.distance
            refused = guard.face_accepted(lock.name, distance)
            if refused is not None:
                self.review()
                return Lock(reason=refused.value, is_held=refused is Refusal.HELD)
        if lock.state is LockState.UNLOCKED:
            self._reviewed_s = -math.inf  # once it locks, first look what holds
        return lock

    def _fail(self, error: TrustError) -> None:
        logger.warning("policy: %s", error)
        self._failure = str(error)
        self.standing = Standing(bar=self._failure)
