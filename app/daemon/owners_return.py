"""Whether whoever sits before the locked screen may come in: the policy asked, once a return."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from typing import Final

from app.guarded import GuardedVerification, Verified
from faceid_core.errors import FaceIdError
from faceid_core.presence import Presence
from faceid_core.seat import Seat
from faceid_core.trust.attempts import REPEAT_S
from faceid_core.trust.guard import Guard
from faceid_core.trust.policy import Refusal
from faceid_core.types import Observation
from faceid_core.verification import Decision
from faceid_core.who import Who

logger = logging.getLogger(__name__)

#: Who has left the seat for so long has left; a face that looks aside has not.
LEFT_S: Final = 2.0
#: How often the policy is asked whether it may look again.
REVIEW_S: Final = 1.0
#: Without a face for so long, nobody looks at the screen any more.
LOOKED_AWAY_S: Final = 1.0


class OwnersReturn:
    """Judges faces while the screen is locked.

    After a deliberate lock nobody is judged before the seat was left: it is not enough
    to look aside. A face that stays refused counts again every `REPEAT_S`.

    Args:
        guard: The policy's door.
        begin: Starts a verification. May raise FaceIdError.
    """

    def __init__(self, guard: Guard, begin: Callable[[], GuardedVerification]) -> None:
        self._guard = guard
        self._begin = begin
        self._verifying: GuardedVerification | None = None
        self._face_s = -math.inf
        self._next_s = -math.inf
        self._body_s = math.inf  # when a body was last seen; infinite before the first frame
        self._is_held = False
        self._has_returned = False

    @property
    def is_looking(self) -> bool:
        """Whether a face is being judged, so that every frame counts."""
        return self._verifying is not None

    def locked(self, *, is_deliberate: bool) -> None:
        """Say that the screen was locked.

        Raises:
            TrustError: If a deliberate lock could not be written down. It holds all the same.
        """
        self.stop()
        self._has_returned = False
        if is_deliberate:
            self._is_held = True
            self._guard.locked()

    def stop(self) -> None:
        """Judge nobody any more: the screen is open, or nothing can be seen."""
        verifying, self._verifying = self._verifying, None
        self._next_s = self._face_s = -math.inf
        self._body_s = math.inf
        if verifying is not None:
            try:
                verifying.abandon()
            except (FaceIdError, OSError) as error:
                logger.warning("policy: %s", error)

    def offer(self, seen: Observation, seat: Seat, presence: Presence, now_s: float) -> str | None:
        """Take what was seen while the screen is locked.

        Args:
            seen: What the pipeline found.
            seat: What depth says.
            presence: Who sits there, by what was seen so far.
            now_s: The frames' clock.

        Returns:
            Who may come in, once for each return; else None.
        """
        try:
            self._note_leaving(seat, presence, now_s)
            if self._has_returned or self._is_held or now_s < self._next_s:
                return None
            verified = self._judged(seen, now_s)
            return None if verified is None else self._settle(verified, now_s)
        except (FaceIdError, OSError) as error:
            logger.warning("nobody is let in: %s", error)
            self._verifying = None
            self._next_s = now_s + REPEAT_S
            return None

    def _note_leaving(self, seat: Seat, presence: Presence, now_s: float) -> None:
        if seat.body is not None or not seat.is_measured or math.isinf(self._body_s):
            self._body_s = now_s
        if presence.who is not Who.AWAY and now_s - self._body_s < LEFT_S:
            return
        self._has_returned = False
        if self._is_held:
            self._guard.face_gone()
            self._is_held = False

    def _judged(self, seen: Observation, now_s: float) -> Verified | None:
        """Return what was decided with this frame, if anything."""
        if seen.face is not None:
            self._face_s = now_s
        elif self._verifying is None:
            return None
        elif now_s - self._face_s > LOOKED_AWAY_S:
            verifying, self._verifying = self._verifying, None
            verifying.abandon()
            return None
        if self._verifying is None:
            self._verifying = self._begun(now_s)
        return None if self._verifying is None else self._verifying.offer(seen)

    def _begun(self, now_s: float) -> GuardedVerification | None:
        """Start a verification if the policy lets a face in at all."""
        refusal = self._guard.status().refusal
        self._is_held = refusal is Refusal.HELD
        if refusal is not None:
            self._next_s = now_s + REVIEW_S
            return None
        return self._begin()

    def _settle(self, verified: Verified, now_s: float) -> str | None:
        verifying, self._verifying = self._verifying, None
        comparison = verified.verification.comparison
        if not verified.unlocks or verifying is None or comparison is None:
            is_refused = verified.verification.decision is Decision.NON_MATCH
            self._next_s = now_s + (REPEAT_S if is_refused else REVIEW_S)
            return None
        self._has_returned = True
        try:
            verifying.learn()
        except (FaceIdError, OSError) as error:
            logger.warning("nothing was learned: %s", error)
        return comparison.name
