"""The capture process, seen from its parent."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import time
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Final

from .events import Command, Event, Stop
from .order import Order
from .ring import FrameRing

logger = logging.getLogger(__name__)

_ROOT: Final = Path(__file__).parents[2]  # where `import hardware` works
_KILL_S: Final = 2.0
_LONGEST_OUTPUT: Final = 1 << 20  # bytes that a driver may have printed, before they are dropped


class CaptureProcess:
    """Starts a capture process, and ends it whatever state it is in.

    Args:
        index: Which Kinect.
        fakenect: The fake library, or None for the real driver.
        recording: The folder that the fake library plays.
        slots: How many images the ring holds.

    Attributes:
        ring: The images.
        is_over: Whether the process has closed its pipe: no more events.
    """

    def __init__(
        self, index: int, fakenect: Path | None, recording: Path | None, slots: int
    ) -> None:
        self.ring = FrameRing.create(slots)
        self.is_over = False
        self._events, events = Pipe(duplex=False)
        commands, self._commands = Pipe(duplex=False)
        self._output = os.memfd_create("faceid-driver-output", os.MFD_CLOEXEC)
        order = Order(
            index=index,
            fakenect=None if fakenect is None else str(fakenect),
            ring=self.ring.descriptor,
            events=events.fileno(),
            commands=commands.fileno(),
        )
        try:
            self._process = subprocess.Popen(
                # -P: nothing is imported from the folder that the user happens to be in
                [sys.executable, "-P", "-m", "hardware.kinect.child", order.to_text()],
                stdin=subprocess.DEVNULL,
                stdout=self._output,  # C code prints, and would do so between the lines of ours
                stderr=self._output,
                env=_environment(recording),
                pass_fds=(order.ring, order.events, order.commands),
                start_new_session=True,  # Ctrl-C is for the parent, which then stops this one
            )
        finally:
            events.close()
            commands.close()

    def poll(self, timeout_s: float) -> list[Event]:
        """Wait for events; all that are there, none after `timeout_s` or when it is over."""
        events: list[Event] = []
        self._drop_output()
        try:
            while not self.is_over and self._events.poll(0.0 if events else max(timeout_s, 0.0)):
                events.append(self._events.recv())
        except (EOFError, OSError):
            self.is_over = True
        return events

    def send(self, command: Command) -> None:
        """Send a command; nothing happens if the process is gone."""
        with contextlib.suppress(OSError):
            self._commands.send(command)

    def exit_code(self) -> int | None:
        """Its exit code, negative for a signal; None if it does not end."""
        try:
            return self._process.wait(_KILL_S)
        except subprocess.TimeoutExpired:
            return None

    def last_words(self) -> str:
        """The last line that the process printed, "" if it printed nothing."""
        size = os.fstat(self._output).st_size
        text = os.pread(self._output, 4096, max(size - 4096, 0)).decode(errors="replace")
        return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")

    def _drop_output(self) -> None:
        """Keep the memory small that a driver's complaints take."""
        if os.fstat(self._output).st_blocks * 512 > _LONGEST_OUTPUT:
            os.ftruncate(self._output, 0)  # it goes on behind a hole, which takes none

    def close(self, grace_s: float) -> None:
        """Stop the process, kill it after `grace_s`, and give everything back."""
        self.send(Stop())
        deadline_s = time.monotonic() + grace_s
        while not self.is_over and time.monotonic() < deadline_s:
            self.poll(deadline_s - time.monotonic())
        try:
            self._process.wait(max(deadline_s - time.monotonic(), 0.05))
        except subprocess.TimeoutExpired:
            logger.warning("capture process %d does not stop: killed", self._process.pid)
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
        _close(self._events, self._commands)
        os.close(self._output)
        self.ring.close()


def _environment(recording: Path | None) -> dict[str, str]:
    environment = dict(os.environ)
    paths = [str(_ROOT), environment.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    if recording is not None:
        environment["FAKENECT_PATH"] = str(recording.resolve())
        environment.pop("LD_BIND_NOW", None)  # see driver.load_freenect
    return environment


def _close(*connections: Connection) -> None:
    for connection in connections:
        connection.close()
