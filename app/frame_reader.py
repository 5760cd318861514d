"""Frames at the camera's pace, whoever else is slow.

A thread of its own owns the source and keeps only the newest frame. The preview
looks at it whenever it draws; recognition takes the newest one whenever it is
done with the last. Nothing queues, so nothing is ever old.

A sensor that is lost is opened again until it returns. A recording can also be
gone through frame by frame: the reader then waits for recognition, and nothing
is left out.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

from hardware.errors import (
    CalibrationError,
    CaptureError,
    CaptureTimeoutError,
    DeviceOpenError,
    RecordingFormatError,
)
from hardware.frame import Frame
from hardware.pacing import Pacer
from hardware.source import FrameSource

from .transport import Chapter, Move, Transport

logger = logging.getLogger(__name__)

READ_SLICE_S: Final = 0.25  # how long a stop may have to wait for a read
QUIET_S: Final = 1.0  # without a frame, before a sensor counts as lost
SILENCE_S: Final = 10.0  # without a frame, before a sensor is opened anew
RETRY_DELAYS_S: Final = (1.0, 1.5, 2.0)  # before each attempt; the last one stays
JOIN_S: Final = 0.6  # how long `join` waits for a source that is just opening
PACE_WINDOW: Final = 30  # frames over which the pace is measured
PACE_FOR_S: Final = 2.0  # after the last frame there is no pace any more

#: What only its user can mend: waiting does not help.
LASTING_ERRORS: Final = (RecordingFormatError, CalibrationError)


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


@runtime_checkable
class Recorded(Seekable, Protocol):
    """A recording that can be gone through frame by frame."""

    @property
    def timestamps_s(self) -> Sequence[float]: ...
    def frame_at(self, index: int) -> Frame: ...


@dataclass(frozen=True, eq=False)
class Captured:
    """A frame and where it came from.

    Attributes:
        chapter: Name of the recording's chapter; None without chapters.
        jump: How many jumps had been made when it was read. Frames with a lower
            number than the reader's `jumps` are from before the newest one.
        index: Of the frame in its recording; None for a sensor.
        is_exact: Whether the recording is gone through frame by frame.
        lead_in: The frame before, if this is the first after a jump there: what
            is found in a frame (whether the head moves) may depend on it.
    """

    frame: Frame
    chapter: str | None
    jump: int
    index: int | None = None
    is_exact: bool = False
    lead_in: Frame | None = None


def ignore_loss(message: str) -> None:
    """Nobody wants to know that the sensor is lost."""


def ignore_return() -> None:
    """Nobody wants to know that the sensor has returned."""


class FrameReader:
    """Reads a source in a thread of its own.

    Attributes:
        latest: The newest frame, None before the first.
        description: The source's own words; empty until it is open.
        is_live: Whether the source is a sensor.
        transport: How a recording is gone through.

    Args:
        open_frames: Opens the source; called again when a sensor was lost.
        on_lost: Called in the reader's thread when the sensor is lost or cannot
            be opened, also again with other words.
        on_returned: Called there when its frames come again.
    """

    def __init__(
        self,
        open_frames: Callable[[], FrameSource],
        on_lost: Callable[[str], None] = ignore_loss,
        on_returned: Callable[[], None] = ignore_return,
    ) -> None:
        self._open_frames = open_frames
        self._on_lost = on_lost
        self._on_returned = on_returned
        self._thread = threading.Thread(target=self._run, name="frames", daemon=True)
        self.transport = Transport()
        self._changed = self.transport.changed
        self._is_stopped = False
        self._has_ended = False
        self._is_lost = False
        self._losses = 0  # in a row
        self._error: Exception | None = None
        self._done: Captured | None = None
        self._arrivals_s: deque[float] = deque(maxlen=PACE_WINDOW)
        self.latest: Captured | None = None
        self.description = ""
        self.is_live = False

    @property
    def frames_per_second(self) -> float:
        """The pace of the last frames; 0 before there are two, and when no more come."""
        arrivals_s = tuple(self._arrivals_s)
        if len(arrivals_s) < 2 or arrivals_s[-1] <= arrivals_s[0]:
            return 0.0
        if time.monotonic() - arrivals_s[-1] > PACE_FOR_S:
            return 0.0
        return (len(arrivals_s) - 1) / (arrivals_s[-1] - arrivals_s[0])

    @property
    def jumps(self) -> int:
        """How many jumps were asked for or made."""
        return self.transport.jumps

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
        self.transport.stay_in(chapter)

    def newest(self) -> Iterator[Captured]:
        """Yield the newest frame that was not yielded yet, until the end or `stop`.

        Asking for the next one tells that the last one is done with.

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
            self._done = taken
            self._changed.notify_all()
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
            self._read_until_end()
        except Exception as error:  # raised again for whoever takes the frames
            self._error = error
        finally:
            with self._changed:
                self._has_ended = True
                self._changed.notify_all()

    def _read_until_end(self) -> None:
        """Read the source; open it again as long as it is a sensor that may return."""
        while not self._is_stopped:
            try:
                with self._open_frames() as source:
                    self.description, self.is_live = source.description, source.is_live
                    self._read(source)
                return
            except CaptureError as error:
                if not self._may_return(error):
                    raise
                self._lose(str(error))
            delay_s = RETRY_DELAYS_S[min(self._losses, len(RETRY_DELAYS_S)) - 1]
            with self._changed:
                self._changed.wait_for(lambda: self._is_stopped, delay_s)

    def _may_return(self, error: CaptureError) -> bool:
        """Whether opening the source again may help."""
        if isinstance(error, LASTING_ERRORS):
            return False
        return self.is_live or isinstance(error, DeviceOpenError)

    def _lose(self, message: str) -> None:
        logger.log(logging.DEBUG if self._is_lost else logging.WARNING, "lost: %s", message)
        self._is_lost = True
        self._losses += 1
        self._on_lost(message)
        self.transport.skip()

    def _read(self, source: FrameSource) -> None:
        """Read an open source until the end or `stop`."""
        recording = source if isinstance(source, Seekable) else None
        recorded = source if isinstance(source, Recorded) else None
        self.transport.attach(
            () if recorded is None else recorded.timestamps_s,
            () if recording is None else _chapters_of(recording),
        )
        while not self._is_stopped:
            if recorded is not None and self.transport.state.is_on:
                self._go_through(recorded)
            elif not self._play(source, recording):
                return

    def _play(self, source: FrameSource, recording: Seekable | None) -> bool:
        """Read at the source's own pace, until frames are to be gone through one by one.

        Returns:
            False at the source's end.
        """
        jumps_made = 0
        heard_s, has_heard = time.monotonic(), False
        while not (self._is_stopped or self.transport.state.is_on):
            jumps_made = self._jump(recording, jumps_made)
            try:
                frame = source.read(READ_SLICE_S)
            except CaptureTimeoutError as error:
                if recording is None:  # a recording may have long pauses
                    self._endure(source, time.monotonic() - heard_s, has_heard, error)
                continue
            if frame is None:
                return False
            heard_s, has_heard = time.monotonic(), True
            if self._is_lost:
                self._is_lost, self._losses = False, 0
                self._on_returned()
            index = None if recording is None else recording.position - 1
            with self._changed:
                if not self.transport.state.is_on:  # else a wish is not to be lost
                    chapter = self._chapter_of(index)
                    self._publish(Captured(frame, chapter, jumps_made, index))
        return True

    def _endure(
        self, source: FrameSource, silent_s: float, has_heard: bool, error: CaptureTimeoutError
    ) -> None:
        """Take a silence: short of `SILENCE_S` the source may still go on by itself.

        Raises:
            CaptureTimeoutError: If it is too long.
        """
        message = f"{source.description} sends no picture. Check its cable and power supply."
        if silent_s > SILENCE_S:
            raise CaptureTimeoutError(message) from error
        if self.is_live and has_heard and silent_s > QUIET_S and not self._is_lost:
            self._lose(message)

    def _go_through(self, recording: Recorded) -> None:
        """Show frame after frame, each when recognition is done with the one before.

        When that is over, the recording is left where it goes on.
        """
        pacer = Pacer()
        while (wish := self._next_move()) is not None:
            move, jumps = wish
            is_new = move.is_jump or self.latest is None or self.latest.jump != jumps
            frame = recording.frame_at(move.index)
            lead_in = recording.frame_at(move.index - 1) if is_new and move.index > 0 else None
            if is_new:
                pacer.restart()
            with self._changed:
                if not self._wait_until_due(move, jumps, pacer):
                    continue
                if move.is_jump and not move.is_wished:
                    self.transport.begin_again()
                self._publish(
                    Captured(
                        frame,
                        self._chapter_of(move.index),
                        self.jumps,
                        move.index,
                        is_exact=True,
                        lead_in=lead_in,
                    )
                )
        position = self.transport.state.position
        recording.seek(0 if position is None else (position + 1) % recording.frame_count)

    def _next_move(self) -> tuple[Move, int] | None:
        """Wait for what to show next, and count the jumps before it; None if that is over."""
        with self._changed:
            self._changed.wait_for(
                lambda: not self._is_going_through or self.transport.next_move() is not None
            )
            move = self.transport.next_move() if self._is_going_through else None
            return None if move is None else (move, self.jumps)

    @property
    def _is_going_through(self) -> bool:
        return self.transport.state.is_on and not self._is_stopped

    def _wait_until_due(self, move: Move, jumps: int, pacer: Pacer) -> bool:
        """Wait for recognition and for the frame's time; the caller holds `changed`.

        Returns:
            Whether it is still to be shown.
        """
        while self._is_going_through and self.jumps == jumps and self.transport.next_move() == move:
            wait_s = 0.0 if move.is_wished else self._due_in(move, pacer)
            if wait_s <= 0.0 and (move.is_wished or self._done is self.latest):
                return True
            self._changed.wait(wait_s if wait_s > 0.0 else None)
        return False

    def _due_in(self, move: Move, pacer: Pacer) -> float:
        state = self.transport.state
        if state.pace is None or not state.is_playing:
            return 0.0
        pacer.speed = state.pace
        return pacer.due_in(state.timestamps_s[move.index])

    def _publish(self, captured: Captured) -> None:
        """Make a frame the newest one; the caller holds `changed`."""
        self._arrivals_s.append(time.monotonic())
        self.latest = captured
        if captured.index is not None:
            self.transport.show(captured.index)
        self._changed.notify_all()

    def _chapter_of(self, index: int | None) -> str | None:
        return None if index is None else self.transport.state.chapter_of(index)

    def _jump(self, recording: Seekable | None, jumps_made: int) -> int:
        """Go to the wanted chapter if it was asked for anew, or was left."""
        with self._changed:
            name, jumps = self.transport.chapter, self.jumps
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
