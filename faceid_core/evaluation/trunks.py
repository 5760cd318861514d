"""The vectors of one face by trunk: what an encoder is measured by, whatever it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..cohort import Cohort, scale_of
from ..templates import Template
from ..types import COLOR, DEPTH, FUSED, Embedding, Pose

#: By trunk: "fused" always, "color" and "depth" where the encoder has them; float32, one axis.
Vectors = Mapping[str, NDArray[np.float32]]

_FIELDS: Final = {FUSED: "vector", COLOR: "color_vector", DEPTH: "depth_vector"}
_STRAIGHT: Final = Pose(0.0, 0.0, 0.0)


def vectors_of(embedding: Embedding) -> Vectors:
    """Return the vectors of an embedding."""
    named = {trunk: getattr(embedding, field) for trunk, field in _FIELDS.items()}
    return {trunk: vector for trunk, vector in named.items() if vector is not None}


def units_of(vectors: Vectors, cohort: Cohort | None) -> dict[str, NDArray[np.float64]]:
    """Return in which units the distances of vectors count, by trunk, where a cohort tells it.

    Args:
        vectors: By trunk, shape (n, size of the trunk).
        cohort: Of the encoder that made them; None knows no units.
    """
    scales = {trunk: scale_of(cohort, trunk) for trunk in vectors}
    return {trunk: scale.of(vectors[trunk]) for trunk, scale in scales.items() if scale is not None}


def embedding_of(vectors: Vectors, encoder_id: str) -> Embedding:
    """Return the embedding that has these vectors."""
    named: dict[str, Any] = {field: vectors.get(trunk) for trunk, field in _FIELDS.items()}
    return Embedding(**named, encoder_id=encoder_id)


def template_of(faces: Sequence[Vectors], encoder_id: str) -> Template:
    """Return the template of a person enrolled with these faces."""
    named: dict[str, Any] = {
        f"{field}s": np.stack([face[trunk] for face in faces]) if trunk in faces[0] else None
        for trunk, field in _FIELDS.items()
    }
    return Template(
        **named,
        name="owner",
        encoder_id=encoder_id,
        poses=(_STRAIGHT,) * len(faces),
        is_partial=False,
        created_at="",
    )
