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
        plane = np.stack([np.ones_like(x), x, y], axis=-1)
        plane_mm = float(_residuals(plane[None], z)[0])
        sheet_mm = float(_residuals(_bent_sheets(x, y), z).min())
    return Liveness(
        (
            Cue("plane_residual", plane_mm, MIN_PLANE_RESIDUAL_MM, "mm", FLAT),
            Cue("sheet_residual", sheet_mm, MIN_SHEET_RESIDUAL_MM, "mm", BENT),
        )
    )


def _bent_sheets(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the terms of a sheet bent around each of `BEND_ANGLES` directions, shape (k, n, 6).

    z = a + b x + c y + d u^2 + e u^3 + f u^4 with u across the bend.
    """
    angles = np.arange(BEND_ANGLES)[:, None] * (math.pi / BEND_ANGLES)
    u = x * np.cos(angles) + y * np.sin(angles)
    u2 = u * u
    one, x, y = (np.broadcast_to(term, u.shape) for term in (np.ones_like(x), x, y))
    return np.stack([one, x, y, u2, u2 * u, u2 * u2], axis=-1)


def _residuals(terms: NDArray[np.float64], z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the root mean square of z minus its least squares fit, one for each set of terms.

    Args:
        terms: Shape (k, n, m), k surfaces of m terms at n points.
        z: Shape (n,).
    """
    transposed = terms.transpose(0, 2, 1)
    normal = transposed @ terms + 1e-9 * np.eye(terms.shape[2])
    coefficients = np.linalg.solve(normal, (transposed @ z)[..., None])
    left = z - (terms @ coefficients)[..., 0]
    return np.sqrt(np.mean(left * left, axis=1))
