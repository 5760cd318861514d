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


def open_lockers(processes: Path = PROCESSES) -> list[str]:
    """Open every running locker of this user that is known; return their names."""
    opened = []
    for pid, name in _own_processes(processes):
        opening = OPENINGS.get(name)
        if opening is None:
            continue
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


def _own_processes(processes: Path) -> list[tuple[int, str]]:
    """List this user's processes: number, and name of the program."""
    found = []
    for folder in processes.glob("[0-9]*"):
        try:
            if folder.stat().st_uid == os.getuid():
                found.append((int(folder.name), (folder / "comm").read_text().strip()))
        except OSError:  # it has just ended
            continue
    return found
