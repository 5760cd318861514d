"""The user's own session, as the login manager (systemd-logind, elogind) knows it."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from dbus_fast import Variant
from dbus_fast.aio import MessageBus

from app.bus import PROPERTIES, BusError, Ears, Partner
from app.daemon.names import (
    LOGIND,
    LOGIND_MANAGER,
    LOGIND_PATH,
    LOGIND_SESSION,
    LOGIND_USER,
)
from app.errors import CommandError


class LoginSession:
    """One session: locks it, opens it, and tells what becomes of it.

    Attributes:
        path: Its D-Bus object.
    """

    def __init__(self, bus: MessageBus, ears: Ears, path: str) -> None:
        self.path = path
        self._bus = bus
        self._ears = ears
        self._manager = Partner(bus, LOGIND, LOGIND_PATH, LOGIND_MANAGER)
        self._session = Partner(bus, LOGIND, path, LOGIND_SESSION)

    async def listen(
        self,
        *,
        locked: Callable[[bool], None],
        idle: Callable[[bool], None],
        active: Callable[[bool], None],
        sleeping: Callable[[bool], None],
        ended: Callable[[], None],
    ) -> None:
        """Tell from now on what happens to it, and at once what holds.

        Args:
            locked: A locker said whether it locks.
            idle: Whether nobody touches anything.
            active: Whether it is the one at the screen; another user's may be.
            sleeping: The machine goes to sleep (True), or woke up.
            ended: The session is over.

        Raises:
            BusError: If the login manager does not answer.
        """
        hints = (("Active", active), ("IdleHint", idle), ("LockedHint", locked))

        def changed(interface: str, values: dict[str, Variant], _gone: list[str]) -> None:
            if interface != LOGIND_SESSION:
                return
            for name, told in hints:
                if name in values:
                    told(bool(values[name].value))

        def removed(_name: str, path: str) -> None:
            if path == self.path:
                ended()

        properties = Partner(self._bus, LOGIND, self.path, PROPERTIES)
        await self._ears.on(properties, "PropertiesChanged", changed)
        await self._ears.on(self._manager, "PrepareForSleep", sleeping)
        await self._ears.on(self._manager, "SessionRemoved", removed)
        for name, told in hints:
            told(bool(await self._session.property(name)))

    async def lock(self) -> None:
        """Ask the session's locker to lock. Raises BusError if that is not possible."""
        await self._session.call("Lock")

    async def unlock(self) -> None:
        """Ask the session's locker to open. Raises BusError if that is not possible."""
        await self._session.call("Unlock")


async def find_session(bus: MessageBus, ears: Ears) -> LoginSession:
    """Find the session that this process works for.

    That is the one that `XDG_SESSION_ID` names; else the one that the process was started
    in; else the one in which the user sits at the screen (a user service belongs to none).

    Raises:
        CommandError: If there is no login manager, or no session.
    """
    manager = Partner(bus, LOGIND, LOGIND_PATH, LOGIND_MANAGER)
    named = os.environ.get("XDG_SESSION_ID")
    ways: list[tuple[str, str, Any]] = [("GetSession", "s", named)] if named else []
    ways.append(("GetSessionByPID", "u", os.getpid()))
    for member, signature, argument in ways:
        try:
            return LoginSession(bus, ears, await manager.call(member, signature, argument))
        except BusError as error:
            if error.is_absent:
                raise CommandError(
                    "There is no login manager (systemd-logind or elogind), so the session can "
                    f"neither be locked nor opened: {error}"
                ) from error
    path = await _displayed(bus, manager)
    if path is None:
        raise CommandError(
            "No session of yours was found at the screen. Start faceid presence in the desktop, "
            "or name the session: XDG_SESSION_ID=2 faceid presence (loginctl lists them)."
        )
    return LoginSession(bus, ears, path)


async def _displayed(bus: MessageBus, manager: Partner) -> str | None:
    """Return the user's session at a screen, or None."""
    try:
        user = Partner(bus, LOGIND, await manager.call("GetUser", "u", os.getuid()), LOGIND_USER)
        name, path = await user.property("Display")
        if name:
            return str(path)
        sessions = await manager.call("ListSessions")
    except BusError:
        return None
    own = [row[4] for row in sessions if row[1] == os.getuid() and row[3]]
    return str(own[0]) if own else None
