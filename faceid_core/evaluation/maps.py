"""Faces laid out in a plane by their vectors: PCA keeps distances, t-SNE neighborhoods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from threadpoolctl import threadpool_limits

from .faces import Faces
from .trunks import FUSED

MOST_PEOPLE: Final = 100  # more are a carpet
MOST_FACES: Final = 2000  # t-SNE of more takes minutes
PERPLEXITY: Final = 30.0
SEED: Final = 0


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
    pca = PCA(n_components=2, random_state=SEED)
    points = pca.fit_transform(rows)
    first, second = (
        f"{100 * share:.0f} % of the variance" for share in pca.explained_variance_ratio_
    )
    return Map("PCA", (first, second), points, people, is_attack)


def tsne_map(own: Faces, attacks: Faces) -> Map:
    """Lay out the fused vectors so that near ones stay near; large distances mean nothing."""
    rows, people, is_attack = _chosen(own, attacks)
    perplexity = min(PERPLEXITY, (len(rows) - 1) / 3.0)
    tsne = TSNE(2, perplexity=perplexity, init="pca", random_state=SEED)
    with threadpool_limits(1):  # on a busy machine its threads mostly wait for one another
        points = tsne.fit_transform(rows)
    return Map(f"t-SNE, perplexity {perplexity:.0f}", None, points, people, is_attack)


def _chosen(
    own: Faces, attacks: Faces
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return vectors, people and attack marks of some faces.

    They are of at most `MOST_PEOPLE` people, and at most `MOST_FACES`, both evenly spread.
    """
    parts = [part for part in (own, attacks) if len(part)]
    rows = np.concatenate([part.vectors[FUSED] for part in parts]).astype(np.float64)
    people = np.concatenate([part.people for part in parts])
    is_attack = np.concatenate([part.species != "" for part in parts])
    shown = _spread(np.unique(people), MOST_PEOPLE)
    kept = _spread(np.flatnonzero(np.isin(people, shown)), MOST_FACES)
    return rows[kept], people[kept], is_attack[kept]


def _spread(values: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Return at most `most` of the values, evenly spread."""
    return values[np.unique(np.linspace(0, len(values) - 1, min(len(values), most)).astype(int))]
