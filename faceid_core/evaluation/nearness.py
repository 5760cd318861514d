"""How near a presentation comes to opening the lock, where liveness lets it pass."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..types import Observation
from ..verification import FRAMES_TO_MATCH


@dataclass(frozen=True)
class Nearness:
    """How many times as wide the limits had to be for a presentation that passes as live.

    Each is the least factor at which enough living frames in a row are within the limit;
    infinite if never so many in a row lived.

    Attributes:
        fused, color, depth: Of one limit alone.
        all: Of all three together: at 1 or less the lock opens.
    """

    fused: float
    color: float
    depth: float
    all: float


def nearness_of(seen: Sequence[Observation]) -> Nearness:
    """Return how near a presentation came, see `Nearness`."""
    parts = [_parts_of(each) for each in seen]
    fused, color, depth = (_least_width([part[i] for part in parts]) for i in range(3))
    return Nearness(fused, color, depth, _least_width([max(part) for part in parts]))


def _parts_of(seen: Observation) -> tuple[float, float, float]:
    """Return each distance of a living frame as a part of its limit.

    Infinite where the frame does not live, or a distance is none.
    """
    if seen.comparison is None or not is_live(seen):
        return math.inf, math.inf, math.inf
    found, limits = seen.comparison, seen.comparison.limits
    fused, color, depth = (
        math.inf if math.isnan(distance) else distance / limit
        for distance, limit in (
            (found.distance, limits.fused),
            (found.color_distance, limits.color),
            (found.depth_distance, limits.depth),
        )
    )
    return fused, color, depth


def _least_width(parts: Sequence[float]) -> float:
    """Return the width within which enough parts in a row are."""
    rows = (parts[start : start + FRAMES_TO_MATCH] for start in range(len(parts)))
    return min((max(row) for row in rows if len(row) == FRAMES_TO_MATCH), default=math.inf)


def is_live(seen: Observation) -> bool:
    """Whether a frame was judged to be a living face."""
    return seen.liveness is not None and seen.liveness.is_bona_fide
