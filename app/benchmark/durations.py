"""Many measured durations of one thing, in two numbers."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

T = TypeVar("T")


@dataclass
class Durations:
    """Milliseconds that something took, again and again; at least one before it is asked."""

    taken_ms: list[float] = field(default_factory=list)

    def timed(self, work: Callable[[], T]) -> T:
        """Do some work and note how long it took."""
        start_s = time.perf_counter()
        answer = work()
        self.taken_ms.append((time.perf_counter() - start_s) * 1e3)
        return answer

    @property
    def median_ms(self) -> float:
        return float(np.median(self.taken_ms))

    @property
    def p95_ms(self) -> float:
        """What 95 of 100 stay below."""
        return float(np.percentile(self.taken_ms, 95))

    def fields(self) -> dict[str, object]:
        """As JSON."""
        return {
            "median_ms": round(self.median_ms, 3),
            "p95_ms": round(self.p95_ms, 3),
            "count": len(self.taken_ms),
        }
