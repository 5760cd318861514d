"""What the capture process and its parent tell each other, images apart."""

from __future__ import annotations

import contextlib
import enum
import threading
from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Final

from ..calibration import Calibration


class FailureKind(enum.Enum):
    """Why the capture process could not do its work."""

    DRIVER = "driver"  # the binding or libfreenect cannot be loaded
    NO_DEVICE = "no device"
    OPEN = "open"  # in use, or no permission
    STREAM = "stream"  # opened, but the cameras do not start, or our own code failed


@dataclass(frozen=True)
class Opened:
    """The device answers; `calibration` is what the driver knows about it."""

    calibration: Calibration | None


@dataclass(frozen=True)
class Progress:
    """At least one more image is in the ring. Counters count from the start.

    Attributes:
        unpaired_depth: Depth images without a color image.
        unpaired_color: Color images without a depth image.
        late: Images that a later one of their stream had overtaken.
        missing: Moments between two pairs at which the sensor's clock says
            there should have been a pair.
        commands_done: LED and tilt commands carried out.
    """

    unpaired_depth: int = 0
    unpaired_color: int = 0
    late: int = 0
    missing: int = 0
    commands_done: int = 0


@dataclass(frozen=True)
class Ended:
    """The driver stopped: because it was told to, or because the device or recording ended."""

    is_requested: bool


@dataclass(frozen=True)
class Failed:
    """Nothing more will come."""

    kind: FailureKind
    text: str


Event = Opened | Progress | Ended | Failed


@dataclass(frozen=True)
class Start:
    """Command: start the cameras."""


@dataclass(frozen=True)
class Stop:
    """Command: stop the cameras, close the device and end."""


@dataclass(frozen=True)
class SetLed:
    """Command: `code` is one of libfreenect's `LED_...`."""

    code: int


@dataclass(frozen=True)
class SetTilt:
    """Command: tilt the head, in degrees above the horizon."""

    angle_deg: float


Command = Start | Stop | SetLed | SetTilt


class EventSender:
    """Sends events from a thread of its own, so that nobody who posts one ever waits.

    A parent that does not read makes the pipe run full and this thread wait.
    Meanwhile progress is merged into the newest, and beyond `_LONGEST` events
    the oldest are dropped.

    Attributes:
        merged: Progress that was replaced by newer progress.
        dropped: Events that were dropped.
    """

    _LONGEST: Final = 32

    def __init__(self, connection: Connection) -> None:
        self.merged = 0
        self.dropped = 0
        self._connection = connection
        self._queue: deque[Event] = deque()
        self._changed = threading.Condition()
        self._is_closing = False
        self._thread = threading.Thread(target=self._send, name="events", daemon=True)
        self._thread.start()

    def post(self, event: Event) -> None:
        """Send an event soon; returns at once."""
        with self._changed:
            if (
                self._queue
                and isinstance(event, Progress)
                and isinstance(self._queue[-1], Progress)
            ):
                self._queue.pop()
                self.merged += 1
            elif len(self._queue) == self._LONGEST:
                self._queue.popleft()
                self.dropped += 1
            self._queue.append(event)
            self._changed.notify()

    def close(self, timeout_s: float) -> None:
        """Wait until everything was sent, but no longer than `timeout_s`."""
        with self._changed:
            self._is_closing = True
            self._changed.notify()
        self._thread.join(timeout_s)

    def _send(self) -> None:
        with contextlib.suppress(OSError):  # the parent is gone, so nobody wants to know
            while True:
                with self._changed:
                    self._changed.wait_for(lambda: self._queue or self._is_closing)
                    if not self._queue:
                        return
                    event = self._queue.popleft()
                self._connection.send(event)


class CommandReceiver:
    """Receives commands in a thread of its own.

    A closed pipe means that the parent is gone: that is a stop, too.

    Attributes:
        is_stopped: Set by `Stop`.
        is_orphaned: Set when the parent is gone.
    """

    def __init__(self, connection: Connection) -> None:
        self.is_stopped = threading.Event()
        self.is_orphaned = threading.Event()
        self._connection = connection
        self._is_started = threading.Event()
        self._commands: deque[SetLed | SetTilt] = deque()
        threading.Thread(target=self._receive, name="commands", daemon=True).start()

    def wait_for_start(self) -> bool:
        """Wait for `Start`; False if `Stop` came first."""
        self._is_started.wait()
        return not self.is_stopped.is_set()

    def take(self) -> list[SetLed | SetTilt]:
        """The commands to the device that came since the last call."""
        return [self._commands.popleft() for _ in range(len(self._commands))]

    def _receive(self) -> None:
        while not self.is_stopped.is_set():
            try:
                command: Command = self._connection.recv()
            except (EOFError, OSError):
                self.is_orphaned.set()
                command = Stop()
            if isinstance(command, SetLed | SetTilt):
                self._commands.append(command)
                continue
            if isinstance(command, Stop):
                self.is_stopped.set()
            self._is_started.set()
