"""The ring of ticks as numbers: which tick is lit how far. Knows no painting."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from faceid_core.types import Pose

TICK_COUNT: Final = 72
POINTS_SOMEWHERE_DEG: Final = 6.0  # a head turned less than this points at the camera


def covered_ticks(coverage: Sequence[float]) -> tuple[float, ...]:
    """Spread the coverage of sectors over the ticks.

    A sector lights up from its middle outwards, so that the ring grows where
    the head points.

    Args:
        coverage: One value in [0, 1] per sector; sector 0 is centered at the
            top of the ring, the others follow clockwise.

    Returns:
        One level in [0, 1] per tick; tick 0 is at the top, clockwise.
    """
    sectors = len(coverage)
    levels = []
    for tick in range(TICK_COUNT):
        place = tick * sectors / TICK_COUNT  # in sectors, clockwise from the top
        sector = math.floor(place + 0.5)
        from_middle = abs(place - sector) * 2.0  # 0 in the middle, 1 at the border
        ticks_per_sector = TICK_COUNT / sectors
        lit = (coverage[sector % sectors] - from_middle) * ticks_per_sector / 2.0 + 0.5
        full = coverage[sector % sectors] >= 1.0
        levels.append(1.0 if full else min(1.0, max(0.0, lit)) * (coverage[sector % sectors] > 0))
    return tuple(levels)


def pointed_tick(pose: Pose) -> int | None:
    """The tick that the head points at in the mirrored picture.

    Args:
        pose: Positive yaw turns to the right of the camera's picture, which is
            the left of the mirrored one; positive pitch looks up.

    Returns:
        The tick's index, clockwise from the top, or None while the head looks
        at the camera.
    """
    right, up = -pose.yaw_deg, pose.pitch_deg
    if not math.hypot(right, up) >= POINTS_SOMEWHERE_DEG:  # NaN points nowhere
        return None
    return round(math.atan2(right, up) / math.tau * TICK_COUNT) % TICK_COUNT
