"""Something that holds for a while and ends by itself."""

from __future__ import annotations

import math
from collections.abc import Callable


class TimeLimit:
    """Runs out a fixed time after it was last started.

    Args:
        clock: Monotonic, seconds.
        length_s: How long it runs.
    """

    def __init__(self, clock: Callable[[], float], length_s: float) -> None:
        self._clock = clock
        self._length_s = length_s
        self._until_s = -math.inf

    @property
    def is_running(self) -> bool:
        """Whether it was started, and has not run out yet."""
        return self._clock() < self._until_s

    def start(self) -> None:
        """Let it run from now on, also if it runs already."""
        self._until_s = self._clock() + self._length_s

    def stop(self) -> None:
        """End it now."""
        self._until_s = -math.inf
