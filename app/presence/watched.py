"""The daemon as the agent sees it: asked to watch, it tells who sits there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from dbus_fast import Variant
from dbus_fast.aio import MessageBus

from app.bus import BusError, Ears, Partner, the_bus
from app.daemon.names import DAEMON, DAEMON_PATH
from faceid_core.who import Who

logger = logging.getLogger(__name__)

#: Pauses before the daemon is looked for again; the last one stays.
RETRY_DELAYS_S: Final = (1.0, 2.0, 5.0, 15.0)


class Watched:
    """Keeps a watch of the daemon's running for as long as it is wanted.

    The daemon may start later, end, and come back: that is told, and tried again.

    Args:
        bus: The system bus.
        ears: Its signals.
        away_s: How long the seat must be empty; None for the daemon's own default.
        told: Is told who sits there, with a sentence.
        returned: Is told that the owner may come in; the argument is the owner's name.
        lock_state: Answers whether the session is locked, and whether on purpose.
    """

    def __init__(
        self,
        bus: MessageBus,
        ears: Ears,
        away_s: float | None,
        *,
        told: Callable[[Who, str], None],
        returned: Callable[[str], None],
        lock_state: Callable[[], tuple[bool, bool]],
    ) -> None:
        self._bus = bus
        self._ears = ears
        self._daemon = Partner(bus, DAEMON, DAEMON_PATH, DAEMON)
        self._options = {} if away_s is None else {"away_s": Variant("d", away_s)}
        self._told = told
        self._returned = returned
        self._lock_state = lock_state
        self._is_wanted = False
        self._runs = False
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Keep watching until cancelled. Raises BusError if the bus is gone."""
        await self._ears.on(self._daemon, "PresenceChanged", self._on_presence)
        await self._ears.on(self._daemon, "OwnerReturned", self._on_return)
        await self._ears.on(the_bus(self._bus), "NameOwnerChanged", self._on_owner)
        failures = 0
        while True:
            self._changed.clear()
            if self._is_wanted != self._runs:
                failures = 0 if await self._turn() else failures + 1
            delay_s = None
            if self._is_wanted != self._runs:
                delay_s = RETRY_DELAYS_S[min(failures, len(RETRY_DELAYS_S)) - 1]
            try:
                await asyncio.wait_for(self._changed.wait(), delay_s)
            except TimeoutError:
                logger.debug("looking for the daemon again")

    def want(self, is_wanted: bool) -> None:
        """Say whether it shall watch."""
        self._is_wanted = is_wanted
        self._changed.set()

    async def tell_locked(self, is_locked: bool, is_deliberate: bool) -> None:
        """Tell the daemon that the session was locked or opened; without it, nobody is told."""
        if not self._runs:
            return
        try:
            await self._daemon.call("SessionLocked", "bb", is_locked, is_deliberate)
        except BusError as error:
            self._lose(str(error))

    async def _turn(self) -> bool:
        """Start or end the watch; return whether that went well."""
        try:
            if not self._is_wanted:
                self._runs = False
                await self._daemon.call("Unwatch")
                return True
            await self._daemon.call("Watch", "a{sv}", self._options)
            self._runs = True
            await self._daemon.call("SessionLocked", "bb", *self._lock_state())
        except BusError as error:
            reason = (
                "The face recognition service is not running" if error.is_absent else str(error)
            )
            self._lose(reason)
            return not self._is_wanted
        return True

    def _lose(self, reason: str) -> None:
        if self._runs:
            self._changed.set()
        self._runs = False
        logger.info("no watch: %s", reason)
        if self._is_wanted:
            self._told(Who.UNCLEAR, reason)

    def _on_presence(self, state: str, reason: str) -> None:
        if not self._runs:
            return
        try:
            who = Who(state)
        except ValueError:
            who = Who.UNCLEAR
        self._told(who, reason)

    def _on_return(self, name: str) -> None:
        if self._runs:
            self._returned(name)

    def _on_owner(self, name: str, old: str, new: str) -> None:
        if name != DAEMON:
            return
        if old:
            self._lose("The face recognition service has ended")
        if new:
            self._changed.set()
