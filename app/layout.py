"""Faces in a plane, and the plane itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from faceid_core.projection import Projection, fit_projection
from faceid_core.templates import Template

if TYPE_CHECKING:
    from faceid_core.evaluation.embeddings import StoredEvaluation
    from faceid_core.evaluation.named_faces import NamedFaces


@dataclass(frozen=True, eq=False)
class Layout:
    """Faces in a plane.

    Attributes:
        known: The faces that are shown; those of enrolled people come first.
        rows: float32, shape (n, d), their vectors.
        points: float64, shape (n, 2).
        projection: How others are placed among them; None if they cannot be.
        total: Of how many faces these are.
    """

    known: NamedFaces
    rows: NDArray[np.float32]
    points: NDArray[np.float64]
    projection: Projection | None
    total: int

    @property
    def enrolled(self) -> int:
        """How many faces, the first ones, are of enrolled people."""
        return int((self.known.faces.people < self.known.enrolled).sum())

    def nearest_enrolled(self, vector: NDArray[np.float32]) -> int | None:
        """The enrolled face whose vector is nearest; None without any."""
        count = self.enrolled
        if count == 0:
            return None
        return int(np.linalg.norm(self.rows[:count] - vector, axis=1).argmin())


def lay_out(
    templates: Sequence[Template], evaluation: StoredEvaluation | None, trunk: str
) -> Layout | None:
    """Project everybody's vectors; None if not everybody has vectors of this kind."""
    from faceid_core.evaluation.named_faces import faces_of_evaluation, faces_of_templates, joined

    known = faces_of_templates(templates)
    if evaluation is not None:
        known = joined(known, faces_of_evaluation(evaluation))
    if trunk not in known.faces.vectors:
        return None
    shown = known.thinned()
    rows = shown.faces.vectors[trunk]
    projection = fit_projection(rows)
    return Layout(shown, rows, projection.points(rows), projection, len(known))
