"""The capture process: the only place where freenect runs.

Started as `python -m hardware.kinect.child ORDER`, with descriptors inherited
from the parent. Callbacks of libfreenect only copy; its main loop runs in the
main thread, because LED and tilt may only be set between two rounds of it.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from multiprocessing.connection import Connection
from types import ModuleType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..pairing import TICKS_PER_FRAME, Pair, Pairer
from .driver import DriverLog, load_freenect, pointer_of, read_calibration, select_camera_only
from .events import (
    CommandReceiver,
    Ended,
    EventSender,
    Failed,
    FailureKind,
    Opened,
    Progress,
    SetLed,
)
from .order import Order
from .ring import FrameRing, RawFrame

_LAST_WORDS_S: Final = 1.0  # for a parent that reads late
_ORPHAN_S: Final = 2.0  # from the parent's death to the end of a driver that hangs


class CaptureFailedError(Exception):
    """Carries a `Failed` event out of the driver calls."""

    def __init__(self, kind: FailureKind, text: str) -> None:
        super().__init__(text)
        self.event = Failed(kind, text)


class Capture:
    """One device from opening to closing.

    Args:
        freenect: The binding.
        ring: Where images go.
        events: Where everything else goes.
        commands: What the parent wants.
    """

    def __init__(
        self, freenect: ModuleType, ring: FrameRing, events: EventSender, commands: CommandReceiver
    ) -> None:
        self._freenect = freenect
        self._ring = ring
        self._events = events
        self._commands = commands
        self._pairer: Pairer[NDArray[Any]] = Pairer()
        self._last_ticks: int | None = None
        self._missing = 0
        self._commands_done = 0
        self._callback_error: str | None = None

    def run(self, index: int) -> None:
        """Open the device, stream until it ends or the parent says stop, close it.

        Raises:
            CaptureFailedError: If that is not possible.
        """
        context = self._freenect.init()
        if context is None:
            raise CaptureFailedError(FailureKind.NO_DEVICE, "libfreenect found no USB bus")
        log = DriverLog(context)
        try:
            device = self._open(context, index, log)
            try:
                self._events.post(Opened(read_calibration(pointer_of(device))))
                if self._commands.wait_for_start():
                    self._stream(context, device, log)
            finally:
                self._freenect.close_device(device)
        finally:
            self._freenect.shutdown(context)
        self._events.post(Ended(is_requested=self._commands.is_stopped.is_set()))

    def _open(self, context: Any, index: int, log: DriverLog) -> Any:
        count = self._freenect.num_devices(context)
        if count <= index:
            raise CaptureFailedError(FailureKind.NO_DEVICE, str(max(count, 0)))
        device = self._freenect.open_device(context, index)
        if device is None:
            select_camera_only(context)
            device = self._freenect.open_device(context, index)
        if device is None:  # the binding's functions crash on it
            raise CaptureFailedError(FailureKind.OPEN, log.text())
        return device

    def _stream(self, context: Any, device: Any, log: DriverLog) -> None:
        driver = self._freenect
        driver.set_depth_mode(device, driver.RESOLUTION_MEDIUM, driver.DEPTH_11BIT)
        driver.set_video_mode(device, driver.RESOLUTION_MEDIUM, driver.VIDEO_RGB)
        driver.set_depth_callback(device, self._on_depth)
        driver.set_video_callback(device, self._on_color)
        try:
            if driver.start_depth(device) < 0 or driver.start_video(device) < 0:
                raise CaptureFailedError(FailureKind.STREAM, log.text())
            driver.base_runloop(context, lambda _: self._between_rounds(device))
        finally:
            driver.set_depth_callback(device, None)
            driver.set_video_callback(device, None)
            driver.stop_depth(device)
            driver.stop_video(device)
        if self._callback_error is not None:
            raise CaptureFailedError(FailureKind.STREAM, self._callback_error)

    def _between_rounds(self, device: Any) -> None:
        for command in self._commands.take():
            if isinstance(command, SetLed):
                self._freenect.set_led(device, command.code)
            else:
                self._freenect.set_tilt_degs(device, command.angle_deg)
            self._commands_done += 1
        if self._commands.is_stopped.is_set() or self._callback_error is not None:
            raise self._freenect.Kill  # the one way out of the binding's loop

    def _on_depth(self, device: Any, depth: NDArray[np.uint16], stamp: int) -> None:
        try:
            self._publish(self._pairer.add_depth(stamp, depth.copy()))
        except Exception:  # the binding would print it and go on
            self._callback_error = traceback.format_exc()

    def _on_color(self, device: Any, rgb: NDArray[np.uint8], stamp: int) -> None:
        try:
            self._publish(self._pairer.add_color(stamp, rgb.copy()))
        except Exception:  # the binding would print it and go on
            self._callback_error = traceback.format_exc()

    def _publish(self, pairs: list[Pair[NDArray[Any]]]) -> None:
        for pair in pairs:
            if self._last_ticks is not None:
                moments = round((pair.color_ticks - self._last_ticks) / TICKS_PER_FRAME)
                self._missing += max(moments - 1, 0)
            self._last_ticks = pair.color_ticks
            self._ring.write(
                RawFrame(pair.depth, pair.color, pair.depth_ticks, pair.color_ticks),
                time.monotonic_ns(),
            )
            self._events.post(
                Progress(
                    unpaired_depth=self._pairer.unpaired_depth,
                    unpaired_color=self._pairer.unpaired_color,
                    late=self._pairer.late,
                    missing=self._missing,
                    commands_done=self._commands_done,
                )
            )


def main() -> None:
    """Carry out the order on the command line."""
    order = Order.from_text(sys.argv[1])
    ring = FrameRing(order.ring)
    events = EventSender(Connection(order.events, readable=False))
    commands = CommandReceiver(Connection(order.commands, writable=False))
    threading.Thread(target=_end_with_parent, args=(commands,), daemon=True).start()
    try:
        freenect = load_freenect(order.fakenect)
        Capture(freenect, ring, events, commands).run(order.index)
    except (ImportError, OSError) as error:
        events.post(Failed(FailureKind.DRIVER, str(error)))
    except CaptureFailedError as error:
        events.post(error.event)
    finally:
        events.close(_LAST_WORDS_S)


def _end_with_parent(commands: CommandReceiver) -> None:
    """Do not outlive the parent, even when the driver does not come back."""
    commands.is_orphaned.wait()
    time.sleep(_ORPHAN_S)
    os._exit(1)


if __name__ == "__main__":
    main()
