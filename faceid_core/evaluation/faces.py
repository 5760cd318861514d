"""The usable faces of many samples as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .samples import Sample

FUSED: Final = "fused"
COLOR: Final = "color"
DEPTH: Final = "depth"


@dataclass(frozen=True, eq=False)
class Faces:
    """n usable faces.

    Attributes:
        people: int64, shape (n,), index of the person shown or imitated.
        sessions: int64, shape (n,), index of the session.
        species: What is presented; an empty text for the person's own face.
        is_live: bool, shape (n,), whether liveness passed.
        vectors: By trunk, "fused" and "color", and "depth" where the encoder
            has one: float32, shape (n, 128).
    """

    people: NDArray[np.int64]
    sessions: NDArray[np.int64]
    species: NDArray[np.str_]
    is_live: NDArray[np.bool_]
    vectors: dict[str, NDArray[np.float32]]

    def __len__(self) -> int:
        return len(self.people)

    def chosen(self, mask: NDArray[np.bool_]) -> Faces:
        """Return the faces where `mask` is true."""
        return Faces(
            self.people[mask],
            self.sessions[mask],
            self.species[mask],
            self.is_live[mask],
            {trunk: rows[mask] for trunk, rows in self.vectors.items()},
        )


def faces_of(samples: Sequence[Sample], people: Sequence[str]) -> Faces:
    """Collect the samples that have an embedding, in their order.

    Args:
        samples: Any samples; those without a usable face are left out.
        people: The names; a person's index is the place in it.
    """
    numbers = {name: index for index, name in enumerate(people)}
    sessions: dict[str, int] = {}
    used = [
        (sample.session, sample.is_live, sample.embedding)
        for sample in samples
        if sample.embedding is not None
    ]
    for session, _, _ in used:
        sessions.setdefault(str(session.path), len(sessions))
    embeddings = [embedding for _, _, embedding in used]
    vectors = {
        FUSED: _rows([embedding.vector for embedding in embeddings]),
        COLOR: _rows([embedding.color_vector for embedding in embeddings]),
    }
    depth = [e.depth_vector for e in embeddings if e.depth_vector is not None]
    if depth and len(depth) == len(embeddings):
        vectors[DEPTH] = _rows(depth)
    return Faces(
        people=np.array([numbers[session.person] for session, _, _ in used], np.int64),
        sessions=np.array([sessions[str(session.path)] for session, _, _ in used], np.int64),
        species=np.array([session.species or "" for session, _, _ in used], np.str_),
        is_live=np.array([is_live for _, is_live, _ in used], np.bool_),
        vectors=vectors,
    )


def _rows(vectors: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    return np.stack(vectors) if vectors else np.zeros((0, 0), np.float32)
