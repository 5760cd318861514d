"""Enrolling before the daemon's own sensor, for one client."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Final

from app.enrolling import Enrolling
from faceid_core.enrollment_step import EnrollmentStep, Stage
from faceid_core.errors import EnrollmentError
from faceid_core.pipeline import Gallery, Recognizer
from faceid_core.templates import FIRST_APPEARANCE, Template
from faceid_core.types import Observation

from .accounts import Account
from .observer import Job, Observer

#: Longest sweep.
TIMEOUT_S: Final = 60.0


class EnrollmentJob(Job):
    """Gives what is seen to one enrollment, and saves it.

    Args:
        enrolling: Collects the poses.
        save: Keeps the template.
        on_step: Told after each frame, in the observer's thread.
        tell: Told once, there: None once it is saved, or the trouble.
    """

    gallery = Gallery()

    def __init__(
        self,
        enrolling: Enrolling,
        save: Callable[[Template], None],
        on_step: Callable[[EnrollmentStep], None],
        tell: Callable[[Exception | None], None],
    ) -> None:
        self._enrolling = enrolling
        self._keep = save
        self._on_step = on_step
        self._tell = tell
        self._until_s = time.monotonic() + TIMEOUT_S
        self._started_s: float | None = None

    def take(self, seen: Observation) -> None:
        now_s = seen.frame.timestamp_s
        if self._started_s is None:
            self._started_s = now_s
        step = self._enrolling.offer(seen, now_s)
        self._on_step(step)
        is_late = now_s - self._started_s > TIMEOUT_S or time.monotonic() > self._until_s
        if step.stage in (Stage.COMPLETE, Stage.MISMATCH):
            self._save()
        elif is_late:
            self.fail(EnrollmentError("It took too long. Start again."))

    def end(self) -> None:
        if not self.is_over:
            self._save()

    def fail(self, error: Exception) -> None:
        self.is_over = True
        self._tell(error)

    def _save(self) -> None:
        template = self._enrolling.outcome(allow_partial=False).template
        if not self.is_over:  # or whoever asked has left meanwhile
            self._keep(template)
            self.is_over = True
            self._tell(None)


class Enrollments:
    """Enrolls users for clients."""

    def __init__(self, observer: Observer, recognizer: Recognizer) -> None:
        self._observer = observer
        self._encoder = recognizer.encoder

    async def enroll(
        self,
        account: Account,
        name: str,
        asked_by: str,
        on_step: Callable[[EnrollmentStep], None],
    ) -> None:
        """Enroll whoever is there. Cancelled, nothing is saved.

        Args:
            account: Whose account that face will open.
            name: What the template is called; one of that name is replaced.
            asked_by: Which program, for the log.
            on_step: Told after each frame.

        Raises:
            EnrollmentError: If too little was seen, or two people.
            CaptureError: If the sensor failed.
            TemplateError: If it cannot be saved.
        """
        loop = asyncio.get_running_loop()
        told: asyncio.Future[None] = loop.create_future()

        def finish(error: Exception | None) -> None:
            if told.done():
                return
            if error is None:
                told.set_result(None)
            else:
                told.set_exception(error)

        enrolling = Enrolling(
            name, FIRST_APPEARANCE, (), self._encoder.encoder_id, self._encoder.matcher
        )
        job = EnrollmentJob(
            enrolling,
            lambda template: account.save(template, asked_by),
            lambda step: _in_loop(loop, lambda: None if told.done() else on_step(step)),
            lambda error: _in_loop(loop, lambda: finish(error)),
        )
        try:
            self._observer.submit(job)
            await told
        finally:
            job.is_over = True


def _in_loop(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    loop.call_soon_threadsafe(call)
