"""What follows the color trunk's descriptors: a center is taken away, and they are whitened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import keras
import numpy as np
from numpy.typing import NDArray

from ..face_chip import arcface_square
from ..face_sets import read_shards
from .discriminant import discriminant_rotation
from .whitening import within_class_whitening

#: Of the mean descriptor, subtracted before the length is divided out.
CENTER_SHARE: Final = 0.5
#: A person's faces that it is learned on. Of a set of 4 ordinary views and others in glasses and
#: hats (`--dressed`) one is of the others: more, and real people in their own looks lose by it.
FACES_EACH: Final = 5
_BATCH: Final = 32


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


def learned_directions(
    descriptors: NDArray[np.floating], people: NDArray[np.int64]
) -> ColorDirections:
    """Learn from descriptors of rendered faces.

    Args:
        descriptors: Shape (n, 128).
        people: Shape (n,), whose each is.

    Raises:
        ValueError: If fewer than two people are there, or nobody has two.
    """
    rows = units(descriptors)
    center = CENTER_SHARE * rows.mean(axis=0)
    centered = units(rows - center)
    whitening = within_class_whitening(centered, people)
    whitened = units(centered @ whitening)
    return ColorDirections(center, whitening @ discriminant_rotation(whitened, people))


def descriptors_of(
    color_trunk: keras.Model, faces_dir: Path
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return the color trunk's descriptors of everybody's first `FACES_EACH`, and whose each is.

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
    return np.concatenate(rows), np.concatenate(people)


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
