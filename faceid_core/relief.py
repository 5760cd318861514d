"""What of a face's relief no bent or folded sheet can have.

Paper does not stretch: however it is bent about one direction, or folded along lines of that
direction, it is straight along them. Everything of that kind is taken out of a canonical map,
and of the mean face in the same way; what is left is compared.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Directions of bending that are tried.
BEND_ANGLES: Final = 12
#: Width of the strips along a direction, in which a sheet is taken to be plane.
STRIP_MM: Final = 6.0
_STEADY: Final = 1e-6


@dataclass(frozen=True)
class Relief:
    """What is left of a surface beyond the best sheets.

    Attributes:
        residual_mm: Root mean square of it, for the sheet that explains most.
        face_mm: How much of the mean face's own rest is in it, root mean square, for the sheet
            that leaves least of it; about 0 for paper, negative for a hollow face.
        likeness: Correlation of both rests in [-1, 1], least over all sheets.
    """

    residual_mm: float
    face_mm: float
    likeness: float


NOT_MEASURED: Final = Relief(math.nan, math.nan, math.nan)


class SheetFitter:
    """Takes out of surfaces what sheets can explain."""

    def __init__(self, x_mm: NDArray[np.float64], y_mm: NDArray[np.float64]) -> None:
        """Get ready for surfaces over these points, each of shape (n,)."""
        angles = np.arange(BEND_ANGLES)[:, None] * (math.pi / BEND_ANGLES)
        self._across = x_mm * np.cos(angles) + y_mm * np.sin(angles)
        self._along = y_mm * np.cos(angles) - x_mm * np.sin(angles)
        strips = np.floor(self._across / STRIP_MM).astype(np.int64)
        strips -= strips.min()
        self._count = int(strips.max()) + 1
        self._strips = strips + np.arange(BEND_ANGLES)[:, None] * self._count

    def relief(
        self, z_mm: NDArray[np.float64], mean_mm: NDArray[np.float64], used: NDArray[np.bool_]
    ) -> Relief:
        """Compare a surface with the mean face beyond sheets.

        Args:
            z_mm: The surface, shape (n,).
            mean_mm: The mean face, shape (n,).
            used: Where the surface is known, shape (n,).
        """
        strips = _Strips(
            self._strips[:, used], self._across[:, used], self._along[:, used], self._count
        )
        left, face = strips.rest(z_mm[used]), strips.rest(mean_mm[used])
        own, faces = (left * left).mean(axis=1), (face * face).mean(axis=1)
        shared = (left * face).mean(axis=1)
        face_mm = shared / np.sqrt(np.maximum(faces, _STEADY))
        likeness = face_mm / np.sqrt(np.maximum(own, _STEADY))
        return Relief(
            residual_mm=float(np.sqrt(own.min())),
            face_mm=float(face_mm.min()),
            likeness=float(likeness.min()),
        )


class _Strips:
    """Points in strips of every direction, shape (directions, points)."""

    def __init__(
        self,
        strips: NDArray[np.int64],
        across: NDArray[np.float64],
        along: NDArray[np.float64],
        count: int,
    ) -> None:
        self._strips = strips
        self._size = BEND_ANGLES * count
        self._points = np.maximum(self._sums(np.ones(strips.shape)), 1.0)
        self._across = self._centered(across)
        self._spread = self._sums(self._across**2) + _STEADY
        self._along = self._leveled(along)

    def rest(self, z: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return z, shape (points,), minus the best sheet of each direction.

        A sheet is plane in each strip, and its slope along the strips is the same in all.
        """
        left = self._leveled(np.broadcast_to(z, self._strips.shape))
        slope = (left * self._along).sum(axis=1) / ((self._along**2).sum(axis=1) + _STEADY)
        rest: NDArray[np.float64] = left - slope[:, None] * self._along
        return rest

    def _leveled(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        centered = self._centered(values)
        slopes = self._sums(centered * self._across) / self._spread
        leveled: NDArray[np.float64] = centered - slopes[self._strips] * self._across
        return leveled

    def _centered(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        centered: NDArray[np.float64] = values - (self._sums(values) / self._points)[self._strips]
        return centered

    def _sums(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        sums: NDArray[np.float64] = np.bincount(
            self._strips.ravel(), values.ravel(), self._size
        ).astype(np.float64)
        return sums
