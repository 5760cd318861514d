"""Cross-modal impostors: the color of one person on the shape of another, as a mask would be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..types import FaceCrop
from .encoders import EvaluatedEncoder
from .faces import Faces
from .intervals import SEED, CountedRate, counted_rate
from .protocols import Enrollment

COLOR_OF_OWNER: Final = "color of the owner"
SHAPE_OF_OWNER: Final = "shape of the owner"
#: Others on whose shape each person's color is laid, where there are few people.
MOST_OTHERS: Final = 5
ENOUGH_IMPOSTORS: Final = 2000
#: What makes two faces alike for reasons other than the person, and how much counts as one.
_POSE_SCALES: Final[Mapping[str, float]] = {"yaw_deg": 10.0, "pitch_deg": 10.0}

#: Returns the crops of some own faces again, by index.
CropsOf = Callable[[Sequence[int]], Mapping[int, FaceCrop]]


@dataclass(frozen=True, eq=False)
class Impostors:
    """n faces, put together of two.

    Attributes:
        color: int64, shape (n,), index of the face whose color is taken.
        shape: int64, shape (n,), index of the face of another person whose depth is taken.
    """

    color: NDArray[np.int64]
    shape: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.color)


@dataclass(frozen=True)
class CrossModalResult:
    """How one kind of impostor fares.

    Attributes:
        direction: `COLOR_OF_OWNER` or `SHAPE_OF_OWNER`: what the impostor has of the
            person whose template it meets.
        accepted: Impostors that matched. The interval is that of as many trials as
            there are owners, because the impostors of one owner resemble each other.
        owners: People whose template was met.
    """

    direction: str
    accepted: CountedRate
    owners: int


def choose_impostors(faces: Faces, enrollment: Enrollment, seed: int = SEED) -> Impostors:
    """Choose who wears whose color, the same each time.

    Each person who is enrolled and has probes gives the color of one probe, chosen at
    random, to up to `MOST_OTHERS` others, fewer where there are many people; everybody gives and
    takes equally often. The shape is that of the other's probe most like it in pose, as far
    as the poses are known, and of these one at random.
    """
    rng = np.random.default_rng(seed)
    probes = np.flatnonzero(enrollment.probes)
    templates = np.unique(faces.people[enrollment.enrolled])
    people = rng.permutation(np.intersect1d(faces.people[probes], templates))
    if len(people) < 2:
        return Impostors(np.zeros(0, np.int64), np.zeros(0, np.int64))
    others = min(MOST_OTHERS, len(people) - 1, max(1, ENOUGH_IMPOSTORS // len(people)))
    of_person = {person: probes[faces.people[probes] == person] for person in people}
    color, shape = [], []
    for step in range(1, others + 1):
        for person, other in zip(people, np.roll(people, -step), strict=True):
            chosen = rng.choice(of_person[person])
            candidates = rng.permutation(of_person[other])
            unlikeness = _pose_unlikeness(faces, chosen, candidates)
            color.append(chosen)
            shape.append(candidates[np.argmin(unlikeness)])
    return Impostors(np.array(color, np.int64), np.array(shape, np.int64))


def crops_for(impostors: Impostors, crops_of: CropsOf) -> Mapping[int, FaceCrop]:
    """Return the crops that the impostors are made of."""
    wanted = np.unique(np.concatenate([impostors.color, impostors.shape]))
    return crops_of(wanted.tolist())


def measure_cross_modal(
    impostors: Impostors,
    crops: Mapping[int, FaceCrop],
    faces: Faces,
    enrollment: Enrollment,
    encoder: EvaluatedEncoder,
) -> tuple[CrossModalResult, ...]:
    """Let the encoder judge every impostor against both people it is made of.

    Args:
        impostors: Who is made of whom.
        crops: From `crops_for`.
        faces: The people's own faces, as this encoder sees them.
        enrollment: Which of those make the templates.
        encoder: Encodes the crops, and decides.
    """
    stored = {
        person: [
            faces.of(index)
            for index in np.flatnonzero(enrollment.enrolled & (faces.people == person)).tolist()
        ]
        for person in np.unique(faces.people[np.concatenate([impostors.color, impostors.shape])])
    }
    accepted = dict.fromkeys((COLOR_OF_OWNER, SHAPE_OF_OWNER), 0)
    for color, shape in zip(impostors.color.tolist(), impostors.shape.tolist(), strict=True):
        mixed = FaceCrop(rgb=crops[color].rgb, depth_mm=crops[shape].depth_mm)
        probe = encoder.encode(mixed)
        accepted[COLOR_OF_OWNER] += encoder.matches(probe, stored[faces.people[color]])
        accepted[SHAPE_OF_OWNER] += encoder.matches(probe, stored[faces.people[shape]])
    owners = len(np.unique(faces.people[impostors.color]))
    return tuple(
        CrossModalResult(direction, counted_rate(count, len(impostors), owners), owners)
        for direction, count in accepted.items()
    )


def _pose_unlikeness(
    faces: Faces, chosen: int, candidates: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return how much the candidates are turned away from the chosen; unknown is not at all."""
    unlikeness = np.zeros(len(candidates))
    for name, scale in _POSE_SCALES.items():
        if name in faces.conditions:
            values = faces.conditions[name].astype(np.float64)
            unlikeness += np.nan_to_num((values[candidates] - values[chosen]) / scale) ** 2
    return unlikeness
