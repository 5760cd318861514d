"""Faces that have changed since they were enrolled."""

from __future__ import annotations

import numpy as np
from scripted_app import ENCODER_ID, gray_frame, judged

from faceid_core.types import Embedding

OWN = judged(gray_frame(0)).embedding


def moved(distance: float, toward: int = 99, aside_rad: float = 0.0) -> Embedding:
    """Ada's face at a distance from what was enrolled, in every vector alike.

    Args:
        distance: How far.
        toward: In which direction.
        aside_rad: Turned away from that direction, seen from what was enrolled.
    """
    parts = []
    for own in (OWN.vector, OWN.color_vector, OWN.depth_vector):
        rng = np.random.default_rng(toward)
        basis = np.linalg.qr(np.stack([own, *rng.normal(size=(2, own.size))]).T)[0].T
        ahead = np.cos(aside_rad) * basis[1] + np.sin(aside_rad) * basis[2]
        angle = 2.0 * np.arcsin(distance / 2.0)
        turned = np.cos(angle) * own + np.sin(angle) * ahead
        parts.append((turned / np.linalg.norm(turned)).astype(np.float32))
    return Embedding(*parts, ENCODER_ID)
