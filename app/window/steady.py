"""Texts that stay long enough to be read."""

from __future__ import annotations

import math
from typing import Final, Generic, TypeVar

HOLD_S: Final = 0.7

T = TypeVar("T")


class Steady(Generic[T]):
    """Follows a value that may change with every frame, but not as often."""

    def __init__(self, first: T, hold_s: float = HOLD_S) -> None:
        self._shown = first
        self._since_s = -math.inf
        self._hold_s = hold_s

    def follow(self, value: T, now_s: float, *, at_once: bool = False) -> T:
        """Return what to show now.

        Args:
            value: What is true now.
            now_s: A monotonic clock.
            at_once: Whether the change is important enough to cut the old value short.
        """
        if value != self._shown and (at_once or now_s - self._since_s >= self._hold_s):
            self._shown = value
            self._since_s = now_s
        return self._shown
