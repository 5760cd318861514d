"""Directions in which faces of one person differ count less.

Within-class covariance normalization: Hatch, Kajarekar and Stolcke, "Within-class covariance
normalization for SVM-based speaker recognition", 2006.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

#: In mean eigenvalues: how little a direction may differ and still gain. The people it is
#: learned on are rendered, so it must not believe them too much.
SHRINKAGE: Final = 0.5


def within_class_whitening(
    within: NDArray[np.float64], shrinkage: float = SHRINKAGE
) -> NDArray[np.float64]:
    """Return the symmetric inverse square root of the covariance within people, shrunk.

    Args:
        within: Shape (d, d), as `Scatter.within`.
        shrinkage: Added to the eigenvalues, which are divided by their mean.

    Returns:
        float64, shape (d, d): multiply rows with it from the right.
    """
    values, directions = np.linalg.eigh(within)
    scales = 1.0 / np.sqrt(values / values.mean() + shrinkage)
    whitening: NDArray[np.float64] = (directions * scales) @ directions.T
    return whitening


def principal_directions(vectors: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the rotation that brings the principal directions to the front, shape (d, d).

    Args:
        vectors: Shape (n, d), n at least d; their mean is not taken away.

    Raises:
        ValueError: If there are too few vectors.
    """
    count, size = vectors.shape
    if count < size:
        raise ValueError(f"Expected at least {size} vectors. Received {count}.")
    _, _, directions = np.linalg.svd(vectors.astype(np.float64), full_matrices=False)
    rotation: NDArray[np.float64] = directions.T
    return rotation
