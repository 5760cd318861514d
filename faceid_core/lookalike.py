"""Whether somebody who enrolls could be taken for somebody who is enrolled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .matching import compare
from .templates import Template
from .types import Comparison, Embedding, Limits

#: How far beyond the threshold it warns already: chosen, not measured.
ALIKE_MARGIN: Final = 0.05


def lookalike(swept: Template, others: Sequence[Template], limits: Limits) -> Comparison | None:
    """Find whom a new template is too like.

    Args:
        swept: The new template.
        others: Everybody else who is enrolled, with the same encoder.
        limits: The lock's.

    Returns:
        The nearest comparison of a new vector with the others', if its distance
        is within the threshold and `ALIKE_MARGIN`; else None. The limits of
        color and depth alone are not asked: this warns, and does not decide.
    """
    if not others:
        return None
    comparisons = [
        compare(Embedding(vector, color, depth, swept.encoder_id), others, limits)
        for vector, color, depth in zip(
            swept.vectors, swept.color_vectors, swept.depth_vectors, strict=True
        )
    ]
    nearest = min(comparisons, key=lambda comparison: comparison.distance)
    return nearest if nearest.distance <= limits.fused + ALIKE_MARGIN else None
