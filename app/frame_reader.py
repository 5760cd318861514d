"""Frames at the camera's pace, whoever else is slow.

A thread of its own owns the source and keeps only the newest frame. The preview
looks at it whenever it draws; recognition takes the newest one whenever it is
done with the last. Nothing queues, so nothing is ever old.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

from hardware.errors import CaptureTimeoutError
from hardware.frame import Frame
from hardware.source import FrameSource

logger = logging.getLogger(__name__)

READ_SLICE_S: Final = 0.25  # how long a stop may have to wait for a read
SILENCE_S: Final = 10.0  # without a frame, before giving up
JOIN_S: Final = 0.6  # how long `join` waits for a source that is just opening
PACE_WINDOW: Final = 30  # frames over which the pace is measured


class Chapter(Protocol):
    """A named part of a recording: the frames `first` to `last`."""

    @property
    def name(self) -> str: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


@runtime_checkable
class Seekable(Protocol):
    """What a recording can do beyond a `FrameSource`."""

    @property
    def chapters(self) -> Sequence[Chapter]: ...
    @property
    def frame_count(self) -> int: ...
    @property
    def position(self) -> int: ...
    def seek(self, index: int) -> None: ...


@dataclass(frozen=True, eq=False)
class Captured:
    """A frame and where it came from.

    Attributes:
        chapter: Name of the recording's chapter; None without chapters.
        jump: How many jumps had been made when it was read. Frames with a lower
            number than the reader's `jumps` are from before the newest one.
    """

    frame: Frame
    chapter: str | None
    jump: int


class FrameReader:
    """Reads a source in a thread of its own.

    Attributes:
        latest: The newest frame, None before the first.
        description: The source's own words; empty until it is open.
        is_live: Whether the source is a sensor.
    """

    def __init__(self, open_frames: Callable[[], FrameSource]) -> None:
        self._open_frames = open_frames
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="frames", daemon=True)
        self._is_stopped = False
        self._has_ended = False
        self._error: Exception | None = None
        self._chapter: str | None = None
        self._jumps = 0
        self._arrivals_s: deque[float] = deque(maxlen=PACE_WINDOW)
        self.latest: Captured | None = None
        self.description = ""
        self.is_live = False

    @property
    def frames_per_second(self) -> float:
        """The pace of the last frames; 0 before there are two."""
        arrivals_s = tuple(self._arrivals_s)
        if len(arrivals_s) < 2 or arrivals_s[-1] <= arrivals_s[0]:
            return 0.0
        return (len(arrivals_s) - 1) / (arrivals_s[-1] - arrivals_s[0])

    @property
    def jumps(self) -> int:
        """How many jumps were asked for."""
        return self._jumps

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ask the thread to end. Any thread may call it, also twice."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()

    def join(self) -> None:
        """Wait until the source is closed, but not for a driver that hangs while opening."""
        self._thread.join(JOIN_S)
        if self._thread.is_alive():
            logger.warning("the source is still opening; its thread ends with the process")

    def stay_in(self, chapter: str | None) -> None:
        """Jump to a chapter and repeat it until told None, which lets the recording go on.

        A source without that chapter just plays on.
        """
        with self._changed:
            self._chapter = chapter
            if chapter is not None:
                self._jumps += 1

    def newest(self) -> Iterator[Captured]:
        """Yield the newest frame that was not yielded yet, until the end or `stop`.

        Raises:
            CaptureError: What opening or reading the source raised.
        """
        taken: Captured | None = None
        while (captured := self._after(taken)) is not None:
            yield captured
            taken = captured

    def _after(self, taken: Captured | None) -> Captured | None:
        """Wait for a frame newer than `taken`; None means that there will be none."""
        with self._changed:
            self._changed.wait_for(
                lambda: self.latest is not taken or self._has_ended or self._is_stopped
            )
            if self._is_stopped:
                return None
            if self.latest is not taken:
                return self.latest
            if self._error is not None:
                raise self._error
            return None

    def _run(self) -> None:
        try:
            with self._open_frames() as source:
                self.description, self.is_live = source.description, source.is_live
                if isinstance(source, Seekable):
                    self._play(source, source)
                else:
                    self._play(source, None)
        except Exception as error:  # raised again for whoever takes the frames
            self._error = error
        finally:
            with self._changed:
                self._has_ended = True
                self._changed.notify_all()

    def _play(self, source: FrameSource, recording: Seekable | None) -> None:
        """Read until the end or `stop`."""
        jumps_made = 0
        heard_s = time.monotonic()
        while not self._is_stopped:
            jumps_made = self._jump(recording, jumps_made)
            try:
                frame = source.read(READ_SLICE_S)
            except CaptureTimeoutError as error:
                if time.monotonic() - heard_s > SILENCE_S:
                    raise CaptureTimeoutError(
                        f"{source.description} sent no picture for {SILENCE_S:.0f} seconds. "
                        "Check its cable and power supply."
                    ) from error
                continue
            if frame is None:
                return
            heard_s = time.monotonic()
            self._arrivals_s.append(heard_s)
            captured = Captured(frame, _chapter_of(recording), jumps_made)
            with self._changed:
                self.latest = captured
                self._changed.notify_all()

    def _jump(self, recording: Seekable | None, jumps_made: int) -> int:
        """Go to the wanted chapter if it was asked for anew, or was left."""
        with self._changed:
            name, jumps = self._chapter, self._jumps
        if recording is not None and name is not None:
            wanted = next((c for c in _chapters_of(recording) if c.name == name), None)
            if wanted is not None:
                was_left = not wanted.first <= recording.position <= wanted.last
                if was_left or jumps != jumps_made:
                    recording.seek(wanted.first)
        return jumps


def _chapters_of(recording: Seekable) -> Sequence[Chapter]:
    """The chapters that can be sought: none while only one of them is played."""
    chapters = recording.chapters
    is_whole = all(chapter.last < recording.frame_count for chapter in chapters)
    return chapters if is_whole else ()


def _chapter_of(recording: Seekable | None) -> str | None:
    """The chapter of the frame that was read last."""
    if recording is None:
        return None
    index = recording.position - 1
    return next((c.name for c in _chapters_of(recording) if c.first <= index <= c.last), None)
