"""A sensor that is unplugged and plugged in again, as a script says."""

from __future__ import annotations

import threading
import time

from scripted_app import gray_frame

from hardware.errors import CaptureError, CaptureTimeoutError, DeviceOpenError
from hardware.frame import Frame
from hardware.source import FrameSource


class Socket:
    """Where a sensor is plugged in: `open` is what a reader opens, also again.

    Attributes:
        trouble: Raised when it is opened or read, while set.
        is_silent: Whether it is there, but sends nothing.
        opened: How often it was opened, with success or without.
        open_sources: How many were opened and not closed.
    """

    def __init__(self, period_s: float = 0.004) -> None:
        self.trouble: CaptureError | None = None
        self.is_silent = False
        self.opened = 0
        self.open_sources = 0
        self.gate = threading.Event()  # opening waits for it
        self.gate.set()
        self.period_s = period_s

    def open(self) -> FrameSource:
        self.opened += 1
        self.gate.wait(10.0)
        if self.trouble is not None:
            raise DeviceOpenError("Kinect 3 is not plugged in.") from self.trouble
        self.open_sources += 1
        return ScriptedSensor(self)


class ScriptedSensor(FrameSource):
    """Gray frames without an end, as long as the socket delivers."""

    description = "Kinect 3"
    is_live = True

    def __init__(self, socket: Socket) -> None:
        self._socket = socket
        self._index = 0
        self._is_closed = False

    def _read(self, timeout_s: float) -> Frame | None:
        if self._socket.is_silent:
            time.sleep(min(timeout_s, 0.02))
            raise CaptureTimeoutError("Kinect 3 delivered no frame.")
        time.sleep(self._socket.period_s)
        if self._socket.trouble is not None:
            raise self._socket.trouble
        self._index += 1
        return gray_frame(self._index % 256)

    def close(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._socket.open_sources -= 1
