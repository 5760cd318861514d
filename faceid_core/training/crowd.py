"""More people than were rendered: mirrored, reshaped, and gathered into populations.

Real people of one set have a shape in common that the face model's mean lacks: on the
validation set 2.7 mm (root mean square) where two people differ by 1.4. A trunk
that only met people around the model's mean confuses them. So every training
person belongs to a population with a shape of its own, and a batch holds neighbors: people of
the same few populations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ..depth_patch import COLUMNS, PATCH_SHAPE, ROWS, mean_height
from ..errors import DatasetError
from ..face_geometry import FaceGeometry
from ..face_sets import HOLE, STEPS_PER_MM

PEOPLE_A_POPULATION: Final = 33
POPULATIONS_A_BATCH: Final = 6
MIN_KNOWN: Final = 0.4  # of a patch's pixels
_PAIRS: Final = 2  # differences of two people that make a population's shape
_PAIR_SHARE: Final = 0.6
#: Grids and largest deviations in millimeters of a population's and of a person's own shape.
_POPULATION_FIELDS: Final = ((4, 1.0), (8, 0.8), (16, 0.4))
_PERSON_FIELDS: Final = ((8, 0.5), (18, 0.35))
_PERSON_FIELD_LIMIT: Final = 1.3
_SYMMETRY: Final = 0.7
_GAIN: Final = (0.8, 1.25)
#: Relief of a population, as a change of its height over its surroundings.
_RELIEF: Final = (-0.135, 0.036)
_FAR_MM: Final = 25.0
_SMOOTH_PX: Final = 1.5

Field = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class CrowdBatch:
    """One batch, before sensor faults.

    Attributes:
        patches: float32, shape (b, 64, 72, 2), see `faceid_core.depth_patch.patches_of`.
        relief: float32, shape (b, 1, 1), change of the relief, a population's own.
        people: int32, shape (b,), numbers of the people, the rows of a person together.
    """

    patches: NDArray[np.float32]
    relief: NDArray[np.float32]
    people: NDArray[np.int32]


class Crowd:
    """Everybody rendered and their mirror images, each a person of its own."""

    def __init__(self, maps: NDArray[np.int16], *, views: int, seed: int = 0) -> None:
        """Draw populations.

        Args:
            maps: Packed canonical maps, shape (people, views, 96, 96).
            views: Maps of a person in a batch.
            seed: Of populations and shapes.

        Raises:
            DatasetError: If hardly anybody has so many usable maps.
        """
        self._maps = maps[:, :, ROWS, COLUMNS]
        self._mean = mean_height(FaceGeometry.load())
        self._views = views
        self._seed = seed
        self._usable = (self._maps != HOLE).mean(axis=(2, 3)) > MIN_KNOWN
        self._rendered = len(maps)
        enough = np.flatnonzero(self._usable.sum(axis=1) >= views)
        if len(enough) < 2:
            raise DatasetError(
                f"Only {len(enough)} people have {views} usable maps. Render more people."
            )
        rng = np.random.default_rng([seed, 0xC403D])
        people = rng.permutation(np.concatenate([enough, enough + self._rendered]))
        groups = max(len(people) // PEOPLE_A_POPULATION, 1)
        self._members = np.array_split(people, groups)
        self._population = np.zeros(2 * self._rendered, np.int64)
        for number, members in enumerate(self._members):
            self._population[members] = number
        self._shapes = [self._population_shape(rng, enough) for _ in range(groups)]
        self._reliefs = rng.uniform(*_RELIEF, groups).astype(np.float32)

    def __len__(self) -> int:
        """Return how many people there are, mirror images counted."""
        return 2 * self._rendered

    def batch(self, rng: np.random.Generator, people: int) -> CrowdBatch:
        """Draw people of a few populations, each with several views."""
        groups = min(POPULATIONS_A_BATCH, len(self._members))
        drawn: list[int] = []
        for group in rng.choice(len(self._members), groups, replace=False):
            members = self._members[group]
            wanted = min(-(-people // groups), len(members), people - len(drawn))
            drawn += rng.choice(members, wanted, replace=False).tolist()
        numbers = np.array(drawn)
        return CrowdBatch(
            patches=np.concatenate([self._patches(number, rng) for number in drawn]),
            relief=np.repeat(self._reliefs[self._population[numbers]], self._views)[:, None, None],
            people=np.repeat(numbers, self._views).astype(np.int32),
        )

    def _patches(self, number: int, rng: np.random.Generator) -> NDArray[np.float32]:
        """Return views of one person, shape (views, 64, 72, 2)."""
        is_mirrored, person = divmod(number, self._rendered)
        views = rng.choice(np.flatnonzero(self._usable[person]), self._views, replace=False)
        over, known = self._over_mean(self._maps[person, views])
        if is_mirrored:
            over, known = over[:, :, ::-1], known[:, :, ::-1]
        own = np.random.default_rng([self._seed, number])
        limit = own.uniform(0.0, _PERSON_FIELD_LIMIT)
        shape = sum(
            (_field(own, size) * (limit * deviation) for size, deviation in _PERSON_FIELDS),
            start=self._shapes[self._population[number]],
        )
        over = over * np.float32(own.uniform(*_GAIN)) + shape * known
        return np.stack([over, known], axis=-1).astype(np.float32)

    def _population_shape(self, rng: np.random.Generator, enough: NDArray[np.int64]) -> Field:
        """Return what a population has in common: a way people differ, and smooth waves."""
        shape = np.zeros(PATCH_SHAPE[:2], np.float32)
        for _ in range(_PAIRS):
            first, second = rng.choice(enough, 2, replace=False)
            shape += np.float32(rng.normal(0.0, _PAIR_SHARE)) * (
                self._neutral(first) - self._neutral(second)
            )
        for size, limit in _POPULATION_FIELDS:
            waves = _field(rng, size) * np.float32(rng.uniform(0.0, limit))
            shape += _SYMMETRY * waves + (1.0 - _SYMMETRY) * waves[:, ::-1]
        return shape

    def _neutral(self, person: int) -> Field:
        """Return a person's shape over the mean face, all views in one, holes at the mean."""
        over, known = self._over_mean(self._maps[person])
        known = known * (np.abs(over) < _FAR_MM)
        shape = (over * known).sum(axis=0) / np.maximum(known.sum(axis=0), 1.0)
        smooth = np.asarray(cv2.GaussianBlur(shape, (0, 0), _SMOOTH_PX), np.float32)
        return smooth - smooth.mean()

    def _over_mean(self, maps: NDArray[np.int16]) -> tuple[Field, Field]:
        """Return heights over the mean face, 0 in holes, and where they are known."""
        known = (maps != HOLE).astype(np.float32)
        return (maps / np.float32(STEPS_PER_MM) - self._mean) * known, known


def _field(rng: np.random.Generator, size: int) -> Field:
    """Return smooth noise of about unit size, shape (64, 72)."""
    grid = rng.standard_normal((size, size)).astype(np.float32)
    height, width, _ = PATCH_SHAPE
    return np.asarray(cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
