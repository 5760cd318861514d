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
    recorded. A reader that falls more than `LATEST_S` behind, because it was
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

    def restart(self) -> None:
        """Let the next frame be due at once, after a jump in the recording."""
        self._start_s = None

    def wait_for(self, timestamp_s: float, timeout_s: float) -> bool:
        """Sleep until the frame recorded at `timestamp_s` is due.

        Args:
            timestamp_s: Recorded time in seconds, on any clock.
            timeout_s: Longest sleep in seconds.

        Returns:
            Whether the frame is due; False after `timeout_s`.
        """
        now_s = self._clock()
        if self._start_s is None or now_s - (self._start_s + timestamp_s) > LATEST_S:
            self._start_s = now_s - timestamp_s
        wait_s = self._start_s + timestamp_s - now_s
        if wait_s > 0.0:
            self._sleep(min(wait_s, timeout_s))
        return wait_s <= timeout_s
