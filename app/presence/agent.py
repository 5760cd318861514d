"""The agent: the daemon tells who sits there, the login manager whether the screen is locked."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import signal
import subprocess
import sys
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dbus_fast.aio import MessageBus

from app.bus import BusError, Ears, connected_bus
from app.report import say
from faceid_core.who import Who

from .decisions import ANSWER_S, Deed, Desk
from .lockers import open_lockers, running_lockers
from .login_session import LoginSession, find_session
from .tray_process import TrayProcess, TrayState, Wish
from .watched import Watched

logger = logging.getLogger(__name__)

#: A locker that hears the login manager has opened by then.
OPENING_S: Final = 2.5
#: How often it is looked whether a locker runs that says nothing.
LOOK_S: Final = 1.0
NO_LOCKER: Final = (
    "No screen locker answered. Start one that listens to the login manager, such as xss-lock"
)
NOT_WATCHING: Final = "Nobody is watching just now"
NOT_OPENED: Final = "The screen locker did not open"
LOCKING_FAILED: Final = "The session could not be locked"


@dataclass(frozen=True)
class AgentOptions:
    """What the agent's user wants.

    Attributes:
        data_dir: Where the window keeps its settings: the tray speaks its language.
        away_s: How long the seat must be empty; None for the daemon's default.
        may_lock, may_unlock: What the agent may do.
        has_tray: Whether it shows itself in the tray.
    """

    data_dir: Path
    away_s: float | None = None
    may_lock: bool = True
    may_unlock: bool = True
    has_tray: bool = True


async def run_agent(options: AgentOptions) -> None:
    """Watch over the session until it ends, or somebody ends the agent.

    Raises:
        CommandError: If there is no bus, no login manager, or no session.
        BusError: If the bus, or the login manager, has gone away.
    """
    bus = await connected_bus()
    try:
        ears = Ears(bus)
        await Agent(bus, ears, await find_session(bus, ears), options).run()
    finally:
        bus.disconnect()


class Agent:
    """Locks and opens one session."""

    def __init__(
        self, bus: MessageBus, ears: Ears, session: LoginSession, options: AgentOptions
    ) -> None:
        self._bus = bus
        self._session = session
        self._options = options
        self._desk = Desk(may_lock=options.may_lock, may_unlock=options.may_unlock)
        self._changes = 0  # how often the session was locked or opened
        self._is_active = True
        self._is_paused = False
        self._reason = ""
        self._over = asyncio.Event()
        self._trouble: BaseException | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._windows: list[subprocess.Popen[bytes]] = []
        self._tray = TrayProcess(self._on_wish)
        self._watched = Watched(
            bus,
            ears,
            options.away_s,
            told=self._on_presence,
            returned=self._on_return,
            lock_state=lambda: (self._desk.is_locked, self._desk.is_deliberate),
        )

    async def run(self) -> None:
        """Run until the session ends. Raises BusError if the bus has gone away."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._over.set)
        if self._options.has_tray:
            await self._tray.start(self._options.data_dir)
        try:
            await self._session.listen(
                locked=self._on_locked,
                idle=self._on_idle,
                active=self._on_active,
                sleeping=self._on_sleep,
                ended=self._over.set,
            )
            self._start(self._watched.run())
            self._start(self._notice_disconnection())
            say("Presence: watching. Ctrl-C ends it.")
            await self._over.wait()
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self._tray.stop()
        if self._trouble is not None:
            raise self._trouble

    def _start(self, work: Coroutine[object, object, None]) -> None:
        """Let something run beside all else; its failure ends the agent."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._on_done)

    def _on_done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._trouble = task.exception()
            self._over.set()

    async def _notice_disconnection(self) -> None:
        with contextlib.suppress(EOFError):
            await self._bus.wait_for_disconnect()
        raise BusError("org.freedesktop.DBus.Error.Disconnected", "The system's message bus ended.")

    def _on_presence(self, who: Who, reason: str) -> None:
        if (who, reason) != (self._desk.who, self._reason):
            say(f"Presence: {reason.rstrip('.')}.")
        self._reason = reason
        self._desk, deed = self._desk.seen(who, time.monotonic())
        self._show()
        if deed is Deed.LOCK:
            self._start(self._lock())

    def _on_return(self, name: str) -> None:
        say(f"Presence: {name} has returned.")
        if self._desk.returned() is Deed.UNLOCK:
            self._start(self._unlock())

    def _on_locked(self, is_locked: bool) -> None:
        before = self._desk
        self._desk = before.hinted(is_locked, time.monotonic())
        if self._desk is before:
            return
        self._changes += 1
        how = " on purpose" if self._desk.is_deliberate else ""
        say(f"Presence: the session was {f'locked{how}' if is_locked else 'opened'}.")
        self._start(self._watched.tell_locked(is_locked, self._desk.is_deliberate))
        self._show()

    def _on_idle(self, is_idle: bool) -> None:
        self._desk = self._desk.idled(is_idle, time.monotonic())

    def _on_active(self, is_active: bool) -> None:
        self._is_active = is_active
        self._want()

    def _on_sleep(self, is_asleep: bool) -> None:
        self._desk = self._desk.slept(is_asleep)
        self._want()

    def _want(self) -> None:
        """Watch, unless another user is at the screen, the machine sleeps, or it is paused."""
        wants = self._is_active and not self._desk.is_asleep and not self._is_paused
        self._watched.want(wants)
        if not wants:
            self._on_presence(Who.UNCLEAR, NOT_WATCHING)

    def _on_wish(self, wish: Wish) -> None:
        if wish is Wish.LOCK:
            self._desk = self._desk.wished(time.monotonic())
            self._start(self._lock())
        elif wish is Wish.OPEN_WINDOW:
            self._windows.append(_open_window())
        elif wish is Wish.QUIT:
            self._over.set()
        else:
            self._is_paused = wish is Wish.PAUSE
            say("Presence: paused." if self._is_paused else "Presence: watching.")
            self._want()
            self._show()

    async def _lock(self) -> None:
        try:
            await self._session.lock()
        except BusError as error:
            self._complain(f"{LOCKING_FAILED}: {error}")
            return
        for _ in range(round(ANSWER_S / LOOK_S)):
            await asyncio.sleep(LOOK_S)
            if self._desk.is_locked or not math.isfinite(self._desk.asked_s):
                return
            if await _is_locker_running():
                await self._follow_locker()
                return
        self._complain(NO_LOCKER)

    async def _follow_locker(self) -> None:
        """Take a locker's process for what the login manager is not told: swaylock's, for one."""
        self._on_locked(True)
        while self._desk.is_locked and await _is_locker_running():
            await asyncio.sleep(LOOK_S)
        self._on_locked(False)

    async def _unlock(self) -> None:
        changes = self._changes
        try:
            await self._session.unlock()
        except BusError as error:
            logger.warning("unlock: %s", error)
        await asyncio.sleep(OPENING_S)
        if changes != self._changes:  # opened, and maybe locked again, which is not undone
            return
        opened = await asyncio.to_thread(open_lockers)
        await asyncio.sleep(OPENING_S)
        if changes == self._changes and not opened:
            self._complain(NOT_OPENED)

    def _complain(self, trouble: str) -> None:
        say(f"Presence: {trouble}.")
        self._reason = trouble
        self._show()

    def _show(self) -> None:
        state = TrayState(self._desk.who, self._reason, self._is_paused, self._desk.is_locked)
        self._tray.show(state)


async def _is_locker_running() -> bool:
    return bool(await asyncio.to_thread(running_lockers))


def _open_window() -> subprocess.Popen[bytes]:
    """Start the window as a program of its own, which stays when the agent ends."""
    return subprocess.Popen(
        [sys.executable, "-m", "app"],
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
