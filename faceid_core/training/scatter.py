"""How far apart faces of one person are, and how far apart people are, in each direction."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Scatter:
    """Covariances within and between people.

    Attributes:
        within: float64, shape (d, d), of rows around the mean of their person, unbiased.
        between: float64, shape (d, d), of these means, each person once, around the mean row. It
            holds what is left of `within` in means of a few rows.
        rows_each: How many rows a person has, on average.
    """

    within: NDArray[np.float64]
    between: NDArray[np.float64]
    rows_each: float


def scatter_of(rows: NDArray[np.floating], people: NDArray[np.integer]) -> Scatter:
    """Measure both.

    Args:
        rows: Shape (n, d).
        people: int, shape (n,), whose each is; equal numbers are one person.

    Raises:
        ValueError: If fewer than two people are there, or nobody has two rows.
    """
    _, own, counts = np.unique(people, return_inverse=True, return_counts=True)
    degrees = len(rows) - len(counts)
    if len(counts) < 2 or degrees < 1:
        raise ValueError("Expected at least two people and one of them twice.")
    centered = np.asarray(rows, np.float64)
    centered = centered - centered.mean(axis=0)
    means = np.zeros((len(counts), centered.shape[1]))
    np.add.at(means, own, centered)
    means /= counts[:, None]
    deviations = centered - means[own]
    return Scatter(
        within=deviations.T @ deviations / degrees,
        between=means.T @ means / len(means),
        rows_each=float(counts.mean()),
    )


def blended(first: Scatter, second: Scatter, share: float) -> Scatter:
    """Return the first, with a share of what the others' people vary by.

    Args:
        first: What people differ by, and the amount of what one person varies by.
        second: Of other faces of any people, who may vary more or less.
        share: Of `second` in what one person varies by, 0 to 1.
    """
    amount = np.trace(first.within) / np.trace(second.within)
    return replace(first, within=(1.0 - share) * first.within + share * amount * second.within)
