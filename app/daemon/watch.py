"""The watch: one job of the observer's for as long as a session's agent wants it."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable
from typing import Final

from app.guarded import GuardedVerification
from faceid_core.encoder import Encoder
from faceid_core.errors import FaceIdError
from faceid_core.pipeline import Gallery
from faceid_core.presence import Presence, PresenceRules
from faceid_core.seat import look
from faceid_core.trust.policy import Request
from faceid_core.types import Observation
from faceid_core.verification import Verifier
from faceid_core.who import Who

from .accounts import Account
from .observer import Job
from .owners_return import OwnersReturn

logger = logging.getLogger(__name__)

#: Between two frames that are looked at, while nobody is being judged: three a second.
RELAXED_S: Final = 0.33
#: Longest verification of somebody who sits before the locked screen.
LONGEST_S: Final = 10.0
#: How often it is looked whether somebody was enrolled or removed meanwhile.
GALLERY_S: Final = 5.0


class WatchJob(Job):
    """Tells who sits there, and when the owner has returned to a locked screen.

    Args:
        account: Whose desk it is.
        encoder: The recognizer's.
        rules: How much evidence changes who is there.
        told: Is told who sits there, with a sentence, when that changes.
        returned: Is told who may come in. Both are called in the observer's thread.
    """

    def __init__(
        self,
        account: Account,
        encoder: Encoder,
        rules: PresenceRules,
        *,
        told: Callable[[Who, str], None],
        returned: Callable[[str], None],
    ) -> None:
        self.gallery = Gallery()
        self.pause_s = RELAXED_S
        self._account = account
        self._encoder = encoder
        self._rules = rules
        self._told = told
        self._returned = returned
        self._mutex = threading.Lock()
        self._presence = Presence()
        self._last_told: tuple[Who, str] | None = None
        self._is_locked = False
        self._return = OwnersReturn(account.guard, self._begin)
        self._refreshed_s = -math.inf

    def session_locked(self, is_locked: bool, *, is_deliberate: bool) -> None:
        """Say that the session was locked or opened. Any thread may call it.

        Raises:
            TrustError: If a deliberate lock could not be written down. It holds all the same.
        """
        with self._mutex:
            if is_locked and (is_deliberate or not self._is_locked):
                self._is_locked = True
                self._return.locked(is_deliberate=is_deliberate)
            elif not is_locked and self._is_locked:
                self._is_locked = False
                self._return.stop()
                self._presence = Presence()  # whoever opened it need not be who sat there
                self._last_told = None  # nor does the agent know any more who sits there

    def take(self, seen: Observation) -> None:
        if self.is_over:
            return
        self._refresh()
        now_s, seat = seen.frame.timestamp_s, look(seen.frame)
        with self._mutex:
            self._presence = self._presence.after(seen, seat, now_s, self._rules)
            self._tell()
            name = None
            if self._is_locked:
                name = self._return.offer(seen, seat, self._presence, now_s)
            self.pause_s = 0.0 if self._return.is_looking else RELAXED_S
        if name is not None:
            self._returned(name)

    def end(self) -> None:
        """A watch has no end of its own."""

    def fail(self, error: Exception) -> None:
        with self._mutex:
            self._presence = self._presence.troubled(str(error))
            self._return.stop()
            self._tell()

    def _tell(self) -> None:
        what = (self._presence.who, self._presence.reason)
        if what != self._last_told:
            self._last_told = what
            self._told(*what)

    def _refresh(self) -> None:
        """See who is enrolled now. Without anybody there is no owner, but still a seat."""
        now_s = time.monotonic()
        if now_s - self._refreshed_s < GALLERY_S:
            return
        self._refreshed_s = now_s
        try:
            faces = self._account.faces(self._encoder)
        except (FaceIdError, OSError) as error:
            logger.info("nobody can be recognized: %s", error)
            self.gallery.templates, self.gallery.adapted = (), {}
            return
        self.threshold = faces.threshold
        self.asks_for_eyes = faces.asks_for_eyes
        self.gallery.templates = faces.gallery.templates
        self.gallery.adapted = faces.gallery.adapted

    def _begin(self) -> GuardedVerification:
        faces = self._account.faces(self._encoder)
        verifier = Verifier(timeout_s=LONGEST_S)
        return GuardedVerification(self._account.guard, faces.learning, Request(), verifier)
