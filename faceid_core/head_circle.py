"""The circle that a head draws while enrolling: how far it is turned, and to which side.

Directions are those of the mirrored picture, in which people see themselves.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Sequence
from typing import Final

from .types import Pose

#: Head directions around the ring. Sector 0 is at the top (looking up), and they go
#: clockwise as the user sees himself in the mirrored picture.
SECTOR_COUNT: Final = 16
#: The head's circle is wider than high: these angles count as one unit of turn.
YAW_UNIT_DEG: Final = 20.0
PITCH_UNIT_DEG: Final = 14.0


class Direction(enum.Enum):
    """A side of the mirrored picture, clockwise from the top."""

    UP = 0
    RIGHT = 1
    DOWN = 2
    LEFT = 3


def turn_of(pose: Pose) -> float:
    """Return how far the head is turned, 1 at the circle that a user should draw."""
    return math.hypot(pose.yaw_deg / YAW_UNIT_DEG, pose.pitch_deg / PITCH_UNIT_DEG)


def sector_of(pose: Pose) -> int:
    """Return the ring sector that the head points to; see `SECTOR_COUNT`."""
    right = -pose.yaw_deg / YAW_UNIT_DEG  # the picture is mirrored
    up = pose.pitch_deg / PITCH_UNIT_DEG
    turns = math.atan2(right, up) / (2.0 * math.pi)
    return round(turns * SECTOR_COUNT) % SECTOR_COUNT


def largest_gap(coverage: Sequence[float]) -> Direction | None:
    """Return on which side most of the circle is missing.

    Args:
        coverage: For each sector, clockwise from the top, whether it was seen.

    Returns:
        The side in the middle of the longest run of missing sectors (of the
        first one from the top if several are as long); None if all of them, or
        none, are missing: then no side stands out.
    """
    count = len(coverage)
    is_seen = [level > 0.0 for level in coverage]
    if all(is_seen) or not any(is_seen):
        return None
    runs = {
        start: next(length for length in range(count) if is_seen[(start + length) % count])
        for start in range(count)
        if not is_seen[start]
    }
    longest = max(runs.values())
    # A run that begins before the top and goes on behind it has later starts within it.
    start = next(start for start, length in runs.items() if length == longest)
    quarters = (start + (longest - 1) / 2) / count * len(Direction)
    return Direction(math.floor(quarters + 0.5) % len(Direction))
