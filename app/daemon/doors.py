"""What both interfaces of the daemon need, made once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from dbus_fast.aio import MessageBus

from .accounts import Account, Accounts
from .authority import OTHER_USER, Authority
from .bus import Departures
from .callers import Caller, Callers
from .enrollments import Enrollments
from .observer import Observer
from .programs import PASSWORD_NEEDED
from .settings import DaemonSettings, Privileged
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

    async def why_refused(self, caller: Caller, *, is_privileged: bool) -> str | None:
        """Return why nobody is looked at for a client; None if somebody may be.

        Args:
            caller: Who asks.
            is_privileged: Whether it is for more than a screen.
        """
        if is_privileged and self.settings.privileged is Privileged.PASSWORD:
            return PASSWORD_NEEDED
        return await asyncio.to_thread(lambda: caller.why_not_here)
