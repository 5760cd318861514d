"""A smooth deformation of space that carries one set of points to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Warp:
    """Sum of an affine map and of one radial function |r| for each control point.

    The smoothest such map in three dimensions (Duchon, "Splines minimizing
    rotation-invariant semi-norms in Sobolev spaces", 1977).

    Attributes:
        controls: float64, shape (n, 3).
        weights: float64, shape (n, 3), of the radial functions.
        affine: float64, shape (4, 3), constant first.
    """

    controls: NDArray[np.float64]
    weights: NDArray[np.float64]
    affine: NDArray[np.float64]

    @classmethod
    def fit(
        cls,
        source: NDArray[np.floating],
        target: NDArray[np.floating],
        smoothing: NDArray[np.floating] | float = 0.0,
    ) -> Self:
        """Fit a warp with warp(source) close to target.

        Args:
            source, target: Shape (n, 3), n >= 4.
            smoothing: 0 meets the targets exactly; larger is smoother. One
                number, or one for each point.
        """
        count = len(source)
        constant = np.column_stack([np.ones(count), source])
        system = np.zeros((count + 4, count + 4))
        system[:count, :count] = -_distances(source, source)
        system[:count, :count] += np.diag(np.broadcast_to(np.asarray(smoothing, float), count))
        system[:count, count:] = constant
        system[count:, :count] = constant.T
        right = np.vstack([target, np.zeros((4, 3))])
        solution = np.linalg.solve(system, right)
        return cls(
            np.asarray(source, np.float64),
            np.asarray(solution[:count], np.float64),
            np.asarray(solution[count:], np.float64),
        )

    def __call__(self, points: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return where points, shape (m, 3), are carried."""
        constant = np.column_stack([np.ones(len(points)), points])
        bent = np.concatenate(
            [-_distances(part, self.controls) @ self.weights for part in _parts(points)]
        )
        moved: NDArray[np.float64] = bent + constant @ self.affine
        return moved


def _parts(points: NDArray[np.floating]) -> list[NDArray[np.floating]]:
    return np.array_split(points, max(len(points) // 2000, 1))


def _distances(a: NDArray[np.floating], b: NDArray[np.floating]) -> NDArray[np.float64]:
    squared = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1)[None] - 2.0 * (a @ b.T)
    distances: NDArray[np.float64] = np.sqrt(np.maximum(squared, 0.0))
    return distances
