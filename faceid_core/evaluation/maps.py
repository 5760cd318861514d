"""Faces laid out in a plane by their vectors: PCA keeps distances, t-SNE neighborhoods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..neighborhoods import perplexity_of, tsne_points
from ..projection import fit_projection
from ..types import FUSED
from .faces import Faces
from .spread import shown_faces


@dataclass(frozen=True, eq=False)
class Map:
    """n faces in a plane.

    Attributes:
        title: Its name.
        axis_labels: What the two axes are; None where they mean nothing.
        points: float64, shape (n, 2).
        people: int64, shape (n,), index of the person shown or imitated.
        is_attack: bool, shape (n,).
    """

    title: str
    axis_labels: tuple[str, str] | None
    points: NDArray[np.float64]
    people: NDArray[np.int64]
    is_attack: NDArray[np.bool_]


def pca_map(own: Faces, attacks: Faces) -> Map:
    """Lay out the fused vectors along the two directions in which they vary most."""
    rows, people, is_attack = _chosen(own, attacks)
    projection = fit_projection(rows)
    first, second = (f"{100 * share:.0f} % of the variance" for share in projection.shares)
    return Map("PCA", (first, second), projection.points(rows), people, is_attack)


def tsne_map(own: Faces, attacks: Faces) -> Map:
    """Lay out the fused vectors so that near ones stay near; large distances mean nothing."""
    rows, people, is_attack = _chosen(own, attacks)
    title = f"t-SNE, perplexity {perplexity_of(len(rows)):.0f}"
    return Map(title, None, tsne_points(rows), people, is_attack)


def _chosen(
    own: Faces, attacks: Faces
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return vectors, people and attack marks of the faces that are shown."""
    parts = [part for part in (own, attacks) if len(part)]
    rows = np.concatenate([part.vectors[FUSED] for part in parts]).astype(np.float64)
    people = np.concatenate([part.people for part in parts])
    is_attack = np.concatenate([part.species != "" for part in parts])
    kept = shown_faces(people)
    return rows[kept], people[kept], is_attack[kept]
