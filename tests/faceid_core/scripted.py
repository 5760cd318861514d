"""Vectors and frames for scripts of observations."""

from __future__ import annotations

import numpy as np

from hardware.frame import Frame

ENCODER_ID = "test-encoder"


def unit(index: int, tilt: float = 0.0) -> np.ndarray:
    """A unit vector along one axis, tilted a little towards the last."""
    vector = np.zeros(128, np.float32)
    vector[index], vector[-1] = np.cos(tilt), np.sin(tilt)
    return vector


def blank_frame(timestamp_s: float = 0.0) -> Frame:
    return Frame(np.zeros((480, 640, 3), np.uint8), np.zeros((480, 640), np.uint16), timestamp_s)
