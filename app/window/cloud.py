"""The points in front of the camera, as a mirror shows them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from faceid_core.geometry import backproject
from hardware.frame import Frame

from .color_scale import ROOM

MOST_POINTS: Final = 40_000  # more cannot be told apart and take longer than a frame


@dataclass(frozen=True, eq=False)
class Cloud:
    """Colored points in millimeters: x to the right of the mirrored picture, y away from
    the viewer, z up.

    Attributes:
        points_mm: float32, shape (n, 3).
        colors: float32, shape (n, 4), red, green, blue and opacity in [0, 1].
    """

    points_mm: NDArray[np.float32]
    colors: NDArray[np.float32]


def cloud_of(frame: Frame) -> Cloud:
    """Return at most `MOST_POINTS` of what is as near as the color scale `ROOM` reaches."""
    in_reach = (frame.depth_mm >= ROOM.near_mm) & (frame.depth_mm <= ROOM.far_mm)
    step_px = max(1, math.ceil(math.sqrt(np.count_nonzero(in_reach) / MOST_POINTS)))
    rows, columns = np.nonzero(in_reach[::step_px, ::step_px])
    rows, columns = rows * step_px, columns * step_px
    depth_mm = frame.depth_mm[rows, columns].astype(np.float64)
    seen = backproject(
        columns.astype(np.float64), rows.astype(np.float64), depth_mm, frame.intrinsics
    )
    colors = np.ones((len(seen), 4), np.float32)
    colors[:, :3] = frame.rgb[rows, columns] / np.float32(255.0)
    return Cloud(mirrored_points(seen), colors)


def mirrored_points(seen_mm: NDArray[np.float64]) -> NDArray[np.float32]:
    """Turn camera coordinates (x right, y down, z away; shape (n, 3)) into a cloud's."""
    return np.stack([-seen_mm[:, 0], seen_mm[:, 2], -seen_mm[:, 1]], axis=-1).astype(np.float32)
