"""The programs of a running machine that have to hear of new files."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from pathlib import Path
from typing import Final

from jeepney import DBusAddress
from jeepney.io.blocking import DBusConnection

from app.daemon.names import DAEMON, FPRINT, FPRINT_MANAGER, FPRINT_MANAGER_PATH
from app.daemon.programs import program_of

from .system_bus import THE_BUS, CallError, call, owner_pid, system_bus

_FPRINTD: Final = "fprintd"
_FPRINT_MANAGER: Final = DBusAddress(FPRINT_MANAGER_PATH, FPRINT, FPRINT_MANAGER)
_SYSTEMD_RUNS: Final = Path("/run/systemd/system")
_COMMAND_S: Final = 30.0


def fprintd_has_reader() -> bool:
    """Whether a real fprintd is running, and has a reader."""
    with system_bus() as bus:
        if bus is None or not _is_fprintd(bus):
            return False
        with contextlib.suppress(CallError):
            (devices,) = call(bus, _FPRINT_MANAGER, "GetDevices")
            return bool(devices)
    return False


def tell_of_installation() -> list[str]:
    """Let the bus and systemd read the new files, and the daemon take its place.

    Returns:
        What could not be done, each a sentence.
    """
    failures = _reload()
    with system_bus() as bus:
        if bus is not None:
            _end(bus, DAEMON)
            if _is_fprintd(bus):
                _end(bus, FPRINT)
    if _SYSTEMD_RUNS.is_dir():
        failures += _run("systemctl", "restart", "faceid.service")
        failures += _run("udevadm", "control", "--reload")
    return failures


def tell_of_removal() -> list[str]:
    """Let the bus and systemd forget the files, and end the daemon.

    Returns:
        What could not be done, each a sentence.
    """
    with system_bus() as bus:
        if bus is not None:
            _end(bus, DAEMON)
    return _reload()


def _reload() -> list[str]:
    failures = _run("systemctl", "daemon-reload") if _SYSTEMD_RUNS.is_dir() else []
    with system_bus() as bus:
        if bus is None:
            return failures
        try:
            call(bus, THE_BUS, "ReloadConfig")
        except CallError as error:
            failures.append(f"The system bus did not read its new settings: {error}.")
    return failures


def _is_fprintd(bus: DBusConnection) -> bool:
    """Whether the real fprintd owns the readers' name; its file may have been replaced since."""
    pid = owner_pid(bus, FPRINT)
    return program_of(pid).removesuffix(" (deleted)") == _FPRINTD


def _end(bus: DBusConnection, name: str) -> None:
    """Ask the owner of a name to end."""
    pid = owner_pid(bus, name)
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
