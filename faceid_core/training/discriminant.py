"""Fisher's linear discriminant: the best linear answer, from which the trunk starts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_RIDGE: float = 0.05  # of the within-person covariance, mm^2
_MIN_DEVIATION: float = 0.05  # mm; features that never change say nothing


def linear_start(
    features: NDArray[np.floating],
    people: NDArray[np.integer],
    size: int,
    *,
    within: float,
    seed: int = 0,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return a linear map under which people differ most for what one person varies.

    The directions are the generalized eigenvectors of the covariances between and
    within people (Fisher, 1936), each weighted by sqrt(r / (1 + r)) of its ratio r, then
    mixed by a random rotation so that every output carries the same share.

    Args:
        features: Shape (n, f).
        people: int, shape (n,). Equal numbers are one person; everybody at least twice.
        size: Numbers of outputs.
        within: Root mean square of an output's deviation from its person's mean.
        seed: Of the rotation.

    Returns:
        Kernel, float32, shape (f, size), and bias, float32, shape (size,), which
        brings the mean of `features` to zero.

    Raises:
        ValueError: If nobody is there twice, or fewer than two people are.
    """
    _, index, counts = np.unique(people, return_inverse=True, return_counts=True)
    if len(counts) < 2 or len(features) <= len(counts):
        raise ValueError("Expected at least two people and one of them twice.")
    rows = np.asarray(features, np.float64)
    alive = rows.std(axis=0) > _MIN_DEVIATION
    centered = rows[:, alive] - rows[:, alive].mean(axis=0)
    means = np.zeros((len(counts), centered.shape[1]))
    np.add.at(means, index, centered)
    means /= counts[:, None]
    deviations = centered - means[index]
    inner = deviations.T @ deviations / (len(rows) - len(counts))
    between = means.T @ means / len(means) - inner / counts.mean()
    inner += _RIDGE * np.eye(len(inner))
    # With inner = L L^T the generalized problem becomes an ordinary one.
    whiten = np.linalg.inv(np.linalg.cholesky(inner))
    ratios, directions = np.linalg.eigh(whiten @ between @ whiten.T)
    best = np.argsort(ratios)[::-1][:size]
    ratios = np.maximum(ratios[best], 0.0)
    kernel = whiten.T @ directions[:, best] * np.sqrt(ratios / (1.0 + ratios))
    rotation, _ = np.linalg.qr(np.random.default_rng(seed).standard_normal((len(best), size)))
    kernel = kernel @ rotation
    kernel *= within / np.sqrt(((deviations @ kernel) ** 2).mean())
    whole = np.zeros((rows.shape[1], size), np.float32)
    whole[alive] = kernel
    return whole, -(rows.mean(axis=0) @ whole).astype(np.float32)
