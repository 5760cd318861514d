"""Whether somebody who enrolls could be taken for somebody who is enrolled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .matching import Matcher
from .templates import Template
from .types import Comparison, Embedding

#: How far beyond the threshold it warns already: chosen, not measured.
ALIKE_MARGIN: Final = 0.05


def lookalike(swept: Template, others: Sequence[Template], matcher: Matcher) -> Comparison | None:
    """Find whom a new template is too like.

    Args:
        swept: The new template.
        others: Everybody else who is enrolled, with the same encoder.
        matcher: The lock's.

    Returns:
        The nearest comparison of a new vector with the others', if its distance
        is within the threshold and `ALIKE_MARGIN`; else None. The limits of
        color and depth alone are not asked: this warns, and does not decide.
    """
    if not others:
        return None
    references = matcher.references(others)
    comparisons = [
        references.compare(Embedding(vector, color, depth, swept.encoder_id))
        for vector, color, depth in zip(
            swept.vectors, swept.color_vectors, swept.depth_vectors, strict=True
        )
    ]
    nearest = min(comparisons, key=lambda comparison: comparison.distance)
    return nearest if nearest.distance <= matcher.limits.fused + ALIKE_MARGIN else None
