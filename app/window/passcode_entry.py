"""The passcode from its field to the check, and what is said of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from faceid_core.trust.guard import wait_text

from ..background import Job
from ..passcodes import Answer, Passcodes
from ..session import Snapshot
from .controls import Controls
from .core_texts import translated
from .language import tr
from .theme import Tone
from .words import Words


class PasscodeEntry:
    """Checks in the background what is entered, so that the picture goes on.

    Args:
        passcodes: What checks.
        controls: Where the passcode is typed.
        on_right: Called once the right one was entered.
    """

    def __init__(
        self, passcodes: Passcodes, controls: Controls, on_right: Callable[[], None]
    ) -> None:
        self._passcodes = passcodes
        self._controls = controls
        self._on_right = on_right
        self._job: Job[Answer] | None = None
        self._problem = ""
        self._wait_until_s = -math.inf
        self._wait_s = -math.inf
        controls.passcode_entered.connect(self._check)
        controls.passcode.textEdited.connect(self._forget_problem)

    def follow(self, now: Snapshot, now_s: float) -> None:
        """Take the answer when it is there, and let nothing be sent before its time.

        Args:
            now: What holds.
            now_s: Monotonic time in seconds.
        """
        if self._job is not None and self._job.is_done:
            job, self._job = self._job, None
            self._settle(job, now_s)
        self._wait_s = max(now.standing.wait_until_s, self._wait_until_s) - now_s
        self._controls.let_unlock(self._job is None and self._wait_s <= 0)

    def worded(self, asked: Words) -> Words:
        """What is said with the field: what was asked, or what came of the last answer."""
        if self._job is not None:
            return replace(asked, detail=tr("Checking the passcode"), tone=Tone.NEUTRAL)
        if self._wait_s > 0:
            said = tr("Too many wrong passcodes. Try again in {wait}.")
            return replace(asked, detail=said.format(wait=wait_text(self._wait_s)))
        return replace(asked, detail=self._problem) if self._problem else asked

    def _check(self, typed: str) -> None:
        self._problem = ""
        self._job = Job(lambda: self._passcodes.enter(typed))
        self._controls.let_unlock(False)

    def _settle(self, job: Job[Answer], now_s: float) -> None:
        answer = job.result
        if answer is None:
            self._problem = translated(str(job.error))
        elif answer.is_right:
            self._on_right()
        else:
            self._wait_until_s = now_s + answer.wait_s
            self._problem = tr("Wrong passcode. Try again.")

    def _forget_problem(self) -> None:
        self._problem = ""
