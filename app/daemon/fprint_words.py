"""What happens to a face, in the words that fprintd has for fingers."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Final

from faceid_core.enrollment import CHECK_COUNT, FRONT_COUNT
from faceid_core.enrollment_step import EnrollmentStep
from faceid_core.errors import EnrollmentError, TemplateError, TrustError
from faceid_core.head_circle import SECTOR_COUNT
from faceid_core.trust.clock import read_clock
from faceid_core.trust.policy import Request
from faceid_core.verification import Decision
from hardware import CaptureError

from .callers import Caller
from .verifications import Answer

logger = logging.getLogger(__name__)

FINGER: Final = "right-index-finger"
ANY_FINGER: Final = "any"
FINGERS: Final = frozenset(
    f"{side}-{finger}"
    for side in ("left", "right")
    for finger in ("thumb", "index-finger", "middle-finger", "ring-finger", "little-finger")
)
#: Every pose of an enrollment is a stage.
ENROLL_STAGES: Final = FRONT_COUNT + SECTOR_COUNT + CHECK_COUNT
#: A hint is told as a retry, but not more often than this: the sweep goes on by itself.
HINT_PAUSE_S: Final = 2.0

MATCH: Final = "verify-match"
NO_MATCH: Final = "verify-no-match"
NOBODY: Final = "verify-disconnected"
VERIFY_DEFECT: Final = "verify-unknown-error"
ENROLLED: Final = "enroll-completed"


def request_of(caller: Caller) -> Request:
    """Return what a client wants of the lock."""
    confirmed_at = read_clock() if caller.has_pressed_key else None
    return Request(confirmed_at=confirmed_at, asked_by=f"{caller.described} through fprint")


def verify_status(answer: Answer) -> str:
    """Return the verdict: only an unlock is a match, only a judged face is none."""
    if answer.unlocks:
        return MATCH
    verified = answer.verified
    is_judged = verified is not None and verified.verification.decision is Decision.NON_MATCH
    return NO_MATCH if is_judged else NOBODY


def enroll_failure(error: Exception) -> str:
    """Return what an enrollment that failed ends with; a defect is logged."""
    if isinstance(error, CaptureError):
        return "enroll-disconnected"
    if isinstance(error, EnrollmentError):
        return "enroll-failed"
    if isinstance(error, (TemplateError, TrustError, OSError)):
        logger.warning("not enrolled: %s", error)
    else:
        logger.error("an enrollment broke", exc_info=error)
    return "enroll-unknown-error"


class EnrollProgress:
    """Tells how an enrollment goes: each pose is a stage passed, each new hint a retry.

    Args:
        tell: Takes a status.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._hint = ""
        self._told_s = time.monotonic()

    def step(self, step: EnrollmentStep) -> None:
        """Tell what one frame brought, if it is worth it."""
        now_s = time.monotonic()
        if step.accepted:
            self._tell("enroll-stage-passed")
        elif step.hint != self._hint and now_s - self._told_s >= HINT_PAUSE_S:
            self._tell("enroll-retry-scan")
        else:
            return
        self._hint, self._told_s = step.hint, now_s
