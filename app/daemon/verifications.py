"""One answer for one client, in time: policy, sensor, decision, and what comes of it."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.guarded import GuardedVerification, Verified
from faceid_core.errors import FaceIdError
from faceid_core.pipeline import Gallery, Recognizer
from faceid_core.trust.policy import Request
from faceid_core.types import Observation
from faceid_core.verification import Verifier
from hardware import CaptureError

from .accounts import Account, Faces
from .observer import Job, Observer
from .settings import DaemonSettings

logger = logging.getLogger(__name__)

#: What is seen this shortly before the client's time is up is still judged.
CLOSING_S: Final = 0.25
#: A session that opens this shortly after a look was opened by the look.
JUST_OPENED_S: Final = 60.0

Told = Verified | Exception


@dataclass(frozen=True)
class Answer:
    """What a client is told.

    Attributes:
        verified: What was decided; None if there was trouble.
        trouble: A sentence on what went wrong.
        seconds: How long it took.
        looking_s: How much of that since the first frame; 0 without one.
    """

    verified: Verified | None
    trouble: str
    seconds: float
    looking_s: float = 0.0

    @property
    def unlocks(self) -> bool:
        """Whether this is an unlock; nothing else is one."""
        return self.verified is not None and self.verified.unlocks


class VerificationJob(Job):
    """Gives what is seen to one verification.

    Args:
        verifying: Decides, and writes it down.
        faces: Who is compared with.
        deadline_s: When it has to be decided, monotonic.
        tell: Told once, in the observer's thread: what was decided, or the trouble.
    """

    def __init__(
        self,
        verifying: GuardedVerification,
        faces: Faces,
        deadline_s: float,
        tell: Callable[[Told], None],
    ) -> None:
        self.gallery: Gallery = faces.gallery
        self.threshold = faces.threshold
        self.asks_for_eyes = faces.asks_for_eyes
        self._verifying = verifying
        self._deadline_s = deadline_s
        self._tell = tell
        self._is_told = False
        self._first_s: float | None = None

    @property
    def looking_s(self) -> float:
        """How long ago the first frame came; 0 without one."""
        return 0.0 if self._first_s is None else time.monotonic() - self._first_s

    def take(self, seen: Observation) -> None:
        if self._first_s is None:
            self._first_s = time.monotonic() - sum(seen.stage_ms.values()) / 1e3
        verified = self._verifying.offer(seen)
        if verified is None and time.monotonic() >= self._deadline_s:
            verified = self._verifying.end()
        if verified is not None:
            self._finish(verified)
            self._verifying.learn()

    def end(self) -> None:
        if self.is_over and not self._is_told:
            self._verifying.abandon()
        elif not self._is_told:
            self._finish(self._verifying.end())

    def fail(self, error: Exception) -> None:
        self.is_over = True
        if self._is_told:
            logger.warning("after the answer: %s", error)
        else:
            self._is_told = True
            self._tell(error)

    def _finish(self, verified: Verified) -> None:
        self.is_over = self._is_told = True
        self._tell(verified)


class Verifications:
    """Verifies users for clients, each in a time that the settings give.

    Args:
        settings: How long it may take.
        observer: Sees.
        recognizer: The observer's; only its encoder's name and limits are read here.
    """

    def __init__(
        self, settings: DaemonSettings, observer: Observer, recognizer: Recognizer
    ) -> None:
        self._settings = settings
        self._observer = observer
        self._encoder = recognizer.encoder
        self._opened_s: dict[int, float] = {}

    def has_just_opened(self, account: Account) -> bool:
        """Whether a look unlocked this account moments ago."""
        return time.monotonic() - self._opened_s.get(account.uid, -math.inf) < JUST_OPENED_S

    async def verify(
        self, account: Account, request: Request, timeout_s: float | None = None
    ) -> Answer:
        """Look whether the user is there, and may unlock. Cancelled, it looks no further.

        Args:
            account: Whose faces.
            request: What for.
            timeout_s: Longest verification; None for that of the settings, which is never
                exceeded.
        """
        started_s = time.monotonic()
        longest_s = min(timeout_s or self._settings.answer_s, self._settings.answer_s)
        loop = asyncio.get_running_loop()
        told: asyncio.Future[Told] = loop.create_future()

        def tell(what: Told) -> None:
            loop.call_soon_threadsafe(lambda: None if told.done() else told.set_result(what))

        job: VerificationJob | None = None
        try:
            async with asyncio.timeout(longest_s):
                verifying, faces = await asyncio.to_thread(self._begin, account, request, longest_s)
                if verifying.barred is not None:
                    return _answer(verifying.barred, started_s)
                job = VerificationJob(verifying, faces, started_s + longest_s - CLOSING_S, tell)
                self._observer.submit(job)
                what = await told
                answer = _answer(what, started_s, job.looking_s)
                if answer.unlocks:
                    self._opened_s[account.uid] = time.monotonic()
                return answer
        except TimeoutError:
            return _answer(CaptureError("The sensor did not answer in time."), started_s)
        except (FaceIdError, OSError) as error:
            return _answer(error, started_s)
        finally:
            if job is not None:
                job.is_over = True

    def _begin(
        self, account: Account, request: Request, longest_s: float
    ) -> tuple[GuardedVerification, Faces]:
        faces = account.faces(self._encoder)
        verifier = Verifier(timeout_s=longest_s, absent_s=self._settings.absent_s)
        return GuardedVerification(account.guard, faces.learning, request, verifier), faces


def _answer(what: Told, started_s: float, looking_s: float = 0.0) -> Answer:
    seconds = time.monotonic() - started_s
    if isinstance(what, Exception):
        logger.info("no verification: %s", what)
        return Answer(None, str(what), seconds, looking_s)
    return Answer(what, "", seconds, looking_s)
