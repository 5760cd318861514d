"""Fit the statistical shape model to a crowd: principal components of rendered faces.

What a surface looks like to a sensor, alignment errors included, belongs to the shapes that are
to be explained; what hides a face does not. A face's mirror image is as likely as the face.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from ..depth_patch import mean_height
from ..errors import DatasetError
from ..face_geometry import FaceGeometry
from ..shape_model import LIMIT_MM, MIRRORED, ShapeModel, cells_of
from .augment import Augmenter
from .crowd import Crowd

COMPONENTS: Final = 40
#: More than what the components leave of rendered faces: real ones are less alike, and a fit
#: that trusts single cells less is not led astray by what hides a face.
NOISE_MM2: Final = 3.0
#: How far a whole face may be off in depth.
DISTANCE_MM: Final = 30.0
BATCHES: Final = 60
PEOPLE_A_BATCH: Final = 36
MIN_KNOWN: Final = 0.6  # of a cell's surroundings
MIN_CELLS: Final = 0.97


def fit_shape_model(crowd: Crowd, *, seed: int = 0) -> ShapeModel:
    """Fit a model; the same crowd and seed give the same one.

    Args:
        crowd: Rendered people.
        seed: Of the choice of people and of surface errors.

    Raises:
        DatasetError: If hardly any face is seen as a whole.
    """
    augment = Augmenter(seed)
    rows = []
    for number in range(BATCHES):
        batch = crowd.batch(np.random.default_rng([seed, number, 2]), PEOPLE_A_BATCH)
        seen = augment.surface(tf.constant(batch.patches), tf.constant(batch.relief)).numpy()
        cells = cells_of(seen)
        known = cells.known > MIN_KNOWN
        whole = known.mean(axis=1) > MIN_CELLS
        rows.append(np.where(known, cells.height_mm, np.nan)[whole])
    heights = np.concatenate(rows).astype(np.float64)
    if len(heights) <= COMPONENTS:
        raise DatasetError(f"Only {len(heights)} faces are seen as a whole. Render more people.")
    heights -= np.nanmedian(heights, axis=1, keepdims=True)
    return _model_of(np.clip(heights, -LIMIT_MM, LIMIT_MM))


def _asymmetry_mm() -> NDArray[np.float64]:
    """Return what a mirrored face is higher by, because the mean face is not symmetric; mean 0."""
    mean_mm = mean_height(FaceGeometry.load())
    patch = np.stack([mean_mm[:, ::-1] - mean_mm, np.ones_like(mean_mm)], axis=-1)
    asymmetry = cells_of(patch[None]).height_mm[0].astype(np.float64)
    return asymmetry - asymmetry.mean()


def _model_of(heights: NDArray[np.float64]) -> ShapeModel:
    """Return the principal components of rows, of which a few cells are NaN."""
    filled = np.where(np.isfinite(heights), heights, np.nanmean(heights, axis=0))
    filled -= filled.mean(axis=1, keepdims=True)
    mean = filled.mean(axis=0)
    covariance = np.cov((filled - mean).T)
    covariance = (covariance + covariance[np.ix_(MIRRORED, MIRRORED)]) / 2.0
    mean = (mean + mean[MIRRORED] + _asymmetry_mm()) / 2.0
    variances, directions = np.linalg.eigh(covariance)
    largest = np.argsort(variances)[::-1][:COMPONENTS]
    components = directions[:, largest] * np.sqrt(variances[largest])
    distance = np.full((len(mean), 1), DISTANCE_MM / np.sqrt(len(mean)))
    basis = np.concatenate([components, distance], axis=1)
    return ShapeModel(mean.astype(np.float32), basis.astype(np.float32), NOISE_MM2)
