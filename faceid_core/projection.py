"""Principal components (PCA): the plane in which some vectors vary most, and any vector in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Of the widest direction: what varies less is rounding.
FLAT: Final = 1e-6


@dataclass(frozen=True, eq=False)
class Projection:
    """A plane through the middle of some vectors.

    Two points are never farther apart in it than their vectors are.

    Attributes:
        center: float64, shape (d,), the mean vector.
        axes: float64, shape (2, d), rows of length 1 at right angles to one another;
            zeros where the vectors do not vary.
        shares: The share of the variance along each axis; 0 where there is none.
    """

    center: NDArray[np.float64]
    axes: NDArray[np.float64]
    shares: tuple[float, float]

    def points(self, rows: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return where vectors lie, also others than the plane was made of.

        Args:
            rows: Shape (n, d).

        Returns:
            float64, shape (n, 2).
        """
        return (rows.astype(np.float64) - self.center) @ self.axes.T


def fit_projection(rows: NDArray[np.floating]) -> Projection:
    """Find the plane in which vectors vary most, by singular value decomposition.

    Args:
        rows: Shape (n, d), at least one.

    Raises:
        ValueError: If there is none.
    """
    if rows.ndim != 2 or len(rows) == 0:
        raise ValueError(f"Expected rows of vectors. Received shape {rows.shape}.")
    whole = rows.astype(np.float64)
    center = whole.mean(axis=0)
    _, widths, directions = np.linalg.svd(whole - center, full_matrices=False)
    axes = np.zeros((2, whole.shape[1]))
    shares = [0.0, 0.0]
    total = float((widths**2).sum())
    for index in range(min(2, len(widths))):
        if widths[index] <= FLAT * max(float(widths[0]), 1.0):
            continue
        axis = directions[index]
        # Of the two directions of an axis, that in which its largest number is positive.
        axes[index] = axis * np.sign(axis[np.abs(axis).argmax()])
        shares[index] = float(widths[index] ** 2) / total
    return Projection(center, axes, (shares[0], shares[1]))
