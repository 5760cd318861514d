"""Faces and worn paper for a batch: equally often, with other people's differences added to both.

They are drawn anew for each, from the same people: no set of people, and no sensor, tells the
two kinds apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ..depth_patch import PATCH_SHAPE, mean_height, patches_of
from ..errors import DatasetError
from ..face_geometry import FaceGeometry
from ..face_sets import unpacked

MIN_KNOWN: Final = 0.4  # of a patch's pixels
#: Differences of two people, each times a number of this standard deviation, that are added.
_PAIRS: Final = 2
_PAIR_SHARE: Final = 0.8
#: Grids and largest deviations in millimeters of what real people add to the model's.
_FIELDS: Final = ((4, 2.5), (8, 1.5), (16, 0.7))
_SYMMETRY: Final = 0.7
_GAIN: Final = (0.8, 1.25)
#: Change of the height over its surroundings: real sensors flatten what is small.
_RELIEF: Final = (-0.3, 0.1)
_RELIEF_ON_PAPER: Final = (-0.15, 0.1)
#: Paper takes a part of the wearer's shape; of what is added it gets this.
_ON_PAPER: Final = 0.6
_FAR_MM: Final = 25.0
_SMOOTH_PX: Final = 1.5

Field = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class PaperBatch:
    """One batch, before sensor faults.

    Attributes:
        patches: float32, shape (2 n, 64, 72, 2), see `faceid_core.depth_patch.patches_of`.
        relief: float32, shape (2 n, 1, 1), change of the relief.
        is_face: float32, shape (2 n,), 1 of faces and 0 of paper.
    """

    patches: Field
    relief: Field
    is_face: Field


class PaperBatches:
    """Draws batches."""

    def __init__(self, faces: NDArray[np.int16], paper: NDArray[np.int16]) -> None:
        """Keep the usable maps.

        Args:
            faces: Packed canonical maps, shape (n, 96, 96).
            paper: Likewise, of worn paper.

        Raises:
            DatasetError: If there is none of a kind.
        """
        self._mean = mean_height(FaceGeometry.load())
        self._kinds = (self._usable(faces), self._usable(paper))

    def __len__(self) -> int:
        """Return how many usable maps there are of both kinds."""
        return sum(map(len, self._kinds))

    def batch(self, rng: np.random.Generator, of_each: int) -> PaperBatch:
        """Draw so many of each kind."""
        patches = np.stack([self._drawn(kind, rng) for kind in self._kinds for _ in range(of_each)])
        is_face = np.repeat([1.0, 0.0], of_each).astype(np.float32)
        parts = np.where(is_face > 0.0, 1.0, _ON_PAPER).astype(np.float32)
        for (over, known), part in zip(np.moveaxis(patches, -1, 1), parts, strict=True):
            added = part * self._of_others(rng) * known
            over *= np.float32(rng.uniform(*_GAIN))
            over += added
        relief = [rng.uniform(*limits, (of_each, 1, 1)) for limits in (_RELIEF, _RELIEF_ON_PAPER)]
        return PaperBatch(patches, np.concatenate(relief).astype(np.float32), is_face)

    def _of_others(self, rng: np.random.Generator) -> Field:
        """Return how somebody else's shape differs, shape (64, 72)."""
        faces = self._kinds[0]
        shape = _waves(rng)
        for _ in range(_PAIRS):
            first, second = (_smooth(faces[rng.integers(len(faces))]) for _ in range(2))
            shape += np.float32(rng.normal(0.0, _PAIR_SHARE)) * (first - second)
        return shape

    def _drawn(self, kind: Field, rng: np.random.Generator) -> Field:
        patch = kind[rng.integers(len(kind))]
        return patch[:, ::-1] if rng.random() < 0.5 else patch

    def _usable(self, maps: NDArray[np.int16]) -> Field:
        patches = patches_of(unpacked(maps), self._mean)
        found = patches[patches[..., 1].mean(axis=(1, 2)) > MIN_KNOWN]
        if not len(found):
            raise DatasetError("There is no usable face in it.")
        return found


def _waves(rng: np.random.Generator) -> Field:
    """Return smooth waves, rather symmetric, shape (64, 72)."""
    height, width, _ = PATCH_SHAPE
    waves = np.zeros((height, width), np.float32)
    for size, limit in _FIELDS:
        grid = rng.standard_normal((size, size)).astype(np.float32)
        waves += rng.uniform(0.0, limit) * cv2.resize(
            grid, (width, height), interpolation=cv2.INTER_CUBIC
        )
    return _SYMMETRY * waves + (1.0 - _SYMMETRY) * waves[:, ::-1]


def _smooth(patch: Field) -> Field:
    """Return a face's shape over the mean face, holes at the mean, shape (64, 72)."""
    over, known = patch[..., 0], patch[..., 1] * (np.abs(patch[..., 0]) < _FAR_MM)
    level = (over * known).sum() / max(float(known.sum()), 1.0)
    shape = cv2.GaussianBlur((over - level) * known, (0, 0), _SMOOTH_PX)
    return np.asarray(shape, np.float32)
