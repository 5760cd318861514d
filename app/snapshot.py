"""Everything the window shows, at one moment."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace

from faceid_core.enrollment_step import EnrollmentStep
from faceid_core.lock import Lock
from faceid_core.templates import FIRST_APPEARANCE
from faceid_core.types import Observation

from .enrolling import Outcome
from .gatekeeper import Standing


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
        is_sealed: Whether the passcode would make them usable.
        standing: What the lock's policy says; nothing at a recording.
    """

    phase: Phase = Phase.STARTING
    lock: Lock = field(default_factory=Lock)
    observation: Observation | None = None
    names: tuple[str, ...] = ()
    enrolling: str | None = None
    appearance: str = FIRST_APPEARANCE
    step: EnrollmentStep | None = None
    outcome: Outcome | None = None
    message: str | None = None
    notices: tuple[str, ...] = ()
    is_sealed: bool = False
    standing: Standing = field(default_factory=Standing)

    @property
    def is_of_enrollment(self) -> bool:
        """Whether somebody is being enrolled, or just was."""
        return self.phase in (Phase.ENROLLING, Phase.REVIEWING, Phase.ENROLLED)

    def watching(self, lock: Lock) -> Snapshot:
        """Watch, with nobody being enrolled and nothing wrong."""
        return self._without_enrollment(Phase.WATCHING, lock, None)

    def enrolling_of(self, name: str, appearance: str) -> Snapshot:
        """Start enrolling, locked; a deliberate lock still holds afterwards."""
        started = self._without_enrollment(Phase.ENROLLING, self.anew(), None)
        return replace(started, enrolling=name, appearance=appearance)

    def lost(self, message: str) -> Snapshot:
        """Lock, because the sensor is gone; who was being enrolled is not forgotten."""
        gone = self._without_enrollment(Phase.LOST, Lock(reason=message), message)
        is_unsaved = self.phase in (Phase.ENROLLING, Phase.REVIEWING, Phase.LOST)
        return replace(gone, observation=None, enrolling=self.enrolling if is_unsaved else None)

    def stopped(self, message: str | None) -> Snapshot:
        """Lock, because no more frames come."""
        lock = Lock(reason=message or "The recording has ended")
        return replace(self._without_enrollment(Phase.STOPPED, lock, message), observation=None)

    def anew(self) -> Lock:
        """A lock that has seen nothing yet; a deliberate one still holds."""
        return replace(Lock(), is_held=self.lock.is_held)

    def _without_enrollment(self, phase: Phase, lock: Lock, message: str | None) -> Snapshot:
        return replace(
            self,
            phase=phase,
            lock=lock,
            enrolling=None,
            appearance=FIRST_APPEARANCE,
            step=None,
            outcome=None,
            message=message,
        )
