"""A sensor before the demo's people, on the clock on the wall."""

from __future__ import annotations

import itertools
import time

from desk_stories import chapter

from hardware import DeviceLostError, Frame, FrameSource, Led


class Desk:
    """Where the sensor stands, and what became of it.

    Attributes:
        shows: Which of the demo's chapters it sees; read when it is opened.
        reads: How many frames were read.
        lights: Every light that was set.
        is_unplugged: Whether it has just been taken away.
    """

    def __init__(self, shows: str = "owner") -> None:
        self.shows = shows
        self.reads = 0
        self.lights: list[Led] = []
        self.is_unplugged = False

    def open(self) -> FrameSource:
        if self.is_unplugged:
            raise DeviceLostError("Kinect 0 was unplugged.")
        return DeskSensor(self)


class DeskSensor(FrameSource):
    """Thirty frames a second."""

    description = "Kinect 0"
    is_live = True

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._frames = itertools.cycle(chapter(desk.shows))

    def set_led(self, led: Led) -> None:
        self._desk.lights.append(led)

    def _read(self, timeout_s: float) -> Frame | None:
        time.sleep(1 / 30)
        if self._desk.is_unplugged:
            raise DeviceLostError("Kinect 0 was unplugged.")
        self._desk.reads += 1
        frame = next(self._frames)
        return Frame(frame.rgb, frame.depth_mm, time.monotonic(), frame.intrinsics)
