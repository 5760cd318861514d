"""Templates that nobody's face comes near to."""

from __future__ import annotations

import numpy as np

from faceid_core.templates import Template
from faceid_core.types import Pose


def random_template(name: str, encoder_id: str) -> Template:
    """A partial sweep of three poses."""
    rng = np.random.default_rng(7)
    rows, color, depth = (
        (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        for rows in (rng.normal(size=(3, size)) for size in (128, 128, 48))
    )
    return Template(
        name=name,
        encoder_id=encoder_id,
        vectors=rows,
        color_vectors=color,
        depth_vectors=depth,
        poses=(Pose(0.0, 0.0, 0.0), Pose(-21.5, 3.0, 0.5), Pose(18.0, -9.0, 1.0)),
        is_partial=True,
        created_at="2026-11-22T04:00:00+00:00",
    )
