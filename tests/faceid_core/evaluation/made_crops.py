"""Crops of one number each, and an encoder that reads it."""

from __future__ import annotations

import numpy as np

from faceid_core.evaluation.trunks import Vectors
from faceid_core.types import FaceCrop


def crop(color: int, shape: int) -> FaceCrop:
    """A crop of which `crop_vectors` knows whose color and whose shape it is."""
    rgb = np.full((192, 192, 3), color, np.uint8)
    return FaceCrop(rgb, np.full((96, 96), shape, np.float32))


def crop_vectors(seen: FaceCrop) -> Vectors:
    """An axis for each color and one for each shape, fused at 30 degrees; 60 of odd colors."""
    color, shape = int(seen.rgb[0, 0, 0]), int(seen.depth_mm[0, 0])
    angle = np.radians(60.0 if color % 2 else 30.0)
    color_vector, depth_vector = np.zeros((2, 128), np.float32)
    color_vector[color], depth_vector[64 + shape] = 1.0, 1.0
    fused = (np.cos(angle) * color_vector + np.sin(angle) * depth_vector).astype(np.float32)
    return {"fused": fused, "color": color_vector, "depth": depth_vector}
