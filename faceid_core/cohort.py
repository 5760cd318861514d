"""How close strangers come to a face: a distance means more where they are far.

Local scaling after Zelnik-Manor and Perona, "Self-tuning spectral clustering", 2004;
speaker verification knows its relative as adaptive score normalization with a cohort. The
strangers are rendered people, who ship with the encoder as vectors.
"""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .bad_file import BAD_NPZ
from .errors import WeightsError
from .released_file import read_released
from .types import COLOR, COLOR_EMBEDDING_SIZE, EMBEDDING_SIZE, FUSED

NEIGHBORS: Final = 10


@dataclass(frozen=True, eq=False)
class LocalScale:
    """The unit in which distances from a vector count.

    Attributes:
        strangers: float64, shape (m, d), more than `NEIGHBORS` vectors of other people.
        typical: The `spread` that counts as 1.
    """

    strangers: NDArray[np.float64]
    typical: float

    def of(self, rows: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return the unit of each vector, shape (n, d) -> (n,)."""
        squares = _squared_distances(rows.astype(np.float64), self.strangers, self._squares)
        return spread(squares) / self.typical

    @functools.cached_property
    def _squares(self) -> NDArray[np.float64]:
        """The squared lengths of the strangers, shape (m,)."""
        return _squared_lengths(self.strangers)


def spread(squares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far the nearest strangers are, measured by how far all of them are.

    What a sensor adds to all distances alike cancels in this quotient of two root mean squares.

    Args:
        squares: Squared distances to strangers, shape (n, m).

    Returns:
        float64, shape (n,), in [0, 1].
    """
    nearest = np.partition(squares, NEIGHBORS - 1, axis=1)[:, :NEIGHBORS]
    return np.sqrt(nearest.mean(axis=1) / squares.mean(axis=1))


def typical_spread(strangers: NDArray[np.floating]) -> float:
    """Return the mean spread of the strangers, each among the others."""
    rows = strangers.astype(np.float64)
    squares = squared_distances(rows, rows)
    others = squares[~np.eye(len(rows), dtype=bool)].reshape(len(rows), -1)
    return float(spread(others).mean())


def squared_distances(
    first: NDArray[np.float64], second: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the squared distances of two sets of rows: |a - b|^2 = |a|^2 + |b|^2 - 2 a b."""
    return _squared_distances(first, second, _squared_lengths(second))


def _squared_distances(
    first: NDArray[np.float64], second: NDArray[np.float64], second_squares: NDArray[np.float64]
) -> NDArray[np.float64]:
    squares = _squared_lengths(first)[:, None] + second_squares
    squares -= 2.0 * (first @ second.T)
    return np.maximum(squares, 0.0, out=squares)


def _squared_lengths(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths: NDArray[np.float64] = (rows**2).sum(axis=1)
    return lengths


@dataclass(frozen=True)
class CohortDescription:
    """What `encoder.json` says of the strangers.

    Attributes:
        file: Name of the file, beside the description.
        sha256: Of that file, hexadecimal.
        fused_spread, color_spread: The spread that counts as 1.
    """

    file: str
    sha256: str
    fused_spread: float
    color_spread: float


@dataclass(frozen=True, eq=False)
class Cohort:
    """The strangers as both trunks see them, and as color alone does.

    Depth alone stays plain: its distances did not gain (`docs/experiments.md`).
    """

    fused: LocalScale
    color: LocalScale

    @classmethod
    def load(cls, folder: Path, description: CohortDescription) -> Cohort:
        """Read the shipped strangers.

        Raises:
            WeightsError: If the file is missing, was changed, or is something else.
        """
        path = folder / description.file
        content = read_released(path, description.sha256)
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as stored:
                fused = _rows(stored["vectors"], EMBEDDING_SIZE)
                color = _rows(stored["color_vectors"], COLOR_EMBEDDING_SIZE)
        except BAD_NPZ as error:
            raise WeightsError(f"{path} holds no cohort: {error}") from error
        return cls(
            LocalScale(fused, description.fused_spread),
            LocalScale(color, description.color_spread),
        )


def scale_of(cohort: Cohort | None, trunk: str) -> LocalScale | None:
    """Return what tells the units of a trunk's distances; None where they stay as they are.

    Args:
        cohort: Of the encoder; None where it has none.
        trunk: `types.FUSED`, `types.COLOR` or `types.DEPTH`.
    """
    return None if cohort is None else {FUSED: cohort.fused, COLOR: cohort.color}.get(trunk)


def mean_unit(rows: NDArray[np.floating], scale: LocalScale | None) -> float:
    """Return the mean unit of vectors, shape (n, d), at least one; 1 without a scale."""
    return 1.0 if scale is None else float(scale.of(rows).mean())


def _rows(stored: NDArray[Any], size: int) -> NDArray[np.float64]:
    rows = stored.astype(np.float64)
    if rows.ndim != 2 or rows.shape[1] != size or len(rows) <= NEIGHBORS:
        raise ValueError(f"vectors of shape {rows.shape}")
    if not np.all(np.isfinite(rows)):
        raise ValueError("vectors that are no numbers")
    return rows
