"""Fisher's linear discriminant: the directions in which people differ more than one person does.

R. A. Fisher, "The use of multiple measurements in taxonomic problems", 1936: the generalized
eigenvectors of the covariances between and within people. The depth trunk starts from them; of
color's directions they say which to do without.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from .scatter import Scatter, scatter_of

#: In mean eigenvalues: how much people are believed to differ in each direction besides.
EVENNESS: Final = 0.3
#: In mean eigenvalues: how much one person is believed to differ in each direction besides.
NOISE: Final = 0.1
_RIDGE: Final = 0.05  # of the within-person covariance, mm^2
_MIN_DEVIATION: Final = 0.05  # mm; features that never change say nothing


def linear_start(
    features: NDArray[np.floating],
    people: NDArray[np.integer],
    size: int,
    *,
    within: float,
    seed: int = 0,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return a linear map under which people differ most for what one person varies.

    Each direction is weighted by sqrt(r / (1 + r)) of its ratio r, and they are then mixed by a
    random rotation so that every output carries the same share.

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
    rows = np.asarray(features, np.float64)
    alive = rows.std(axis=0) > _MIN_DEVIATION
    scatter = scatter_of(rows[:, alive], people)
    between = scatter.between - scatter.within / scatter.rows_each
    inner = scatter.within + _RIDGE * np.eye(len(between))
    ratios, directions = (each[..., ::-1][..., :size] for each in _ratios(between, inner))
    ratios = np.maximum(ratios, 0.0)
    kernel = directions * np.sqrt(ratios / (1.0 + ratios))
    rotation, _ = np.linalg.qr(np.random.default_rng(seed).standard_normal((len(ratios), size)))
    kernel = kernel @ rotation
    variances = np.sum(kernel * (scatter.within @ kernel), axis=0) * (1 - 1 / scatter.rows_each)
    kernel *= within / np.sqrt(variances.mean())
    whole = np.zeros((rows.shape[1], size), np.float32)
    whole[alive] = kernel
    return whole, -(rows.mean(axis=0) @ whole).astype(np.float32)


def discriminant_rotation(scatter: Scatter) -> NDArray[np.float64]:
    """Return the rotation that leaves what tells people apart least for the end.

    However many of its last columns are left out, they span as many generalized eigenvectors of
    the least ratios. People differ in each direction by what these do, and by `EVENNESS` of that
    in the mean: real people differ in directions in which few rendered ones do.

    Args:
        scatter: Of the rows that it turns, d numbers each.

    Returns:
        float64, shape (d, d), orthonormal: multiply rows with it from the right.
    """
    between, within = (
        covariance / np.trace(covariance) * len(covariance) + floor * np.eye(len(covariance))
        for covariance, floor in ((scatter.between, EVENNESS), (scatter.within, NOISE))
    )
    _, directions = _ratios(between, within)
    rotation, _ = np.linalg.qr(directions)
    least_last: NDArray[np.float64] = rotation[:, ::-1]
    return least_last


def _ratios(
    between: NDArray[np.float64], within: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the generalized eigenvalues, the least first, and the eigenvectors as columns."""
    # With within = L L^T the generalized problem becomes an ordinary one.
    whiten = np.linalg.inv(np.linalg.cholesky(within))
    ratios, directions = np.linalg.eigh(whiten @ between @ whiten.T)
    return ratios, whiten.T @ directions
