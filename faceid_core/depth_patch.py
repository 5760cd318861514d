"""The part of a canonical map that tells people apart: hairline to upper lip.

Heights are over the mean face. Mouth, jaw and hair move or differ from day to day; on real
faces a trunk that saw them was worse (`docs/experiments.md`).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from .face_geometry import FaceGeometry, map_coordinates_mm

ROWS: Final = slice(10, 74)
COLUMNS: Final = slice(12, 84)
PATCH_SHAPE: Final = (ROWS.stop - ROWS.start, COLUMNS.stop - COLUMNS.start, 2)
#: The part of a patch that is face: half sides of a rounded box, and its middle.
REGION_HALF_WIDTH_MM: Final = 58.0
REGION_HALF_HEIGHT_MM: Final = 47.0
REGION_MIDDLE_MM: Final = -13.0
#: What is further from the mean face than this is something else.
REACH_MM: Final = 25.0


def mean_height(geometry: FaceGeometry) -> NDArray[np.float32]:
    """Return the patch of a mean face, shape (64, 72), millimeters."""
    return np.nan_to_num(geometry.height_mm)[ROWS, COLUMNS].astype(np.float32)


def patch_coordinates_mm() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return x and y of every pixel of a patch, each of shape (64, 72)."""
    x, y = map_coordinates_mm()
    return x[ROWS, COLUMNS].astype(np.float32), y[ROWS, COLUMNS].astype(np.float32)


def face_region() -> NDArray[np.bool_]:
    """Return where in a patch a face is, shape (64, 72)."""
    x, y = patch_coordinates_mm()
    across = (x / REGION_HALF_WIDTH_MM) ** 4
    down = ((y - REGION_MIDDLE_MM) / REGION_HALF_HEIGHT_MM) ** 6
    region: NDArray[np.bool_] = across + down < 1.0
    return region


def patches_of(
    depth_mm: NDArray[np.float32], mean_height_mm: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Cut patches out of canonical maps.

    Args:
        depth_mm: float32, shape (n, 96, 96), NaN in holes.
        mean_height_mm: From `mean_height`.

    Returns:
        float32, shape (n, 64, 72, 2): millimeters behind the mean face, 0 in
        holes; and 1 where it is known.
    """
    heights = depth_mm[:, ROWS, COLUMNS]
    known = np.isfinite(heights)
    over = np.where(known, heights - mean_height_mm, 0.0)
    return np.stack([over, known], axis=-1).astype(np.float32)


class DepthPatcher:
    """Cuts the patch of one face: once a frame, for all that look at it."""

    def __init__(self, geometry: FaceGeometry) -> None:
        self._mean_height_mm = mean_height(geometry)

    def cut(self, depth_mm: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the patch of a canonical map.

        Args:
            depth_mm: float32, shape (96, 96), NaN in holes.

        Returns:
            float32, shape (64, 72, 2), as in `patches_of`; read-only.
        """
        (patch,) = patches_of(depth_mm[None], self._mean_height_mm)
        patch.flags.writeable = False
        return patch
