"""`faceid daemon` in a process of its own, on a private bus."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from private_bus import PrivateBus

ROOT = Path(__file__).parents[2]
READY_S = 20.0


@dataclass(frozen=True)
class RunningDaemon:
    """A daemon that has said that it is ready.

    Attributes:
        process: Its process.
        data_dir: Its data.
        log: What it wrote to standard error, so far.
    """

    process: subprocess.Popen[bytes]
    data_dir: Path
    log_file: Path

    @property
    def log(self) -> str:
        return self.log_file.read_text()

    def user_dir(self, uid: int) -> Path:
        """One user's data."""
        return self.data_dir / "users" / str(uid)

    def end(self) -> int:
        """Ask it to end, and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(10)


def program(*arguments: object) -> list[str]:
    """The command line of `faceid`, as this checkout has it."""
    return [sys.executable, "-m", "app", *map(str, arguments)]


@contextlib.contextmanager
def running_daemon(
    bus: PrivateBus, data_dir: Path, source: str, *arguments: object
) -> Iterator[RunningDaemon]:
    """Run a daemon until the context ends; its recordings play at full speed.

    Args:
        bus: Where it serves.
        data_dir: Its data.
        source: Where its frames come from.
        arguments: Further ones of `faceid daemon`.
    """
    with tempfile.TemporaryDirectory(prefix="faceid-daemon-") as folder:
        log_file, ready_path = Path(folder) / "log", Path(folder) / "ready"
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ready, log_file.open("w") as log:
            ready.bind(str(ready_path))
            ready.settimeout(0.1)
            process = subprocess.Popen(
                program(
                    "daemon",
                    *("--bus", bus.address, "--data-dir", data_dir, "--source", source),
                    *("--config", Path(folder) / "no.conf", "--pace", "full-speed"),
                    *("--answer-s", "2.9"),
                    *arguments,
                ),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                cwd=ROOT,
                env={**os.environ, "NOTIFY_SOCKET": str(ready_path)},
            )
            try:
                assert _is_ready(ready, process), log_file.read_text()
                yield RunningDaemon(process, data_dir, log_file)
            finally:
                if process.poll() is None:
                    process.kill()
                    process.wait(10)


def _is_ready(ready: socket.socket, process: subprocess.Popen[bytes]) -> bool:
    end_s = time.monotonic() + READY_S
    while process.poll() is None and time.monotonic() < end_s:
        with contextlib.suppress(TimeoutError):
            return ready.recv(100) == b"READY=1"
    return False
