"""Compare a probe with the enrolled templates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .errors import IncompatibleTemplateError
from .templates import Template
from .types import Comparison, Embedding, Limits


def compare(probe: Embedding, templates: Sequence[Template], limits: Limits) -> Comparison:
    """Compare a probe with the nearest stored vector of all templates.

    Args:
        probe: The face seen now.
        templates: Who is enrolled; at least one.
        limits: Largest accepted distances.

    Raises:
        ValueError: If there is no template.
        IncompatibleTemplateError: If another encoder made one of the templates.
    """
    if not templates:
        raise ValueError("Expected at least one template. Received none.")
    comparisons = [_compare_one(probe, template, limits) for template in templates]
    return min(comparisons, key=lambda comparison: comparison.distance)


def _compare_one(probe: Embedding, template: Template, limits: Limits) -> Comparison:
    if probe.encoder_id != template.encoder_id:
        raise IncompatibleTemplateError(
            f"The template of {template.name} was made by encoder {template.encoder_id!r}, "
            f"this program uses {probe.encoder_id!r}. Enroll {template.name} again."
        )
    distances = _distances(template.vectors, probe.vector)
    nearest = int(distances.argmin())
    return Comparison(
        name=template.name,
        distance=float(distances[nearest]),
        color_distance=float(_distances(template.color_vectors, probe.color_vector).min()),
        depth_distance=float(_distances(template.depth_vectors, probe.depth_vector).min()),
        limits=limits,
        nearest_pose=template.poses[nearest],
    )


def _distances(rows: NDArray[np.float32], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.linalg.norm(rows - vector, axis=1)
