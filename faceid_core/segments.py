"""Lines between stored vectors: a face between two stored poses is near the line, not the ends."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Segments:
    """Every line between two rows of one group; a row is also a line to itself, of length 0.

    Attributes:
        first: int64, shape (s,), the row at one end; those of a group are together.
        second: int64, shape (s,), the row at the other.
        squared_lengths: float64, shape (s,).
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    squared_lengths: NDArray[np.float64]

    @classmethod
    def within(cls, rows: NDArray[np.floating], groups: Sequence[Hashable]) -> Segments:
        """Draw the lines.

        Args:
            rows: Shape (n, d).
            groups: The group of each row; lines never join two groups.
        """
        members: dict[Hashable, list[int]] = {}
        for index, group in enumerate(groups):
            members.setdefault(group, []).append(index)
        ends = []
        for indices in members.values():
            first, second = np.triu_indices(len(indices))
            ends.append(np.array(indices)[np.stack([first, second])])
        first, second = np.concatenate(ends, axis=1)
        lengths = ((rows[first].astype(np.float64) - rows[second]) ** 2).sum(axis=1)
        return cls(first, second, lengths)

    @classmethod
    def none_between(cls, count: int) -> Segments:
        """Return the lines of rows to themselves alone: then the nearest row counts."""
        rows = np.arange(count)
        return cls(rows, rows, np.zeros(count))

    def squared_distances(self, squares: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return how far each line is.

        The point at the share t of a line from a to b has the squared distance
        (1 - t) |p - a|^2 + t |p - b|^2 - t (1 - t) |a - b|^2 from p, which is least at
        t = (|p - a|^2 - |p - b|^2 + |a - b|^2) / (2 |a - b|^2), and within the line
        at that t between 0 and 1 (Stewart's theorem).

        Args:
            squares: Squared distances to the rows, shape (..., n).

        Returns:
            float64, shape (..., s).
        """
        near, far = (squares[..., end].astype(np.float64) for end in (self.first, self.second))
        is_line = self.squared_lengths > 0.0
        lengths = np.where(is_line, self.squared_lengths, 1.0)
        share = np.where(is_line, (near - far + lengths) / (2.0 * lengths), 0.0).clip(0.0, 1.0)
        distances = near + share * (far - near) - share * (1.0 - share) * self.squared_lengths
        return np.maximum(distances, 0.0)
