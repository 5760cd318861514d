"""What all linear filters are fitted with: Fisher's direction, usable rows, and their file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..errors import DatasetError
from ..face_sets import write_whole
from ..linear_filter import LinearFilter

#: Of the mean variance of a number: keeps the filter from following single ones.
RIDGE: Final = 0.2


def fisher_direction(
    difference: NDArray[np.float64], spread: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the direction that best tells two classes apart, shape (n,). R. A. Fisher, 1936.

    Args:
        difference: Of the classes' means, shape (n,).
        spread: The covariance within classes, shape (n, n).
    """
    ridge = RIDGE * np.trace(spread) / len(spread) * np.eye(len(spread))
    direction: NDArray[np.float64] = np.linalg.solve(spread + ridge, difference)
    return direction


def usable_rows(found: Iterable[NDArray[np.float32] | None]) -> NDArray[np.float32]:
    """Return what could be measured, one row each.

    Raises:
        DatasetError: If nothing could.
    """
    rows = [row for row in found if row is not None]
    if not rows:
        raise DatasetError("There is no usable face in it.")
    return np.stack(rows)


def write_filter(path: Path, fitted: LinearFilter) -> str:
    """Write what `LinearFilter.read` reads; return its SHA-256, hexadecimal."""
    write_whole(path, {"weights": fitted.weights, "offset": np.float64(fitted.offset)})
    return hashlib.sha256(path.read_bytes()).hexdigest()
