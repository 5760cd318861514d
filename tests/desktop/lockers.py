"""Real screen lockers on an X server of the tests' own, as an ordinary user meets them."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from installed_machine import InstalledMachine
from locked_desktop import wait_until

START_S = 15.0
XSCREENSAVER_SETTINGS = """\
mode: blank
lock: True
fade: False
unfade: False
splash: False
timeout: 1:00:00
dpmsEnabled: False
"""


@dataclass
class Locker:
    """A screen that is locked.

    Attributes:
        machine: Where its PAM and its bus are.
        display: The X server.
        process: The locker, or what started it.
    """

    machine: InstalledMachine
    display: str
    process: subprocess.Popen[str] = field(init=False)

    @property
    def environment(self) -> dict[str, str]:
        return {"DISPLAY": self.display}

    def press(self, *arguments: str) -> None:
        """Let `xdotool` press keys."""
        subprocess.run(["xdotool", *arguments], env={**os.environ, **self.environment}, check=True)

    def lock(self) -> None:
        """Start it, and wait until the screen is locked."""
        self.start()
        wait_until(lambda: self.is_running() and self.has_window(), START_S)

    def start(self) -> None:
        self.process = self.machine.start(
            *self.command,
            environment=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def is_running(self) -> bool:
        """Whether it runs; one that gave up, because the one before still held the keys, is
        started again.
        """
        if self.process.poll() is None:
            return True
        self.start()
        return False

    def wake(self) -> None:
        """Do what makes it ask PAM."""
        raise NotImplementedError

    def type_password(self, password: str) -> None:
        """Type a password where no face opened."""
        self.press("type", "--delay", "20", password)
        self.press("key", "Return")

    @property
    def command(self) -> tuple[str, ...]:
        raise NotImplementedError

    @property
    def is_open(self) -> bool:
        return self.process.poll() is not None

    def has_window(self) -> bool:
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--class", self.command[0]],
            env={**os.environ, **self.environment},
            capture_output=True,
            check=False,
        )
        return bool(found.stdout)

    def opens_within(self, limit_s: float) -> bool:
        """Wait until the screen is open; whether it became so in time."""
        end_s = time.monotonic() + limit_s
        while not self.is_open and time.monotonic() < end_s:
            time.sleep(0.03)
        return self.is_open

    def end(self) -> None:
        """Take the locker away, whether it is open or not."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(5)


class I3Lock(Locker):
    command = ("i3lock", "--nofork")

    def wake(self) -> None:
        self.press("key", "Return")

    def type_password(self, password: str) -> None:
        self.press("key", "Escape")  # what was typed while PAM was asked
        super().type_password(password)


class XSecureLock(Locker):
    command = ("xsecurelock",)

    def wake(self) -> None:
        self.press("key", "Shift")


class XScreenSaver(Locker):
    command = ("xscreensaver", "--no-splash")

    def lock(self) -> None:
        settings = self.machine.root / "home" / ".xscreensaver"
        settings.write_text(XSCREENSAVER_SETTINGS, encoding="utf-8")
        self.start()
        wait_until(lambda: self.is_running() and self._tell("-lock") == 0, START_S)
        wait_until(lambda: " locked " in self._state(), START_S)

    def wake(self) -> None:
        self._tell("-deactivate")

    @property
    def is_open(self) -> bool:
        return "non-blanked" in self._state()

    def _state(self) -> str:
        command = ("xscreensaver-command", "-time")
        return self.machine.run(*command, environment=self.environment).stdout

    def _tell(self, what: str) -> int:
        command = ("xscreensaver-command", what)
        return self.machine.run(*command, environment=self.environment).returncode


LOCKERS = {"i3lock": I3Lock, "xsecurelock": XSecureLock, "xscreensaver": XScreenSaver}


@contextmanager
def locked(name: str, machine: InstalledMachine, display: str) -> Iterator[Locker]:
    """Lock a screen for as long as the context lasts."""
    locker = LOCKERS[name](machine, display)
    try:
        locker.lock()
        yield locker
    finally:
        locker.end()
