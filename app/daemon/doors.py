"""What both interfaces of the daemon need, made once."""

from __future__ import annotations

from dataclasses import dataclass

from dbus_fast.aio import MessageBus

from .accounts import Account, Accounts
from .authority import OTHER_USER, Authority
from .bus import Departures
from .callers import Caller, Callers
from .enrollments import Enrollments
from .observer import Observer
from .settings import DaemonSettings
from .verifications import Verifications


@dataclass(frozen=True)
class Doors:
    """What stands behind the interfaces.

    Attributes:
        bus: The connection.
        callers: Who asks.
        departures: Who leaves.
        authority: What is permitted.
        accounts: Whose faces.
        verifications, enrollments: What is done.
        observer: What sees.
        settings: How.
    """

    bus: MessageBus
    callers: Callers
    departures: Departures
    authority: Authority
    accounts: Accounts
    verifications: Verifications
    enrollments: Enrollments
    observer: Observer
    settings: DaemonSettings

    async def account_for(self, caller: Caller, username: str) -> Account:
        """Return whose face a client asks about; no name means its own user's.

        Raises:
            UnknownUserError: If there is no such user.
            NotAllowedError: If it is another's, and that is not permitted.
        """
        account = self.accounts.named(username) if username else self.accounts.of(caller.uid)
        if account.uid != caller.uid:
            await self.authority.demand(caller, OTHER_USER)
        return account
