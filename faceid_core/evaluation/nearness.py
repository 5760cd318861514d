"""How near a presentation comes to opening the lock, where liveness lets it pass."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..row import row_refusal
from ..types import Observation
from ..verification import FRAMES_TO_MATCH


@dataclass(frozen=True)
class Nearness:
    """How many times as wide the limits had to be for a presentation that passes as live.

    Each is the least factor at which a row of frames that lives is within the limit;
    infinite if none lives.

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
    rows = [[_parts_of(each) for each in row] for row in rows_of(seen) if lives(row)]
    fused, color, depth = (
        min((max(part[i] for part in row) for row in rows), default=math.inf) for i in range(3)
    )
    everything = min((max(map(max, row)) for row in rows), default=math.inf)
    return Nearness(fused, color, depth, everything)


def rows_of(seen: Sequence[Observation]) -> list[Sequence[Observation]]:
    """Return every row of as many frames as open the lock."""
    last = len(seen) - FRAMES_TO_MATCH
    return [seen[start : start + FRAMES_TO_MATCH] for start in range(last + 1)]


def lives(row: Sequence[Observation]) -> bool:
    """Whether liveness lets a row of frames pass, each by itself and all together."""
    cues = [each.liveness for each in row if each.liveness is not None]
    is_each = len(cues) == len(row) and all(liveness.is_bona_fide for liveness in cues)
    return is_each and row_refusal(cues) is None


def _parts_of(seen: Observation) -> tuple[float, float, float]:
    """Return each distance of a frame as a part of its limit, infinite where it is none."""
    if seen.comparison is None:
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
