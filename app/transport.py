"""Where a recording stands that is gone through frame by frame, and what its tester wishes.

The window wishes, the thread of `FrameReader` carries out. Free of Qt, reads no frames.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

SPEEDS: Final = (0.25, 0.5, 1.0, 2.0, 4.0)


class Chapter(Protocol):
    """A named part of a recording: the frames `first` to `last`."""

    @property
    def name(self) -> str: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


@dataclass(frozen=True)
class TransportState:
    """What a transport bar shows, at one moment.

    Attributes:
        is_on: Whether the recording is gone through frame by frame: every frame
            is judged and none is left out. Otherwise it plays like a sensor.
        is_playing: Whether frames follow by themselves.
        is_hurrying: Whether it runs to the end as fast as it can, once.
        speed: Recorded seconds per second; None for as fast as it can.
        loop: Whether the first frame follows on the last one.
        position: Index of the frame that is shown; None before the first.
        timestamps_s: When each frame was recorded, in seconds. Empty when the
            source cannot be gone through.
        chapters: The recording's chapters; none if only a part of it is played.
    """

    is_on: bool = False
    is_playing: bool = True
    is_hurrying: bool = False
    speed: float | None = 1.0
    loop: bool = False
    position: int | None = None
    timestamps_s: tuple[float, ...] = ()
    chapters: tuple[Chapter, ...] = ()

    @property
    def frame_count(self) -> int:
        return len(self.timestamps_s)

    @property
    def pace(self) -> float | None:
        """The speed that holds now; None for as fast as it can."""
        return None if self.is_hurrying else self.speed

    def chapter_of(self, index: int) -> str | None:
        """The name of the chapter that a frame belongs to."""
        return next((c.name for c in self.chapters if c.first <= index <= c.last), None)


@dataclass(frozen=True)
class Move:
    """The next frame to show.

    Attributes:
        index: Which one.
        is_jump: Whether it does not follow on the frame before.
        is_wished: Whether somebody asked to jump there; otherwise the recording starts again.
    """

    index: int
    is_jump: bool = False
    is_wished: bool = False


class Transport:
    """Wishes and position of one source.

    Every method may be called from any thread. `changed` is notified of each wish.

    Attributes:
        changed: Guards everything here; its owner may guard more with it.
        state: The newest one. Replaced, never changed: any thread may read it.
        jumps: How many jumps were asked for or made: frames read before the newest
            of them say nothing about what comes after.
        chapter: Name of the chapter that is repeated, or None.
    """

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.state = TransportState()
        self.jumps = 0
        self.chapter: str | None = None
        self._target: int | None = None
        self._steps = 0

    def attach(self, timestamps_s: Sequence[float], chapters: Sequence[Chapter]) -> None:
        """Begin with an opened recording, or with what cannot be gone through (no timestamps)."""
        with self.changed:
            is_on = self.state.is_on and bool(timestamps_s)
            self.state = replace(
                self.state,
                is_on=is_on,
                position=None,
                timestamps_s=tuple(timestamps_s),
                chapters=tuple(chapters),
            )
            self._target, self._steps = None, 0

    def switch(self, is_on: bool, *, loop: bool | None = None) -> None:
        """Go through the recording frame by frame from the frame shown on, or play it again.

        Nothing happens with a source that cannot be gone through, unless it is
        still to be opened.
        """
        with self.changed:
            if is_on is self.state.is_on:
                return
            self.state = replace(
                self.state,
                is_on=is_on,
                is_playing=True,
                is_hurrying=False,
                loop=self.state.loop if loop is None else loop,
            )
            self._steps = 0
            self._jump_to(self.state.position)

    def skip(self) -> None:
        """Tell that what comes next does not follow on what was seen."""
        with self.changed:
            self._jump_to(self._target)

    def stay_in(self, chapter: str | None) -> None:
        """Jump to a chapter and repeat it until told None, which lets the recording go on.

        A recording without that chapter just plays on.
        """
        with self.changed:
            self.chapter = chapter
            if chapter is None:
                return
            stay = self._stay()
            if self.state.is_on and stay is not None:
                self.state = replace(self.state, is_playing=True, is_hurrying=False)
            self._jump_to(None if stay is None else stay.first)

    def play(self) -> None:
        """Let frames follow by themselves; after the last one, from the beginning."""
        with self.changed:
            state = self.state
            if state.position == state.frame_count - 1 and self._target is None:
                self._jump_to(0)
            self.state = replace(state, is_playing=True)
            self._steps = 0
            self.changed.notify_all()

    def pause(self) -> None:
        """Stay at the frame that is shown."""
        with self.changed:
            self.state = replace(self.state, is_playing=False, is_hurrying=False)
            self.changed.notify_all()

    def toggle(self) -> None:
        """Play if it is paused, else pause."""
        with self.changed:
            if self.state.is_playing:
                self.pause()
            else:
                self.play()

    def step(self, count: int) -> None:
        """Pause and show a later frame, one after the other, or an earlier one at once."""
        with self.changed:
            self.pause()
            start = self.state.position if self._target is None else self._target
            if start is None:
                return
            if count < 0:
                self.seek(start + count)
            else:
                self._steps = min(self._steps + count, self.state.frame_count - 1 - start)
                self.changed.notify_all()

    def seek(self, index: int) -> None:
        """Jump to a frame, or to the nearest that there is; plays on if it played."""
        with self.changed:
            if self.state.frame_count:
                self._steps = 0
                self._jump_to(min(max(index, 0), self.state.frame_count - 1))

    def set_speed(self, speed: float | None) -> None:
        """Play at this many recorded seconds per second; None for as fast as it can.

        Raises:
            ValueError: If it is not positive.
        """
        if speed is not None and not speed > 0.0:
            raise ValueError(f"Expected a positive speed. Received {speed}.")
        with self.changed:
            self.state = replace(self.state, speed=speed)
            self.changed.notify_all()

    def set_loop(self, loop: bool) -> None:
        """Whether the first frame follows on the last one."""
        with self.changed:
            self.state = replace(self.state, loop=loop)

    def hurry_to_end(self, *, from_start: bool) -> None:
        """Go through the rest, or through everything, as fast as it can; pause at the end."""
        with self.changed:
            state = self.state
            self._steps = 0
            if from_start:
                self._jump_to(0)
            elif state.position == state.frame_count - 1:
                return
            self.state = replace(state, is_playing=True, is_hurrying=True)
            self.changed.notify_all()

    def next_move(self) -> Move | None:
        """What to show next; None to stay. The caller holds `changed`."""
        state = self.state
        if self._target is not None:
            return Move(self._target, is_jump=True, is_wished=True)
        if state.position is None:
            return Move(0, is_jump=True, is_wished=True)
        if not (state.is_playing or self._steps):
            return None
        stay = None if state.is_hurrying else self._stay()
        if stay is not None and state.is_playing and state.position == stay.last:
            return Move(stay.first, is_jump=True)
        if state.position < state.frame_count - 1:
            return Move(state.position + 1)
        if state.is_playing and state.loop and not state.is_hurrying:
            return Move(0, is_jump=True)
        return None

    def show(self, position: int) -> None:
        """Note which frame is shown; the caller holds `changed`."""
        state = replace(self.state, position=position)
        is_last = position == state.frame_count - 1
        if state.is_on and is_last and (state.is_hurrying or not (state.loop or self._stay())):
            state = replace(state, is_playing=False, is_hurrying=False)
        self.state = state
        if self._target is None:
            self._steps = max(0, self._steps - 1)
        self._target = None

    def begin_again(self) -> None:
        """Count a jump that nobody asked for; the caller holds `changed`."""
        self.jumps += 1

    def _stay(self) -> Chapter | None:
        """The chapter that is repeated, if the recording has it."""
        return next((c for c in self.state.chapters if c.name == self.chapter), None)

    def _jump_to(self, index: int | None) -> None:
        self._target = index
        self.jumps += 1
        self.changed.notify_all()
