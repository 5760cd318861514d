"""The sensor in the hands of another program, for as long as that is there."""

from __future__ import annotations

import asyncio
from typing import Final

from app.errors import CommandError
from hardware import CaptureError

from .bus import Departures
from .callers import Caller
from .errors import BusyError
from .observer import Observer

CLOSE_S: Final = 5.0  # how long a borrower waits for the sensor to be closed


class Lending:
    """Lends the sensor to one client at a time."""

    def __init__(self, observer: Observer, departures: Departures) -> None:
        self._observer = observer
        self._departures = departures
        self._borrower: str | None = None

    async def lend(self, caller: Caller) -> None:
        """Keep off the sensor until the client gives it back, or leaves.

        Raises:
            BusyError: If another client has it.
            CaptureError: If the sensor could not be closed.
        """
        if self._borrower is not None:
            if self._borrower == caller.client:
                return
            raise BusyError("The sensor is lent to another program.")
        self._borrower = caller.client
        await self._departures.follow(caller.client, self._take_back)
        if not await asyncio.to_thread(self._observer.lend, CLOSE_S):
            self._departures.unfollow(caller.client, self._take_back)
            self._take_back()
            raise CaptureError("The sensor could not be closed. Try again.")
        if self._borrower != caller.client:  # it left meanwhile
            self._observer.take_back()

    def give_back(self, caller: Caller) -> None:
        """Use the sensor again.

        Raises:
            CommandError: If the client does not have it.
        """
        if self._borrower != caller.client:
            raise CommandError("This program has not borrowed the sensor.")
        self._departures.unfollow(caller.client, self._take_back)
        self._take_back()

    def _take_back(self) -> None:
        self._borrower = None
        self._observer.take_back()
