"""What happens between the observations and the window: the lock, and enrolling.

Holds no algorithm: it hands every observation either to the lock or to the
enrollment, and remembers the outcome. Free of Qt.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from faceid_core.errors import FaceIdError
from faceid_core.lock import Lock, LockPolicy
from faceid_core.matching import Matcher
from faceid_core.pipeline import Gallery
from faceid_core.templates import FIRST_APPEARANCE, Template, TemplateStore, is_appearance
from faceid_core.trust.guard import Guard
from faceid_core.types import Limits, LockState, Observation

from .enrolling import Enrolling, Outcome
from .errors import LockedError
from .gatekeeper import Gatekeeper
from .last_used import LastUsed
from .people import Person
from .permission import Permission
from .roster import Roster
from .snapshot import Phase, Snapshot
from .time_limit import TimeLimit

logger = logging.getLogger(__name__)

#: An enrollment in which nothing happens for so long is given up.
PATIENCE_S: Final = 60.0
#: How often it is looked whether another program has learned, or forgotten, something.
REFRESH_S: Final = 1.0


UNLOCK_FIRST: Final = "Unlock first: only an enrolled person can change who is enrolled."
LOOK_AGAIN: Final = "Look at the camera, and try again: this needs a fresh look, or the passcode."


class Session:
    """The lock and the enrollment of one window.

    Observations come from the recognition thread and every one counts; wishes
    come from the GUI's thread and take effect at once. A mutex keeps them apart;
    nobody holds it for longer than it takes to write a template.

    *Who may change who is enrolled*: see `Permission`. `ask_to_change` is the wish, and
    keeps the way free where it is; leaving the wish, enrolling, or a deliberate lock ends
    it. An enrollment in which nothing happens for `PATIENCE_S` is given up: whoever may do
    it has left. A template that cannot be used still counts as somebody: a damaged file
    must not open the way. The command line asks nobody, because whoever has the owner's
    shell has the files.

    At a sensor the lock's policy is asked before the lock opens, and told which faces
    were refused; what is learned of a face carries matches, and is learned. A recording
    is only looked at.

    Attributes:
        guard: The policy's door; None where the lock alone decides.
        snapshot: The newest one. Replaced, never changed: any thread may read it.

    Args:
        store: Where templates are kept.
        policy: How much evidence changes the lock.
        last_used: Is told who opens the lock; None to remember nothing.
        clock: Monotonic, seconds; ends a permission.
        guard: The policy's door; None lets the lock alone decide.
    """

    def __init__(
        self,
        store: TemplateStore,
        policy: LockPolicy | None = None,
        last_used: LastUsed | None = None,
        clock: Callable[[], float] = time.monotonic,
        guard: Guard | None = None,
    ) -> None:
        self.guard = guard
        self._clock = clock
        self._gatekeeper = Gatekeeper(guard, clock)
        self._policy = LockPolicy() if policy is None else policy
        self._roster = Roster(store, last_used, guard)
        self._permission = Permission(guard, clock)
        self._refreshed = TimeLimit(clock, REFRESH_S)
        self._patience = TimeLimit(clock, PATIENCE_S)
        self._mutex = threading.Lock()
        self._loss: str | None = None
        self._enrolling: Enrolling | None = None
        self.snapshot = Snapshot()

    @property
    def is_unlocked(self) -> bool:
        return self.snapshot.lock.state is LockState.UNLOCKED

    @property
    def templates(self) -> tuple[Template, ...]:
        """Who can unlock, as the recognition compares with them."""
        return self._roster.templates

    @property
    def encoder_id(self) -> str:
        """Whose vectors they are; empty before `begin`."""
        return self._roster.encoder_id

    @property
    def matcher(self) -> Matcher:
        """How the recognition compares."""
        return self._roster.matcher

    @property
    def limits(self) -> Limits:
        """The lock's largest accepted distances; zeros before `begin`."""
        return self._roster.matcher.limits

    @property
    def may_change_people(self) -> bool:
        """Whether who is enrolled may be changed now, see `Permission`.

        Before the templates are loaded nobody knows, so nothing may be changed.
        """
        return self._roster.is_loaded and self._permission.allows(
            self.snapshot.lock, is_empty=self._roster.is_empty
        )

    @property
    def may_ask_to_change(self) -> bool:
        """Whether asking could permit it with no more than a look at the camera."""
        can_look = self.is_unlocked and (self.is_at_sensor or not self._permission.needs_proof)
        return self.may_change_people or can_look

    @property
    def is_at_sensor(self) -> bool:
        """Whether the policy is asked, because the frames come from a sensor."""
        return self._gatekeeper.is_active

    def ask_to_change(self) -> bool:
        """Take a key press of somebody who wants to change who is enrolled.

        Returns:
            Whether it may be changed now; then it stays so for `PERMISSION_S`.
        """
        with self._mutex:
            if not self._roster.is_loaded:
                return False
            return self._permission.ask(self.snapshot.lock, is_empty=self._roster.is_empty)

    def permit_change(self) -> None:
        """Let who is enrolled be changed for `PERMISSION_S`: the passcode was right."""
        with self._mutex:
            self._permission.grant()

    def people(self) -> tuple[Person, ...]:
        """List everyone who is enrolled, by name, also those whose template cannot be used."""
        return self._roster.people()

    @property
    def learned_counts(self) -> tuple[int, ...]:
        """How many temporary references there are of each person who has been read."""
        return self._roster.learning.counts

    def appearances(self, name: str) -> tuple[str, ...]:
        """What the alternate appearances of an enrolled person are called."""
        known = (each.appearances for each in self._roster.templates if each.name == name)
        return next(known, ())

    def open(self) -> None:
        """Show that the source and the models are being opened."""
        with self._mutex:
            self._loss = None
            self.snapshot = replace(self.snapshot, phase=Phase.STARTING, message=None)

    def begin(self, gallery: Gallery, encoder_id: str, matcher: Matcher) -> None:
        """Load the templates and start watching.

        A template that cannot be used becomes a notice; the others still work.

        Args:
            gallery: Who is compared with; it is filled.
            encoder_id: Whose embeddings the observations carry.
            matcher: How the lock compares.
        """
        with self._mutex:
            self._roster.load(gallery, encoder_id, matcher)
            self._enrolling = None
            self._permission.stop()
            self._gatekeeper.start_anew()
            shown = self.snapshot.watching(Lock())
            self.snapshot = replace(
                shown if self._loss is None else shown.lost(self._loss),
                names=self._roster.names,
                notices=self._roster.notices,
                is_sealed=self._roster.is_sealed,
                standing=self._gatekeeper.standing,
            )

    def step(self, observation: Observation, now_s: float, *, is_live: bool = True) -> None:
        """Take one observation.

        Args:
            observation: What was seen.
            now_s: A monotonic clock.
            is_live: Whether a sensor saw it, so that it counts.
        """
        with self._mutex:
            before = self._gatekeeper.attend(self.snapshot.lock, is_live=is_live)
            self._roster.carry_learned(self._gatekeeper.is_active)
            now = replace(self.snapshot, lock=before, observation=observation)
            self.snapshot = now
            if now.phase is Phase.WATCHING:
                lock = self._gatekeeper.after(now.lock, observation, now_s, self._policy)
                self.snapshot = replace(now, lock=lock, standing=self._gatekeeper.standing)
                if lock.name is not None and now.lock.state is LockState.LOCKED:
                    self._roster.remember_opening(lock.name)
                if self.guard is not None and self._gatekeeper.is_active:
                    self._learn(self.guard, observation, now.lock, lock)
            elif now.phase is Phase.ENROLLING and self._enrolling is not None:
                self._step_enrollment(self._enrolling, now, now_s)
            if now.is_of_enrollment and not self._patience.is_running:
                self._leave_enrollment()

    def lock(self, reason: str) -> None:
        """Lock now."""
        with self._mutex:
            self._permission.stop()
            lock = self._gatekeeper.lock(self.snapshot.lock, reason)
            self.snapshot = replace(self.snapshot, lock=lock, standing=self._gatekeeper.standing)

    def open_by_passcode(self) -> None:
        """Open the lock of a sensor: the passcode was right, and the policy knows."""
        with self._mutex:
            if self.snapshot.phase is Phase.WATCHING and self._gatekeeper.is_active:
                lock = Lock().opened_by_passcode(self._clock())
                self._gatekeeper.start_anew()
                self._permission.prove()
                if self.guard is not None:
                    self._roster.learning.confirmed(self.guard.now.boot_s, self.guard)
                self.snapshot = replace(
                    self.snapshot, lock=lock, standing=self._gatekeeper.standing
                )

    def unseal(self, typed: str) -> None:
        """Open with the right passcode what nothing else opens of what is stored.

        It takes as long as Argon2id.

        Raises:
            VaultError: If it does not open it, or the vault is damaged.
        """
        if not self._roster.is_sealed:
            return
        self._roster.unseal(typed)
        with self._mutex:
            self._roster.reload()
            self._show_roster(self.snapshot.lock)

    def forget_learned(self, name: str) -> None:
        """Forget what was learned of a person. Anybody may: it can only refuse more.

        Raises:
            TemplateError, TrustError: If it cannot be forgotten, or not be logged.
        """
        with self._mutex:
            self._roster.forget_learned(name)

    def restart_lock(self) -> None:
        """Start the lock anew: what comes next does not follow on what was seen.

        A deliberate lock still holds.
        """
        with self._mutex:
            self._permission.stop()
            lock = self.snapshot.anew()
            self.snapshot = replace(self.snapshot, lock=lock, observation=None)

    def lose(self, message: str) -> None:
        """Lock, because the sensor is gone, and give up an enrollment.

        Args:
            message: What is wrong with it. May change while it is gone.
        """
        with self._mutex:
            self._loss = message
            if self.snapshot.phase not in (Phase.STARTING, Phase.STOPPED):
                self._enrolling = None
                self._permission.stop()
                self.snapshot = self.snapshot.lost(message)

    def recover(self) -> None:
        """Watch again: the sensor has returned. The lock starts anew."""
        with self._mutex:
            self._loss = None
            if self.snapshot.phase is Phase.LOST:
                self.snapshot = self.snapshot.watching(Lock())

    def enroll(self, name: str, appearance: str = FIRST_APPEARANCE) -> None:
        """Start enrolling. What is stored stays until the new template is saved.

        Args:
            name: Whose face.
            appearance: What an alternate appearance of that person is called; the
                default enrolls the person as such, and replaces all there was.

        Raises:
            ValueError: If the name cannot be used, or what the appearance is called.
            LockedError: If the lock is to be opened first.
            TemplateError: If the appearance's person is not enrolled, or has too many.
        """
        self._roster.check_name(name)  # refuses a bad name now, not after the sweep
        if appearance != FIRST_APPEARANCE and not is_appearance(appearance):
            raise ValueError(f"Expected a short name of an appearance. Received {appearance!r}.")
        with self._mutex:
            known = self._changeable_roster()
            self._begin_enrolling(
                Enrolling(name, appearance, known.templates, known.encoder_id, known.matcher)
            )

    def proceed(self) -> None:
        """Go on with the second circle now."""
        with self._mutex:
            if self._enrolling is not None:
                self._patience.start()
                self._enrolling.proceed()

    def finish_early(self) -> None:
        """Accept what the enrollment has seen so far, or say why that is too little."""
        with self._mutex:
            if self.snapshot.phase is Phase.ENROLLING and self._enrolling is not None:
                self._finish(self._enrolling, allow_partial=True)

    def take_again(self) -> None:
        """Start the enrollment anew, or the one that has just ended; what is stored stays."""
        with self._mutex:
            if self._enrolling is not None:
                self._begin_enrolling(self._enrolling.afresh())

    def save(self) -> None:
        """Save an outcome that waits for it, or say why that was not possible."""
        with self._mutex:
            outcome = self.snapshot.outcome
            if self.snapshot.phase is Phase.REVIEWING and outcome is not None:
                self._save(outcome)

    def resume(self) -> None:
        """Give up the wish to change something, an enrollment, or its outcome: watch again."""
        with self._mutex:
            self._permission.stop()
            if self.snapshot.is_of_enrollment:
                self._leave_enrollment()

    def halt(self, message: str | None) -> None:
        """Lock, because no more frames come; with a sentence if something went wrong."""
        with self._mutex:
            self._enrolling = None
            self._permission.stop()
            self.snapshot = self.snapshot.stopped(message)

    def rename(self, name: str, new_name: str) -> None:
        """Give an enrolled person another name. Who has unlocked stays unlocked.

        Raises:
            LockedError: If the lock is to be opened first.
            ValueError: If the new name cannot be used.
            TemplateError: If somebody has it already, or the files cannot be changed.
        """
        with self._mutex:
            self._changeable_roster().rename(name, new_name)
            lock = self.snapshot.lock
            self._show_roster(
                replace(
                    lock,
                    name=new_name if lock.name == name else lock.name,
                    row=replace(lock.row, name=new_name) if lock.row.name == name else lock.row,
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
            self._changeable_roster().remove(name)
            lock = self.snapshot.lock
            self._show_roster(Lock() if name in (lock.name, lock.row.name) else lock)

    def remove_appearance(self, name: str, appearance: str) -> None:
        """Delete one alternate appearance of a person for good.

        Raises:
            LockedError: If the lock is to be opened first.
            TemplateError: If there is none of that name, or the file cannot be written.
        """
        with self._mutex:
            self._changeable_roster().remove_appearance(name, appearance)

    def _changeable_roster(self) -> Roster:
        """The roster, if `may_change_people`; the caller holds the mutex, as of all below."""
        if not self.may_change_people:
            raise LockedError(LOOK_AGAIN if self._permission.needs_proof else UNLOCK_FIRST)
        return self._roster

    def _learn(self, guard: Guard, seen: Observation, before: Lock, lock: Lock) -> None:
        """At a sensor: look for a proof that was asked for, and learn from whoever unlocks."""
        learning = self._roster.learning
        if before.state is LockState.LOCKED:
            if not self._refreshed.is_running:
                self._refreshed.start()
                learning.refresh()
            learning.see(seen, guard.now.boot_s)
            if lock.name is not None:
                learning.unlocked(seen, guard)
        elif self._roster.names:
            self._permission.follow(seen, lock, self._policy, self._roster.references)

    def _show_roster(self, lock: Lock) -> None:
        """Show who is enrolled after a change."""
        self.snapshot = replace(
            self.snapshot,
            lock=lock,
            names=self._roster.names,
            notices=self._roster.notices,
            is_sealed=self._roster.is_sealed,
        )

    def _begin_enrolling(self, enrolling: Enrolling) -> None:
        """Show the start of an enrollment, locked."""
        self._enrolling = enrolling
        self._permission.stop()
        self._patience.start()
        self.snapshot = self.snapshot.enrolling_of(enrolling.name, enrolling.appearance)

    def _step_enrollment(self, enrolling: Enrolling, now: Snapshot, now_s: float) -> None:
        """Offer the newest observation, and finish if nothing is missing."""
        if now.observation is None:
            return
        step = enrolling.offer(now.observation, now_s)
        self.snapshot = replace(now, step=step, message=None if step.accepted else now.message)
        if step.accepted:
            self._patience.start()
        if step.is_complete:
            self._finish(enrolling, allow_partial=False)

    def _leave_enrollment(self) -> None:
        """Watch again."""
        self._enrolling = None
        self._gatekeeper.start_anew()
        self.snapshot = self.snapshot.watching(self.snapshot.lock)

    def _finish(self, enrolling: Enrolling, *, allow_partial: bool) -> None:
        """Save what came out, if nothing is to be asked before."""
        try:
            outcome = enrolling.outcome(allow_partial=allow_partial)
        except FaceIdError as error:
            self.snapshot = replace(self.snapshot, message=str(error))
            return
        self._patience.start()
        self.snapshot = replace(self.snapshot, phase=Phase.REVIEWING, outcome=outcome, message=None)
        if outcome.lookalike is None:
            self._save(outcome)

    def _save(self, outcome: Outcome) -> None:
        """Save a template and let it unlock."""
        try:
            self._roster.save(outcome.template, self.snapshot.appearance)
        except (FaceIdError, OSError) as error:
            logger.warning("enrolling: %s", error)
            self.snapshot = replace(self.snapshot, message=str(error))
            return
        self._show_roster(self.snapshot.lock)
        self.snapshot = replace(self.snapshot, phase=Phase.ENROLLED, message=None)
