"""The ring of ticks as numbers: which tick is lit how far. Knows no painting."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from faceid_core.enrollment import STILL_MAX_TURN
from faceid_core.head_circle import PITCH_UNIT_DEG, SECTOR_COUNT, YAW_UNIT_DEG, turn_of
from faceid_core.types import Pose

TICK_COUNT: Final = 5 * SECTOR_COUNT  # odd, so that every sector has a middle tick


def covered_ticks(coverage: Sequence[float]) -> tuple[float, ...]:
    """Spread the coverage of sectors over the ticks.

    Args:
        coverage: `EnrollmentStep.coverage`: sector 0 is centered at the top.

    Returns:
        One level in [0, 1] per tick; tick 0 is at the top, clockwise.
    """
    sectors = len(coverage)
    return tuple(
        coverage[math.floor(tick * sectors / TICK_COUNT + 0.5) % sectors]
        for tick in range(TICK_COUNT)
    )


def pointed_tick(pose: Pose) -> int | None:
    """The tick that the head points at in the mirrored picture.

    Args:
        pose: Positive yaw turns to the right of the camera's picture, which is
            the left of the mirrored one; positive pitch looks up.

    Returns:
        The tick's index, clockwise from the top, or None while the head looks
        at the camera.
    """
    if not turn_of(pose) >= STILL_MAX_TURN:  # NaN points nowhere
        return None
    right, up = -pose.yaw_deg / YAW_UNIT_DEG, pose.pitch_deg / PITCH_UNIT_DEG
    return round(math.atan2(right, up) / math.tau * TICK_COUNT) % TICK_COUNT
