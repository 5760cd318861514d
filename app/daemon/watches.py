"""The watch that a session's agent has asked for, and what it is told."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from dbus_fast import Variant
from dbus_fast.aio import MessageBus

from faceid_core.encoder import Encoder
from faceid_core.presence import PresenceRules
from faceid_core.who import Who

from .accounts import Account
from .bus import Departures, tell
from .observer import Observer
from .watch import WatchJob

#: Away for so long at least: shorter, and bending for a pen would lock.
LEAST_AWAY_S: Final = 1.0
REPLACED: Final = "Another session is being watched"


@dataclass(frozen=True)
class _Running:
    client: str
    uid: int
    job: WatchJob
    leave: Callable[[], None]


class Watches:
    """Runs one watch at a time, the newest: one seat has one sensor.

    Args:
        bus: Where the agents are.
        departures: Tells when one of them has left.
        observer: Sees.
        encoder: The recognizer's.
        path, interface: Where the signals come from.
    """

    def __init__(
        self,
        bus: MessageBus,
        departures: Departures,
        observer: Observer,
        encoder: Encoder,
        *,
        path: str,
        interface: str,
    ) -> None:
        self._bus = bus
        self._departures = departures
        self._observer = observer
        self._encoder = encoder
        self._path = path
        self._interface = interface
        self._running: _Running | None = None

    def is_watching(self, uid: int) -> bool:
        """Whether a session of this user is being watched."""
        return self._running is not None and self._running.uid == uid

    async def start(self, client: str, account: Account, options: Mapping[str, Variant]) -> None:
        """Watch for a client, from now until it ends that or leaves the bus.

        Args:
            client: Its unique name.
            account: Its user's.
            options: `away_s`, seconds.

        Raises:
            ValueError: If an option cannot be used.
        """
        rules = _rules(options)
        replaced = self._running
        if replaced is not None and replaced.client != client:
            self._send(replaced.client, "PresenceChanged", "ss", [Who.UNCLEAR.value, REPLACED])
        self.stop(None)
        loop = asyncio.get_running_loop()
        job = WatchJob(
            account,
            self._encoder,
            rules,
            told=lambda who, reason: self._later(
                loop, job, "PresenceChanged", "ss", [who.value, reason]
            ),
            returned=lambda name: self._later(loop, job, "OwnerReturned", "s", [name]),
        )

        def leave() -> None:
            self.stop(client)

        self._running = _Running(client, account.uid, job, leave)
        self._observer.watch(job)
        await self._departures.follow(client, leave)

    def stop(self, client: str | None) -> None:
        """End a client's watch, or whichever runs; nothing happens if there is none."""
        running = self._running
        if running is not None and client in (None, running.client):
            self._running = None
            self._departures.unfollow(running.client, running.leave)
            self._observer.watch(None)

    async def session_locked(self, client: str, is_locked: bool, is_deliberate: bool) -> None:
        """Tell a client's watch that its session was locked or opened.

        Raises:
            ValueError: If the client has no watch.
            TrustError: If a deliberate lock could not be written down.
        """
        running = self._running
        if running is None or running.client != client:
            raise ValueError("Nobody watches for this client. Call Watch first.")
        await asyncio.to_thread(running.job.session_locked, is_locked, is_deliberate=is_deliberate)

    def _later(
        self,
        loop: asyncio.AbstractEventLoop,
        job: WatchJob,
        member: str,
        signature: str,
        body: list[Any],
    ) -> None:
        """Send a signal from the observer's thread, if the watch still runs by then."""

        def send() -> None:
            if self._running is not None and self._running.job is job:
                self._send(self._running.client, member, signature, body)

        loop.call_soon_threadsafe(send)

    def _send(self, client: str, member: str, signature: str, body: list[Any]) -> None:
        tell(self._bus, client, self._path, self._interface, member, signature, body)


def _rules(options: Mapping[str, Variant]) -> PresenceRules:
    unknown = set(options) - {"away_s"}
    if unknown:
        raise ValueError(f"Expected the option away_s. Received {', '.join(sorted(unknown))}.")
    if "away_s" not in options:
        return PresenceRules()
    away_s = options["away_s"].value
    if not isinstance(away_s, int | float) or not LEAST_AWAY_S <= away_s < math.inf:
        raise ValueError(f"Expected away_s of at least {LEAST_AWAY_S:g} s. Received {away_s}.")
    return PresenceRules(away_s=float(away_s))
