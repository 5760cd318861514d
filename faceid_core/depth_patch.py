"""What the depth trunk looks at: hairline to upper lip, as height over the mean face.

Mouth, jaw and hair move or differ from day to day; on real faces a trunk that saw them
was worse (`docs/experiments.md`).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from .face_geometry import FaceGeometry, map_coordinates_mm

ROWS: Final = slice(10, 74)
COLUMNS: Final = slice(12, 84)
PATCH_SHAPE: Final = (ROWS.stop - ROWS.start, COLUMNS.stop - COLUMNS.start, 2)
#: Where lenses of glasses are, rows and columns of a patch: 34 x 45 mm each.
LENSES: Final = ((slice(11, 32), slice(2, 30)), (slice(11, 32), slice(42, 70)))


def mean_height(geometry: FaceGeometry) -> NDArray[np.float32]:
    """Return the patch of a mean face, shape (64, 72), millimeters."""
    return np.nan_to_num(geometry.height_mm)[ROWS, COLUMNS].astype(np.float32)


def patch_coordinates_mm() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return x and y of every pixel of a patch, each of shape (64, 72)."""
    x, y = map_coordinates_mm()
    return x[ROWS, COLUMNS].astype(np.float32), y[ROWS, COLUMNS].astype(np.float32)


def patches_of(
    depth_mm: NDArray[np.float32], mean_height_mm: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return canonical maps as the depth trunk takes them.

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


def without_lenses(patches: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return patches in which nothing is known where glasses would be.

    Glasses hide the depth behind them or bend it, and are taken off. What they would cover tells
    people apart no better than what it costs (`docs/experiments.md`), so nobody's is compared.

    Args:
        patches: From `patches_of`. They are not changed.
    """
    kept = patches.copy()
    for rows, columns in LENSES:
        kept[:, rows, columns] = 0.0
    return kept
