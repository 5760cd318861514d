"""What happens between the observations and the window: the lock, and enrolling.

Holds no algorithm: it hands every observation either to the lock or to the
enrollment, and remembers the outcome. Free of Qt.
"""

from __future__ import annotations

import enum
import logging
import threading
from dataclasses import dataclass, field, replace

from faceid_core.enrollment import EnrollmentSession, EnrollmentStep
from faceid_core.errors import FaceIdError
from faceid_core.lock import Lock, LockPolicy
from faceid_core.pipeline import Gallery
from faceid_core.templates import Template, TemplateStore
from faceid_core.types import LockState, Observation

from .enrolled import load_enrolled
from .errors import LockedError
from .last_used import LastUsed

logger = logging.getLogger(__name__)


class Phase(enum.Enum):
    """What the session is doing."""

    STARTING = "starting"
    WATCHING = "watching"  # the lock decides
    ENROLLING = "enrolling"
    ENROLLED = "enrolled"  # shows the outcome until `resume`
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
        step: How far the enrollment is; None before its first observation.
        template: What was enrolled, in phase ENROLLED.
        message: A sentence about something that went wrong, or None.
        notices: Sentences about stored templates that cannot be used.
    """

    phase: Phase = Phase.STARTING
    lock: Lock = field(default_factory=Lock)
    observation: Observation | None = None
    names: tuple[str, ...] = ()
    enrolling: str | None = None
    step: EnrollmentStep | None = None
    template: Template | None = None
    message: str | None = None
    notices: tuple[str, ...] = ()


class Session:
    """The lock and the enrollment of one window.

    Observations come from the recognition thread and every one counts; wishes
    come from the GUI's thread and take effect at once. A mutex keeps them apart;
    nobody holds it for longer than it takes to write a template.

    Attributes:
        snapshot: The newest one. Replaced, never changed: any thread may read it.

    Args:
        store: Where templates are kept.
        policy: How much evidence changes the lock.
        last_used: Is told who opens the lock; None to remember nothing.
    """

    def __init__(
        self,
        store: TemplateStore,
        policy: LockPolicy | None = None,
        last_used: LastUsed | None = None,
    ) -> None:
        self._store = store
        self._policy = LockPolicy() if policy is None else policy
        self._last_used = last_used
        self._mutex = threading.Lock()
        self._gallery: Gallery | None = None
        self._encoder_id = ""
        self._loss: str | None = None
        self._enrollment: EnrollmentSession | None = None
        self.snapshot = Snapshot()

    @property
    def is_unlocked(self) -> bool:
        return self.snapshot.lock.state is LockState.UNLOCKED

    @property
    def may_change_people(self) -> bool:
        """Whether who is enrolled may be changed: somebody has unlocked, or nobody could.

        Before the templates are loaded nobody knows, so nothing may be changed.
        """
        return self._gallery is not None and (not self.snapshot.names or self.is_unlocked)

    def open(self) -> None:
        """Show that the source and the models are being opened."""
        with self._mutex:
            self._loss = None
            self.snapshot = replace(self.snapshot, phase=Phase.STARTING, message=None)

    def begin(self, gallery: Gallery, encoder_id: str) -> None:
        """Load the templates and start watching.

        A template that cannot be used becomes a notice; the others still work.
        """
        enrolled = load_enrolled(self._store, encoder_id)
        for error in enrolled.unusable:
            logger.warning("left out: %s", error)
        with self._mutex:
            self._gallery, self._encoder_id = gallery, encoder_id
            gallery.templates = enrolled.templates
            self._enrollment = None
            self.snapshot = replace(
                self.snapshot,
                phase=Phase.WATCHING if self._loss is None else Phase.LOST,
                lock=Lock(),
                names=tuple(template.name for template in enrolled.templates),
                message=self._loss,
                notices=tuple(map(str, enrolled.unusable)),
            )

    def step(self, observation: Observation, now_s: float) -> None:
        """Take one observation.

        Args:
            observation: What was seen.
            now_s: A monotonic clock.
        """
        with self._mutex:
            now = replace(self.snapshot, observation=observation)
            self.snapshot = now
            if now.phase is Phase.WATCHING:
                lock = now.lock.after(observation, now_s, self._policy)
                self.snapshot = replace(now, lock=lock)
                has_opened = lock.state is not now.lock.state and self.is_unlocked
                if has_opened and lock.name is not None and self._last_used is not None:
                    self._last_used.record(lock.name)
            elif now.phase is Phase.ENROLLING and self._enrollment is not None:
                step = self._enrollment.offer(observation)
                message = None if step.accepted else now.message
                self.snapshot = replace(now, step=step, message=message)
                if step.is_complete and step.accepted:  # only once, also if saving fails
                    self._store_template(allow_partial=False)

    def lock(self, reason: str) -> None:
        """Lock now."""
        with self._mutex:
            self.snapshot = replace(self.snapshot, lock=self.snapshot.lock.locked(reason))

    def restart_lock(self) -> None:
        """Start the lock anew: what comes next does not follow on what was seen.

        A deliberate lock still holds.
        """
        with self._mutex:
            lock = replace(Lock(), is_held=self.snapshot.lock.is_held)
            self.snapshot = replace(self.snapshot, lock=lock, observation=None)

    def lose(self, message: str) -> None:
        """Lock, because the sensor is gone, and give up an enrollment.

        Args:
            message: What is wrong with it. May change while it is gone.
        """
        with self._mutex:
            self._loss = message
            now = self.snapshot
            if now.phase in (Phase.STARTING, Phase.STOPPED):
                return
            self._enrollment = None
            self.snapshot = replace(
                now,
                phase=Phase.LOST,
                lock=Lock(reason=message),
                observation=None,
                enrolling=now.enrolling if now.phase in (Phase.ENROLLING, Phase.LOST) else None,
                step=None,
                template=None,
                message=message,
            )

    def recover(self) -> None:
        """Watch again: the sensor has returned. The lock starts anew."""
        with self._mutex:
            self._loss = None
            if self.snapshot.phase is Phase.LOST:
                self.snapshot = replace(
                    self.snapshot, phase=Phase.WATCHING, lock=Lock(), enrolling=None, message=None
                )

    def enroll(self, name: str) -> None:
        """Start enrolling. What is stored stays until the new template is complete.

        Raises:
            ValueError: If the name cannot be used.
        """
        self._store.path(name)  # refuses a bad name now, not after the sweep
        with self._mutex:
            self._enrollment = EnrollmentSession(name, self._encoder_id)
            self.snapshot = replace(
                self.snapshot,
                phase=Phase.ENROLLING,
                lock=replace(Lock(), is_held=self.snapshot.lock.is_held),
                enrolling=name,
                step=None,
                message=None,
            )

    def finish_early(self) -> None:
        """Accept what the enrollment has seen so far, or say why that is too little."""
        with self._mutex:
            if self.snapshot.phase is Phase.ENROLLING:
                self._store_template(allow_partial=True)

    def resume(self) -> None:
        """Give up an enrollment, or leave its outcome, and watch again."""
        with self._mutex:
            if self.snapshot.phase in (Phase.ENROLLING, Phase.ENROLLED):
                self._enrollment = None
                self.snapshot = replace(
                    self.snapshot, phase=Phase.WATCHING, enrolling=None, step=None, template=None
                )

    def halt(self, message: str | None) -> None:
        """Lock, because no more frames come; with a sentence if something went wrong."""
        with self._mutex:
            self._enrollment = None
            self.snapshot = replace(
                self.snapshot,
                phase=Phase.STOPPED,
                lock=Lock(reason=message or "The recording has ended"),
                observation=None,
                enrolling=None,
                step=None,
                template=None,
                message=message,
            )

    def rename(self, name: str, new_name: str) -> None:
        """Give an enrolled person another name. Who has unlocked stays unlocked.

        Raises:
            LockedError: If the lock is to be opened first.
            ValueError: If the new name cannot be used.
            TemplateError: If somebody has it already, or the files cannot be changed.
        """
        with self._mutex:
            gallery = self._changeable_gallery()
            renamed = self._store.rename(name, new_name)
            if self._last_used is not None:
                self._last_used.rename(name, new_name)
            gallery.templates = [
                renamed if known.name == name else known for known in gallery.templates
            ]
            lock = self.snapshot.lock
            self._show_gallery(
                replace(
                    lock,
                    name=new_name if lock.name == name else lock.name,
                    candidate=new_name if lock.candidate == name else lock.candidate,
                )
            )

    def remove(self, name: str) -> None:
        """Delete a person's template for good, also one that cannot be used.

        The lock closes if that person has opened it.

        Raises:
            LockedError: If the lock is to be opened first.
            TemplateError: If the file cannot be removed.
        """
        with self._mutex:
            gallery = self._changeable_gallery()
            self._store.remove(name)
            if self._last_used is not None:
                self._last_used.forget(name)
            gallery.templates = [known for known in gallery.templates if known.name != name]
            lock = self.snapshot.lock
            self._show_gallery(Lock() if name in (lock.name, lock.candidate) else lock)

    def _changeable_gallery(self) -> Gallery:
        """The gallery, if `may_change_people`; the caller holds the mutex."""
        if self._gallery is None or not self.may_change_people:
            raise LockedError("Unlock first: only an enrolled person can change who is enrolled.")
        return self._gallery

    def _show_gallery(self, lock: Lock) -> None:
        """Show who is enrolled after a change; the caller holds the mutex."""
        if self._gallery is None:
            return
        self.snapshot = replace(
            self.snapshot,
            lock=lock,
            names=tuple(known.name for known in self._gallery.templates),
            notices=tuple(map(str, load_enrolled(self._store, self._encoder_id).unusable)),
        )

    def _store_template(self, *, allow_partial: bool) -> None:
        """Save the enrollment's template and let it unlock; the caller holds the mutex."""
        if self._enrollment is None or self._gallery is None:
            return
        try:
            template = self._enrollment.template(allow_partial=allow_partial)
            self._store.save(template)
        except (FaceIdError, OSError) as error:
            logger.warning("enrolling: %s", error)
            self.snapshot = replace(self.snapshot, message=str(error))
            return
        kept = [known for known in self._gallery.templates if known.name != template.name]
        self._gallery.templates = [*kept, template]
        self._enrollment = None
        self.snapshot = replace(
            self.snapshot,
            phase=Phase.ENROLLED,
            names=tuple(known.name for known in self._gallery.templates),
            template=template,
            message=None,
        )
