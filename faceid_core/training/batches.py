"""Which faces make a batch: several people with several views each, and cross-modal impostors.

Needs no TensorFlow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..errors import DatasetError

PEOPLE_A_BATCH: Final = 16
VIEWS_A_PERSON: Final = 4
IMPOSTORS_A_PERSON: Final = 2


@dataclass(frozen=True)
class BatchShape:
    """How many images of what a batch holds.

    Attributes:
        people: Different people.
        views: Different faces of each.
        impostors: Faces of each whose depth is somebody else's; at most `views`.
    """

    people: int = PEOPLE_A_BATCH
    views: int = VIEWS_A_PERSON
    impostors: int = IMPOSTORS_A_PERSON

    def __post_init__(self) -> None:
        if self.people < 2 or self.views < 2 or not 0 <= self.impostors <= self.views:
            raise ValueError(
                "Expected at least 2 people with 2 views, and no more impostors than views. "
                f"Received {self}."
            )

    @property
    def images(self) -> int:
        """Images in a batch."""
        return self.people * (self.views + self.impostors)


@dataclass(frozen=True, eq=False)
class Batch:
    """Images as indices into a face set; color and depth of an impostor differ in whose they are.

    Attributes:
        color: int64, shape (n,), the face whose color is taken.
        depth: int64, shape (n,), the face whose depth is taken.
        people: int32, shape (n,). Equal numbers are one person within the batch.
    """

    color: NDArray[np.int64]
    depth: NDArray[np.int64]
    people: NDArray[np.int32]


def join(views: NDArray[np.int64], shift: int, impostors: int) -> Batch:
    """Make a batch of genuine faces and of cross-modal impostors.

    An impostor has the color of one person and the depth of the next but `shift`. All
    impostors of two such people count as one person of their own: alike to each other, and
    strangers to everybody else, to both whom they were made of above all.

    Args:
        views: int64, shape (people, views), indices of the faces of different people.
        shift: In 1 ... people - 1: nobody gets the own depth.
        impostors: How many views of each person become impostors.

    Returns:
        The genuine faces, person by person, then the impostors, person by person.
    """
    count, each = views.shape
    borrowed = np.roll(views, -shift, axis=0)[:, :impostors]
    numbers = np.arange(count, dtype=np.int32)
    return Batch(
        color=np.concatenate([views.ravel(), views[:, :impostors].ravel()]),
        depth=np.concatenate([views.ravel(), borrowed.ravel()]),
        people=np.concatenate([np.repeat(numbers, each), np.repeat(numbers + count, impostors)]),
    )


class PersonBatches:
    """Draws person-balanced batches; the same seed and step give the same batch."""

    def __init__(self, people: NDArray[np.int64], shape: BatchShape, seed: int) -> None:
        """Sort faces by person.

        Args:
            people: int64, shape (n,), who each face of the set shows.
            shape: Of a batch.
            seed: Of all choices.

        Raises:
            DatasetError: If too few people have enough faces.
        """
        self.shape = shape
        self._seed = seed
        order = np.argsort(people, kind="stable")
        _, starts = np.unique(people[order], return_index=True)
        everybody = np.split(order, starts[1:])
        self._faces: Sequence[NDArray[np.int64]] = [
            faces for faces in everybody if len(faces) >= shape.views
        ]
        if len(self._faces) < shape.people:
            raise DatasetError(
                f"{len(self._faces)} people of {len(everybody)} have at least {shape.views} "
                f"faces, and a batch takes {shape.people} people. Add people or views, or ask "
                "for smaller batches."
            )

    @property
    def people_count(self) -> int:
        """People who have enough faces."""
        return len(self._faces)

    def batch(self, step: int, replica: int = 0) -> Batch:
        """Return the batch of a step; each replica of a distributed run gets its own."""
        rng = np.random.default_rng([self._seed, step, replica])
        chosen = rng.choice(len(self._faces), self.shape.people, replace=False)
        views = np.stack(
            [rng.choice(self._faces[i], self.shape.views, replace=False) for i in chosen]
        )
        return join(views, int(rng.integers(1, self.shape.people)), self.shape.impostors)
