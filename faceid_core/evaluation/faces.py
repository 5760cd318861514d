"""The usable faces of many samples as arrays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .samples import Sample
from .trunks import Vectors


@dataclass(frozen=True, eq=False)
class Faces:
    """n usable faces.

    Attributes:
        people: int64, shape (n,), index of the person shown or imitated.
        sessions: int64, shape (n,), index of the session.
        species: What is presented; an empty text for the person's own face.
        is_live: bool, shape (n,), whether liveness passed.
        vectors: By trunk, "fused", and "color" and "depth" where the encoder
            has them: float32, shape (n, size of the trunk).
        conditions: What is known of each face, by name as in `FaceSet`: float32,
            shape (n,), NaN where unknown.
        units: By trunk: float64, shape (n,), the unit in which distances from a vector
            count, as in `cohort.LocalScale`; 1 of trunks that are not there.
    """

    people: NDArray[np.int64]
    sessions: NDArray[np.int64]
    species: NDArray[np.str_]
    is_live: NDArray[np.bool_]
    vectors: dict[str, NDArray[np.float32]]
    conditions: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    units: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.people)

    def unit(self, trunk: str) -> NDArray[np.float64]:
        """Return the unit of every vector of a trunk, shape (n,)."""
        units = self.units.get(trunk)
        return np.ones(len(self)) if units is None else units

    def of_each_person(self) -> Iterator[NDArray[np.int64]]:
        """Yield the indices of each person's faces, in their order."""
        order = np.argsort(self.people, kind="stable")
        starts = np.unique(self.people[order], return_index=True)[1]
        yield from np.split(order, starts[1:]) if len(order) else ()

    def at(self, indices: NDArray[np.int64]) -> Faces:
        """Return some of the faces, in this order."""
        return Faces(
            people=self.people[indices],
            sessions=self.sessions[indices],
            species=self.species[indices],
            is_live=self.is_live[indices],
            vectors={trunk: rows[indices] for trunk, rows in self.vectors.items()},
            conditions={name: values[indices] for name, values in self.conditions.items()},
            units={trunk: units[indices] for trunk, units in self.units.items()},
        )

    def of(self, index: int) -> Vectors:
        """Return the vectors of one face."""
        return {trunk: rows[index] for trunk, rows in self.vectors.items()}


def faces_of(samples: Sequence[Sample], people: Sequence[str], encoder: int = 0) -> Faces:
    """Collect the samples that have a usable face, in their order.

    Args:
        samples: Any samples; those without a usable face are left out.
        people: The names; a person's index is the place in it.
        encoder: Whose vectors.
    """
    numbers = {name: index for index, name in enumerate(people)}
    sessions: dict[str, int] = {}
    used = [sample for sample in samples if sample.retry is None]
    for sample in used:
        sessions.setdefault(str(sample.session.path), len(sessions))
    names = sorted({name for sample in used for name in sample.conditions})
    return Faces(
        people=np.array([numbers[sample.session.person] for sample in used], np.int64),
        sessions=np.array([sessions[str(sample.session.path)] for sample in used], np.int64),
        species=np.array([sample.session.species or "" for sample in used], np.str_),
        is_live=np.array([sample.is_live for sample in used], np.bool_),
        vectors=trunk_rows([sample.vectors[encoder] for sample in used]),
        conditions={
            name: np.array([sample.conditions.get(name, np.nan) for sample in used], np.float32)
            for name in names
        },
    )


def trunk_rows(faces: Sequence[Vectors]) -> dict[str, NDArray[np.float32]]:
    """Return the vectors of many faces by trunk; none of no faces."""
    trunks = faces[0] if faces else ()
    return {trunk: np.stack([face[trunk] for face in faces]) for trunk in trunks}
