"""What the programs ask: may this face unlock, is this the passcode, what happened when.

Each question is one step of the policy, written to disk before it is answered. Several
processes may ask at once. Any trouble is an error, and an error is never an unlock.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..errors import PasscodeError, TrustError, VaultError
from .audit import Entry, Incident
from .clock import Clock, Moment, read_clock
from .keys import wipe
from .ledger import Ledger, OpenLedger
from .passcode import check_new_passcode, is_outdated, is_passcode, passcode_bytes
from .policy import (
    Event,
    FaceAccepted,
    FaceGone,
    FaceRefused,
    Locked,
    PasscodeAccepted,
    PasscodeRemoved,
    PasscodeTried,
    Refusal,
    Request,
    Rules,
    Step,
    anchored,
    passcode_wait_s,
    refusal_of,
    step,
)
from .vault import Vault

RULES: Final = Rules()
#: What is to be logged about a step.
_Teller = Callable[[Step], Incident | None]


class PasscodeWaitError(PasscodeError):
    """Too many wrong passcodes: `wait_s` tells how long to wait."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"Too many wrong passcodes. Try again in {wait_text(wait_s)}.")
        self.wait_s = wait_s


@dataclass(frozen=True)
class Status:
    """What holds now, to be shown.

    Attributes:
        refusal: Why no face unlocks, or None.
        has_passcode: Whether there is one.
        failures: Judged failures since the last unlock.
        wait_s: How long to wait before a passcode may be tried.
    """

    refusal: Refusal | None
    has_passcode: bool
    failures: int
    wait_s: float


class Guard:
    """The policy of one user's faces, its state in a folder, its passcode in the vault.

    Args:
        directory: Of the state and the log.
        vault: With the passcode's record.
        clock: Tells the time.
        rules: How long trust lasts.
        is_password: Checks the user's password of the machine, which is the passcode
            where none is set; None where it cannot be checked, and is none.
    """

    def __init__(
        self,
        directory: Path,
        vault: Vault,
        *,
        clock: Clock = read_clock,
        rules: Rules = RULES,
        is_password: Callable[[str], bool] | None = None,
    ) -> None:
        self._ledger = Ledger(directory, rules)
        self._vault = vault
        self._clock = clock
        self._rules = rules
        self._is_password = is_password

    @property
    def now(self) -> Moment:
        """This moment, on the clocks that the policy goes by."""
        return self._clock()

    def status(self, request: Request | None = None) -> Status:
        """Return what holds now.

        Args:
            request: What is asked for; None for an ordinary unlock.

        Raises:
            TrustError: If the state cannot be used. Then nothing unlocks.
        """
        with self._opened() as ledger:
            now = ledger.now
            state = anchored(ledger.state, now)
            if state != ledger.state:
                ledger.commit(state)
            return Status(
                refusal_of(state, request or Request(), now, self._rules),
                state.has_passcode,
                state.failures,
                passcode_wait_s(state, now, self._rules),
            )

    def face_accepted(
        self, name: str, distance: float | None = None, request: Request | None = None
    ) -> Refusal | None:
        """Ask to unlock for a live face that matched.

        Returns:
            Why it does not unlock; None means: unlock.

        Raises:
            TrustError: If it could not be written down. Then it must not unlock.
        """
        asked = request or Request()
        taken = self._take(
            FaceAccepted(asked),
            lambda done: Incident(
                "face",
                "unlocked" if done.refusal is None else "refused",
                asked.noted(asked.purpose.value if done.refusal is None else done.refusal.name),
                name,
                distance,
            ),
        )
        return taken.refusal

    def face_refused(
        self, reason: str, name: str | None = None, distance: float | None = None
    ) -> None:
        """Count a face that was judged and refused."""
        self._take(FaceRefused(), lambda _: Incident("face", "refused", reason, name, distance))

    def face_gone(self) -> None:
        """Say that nobody is in front of the sensor: ends the hold after a deliberate lock."""
        self._take(FaceGone(), lambda _: None)

    def locked(self, *, needs_passcode: bool = False) -> None:
        """Say that its user locked on purpose."""
        reason = "passcode demanded" if needs_passcode else ""
        self._take(Locked(needs_passcode), lambda _: Incident("lock", "locked", reason))

    def try_passcode(self, typed: str) -> bool:
        """Check a passcode, and unlock everything that demanded it if it is right.

        The try is counted before it is checked, so that a kill in between gains nothing.

        Returns:
            Whether it is right.

        Raises:
            PasscodeWaitError: If it is too early for another try.
            PasscodeError: If there is no passcode.
            VaultError: If its record is damaged.
            TrustError: If it could not be written down.
        """
        record = self._passcode_record()
        if record is None and self._is_password is None:
            raise PasscodeError("There is no passcode yet. Set one: faceid passcode set")
        tried = self._take(
            PasscodeTried(),
            lambda done: Incident("passcode", "tried" if done.wait_s == 0.0 else "too early"),
        )
        if tried.wait_s > 0:
            raise PasscodeWaitError(tried.wait_s)
        if not self._is_right(record, typed):
            return False
        self.passcode_accepted()
        return True

    def passcode_accepted(self, where: str = "") -> None:
        """Say that the passcode was right: faces may unlock again.

        Args:
            where: For the log, if another program has checked it.

        Raises:
            TrustError: If it could not be written down.
        """
        self._take(PasscodeAccepted(), lambda _: Incident("passcode", "accepted", where))

    def set_passcode(self, new: str, current: str | None = None) -> None:
        """Set the passcode, or change it.

        Args:
            new: The new one.
            current: The old one; None if there is none yet.

        Raises:
            PasscodeError: If the new one is too simple, the old one wrong, or too many
                faces were refused just now.
            VaultError: If the vault cannot be opened or written.
            TrustError: If it could not be written down.
        """
        check_new_passcode(new)
        if self._passcode_record() is not None or self._is_password is not None:
            self._check_current(current)
        else:
            self._check_first_passcode()
        self._vault.ensure()
        with contextlib.ExitStack() as stack:
            passcode = stack.enter_context(_typed(new))
            old = stack.enter_context(_typed(current)) if current is not None else None
            self._vault.set_passcode(passcode, old)
        self._take(PasscodeAccepted(), lambda _: Incident("passcode", "set"))

    def remove_passcode(self, current: str) -> None:
        """Give the passcode up: the rules that demand it end, privileged unlocks too.

        Raises:
            PasscodeError: If it is wrong.
            VaultError: If nothing else opens the vault.
            TrustError: If it could not be written down.
        """
        self._check_current(current)
        # In this order: killed in between, the passcode is still demanded, and still there.
        self._take(PasscodeRemoved(), lambda _: Incident("passcode", "removed"))
        self._vault.remove_passcode()

    def note(self, incident: Incident) -> None:
        """Log what no rule is about: an enrollment, a template removed, a face learned."""
        with self._opened() as ledger:
            ledger.commit(ledger.state, incident)

    def entries(self) -> list[Entry]:
        """Return the whole log, checked.

        Raises:
            AuditError: If it is not as it was written.
            TrustError: If it cannot be read.
        """
        return self._ledger.entries()

    def _is_right(self, record: str | None, typed: str) -> bool:
        if record is None:
            return self._is_password is not None and self._is_password(typed)
        with _typed(typed) as passcode:
            if not is_passcode(record, passcode):
                return False
            if is_outdated(record, self._vault.hasher):
                self._vault.set_passcode(passcode, passcode)
        return True

    def _check_current(self, current: str | None) -> None:
        if current is None or not self.try_passcode(current):
            raise PasscodeError("The current passcode is wrong. Nothing was changed.")

    def _check_first_passcode(self) -> None:
        status = self.status()
        if status.has_passcode:
            raise PasscodeError(
                f"The passcode's record was lost, and nothing can take its place. Remove "
                f"{self._vault.folder} and {self._ledger.directory}, and enroll again."
            )
        if status.refusal is Refusal.RESTING:
            raise PasscodeError("Too many faces were refused just now. Try again later.")

    def _take(self, event: Event, told: _Teller) -> Step:
        with self._opened() as ledger:
            done = step(ledger.state, event, ledger.now, self._rules)
            incident = told(done)
            if done.state != ledger.state or incident is not None:
                ledger.commit(done.state, incident)
        return done

    @contextlib.contextmanager
    def _opened(self) -> Iterator[OpenLedger]:
        try:
            vault = self._vault.record() if self._vault.exists else None
            with self._ledger.opened(
                self._clock,
                has_passcode=self._is_password is not None
                or (vault is not None and vault.passcode is not None),
                is_first_use=vault is None or not vault.has_ledger,
            ) as ledger:
                yield ledger
            if vault is not None and not vault.has_ledger and self._ledger.exists:
                self._vault.expect_ledger()
        except VaultError as error:
            raise TrustError(str(error)) from error

    def _passcode_record(self) -> str | None:
        return self._vault.record().passcode if self._vault.exists else None


@contextlib.contextmanager
def _typed(text: str) -> Iterator[bytearray]:
    """Yield a typed passcode's bytes, then overwrite them."""
    passcode = passcode_bytes(text)
    try:
        yield passcode
    finally:
        wipe(passcode)


def wait_text(wait_s: float) -> str:
    """Return a wait in words, never shorter than it is."""
    seconds = math.ceil(wait_s)
    return f"{seconds} s" if seconds < 120 else f"{math.ceil(seconds / 60)} min"
