"""One clock for frames of several capture processes."""

from __future__ import annotations

import time
from collections.abc import Callable


class SensorClock:
    """Sensor time that goes on after a restart, where the sensor's own starts anywhere.

    Args:
        clock: Measures how long the restart takes, in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._offset_s: float | None = 0.0
        self._last_s = 0.0
        self._last_read_s = 0.0

    def restart(self) -> None:
        """The next time stamp has another zero."""
        self._offset_s = None

    def timestamp_s(self, sensor_s: float) -> float:
        """Seconds on one clock; the gap of a restart is as long as it took."""
        now_s = self._clock()
        if self._offset_s is None:
            self._offset_s = self._last_s + (now_s - self._last_read_s) - sensor_s
        self._last_s = sensor_s + self._offset_s
        self._last_read_s = now_s
        return self._last_s
