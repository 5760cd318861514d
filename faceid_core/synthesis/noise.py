"""Smooth random fields."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray


def smooth_noise(
    rng: np.random.Generator, shape: tuple[int, int], size_px: float
) -> NDArray[np.float32]:
    """Return noise of zero mean and unit variance whose blobs are about `size_px` large."""
    scale = max(size_px / 2.0, 1.0)
    small = (max(round(shape[0] / scale), 2), max(round(shape[1] / scale), 2))
    field = cv2.GaussianBlur(rng.standard_normal(small).astype(np.float32), (0, 0), 1.0)
    field = cv2.resize(field, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return ((field - field.mean()) / max(float(field.std()), 1e-6)).astype(np.float32)
