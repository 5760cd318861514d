"""The passcode, for the window: entered, set, changed, given up. Free of Qt."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from faceid_core.errors import PasscodeError, TrustError
from faceid_core.trust.guard import PasscodeWaitError

from .errors import LockedError
from .session import Session

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """What came of a passcode that was entered.

    Attributes:
        is_right: Whether it was the passcode.
        wait_s: How long to wait before the next one.
    """

    is_right: bool
    wait_s: float = 0.0


class Passcodes:
    """What can be done with the passcode of a session's guard.

    Everything but `is_set` takes as long as Argon2id, hence belongs in a thread of its own.

    Args:
        session: Whose lock the passcode opens, at a sensor.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def is_set(self) -> bool:
        """Whether there is one.

        Raises:
            TrustError: If that cannot be known.
        """
        guard = self._session.guard
        return guard is not None and guard.status().has_passcode

    @property
    def is_known_to_be_set(self) -> bool:
        """Whether there is one, and the policy can be asked."""
        try:
            return self.is_set
        except TrustError as error:
            logger.warning("policy: %s", error)
            return False

    def enter(self, typed: str) -> Answer:
        """Check a passcode; the right one opens the lock of a sensor.

        Raises:
            TrustError, VaultError: If it could not be checked, or not written down.
        """
        guard = self._session.guard
        if guard is None:
            raise PasscodeError("There is no passcode yet. Set one: faceid passcode set")
        try:
            is_right = guard.try_passcode(typed)
        except PasscodeWaitError as error:
            return Answer(is_right=False, wait_s=error.wait_s)
        if is_right:
            self._session.unseal(typed)
            self._session.open_by_passcode()
            return Answer(is_right=True)
        return Answer(is_right=False, wait_s=guard.status().wait_s)

    def set(self, new: str, current: str | None) -> None:
        """Set the passcode, or change it.

        Args:
            new: The new one.
            current: The old one; None if there is none yet.

        Raises:
            LockedError: If there is none yet, and the lock is to be opened first.
            TrustError, VaultError: If it cannot be taken, or not be written.
        """
        guard = self._session.guard
        if guard is None:
            raise TrustError("Nothing here asks for a passcode.")
        if current is None and not self._session.may_change_people:
            raise LockedError("Unlock first: only an enrolled person can set the passcode.")
        guard.set_passcode(new, current)

    def remove(self, current: str) -> None:
        """Give the passcode up.

        Raises:
            TrustError, VaultError: If it is wrong, or could not be removed.
        """
        guard = self._session.guard
        if guard is not None:
            guard.remove_passcode(current)
