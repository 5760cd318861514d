"""The programs of a running machine that have to hear of new files."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jeepney import DBusAddress, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse, unwrap_msg

logger = logging.getLogger(__name__)

DAEMON_NAME: Final = "org.faceid.Daemon1"
FPRINT_NAME: Final = "net.reactivated.Fprint"
_FPRINTD: Final = "fprintd"
_FPRINT_MANAGER: Final = DBusAddress(
    "/net/reactivated/Fprint/Manager", FPRINT_NAME, "net.reactivated.Fprint.Manager"
)
_SYSTEMD_RUNS: Final = Path("/run/systemd/system")
_ANSWER_S: Final = 3.0
_COMMAND_S: Final = 30.0


def fprintd_has_reader() -> bool:
    """Whether a real fprintd is running, and has a reader."""
    with _bus() as bus:
        if bus is None or _program_of(_owner_pid(bus, FPRINT_NAME)) != _FPRINTD:
            return False
        with contextlib.suppress(DBusErrorResponse, TimeoutError):
            call = new_method_call(_FPRINT_MANAGER, "GetDevices")
            (devices,) = unwrap_msg(bus.send_and_get_reply(call, timeout=_ANSWER_S))
            return bool(devices)
    return False


def tell_of_installation() -> list[str]:
    """Let the bus and systemd read the new files, and the daemon take its place.

    Returns:
        What could not be done, each a sentence.
    """
    failures = _reload()
    with _bus() as bus:
        if bus is not None:
            _end(bus, DAEMON_NAME)
            if _program_of(_owner_pid(bus, FPRINT_NAME)) == _FPRINTD:
                _end(bus, FPRINT_NAME)
    if _SYSTEMD_RUNS.is_dir():
        failures += _run("systemctl", "restart", "faceid.service")
        failures += _run("udevadm", "control", "--reload")
    return failures


def tell_of_removal() -> list[str]:
    """Let the bus and systemd forget the files, and end the daemon.

    Returns:
        What could not be done, each a sentence.
    """
    with _bus() as bus:
        if bus is not None:
            _end(bus, DAEMON_NAME)
    return _reload()


def _reload() -> list[str]:
    failures = _run("systemctl", "daemon-reload") if _SYSTEMD_RUNS.is_dir() else []
    with _bus() as bus:
        if bus is None:
            return failures
        call = new_method_call(
            DBusAddress(message_bus.object_path, message_bus.bus_name, message_bus.interface),
            "ReloadConfig",
        )
        try:
            unwrap_msg(bus.send_and_get_reply(call, timeout=_ANSWER_S))
        except (DBusErrorResponse, TimeoutError) as error:
            failures.append(f"The system bus did not read its new settings: {error}.")
    return failures


@contextlib.contextmanager
def _bus() -> Iterator[DBusConnection | None]:
    """Connect to the system bus; None where none runs."""
    try:
        bus = open_dbus_connection("SYSTEM")
    except (OSError, ValueError, KeyError) as error:
        logger.info("no system bus: %s", error)
        yield None
        return
    with contextlib.closing(bus):
        yield bus


def _owner_pid(bus: DBusConnection, name: str) -> int | None:
    try:
        call = message_bus.GetConnectionUnixProcessID(name)
        (pid,) = unwrap_msg(bus.send_and_get_reply(call, timeout=_ANSWER_S))
    except (DBusErrorResponse, TimeoutError):
        return None
    return int(pid)


def _program_of(pid: int | None) -> str | None:
    """The name of a process's program; None if it cannot be known."""
    if pid is None:
        return None
    try:
        return Path(f"/proc/{pid}/exe").readlink().name.removesuffix(" (deleted)")
    except OSError:
        return None


def _end(bus: DBusConnection, name: str) -> None:
    """Ask the owner of a name to end."""
    pid = _owner_pid(bus, name)
    if pid is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)


def _run(*command: str) -> list[str]:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_COMMAND_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return [f"{' '.join(command)}: {error}"]
    return [] if done.returncode == 0 else [f"{' '.join(command)}: {done.stderr.strip()}"]
