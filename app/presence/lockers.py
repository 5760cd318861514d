"""Lockers that do not hear the login manager's Unlock, each with what opens it.

Only where it was run: `docs/desktop.md` says with which version. A process of the same user
may always end its own locker, so this opens nothing that was closed to it.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

logger = logging.getLogger(__name__)

PROCESSES: Final = Path("/proc")
COMMAND_S: Final = 5.0


@dataclass(frozen=True)
class Opening:
    """How a locker is opened.

    Attributes:
        signal: What it is sent; None to run the command instead.
        command: What is run.
    """

    signal: signal.Signals | None = None
    command: tuple[str, ...] = ()


#: By the name of its program.
OPENINGS: Final = {
    "i3lock": Opening(signal.SIGTERM),
    "swaylock": Opening(signal.SIGUSR1),
    "xscreensaver": Opening(command=("xscreensaver-command", "-deactivate")),
}


def running_lockers(processes: Path = PROCESSES) -> list[str]:
    """Name the lockers on this screen that run only while they lock."""
    names = [name for _, name in _lockers(processes)]
    return [name for name in names if OPENINGS[name].signal is not None]


def open_lockers(processes: Path = PROCESSES) -> list[str]:
    """Open every running locker on this screen that is known; return their names."""
    opened = []
    for pid, name in _lockers(processes):
        opening = OPENINGS[name]
        try:
            if opening.signal is not None:
                os.kill(pid, opening.signal)
            else:
                subprocess.run(opening.command, check=True, capture_output=True, timeout=COMMAND_S)
        except (OSError, subprocess.SubprocessError) as error:
            logger.warning("%s could not be opened: %s", name, error)
        else:
            opened.append(name)
    return opened


def _lockers(processes: Path) -> list[tuple[int, str]]:
    """List this user's lockers on this screen: number of the process, and name."""
    found = []
    for folder in processes.glob("[0-9]*"):
        try:
            if folder.stat().st_uid != os.getuid():
                continue
            name = (folder / "comm").read_text().strip()
            if name in OPENINGS and _is_on_this_screen((folder / "environ").read_bytes()):
                found.append((int(folder.name), name))
        except OSError:  # it has just ended
            continue
    return found


def _is_on_this_screen(environment: bytes) -> bool:
    """Whether a process, by its environment, shows itself where this one would."""
    variables = dict(pair.partition(b"=")[::2] for pair in environment.split(b"\0"))
    return any(
        os.environb.get(variable) == variables.get(variable) is not None
        for variable in (b"DISPLAY", b"WAYLAND_DISPLAY")
    )
