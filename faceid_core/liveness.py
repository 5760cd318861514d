"""Is it a face or a picture of one? Cues from the canonical depth map; they only deny."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .face_geometry import map_coordinates_mm
from .types import Cue, FaceCrop, Liveness

#: The part of the map that is looked at, measured from its middle.
HALF_WIDTH_MM: Final = 45.0
HALF_HEIGHT_MM: Final = 52.0
GRID_STEP: Final = 2  # every second pixel: neighbors were smoothed together
BEND_ANGLES: Final = 12
MIN_PIXELS: Final = 200

#: Least departure of a face from the best plane, and from the best bent sheet.
MIN_PLANE_RESIDUAL_MM: Final = 3.0
MIN_SHEET_RESIDUAL_MM: Final = 2.5

FLAT: Final = "This looks like a flat picture, not a face"
BENT: Final = "This looks like a bent picture, not a face"

_X, _Y = (
    axis[::GRID_STEP, ::GRID_STEP].astype(np.float64) / HALF_HEIGHT_MM
    for axis in map_coordinates_mm()
)
_REGION = (_X * HALF_HEIGHT_MM / HALF_WIDTH_MM) ** 2 + _Y**2 < 1.0


def measure_liveness(crop: FaceCrop) -> Liveness:
    """Measure how far a face is from everything that paper can be.

    A print is a plane, or is bent around one direction: a sheet of paper cannot
    curve both ways. The best plane and the best such sheet are fitted to the
    canonical map; what is left is the face's own relief.

    Returns:
        The cues "plane_residual" and "sheet_residual": root mean square distance
        in millimeters; NaN, which never passes, when too little was measured.
    """
    depth_mm = crop.depth_mm[::GRID_STEP, ::GRID_STEP]
    used = _REGION & np.isfinite(depth_mm)
    x, y, z = _X[used], _Y[used], depth_mm[used].astype(np.float64)
    plane_mm = sheet_mm = math.nan
    if len(z) >= MIN_PIXELS:
        plane_mm = _residual(np.stack([np.ones_like(x), x, y], axis=1), z)
        sheet_mm = _sheet_residual(x, y, z)
    return Liveness(
        (
            Cue("plane_residual", plane_mm, MIN_PLANE_RESIDUAL_MM, "mm", FLAT),
            Cue("sheet_residual", sheet_mm, MIN_SHEET_RESIDUAL_MM, "mm", BENT),
        )
    )


def _sheet_residual(
    x: NDArray[np.float64], y: NDArray[np.float64], z: NDArray[np.float64]
) -> float:
    """Return what is left after the best sheet bent around one direction.

    z = a + b x + c y + d u^2 + e u^3 + f u^4 with u across the bend.
    """
    residuals = []
    for angle in np.arange(BEND_ANGLES) * (math.pi / BEND_ANGLES):
        u = x * math.cos(angle) + y * math.sin(angle)
        design = np.stack([np.ones_like(x), x, y, u**2, u**3, u**4], axis=1)
        residuals.append(_residual(design, z))
    return min(residuals)


def _residual(design: NDArray[np.float64], z: NDArray[np.float64]) -> float:
    """Return the root mean square of z minus its least squares fit."""
    normal = design.T @ design
    coefficients = np.linalg.solve(normal + 1e-9 * np.eye(len(normal)), design.T @ z)
    return float(np.sqrt(np.mean((z - design @ coefficients) ** 2)))
