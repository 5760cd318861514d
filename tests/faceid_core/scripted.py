"""Vectors and frames for scripts of observations."""

from __future__ import annotations

import numpy as np

from faceid_core.matching import Matcher
from faceid_core.types import (
    COLOR_EMBEDDING_SIZE,
    DEPTH_EMBEDDING_SIZE,
    EMBEDDING_SIZE,
    Limits,
)
from hardware.frame import Frame

ENCODER_ID = "test-encoder"
LIMITS = Limits(fused=0.3, color=0.5, depth=0.6)
MATCHER = Matcher(LIMITS)


def unit(index: int, tilt: float = 0.0, size: int = EMBEDDING_SIZE) -> np.ndarray:
    """A unit vector along one axis, tilted a little towards the last."""
    vector = np.zeros(size, np.float32)
    vector[index], vector[-1] = np.cos(tilt), np.sin(tilt)
    return vector


def color_part(vector: np.ndarray) -> np.ndarray:
    """The same direction as a color trunk would answer it."""
    return _cut(vector, COLOR_EMBEDDING_SIZE)


def depth_part(vector: np.ndarray) -> np.ndarray:
    """The same direction as a depth trunk would answer it."""
    return _cut(vector, DEPTH_EMBEDDING_SIZE)


def _cut(vector: np.ndarray, size: int) -> np.ndarray:
    kept = np.append(vector[: size - 1], vector[-1]).astype(np.float32)
    length = np.linalg.norm(kept)
    return kept / length if length > 0 else kept


def blank_frame(timestamp_s: float = 0.0) -> Frame:
    return Frame(np.zeros((480, 640, 3), np.uint8), np.zeros((480, 640), np.uint16), timestamp_s)
