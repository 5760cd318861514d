"""Who answers on D-Bus: the daemon, the fingerprint door, polkit, logind."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from jeepney import DBusAddress
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse

from app.blocking_call import asked
from app.daemon.names import DAEMON, FPRINT, LOGIND, LOGIND_MANAGER, LOGIND_PATH

from .finding import Finding, Machine, State

POLKIT: Final = "org.freedesktop.PolicyKit1"
MANAGE_ACTION: Final = "org.faceid.manage"
TIMEOUT_S: Final = 2.0
#: No bus, an error, silence, or an answer of another form than was asked for.
BUS_TROUBLE: Final = (OSError, DBusErrorResponse, ValueError, TypeError, LookupError)


@dataclass(frozen=True)
class Owner:
    """Who owns a name on the bus.

    Attributes:
        connection: The bus's own name of the connection.
        pid: The process.
        program: Its command, as far as it can be seen.
    """

    connection: str
    pid: int
    program: str


class SystemBus:
    """A short connection to the system bus. It never starts a service that does not run."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection

    def call(
        self, address: DBusAddress, method: str, signature: str = "", *body: object
    ) -> tuple[Any, ...]:
        """Call a method of a service that runs, and return what it answers.

        Raises:
            DBusErrorResponse: If it answers with an error, or does not run.
            TimeoutError: If it does not answer.
        """
        return asked(self._connection, address, method, signature, body, timeout_s=TIMEOUT_S)

    def owner(self, name: str, machine: Machine) -> Owner | None:
        """Return who owns a name, or None."""
        try:
            (connection,) = self.call(message_bus, "GetNameOwner", "s", name)
        except DBusErrorResponse:
            return None
        (pid,) = self.call(message_bus, "GetConnectionUnixProcessID", "s", connection)
        return Owner(connection, pid, _program(machine, pid))

    def is_started_on_demand(self, name: str) -> bool:
        """Whether the bus starts a service for a name when somebody asks for it."""
        (names,) = self.call(message_bus, "ListActivatableNames")
        return name in names


@contextlib.contextmanager
def system_bus() -> Iterator[SystemBus]:
    """Connect to the system bus for as long as the context lasts.

    Raises:
        OSError: If there is none.
    """
    with contextlib.closing(open_dbus_connection("SYSTEM")) as connection:
        yield SystemBus(connection)


def check_names(machine: Machine) -> Iterator[Finding]:
    """Does the daemon run, and is the fingerprint door ours?"""
    try:
        with system_bus() as bus:
            ours, door = bus.owner(DAEMON, machine), bus.owner(FPRINT, machine)
            yield Finding("desktop.bus", State.OK, "The system bus answers.")
            yield _of_daemon(ours, bus.is_started_on_demand(DAEMON))
            yield _of_door(ours, door, bus.is_started_on_demand(FPRINT))
    except BUS_TROUBLE as error:
        yield Finding(
            "desktop.bus",
            State.WARNING,
            f"The system bus cannot be reached: {error}. The desktop cannot unlock by face; the "
            "window and the commands can.",
            "sudo apt install dbus, then restart the machine",
        )


def check_polkit(machine: Machine) -> Iterator[Finding]:
    """Does polkit know who may enroll?"""
    name = "desktop.polkit"
    address = DBusAddress(
        "/org/freedesktop/PolicyKit1/Authority", POLKIT, "org.freedesktop.PolicyKit1.Authority"
    )
    try:
        with system_bus() as bus:
            (actions,) = bus.call(address, "EnumerateActions", "s", "")
            is_known = any(action[0] == MANAGE_ACTION for action in actions)
    except BUS_TROUBLE:
        yield Finding(
            name,
            State.UNKNOWN,
            "polkit does not run, so only root may enroll for the desktop.",
            "sudo apt install polkitd",
        )
        return
    if is_known:
        yield Finding(name, State.OK, f"polkit knows the action {MANAGE_ACTION}.")
    else:
        yield Finding(
            name,
            State.WARNING,
            f"polkit does not know the action {MANAGE_ACTION}: only root may enroll for the "
            "desktop.",
            "sudo faceid install",
        )


def check_logind(machine: Machine) -> Iterator[Finding]:
    """Can the session be locked and unlocked?"""
    name = "session.logind"
    address = DBusAddress(LOGIND_PATH, LOGIND, LOGIND_MANAGER)
    remedy = "start the desktop through a login manager, with systemd-logind or elogind"
    try:
        with system_bus() as bus:
            (sessions,) = bus.call(address, "ListSessions")
            count = sum(session[1] == os.getuid() for session in sessions)
    except BUS_TROUBLE:
        yield Finding(
            name,
            State.WARNING,
            "logind does not answer: presence cannot lock and unlock the session.",
            remedy,
        )
        return
    if count:
        yield Finding(
            name, State.OK, "logind knows a session of yours.", measured={"sessions": count}
        )
    else:
        yield Finding(
            name,
            State.WARNING,
            "logind knows no session of this user: presence cannot lock and unlock it.",
            remedy,
            {"sessions": 0},
        )


def _of_daemon(owner: Owner | None, is_started_on_demand: bool) -> Finding:
    name = "desktop.daemon"
    if owner is not None:
        return Finding(
            name,
            State.OK,
            f"The daemon runs (process {owner.pid}).",
            measured={"pid": owner.pid, "program": owner.program},
        )
    if is_started_on_demand:
        return Finding(name, State.OK, "The daemon is installed; it starts when somebody asks.")
    return Finding(
        name,
        State.WARNING,
        "The daemon is not installed: the window and the commands work, the desktop does not "
        "unlock by face.",
        "sudo faceid install",
    )


def _of_door(ours: Owner | None, door: Owner | None, is_started_on_demand: bool) -> Finding:
    name = "desktop.fingerprint_door"
    if door is None:
        sentence = (
            "Nobody answers as the fingerprint reader yet; the bus starts somebody on demand."
            if is_started_on_demand
            else "Nobody answers as the fingerprint reader."
        )
        return Finding(name, State.OK, sentence, measured={"on_demand": is_started_on_demand})
    measured = {"pid": door.pid, "program": door.program}
    if ours is not None and ours.connection == door.connection:
        return Finding(
            name, State.OK, "The daemon answers as the fingerprint reader.", measured=measured
        )
    return Finding(
        name,
        State.WARNING if ours is None else State.PROBLEM,
        f"Another program answers as the fingerprint reader: {door.program} (process {door.pid}). "
        "Lockers and sudo ask it, not the face.",
        "sudo faceid install --replace-fingerprint (a real fingerprint reader then rests)",
        measured,
    )


def _program(machine: Machine, pid: int) -> str:
    """Return what a process runs: the file if it may be seen, else its name."""
    process = machine.path(f"/proc/{pid}")
    with contextlib.suppress(OSError):
        return str((process / "exe").readlink())
    with contextlib.suppress(OSError):
        return (process / "comm").read_text(encoding="utf-8", errors="replace").strip()
    return "a program that cannot be seen"
