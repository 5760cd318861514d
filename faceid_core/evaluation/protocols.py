"""Which faces are compared with which: every pair, or probes with an enrolled template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist, pdist

from ..errors import DatasetError
from .faces import Faces

ACROSS_SESSIONS: Final = "across sessions"
WITHIN_SESSIONS: Final = "within sessions"


@dataclass(frozen=True, eq=False)
class Scores:
    """Distances of comparisons, and whose they are.

    Attributes:
        mated: float64, shape (m,), distances of one person's faces.
        mated_people: int64, shape (m,), that person.
        non_mated: float64, shape (n,), distances of two people's faces.
        non_mated_people: int64, shape (n, 2), those two.
    """

    mated: NDArray[np.float64]
    mated_people: NDArray[np.int64]
    non_mated: NDArray[np.float64]
    non_mated_people: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Enrollment:
    """Who enrolls with which faces.

    Attributes:
        enrolled: bool, shape (n,), the faces that make the templates.
        probes: bool, shape (n,), the faces that are compared with them.
    """

    enrolled: NDArray[np.bool_]
    probes: NDArray[np.bool_]


def mated_rule(faces: Faces) -> str:
    """Return which faces of one person are compared.

    Faces of one session look alike for reasons other than the person (light, hair,
    glasses), so mated comparisons are across sessions. Only where nobody was seen
    in two sessions they are within them.

    Raises:
        DatasetError: If nobody was seen twice, or only one person was.
    """
    people = np.unique(faces.people)
    if len(people) < 2:
        raise DatasetError(
            f"Too few people show a usable face: {len(people)}. Error rates need at least two."
        )
    seen = {(int(p), int(s)) for p, s in zip(faces.people, faces.sessions, strict=True)}
    if len(seen) > len(people):
        return ACROSS_SESSIONS
    if len(faces) > len(people):
        return WITHIN_SESSIONS
    raise DatasetError("Nobody shows a usable face in two frames, so there is nothing to compare.")


def pair_scores(faces: Faces, trunk: str, rule: str) -> Scores:
    """Compare every face with every other, once.

    Args:
        faces: The people's own faces.
        trunk: Whose vectors.
        rule: From `mated_rule`.
    """
    first, second = np.triu_indices(len(faces), 1)
    rows = faces.vectors[trunk]
    distances = pdist(rows)  # in the order of triu_indices
    people = np.stack([faces.people[first], faces.people[second]], axis=1)
    same = people[:, 0] == people[:, 1]
    mated = same
    if rule == ACROSS_SESSIONS:
        mated = same & (faces.sessions[first] != faces.sessions[second])
    return Scores(distances[mated], people[mated, 0], distances[~same], people[~same])


def enroll(faces: Faces, count: int, rule: str) -> Enrollment:
    """Choose at most `count` faces of each person for the template, evenly spread.

    Across sessions, they are of the person's first session, and the other sessions
    are the probes. Within sessions, they are at most half of the person's faces,
    and the others are the probes.

    Args:
        faces: The people's own faces.
        count: Faces a template.
        rule: From `mated_rule`.
    """
    enrolled = np.zeros(len(faces), bool)
    probes = np.zeros(len(faces), bool)
    for person in np.unique(faces.people):
        own = np.flatnonzero(faces.people == person)
        if rule == ACROSS_SESSIONS:
            is_first = faces.sessions[own] == faces.sessions[own[0]]
            enrolled[_evenly(own[is_first], count)] = True
            probes[own[~is_first]] = True
        else:
            chosen = _evenly(own, min(count, len(own) // 2))
            enrolled[chosen] = True
            probes[np.setdiff1d(own, chosen)] = True
    return Enrollment(enrolled, probes)


def enrolled_scores(faces: Faces, trunk: str, enrollment: Enrollment) -> Scores:
    """Compare every probe with every template; the nearest stored face counts."""
    probes = np.flatnonzero(enrollment.probes)
    templates = np.unique(faces.people[enrollment.enrolled])
    distances = np.stack(
        [
            nearest_distances(faces.vectors[trunk][probes], faces, trunk, enrollment, person)
            for person in templates
        ],
        axis=1,
    )
    probe_people, template_people = np.broadcast_arrays(
        faces.people[probes][:, None], templates[None, :]
    )
    same = probe_people == template_people
    both = np.stack([probe_people[~same], template_people[~same]], axis=1)
    return Scores(distances[same], probe_people[same], distances[~same], both)


def nearest_distances(
    rows: NDArray[np.float32], faces: Faces, trunk: str, enrollment: Enrollment, person: int
) -> NDArray[np.float64]:
    """Return how far each of the vectors `rows` is from a person's template."""
    stored = enrollment.enrolled & (faces.people == person)
    nearest: NDArray[np.float64] = cdist(rows, faces.vectors[trunk][stored]).min(axis=1)
    return nearest


def _evenly(indices: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    if count >= len(indices):
        return indices
    return indices[np.arange(count) * len(indices) // max(count, 1)]
