"""Whether who is enrolled may be changed now, and for how long."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from faceid_core.errors import TrustError
from faceid_core.lock import Lock, LockPolicy
from faceid_core.matching import References
from faceid_core.trust.clock import Moment
from faceid_core.trust.guard import Guard
from faceid_core.trust.policy import Purpose, Request
from faceid_core.types import LockState, Observation

from .time_limit import TimeLimit

logger = logging.getLogger(__name__)

#: From the wish to change something to the change: a name is typed, the next one sits down.
PERMISSION_S: Final = 60.0
#: How long it is taken as known whether there is a passcode.
KNOWN_S: Final = 1.0


class Permission:
    """Settles who may change who is enrolled.

    *Without a passcode*: while nobody is enrolled, everybody; else whoever has just unlocked.
    *With one* it is a privileged request of the policy: the passcode, or a key press and then
    a fresh look at a sensor, which has to match what was enrolled. What a recording has
    unlocked permits nothing then. Either way the wish keeps the way free for `PERMISSION_S`,
    until it is left or the lock is closed on purpose. The caller keeps threads apart.

    Args:
        guard: Knows whether there is a passcode, and decides; None: there is none.
        clock: Monotonic, seconds.
    """

    def __init__(self, guard: Guard | None, clock: Callable[[], float]) -> None:
        self._guard = guard
        self._granted = TimeLimit(clock, PERMISSION_S)
        self._known = TimeLimit(clock, KNOWN_S)
        self._has_passcode = False
        self._proven = TimeLimit(clock, PERMISSION_S)
        self._asked_at: Moment | None = None
        self._name, self._matches = "", 0

    @property
    def is_granted(self) -> bool:
        """Whether the way is kept free."""
        return self._granted.is_running

    @property
    def needs_proof(self) -> bool:
        """Whether there is a passcode; also if that cannot be known."""
        if self._guard is not None and not self._known.is_running:
            try:
                self._has_passcode = self._guard.status().has_passcode
            except TrustError as error:
                logger.warning("policy: %s", error)
                self._has_passcode = True
            self._known.start()
        return self._has_passcode

    def allows(self, lock: Lock, *, is_empty: bool) -> bool:
        """Whether it may be changed at this moment.

        Args:
            lock: As it is now.
            is_empty: Whether nobody is enrolled.
        """
        if self.is_granted or (lock.is_by_passcode and self._proven.is_running):
            return True
        return not self.needs_proof and (is_empty or lock.state is LockState.UNLOCKED)

    def ask(self, lock: Lock, *, is_empty: bool) -> bool:
        """Take a key press of somebody who wants to change it.

        Returns:
            Whether it may be changed now; if not, `follow` looks for a proof.
        """
        self._known.stop()  # a passcode may just have been set
        is_free = self.allows(lock, is_empty=is_empty)
        if is_free and lock.state is LockState.UNLOCKED:
            self.grant()
        elif not is_free and self._guard is not None:
            self._asked_at, self._matches = self._guard.now, 0
        return is_free

    def follow(
        self,
        seen: Observation,
        lock: Lock,
        policy: LockPolicy,
        enrolled: Callable[[], References],
    ) -> None:
        """Look for the fresh look of somebody enrolled, before whom the lock is open.

        What was learned since is not asked: it is a privileged request.

        Args:
            seen: The newest observation, of a sensor.
            lock: After it.
            policy: How much evidence it takes.
            enrolled: Returns whom to compare with.
        """
        if self._asked_at is None or self._guard is None:
            return
        is_fresh = lock.state is LockState.UNLOCKED and seen.is_accepted
        speaks_for_it = lock.row.is_accepted and lock.row.is_awake
        if not (is_fresh and speaks_for_it) or seen.embedding is None:
            self._matches = 0
            return
        comparison = enrolled().compare(seen.embedding)
        is_same = comparison.is_match and comparison.name == self._name
        self._name, self._matches = (
            comparison.name,
            self._matches + 1 if is_same else int(comparison.is_match),
        )
        if self._matches < policy.frames_to_unlock:
            return
        request = Request(Purpose.PRIVILEGED, self._asked_at)
        self._asked_at = None
        try:
            refused = self._guard.face_accepted(comparison.name, comparison.distance, request)
        except TrustError as error:
            logger.warning("policy: %s", error)
            return
        if refused is None:
            self.grant()

    def grant(self) -> None:
        """Keep the way free: a proof was given."""
        self._asked_at = None
        self._granted.start()

    def prove(self) -> None:
        """The passcode has opened the lock: for `PERMISSION_S`, asking is enough."""
        self._proven.start()

    def stop(self) -> None:
        """Keep it free no more."""
        self._asked_at = None
        self._granted.stop()
        self._proven.stop()
