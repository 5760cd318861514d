"""When a recorded frame is due: the recorded pace, kept apart from reading files."""

from __future__ import annotations

import enum
import time
from collections.abc import Callable
from typing import Final

#: A player that is later than this goes on from now instead of hurrying after.
LATEST_S: Final = 0.5


class Pace(enum.Enum):
    """How fast a recording plays. Step by step is `FULL_SPEED` and one `read()` a step."""

    RECORDED = "recorded"
    FULL_SPEED = "full speed"


class Pacer:
    """Waits until a frame is due.

    The first frame is due at once, every other one as long after it as was
    recorded, divided by `speed`. A reader that falls more than `LATEST_S` behind, because it was
    paused for example, does not get the missed frames in a burst: the rest of
    the recording is due that much later.

    Args:
        clock: Seconds that never go backwards.
        sleep: Waits for the given number of seconds.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._start_s: float | None = None  # clock time of recorded second 0
        self._speed = 1.0

    @property
    def speed(self) -> float:
        """Recorded seconds that pass in one second of the clock."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        """Play at another speed; the next frame is then due at once.

        Raises:
            ValueError: If it is not positive.
        """
        if not speed > 0.0:
            raise ValueError(f"Expected a positive speed. Received {speed}.")
        if speed != self._speed:
            self._speed = speed
            self.restart()

    def restart(self) -> None:
        """Let the next frame be due at once, after a jump in the recording."""
        self._start_s = None

    def due_in(self, timestamp_s: float) -> float:
        """How many seconds of the clock it is until the frame recorded at `timestamp_s` is due.

        Args:
            timestamp_s: Recorded time in seconds, on any clock.

        Returns:
            Seconds from now; 0 or less if it is due.
        """
        now_s = self._clock()
        place_s = timestamp_s / self._speed
        if self._start_s is None or now_s - (self._start_s + place_s) > LATEST_S:
            self._start_s = now_s - place_s
        return self._start_s + place_s - now_s

    def wait_for(self, timestamp_s: float, timeout_s: float) -> bool:
        """Sleep until the frame recorded at `timestamp_s` is due.

        Args:
            timestamp_s: Recorded time in seconds, on any clock.
            timeout_s: Longest sleep in seconds.

        Returns:
            Whether the frame is due; False after `timeout_s`.
        """
        wait_s = self.due_in(timestamp_s)
        if wait_s > 0.0:
            self._sleep(min(wait_s, timeout_s))
        return wait_s <= timeout_s
