"""A desktop session of the tests' own: logind's stand-in, an X server, xss-lock and i3lock."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import unwrap_msg
from private_bus import PrivateBus
from running_daemon import ROOT

from app.window.qt_setup import SET_BY_OPENCV

LOGIND = "org.freedesktop.login1"
MANAGER_PATH = "/org/freedesktop/login1"
MOCK = "org.freedesktop.DBus.Mock"
SESSION_ID = "c1"
SESSION_PATH = f"/org/freedesktop/login1/session/{SESSION_ID}"
XSS_LOCK = ("xss-lock", "-s", SESSION_ID, "--", "i3lock", "-n")
SILENT_LOCKER = (sys.executable, Path(__file__).with_name("silent_locker.py"), SESSION_PATH)
SYSTEM_PYTHON = "/usr/bin/python3"  # whose packages Debian's python3-dbusmock is among
START_S = 15.0

needs_logind = pytest.mark.skipif(
    not Path("/usr/lib/python3/dist-packages/dbusmock").is_dir(), reason="needs python3-dbusmock"
)


@dataclass(frozen=True)
class LockedDesktop:
    """A session with a locker, and its agent.

    Attributes:
        bus: Where logind's stand-in is.
        environment: Of the session's programs.
        agent: `faceid presence`.
        log_file: What the agent says.
    """

    bus: PrivateBus
    environment: dict[str, str]
    agent: subprocess.Popen[bytes]
    log_file: Path

    @property
    def log(self) -> str:
        return self.log_file.read_text()

    @property
    def is_locked(self) -> bool:
        """Whether the locker runs."""
        return bool(self._lockers())

    def lock_on_purpose(self) -> None:
        """What `loginctl lock-session` does."""
        self._ask("Lock")

    def end_session(self) -> None:
        """What logind says when its user logs out."""
        removed = [("s", SESSION_ID), ("o", SESSION_PATH)]
        what = (f"{LOGIND}.Manager", "SessionRemoved", "so", removed)
        bus_call(self.bus, MANAGER_PATH, MOCK, "EmitSignal", "sssav", *what)

    def wait_for(self, holds: Callable[[], bool], limit_s: float = START_S) -> None:
        """Wait until something holds."""
        wait_until(holds, limit_s, lambda: self.log)

    def wait_locked(self, is_locked: bool, limit_s: float = START_S) -> None:
        self.wait_for(lambda: self.is_locked is is_locked, limit_s)

    def _lockers(self) -> list[str]:
        """The processes of i3lock on this session's screen."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                display = f"DISPLAY={self.environment['DISPLAY']}".encode()
                if (folder / "comm").read_text() == "i3lock\n" and display in (
                    folder / "environ"
                ).read_bytes().split(b"\0"):
                    found.append(folder.name)
        return found

    def _ask(self, member: str) -> None:
        bus_call(self.bus, SESSION_PATH, f"{LOGIND}.Session", member)


def wait_until(
    holds: Callable[[], bool], limit_s: float, told: Callable[[], str] = lambda: ""
) -> None:
    """Wait until something holds; say what was told if it does not."""
    end_s = time.monotonic() + limit_s
    while not holds():
        assert time.monotonic() < end_s, told()
        time.sleep(0.03)


def bus_call(
    bus: PrivateBus, path: str, interface: str, member: str, signature: str = "", *body: Any
) -> None:
    """Call logind's stand-in."""
    message = new_method_call(DBusAddress(path, LOGIND, interface), member, signature, body)
    with open_dbus_connection(bus.address) as connection:
        unwrap_msg(connection.send_and_get_reply(message, timeout=10))


@contextmanager
def locked_desktop(
    bus: PrivateBus, *arguments: object, locker: Sequence[object] = XSS_LOCK
) -> Iterator[LockedDesktop]:
    """Run a session with its locker and its agent until the context ends.

    Args:
        bus: The system bus.
        arguments: Of `faceid presence`.
        locker: What locks.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="faceid-desktop-")))
        environment = {**bus.environment, "XDG_RUNTIME_DIR": str(folder), "PYTHONPATH": str(ROOT)}
        for variable in ("QT_QPA_PLATFORM", *SET_BY_OPENCV):  # of the tests, not of a desktop
            environment.pop(variable, None)
        run = _Runner(stack, environment, folder)
        stack.enter_context(login_manager(bus))
        session = (SESSION_ID, "seat0", os.getuid(), "root", True)
        bus_call(bus, MANAGER_PATH, MOCK, "AddSession", "ssusb", *session)
        run.environment["DISPLAY"] = stack.enter_context(x_server())
        run("locker", *locker)
        run.environment["XDG_SESSION_ID"] = SESSION_ID
        agent = run(
            "agent",
            *(sys.executable, "-m", "app", "presence", "--data-dir", folder / "data"),
            *arguments,
        )
        desktop = LockedDesktop(bus, run.environment, agent, folder / "agent.log")
        desktop.wait_for(lambda: "watching" in desktop.log)
        yield desktop


@contextmanager
def login_manager(bus: PrivateBus) -> Iterator[None]:
    """Run logind's stand-in, which knows nobody yet."""
    command = [SYSTEM_PYTHON, "-m", "dbusmock", "--system", "--template", "logind"]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=bus.environment
    )
    try:
        wait_until(lambda: _is_on_bus(bus, LOGIND), START_S)
        # The template's own cannot deal with a number.
        get_user = ("GetUser", "u", "o", 'ret = f"/org/freedesktop/login1/user/{args[0]}"')
        bus_call(bus, MANAGER_PATH, MOCK, "AddMethod", "sssss", f"{LOGIND}.Manager", *get_user)
        yield
    finally:
        _end(process)
        wait_until(lambda: not _is_on_bus(bus, LOGIND), START_S)


@contextmanager
def x_server() -> Iterator[str]:
    """Run an X server without a screen; yields its display's name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = re.match(r"\d+", told.readline())
        assert number is not None, "Xvfb did not start"
        yield f":{number.group()}"
    finally:
        server.terminate()
        server.wait(10)


class _Runner:
    """Starts programs of the session, each with a log; they end with the session."""

    def __init__(self, stack: ExitStack, environment: dict[str, str], folder: Path) -> None:
        self.environment = environment
        self._stack = stack
        self._folder = folder

    def __call__(self, name: str, *command: object) -> subprocess.Popen[bytes]:
        log = self._stack.enter_context((self._folder / f"{name}.log").open("wb"))
        assert shutil.which(str(command[0])), command[0]
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=self.environment,
            cwd=ROOT,
        )
        self._stack.callback(_end, process)
        return process


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def _is_on_bus(bus: PrivateBus, name: str) -> bool:
    with open_dbus_connection(bus.address) as connection:
        (is_there,) = unwrap_msg(connection.send_and_get_reply(message_bus.NameHasOwner(name)))
    return bool(is_there)
