"""Everything the window shows, at one moment."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from faceid_core.enrollment_step import EnrollmentStep
from faceid_core.lock import Lock
from faceid_core.types import Observation

from .enrolling import Outcome


class Phase(enum.Enum):
    """What the session is doing."""

    STARTING = "starting"
    WATCHING = "watching"  # the lock decides
    ENROLLING = "enrolling"
    REVIEWING = "reviewing"  # the outcome waits for `save`, `take_again` or `resume`
    ENROLLED = "enrolled"  # shows the saved outcome until `take_again` or `resume`
    LOST = "lost"  # the sensor is gone; goes on by itself when it returns
    STOPPED = "stopped"  # no frames come any more


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Everything the window shows, at one moment.

    Attributes:
        lock: The lock; locked in every phase but WATCHING.
        observation: The newest one; None before the first, or when stopped.
        names: Who can unlock.
        enrolling: Who is being enrolled, or just was, or was when the sensor was lost.
        appearance: What the appearance is called that is being enrolled, or just was;
            `templates.FIRST_APPEARANCE` for a person as such.
        step: How far the enrollment is; None before its first observation.
        outcome: What the enrollment came to, in phases REVIEWING and ENROLLED.
        message: A sentence about something that went wrong, or None.
        notices: Sentences about stored templates that cannot be used.
    """

    phase: Phase = Phase.STARTING
    lock: Lock = field(default_factory=Lock)
    observation: Observation | None = None
    names: tuple[str, ...] = ()
    enrolling: str | None = None
    appearance: str = ""
    step: EnrollmentStep | None = None
    outcome: Outcome | None = None
    message: str | None = None
    notices: tuple[str, ...] = ()
