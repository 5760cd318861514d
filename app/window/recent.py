"""What was measured in the last seconds. Knows no painting."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Final

from faceid_core.types import Observation

PLOTTED_S: Final = 20.0
MEDIAN_OVER_S: Final = 1.0


@dataclass(frozen=True)
class Judged:
    """One moment of the plot.

    Attributes:
        at_s: When, on a monotonic clock.
        distance: From the nearest template; None where nothing was compared.
        is_accepted: Whether the frame spoke for unlocking.
    """

    at_s: float
    distance: float | None
    is_accepted: bool


class Recent:
    """Remembers distances for `PLOTTED_S` and times per stage for `MEDIAN_OVER_S`.

    Time stands still while no observation comes: what is paused stays to be read.

    Attributes:
        threshold: Of the newest comparison; None before the first.
    """

    def __init__(self) -> None:
        self.threshold: float | None = None
        self._judged: deque[Judged] = deque()
        self._stages: deque[tuple[float, Mapping[str, float]]] = deque()  # no pictures of 1.5 MB
        self._newest: Observation | None = None  # to know it again

    @property
    def newest_s(self) -> float:
        """When the newest observation came; 0 before the first."""
        return self._judged[-1].at_s if self._judged else 0.0

    @property
    def judged(self) -> tuple[Judged, ...]:
        """The moments of the last `PLOTTED_S`, from the oldest on."""
        return tuple(self._judged)

    @property
    def stages_ms(self) -> dict[str, float]:
        """The median milliseconds of each stage that ran in the last second, in their order."""
        took_ms: dict[str, list[float]] = {}
        for _, stage_ms in self._stages:
            for stage, one_ms in stage_ms.items():
                took_ms.setdefault(stage, []).append(one_ms)
        return {stage: median(each) for stage, each in took_ms.items()}

    @property
    def frame_ms(self) -> float:
        """The median milliseconds of a whole frame in the last second; 0 without one."""
        if not self._stages:
            return 0.0
        return median(sum(stage_ms.values()) for _, stage_ms in self._stages)

    def add(self, seen: Observation, now_s: float) -> None:
        """Remember an observation, unless it is the one that was added last."""
        if seen is self._newest:
            return
        self._newest = seen
        compared = seen.comparison if seen.is_judged else None
        if compared is not None:
            self.threshold = compared.threshold
        distance = None if compared is None else compared.distance
        self._judged.append(Judged(now_s, distance, seen.is_accepted))
        self._stages.append((now_s, seen.stage_ms))
        while self._judged[0].at_s < now_s - PLOTTED_S:
            self._judged.popleft()
        while self._stages[0][0] < now_s - MEDIAN_OVER_S:
            self._stages.popleft()
