"""What follows the color trunk's descriptors: a center is taken away, and they are whitened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import keras
import numpy as np
from numpy.typing import NDArray

from ..face_chip import arcface_square
from ..face_sets import read_shards
from .discriminant import discriminant_rotation
from .scatter import Scatter, blended, scatter_of
from .whitening import within_class_whitening

#: Of the mean descriptor, subtracted before the length is divided out.
CENTER_SHARE: Final = 0.5
#: A person's faces that it is learned on. Of a set of 4 ordinary views and others in glasses and
#: hats (`--dressed`) one is of the others: more, and real people in their own looks lose by it.
FACES_EACH: Final = 5
#: Of those with closed eyes in what one person is taken to vary by: real people close their eyes
#: far more often than people as they are rendered.
ASLEEP_SHARE: Final = 0.5
_BATCH: Final = 32


class Descriptors(NamedTuple):
    """What a color trunk says of faces.

    Attributes:
        rows: Shape (n, 128).
        people: int64, shape (n,), whose each is.
    """

    rows: NDArray[np.floating]
    people: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ColorDirections:
    """What is learned of descriptors.

    Attributes:
        center: float64, shape (128,), subtracted from unit descriptors.
        matrix: float64, shape (128, 128), what the centered ones are multiplied with: the
            whitening, turned so that what tells people apart least comes last.
    """

    center: NDArray[np.float64]
    matrix: NDArray[np.float64]

    def __call__(self, descriptors: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return color vectors of descriptors, shape (n, 128), rows of length 1."""
        return units(units(units(descriptors) - self.center) @ self.matrix)


def learned_directions(faces: Descriptors, asleep: Descriptors | None = None) -> ColorDirections:
    """Learn from descriptors of rendered faces.

    Args:
        faces: Of people as they come: how they differ.
        asleep: Of people with their eyes open and closed: with the others, how one person varies.

    Raises:
        ValueError: If fewer than two people are there, or nobody has two.
    """
    sets = [faces] if asleep is None else [faces, asleep]
    center = CENTER_SHARE * units(faces.rows).mean(axis=0)
    centered = [Descriptors(units(units(each.rows) - center), each.people) for each in sets]
    whitening = within_class_whitening(_scatter(centered).within)
    whitened = [Descriptors(units(each.rows @ whitening), each.people) for each in centered]
    return ColorDirections(center, whitening @ discriminant_rotation(_scatter(whitened)))


def _scatter(sets: Sequence[Descriptors]) -> Scatter:
    """Return how the people of the first set differ, and how one person of all sets varies."""
    scatter, *others = (scatter_of(each.rows, each.people) for each in sets)
    for other in others:
        scatter = blended(scatter, other, ASLEEP_SHARE)
    return scatter


def descriptors_of(color_trunk: keras.Model, faces_dir: Path) -> Descriptors:
    """Return the color trunk's descriptors of everybody's first `FACES_EACH` faces.

    Raises:
        DatasetError: If there are no shards, or one is damaged.
    """
    rows: list[NDArray[np.float32]] = []
    people: list[NDArray[np.int64]] = []
    for faces in read_shards(faces_dir):
        own = (np.flatnonzero(faces.people == person) for person in np.unique(faces.people))
        chosen = np.concatenate([each[:FACES_EACH] for each in own])
        people.append(faces.people[chosen])
        rows.append(described(color_trunk, faces.rgb[chosen]))
    return Descriptors(np.concatenate(rows), np.concatenate(people))


def described(color_trunk: keras.Model, chips: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the color trunk's descriptors of chips, shape (n, 192, 192, 3) -> (n, 128)."""
    rows: list[NDArray[np.float32]] = []
    for start in range(0, len(chips), _BATCH):
        squares = np.stack([arcface_square(chip) for chip in chips[start : start + _BATCH]])
        rows.append(np.asarray(color_trunk.predict_on_batch(squares.astype(np.float32))))
    return np.concatenate(rows)


def units(rows: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return rows of length 1."""
    wide = rows.astype(np.float64)
    lengths: NDArray[np.float64] = wide / np.linalg.norm(wide, axis=1, keepdims=True)
    return lengths
