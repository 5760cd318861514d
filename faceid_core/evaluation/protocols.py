"""Which faces are compared with which: every pair, or probes with an enrolled template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..cohort import squared_distances
from ..errors import DatasetError
from ..segments import Segments
from .faces import Faces
from .scores import MOST_WHOLE, Block, Scores, scores_of_blocks

ACROSS_SESSIONS: Final = "across sessions"
WITHIN_SESSIONS: Final = "within sessions"
#: Faces compared with all others at once: 512 of 8,000 are 33 MB of distances.
BLOCK_FACES: Final = 512


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


def pair_scores(
    faces: Faces,
    trunk: str,
    rule: str,
    threshold: float = 0.0,
    *,
    block_faces: int = BLOCK_FACES,
    most_whole: int = MOST_WHOLE,
) -> Scores:
    """Compare every face with every other, once.

    Args:
        faces: The people's own faces.
        trunk: Whose vectors.
        rule: From `mated_rule`.
        threshold: Largest distance that matches.
        block_faces: Faces compared with all others at once.
        most_whole: Up to so many comparisons of two people are all kept.
    """
    rows, units = faces.vectors[trunk].astype(np.float64), faces.unit(trunk)
    mated, mated_people = _mated_pairs(rows, units, faces, rule)

    def blocks() -> Iterator[Block]:
        columns = np.arange(len(rows))
        for start in range(0, len(rows), block_faces):
            block = np.arange(start, min(start + block_faces, len(rows)))
            others = columns[start:]
            squares = squared_distances(rows[block], rows[others])
            distances = np.sqrt(squares / (units[block][:, None] * units[others]))
            counts = (others[None, :] > block[:, None]) & (
                faces.people[others][None, :] != faces.people[block][:, None]
            )
            first, second = np.nonzero(counts)
            yield Block(distances[counts], faces.people[block][first], faces.people[others][second])

    return scores_of_blocks(
        mated,
        mated_people,
        blocks,
        _number_of(faces),
        threshold,
        most_distance=_most_distance(rows, units),
        most_whole=most_whole,
    )


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
    for own in faces.of_each_person():
        if rule == ACROSS_SESSIONS:
            is_first = faces.sessions[own] == faces.sessions[own[0]]
            enrolled[_evenly(own[is_first], count)] = True
            probes[own[~is_first]] = True
        else:
            chosen = _evenly(own, min(count, len(own) // 2))
            enrolled[chosen] = True
            probes[np.setdiff1d(own, chosen)] = True
    return Enrollment(enrolled, probes)


def enrolled_scores(
    faces: Faces,
    trunk: str,
    enrollment: Enrollment,
    threshold: float = 0.0,
    *,
    along_lines: bool = False,
    block_faces: int = BLOCK_FACES,
    most_whole: int = MOST_WHOLE,
) -> Scores:
    """Compare every probe with every template.

    Args:
        faces: The people's own faces.
        trunk: Whose vectors.
        enrollment: From `enroll`.
        threshold: Largest distance that matches.
        along_lines: Whether the nearest line between two stored faces of a person counts,
            as the lock compares, or the nearest stored face.
        block_faces: Probes compared with all templates at once.
        most_whole: Up to so many comparisons of two people are all kept.
    """
    rows, units = faces.vectors[trunk].astype(np.float64), faces.unit(trunk)
    probes = np.flatnonzero(enrollment.probes)
    stored = np.flatnonzero(enrollment.enrolled)
    stored = stored[np.argsort(faces.people[stored], kind="stable")]
    templates, starts = np.unique(faces.people[stored], return_index=True)

    segments = (
        Segments.within(rows[stored], faces.people[stored].tolist())
        if along_lines
        else Segments.none_between(len(stored))
    )
    first_lines = np.searchsorted(segments.first, starts)
    counts = np.diff(np.append(starts, len(stored)))
    template_units = np.add.reduceat(units[stored], starts) / counts

    def nearest(block: NDArray[np.int64]) -> NDArray[np.float64]:
        squares = segments.squared_distances(squared_distances(rows[block], rows[stored]))
        squares = np.minimum.reduceat(squares, first_lines, axis=1)
        return np.sqrt(squares / (units[block][:, None] * template_units))

    def blocks() -> Iterator[Block]:
        for block in _parts(probes, block_faces):
            is_other = templates[None, :] != faces.people[block][:, None]
            first, second = np.nonzero(is_other)
            yield Block(nearest(block)[is_other], faces.people[block][first], templates[second])

    with_template = probes[np.isin(faces.people[probes], templates)]
    mated = np.concatenate(
        [
            nearest(block)[np.arange(len(block)), np.searchsorted(templates, faces.people[block])]
            for block in _parts(with_template, block_faces)
        ]
    )
    return scores_of_blocks(
        mated,
        faces.people[with_template],
        blocks,
        _number_of(faces),
        threshold,
        most_distance=_most_distance(rows, units),
        most_whole=most_whole,
        mated_probes=with_template,
    )


def _mated_pairs(
    rows: NDArray[np.float64], units: NDArray[np.float64], faces: Faces, rule: str
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the distances of one person's faces, and that person."""
    distances, people = [], []
    for own in faces.of_each_person():
        first, second = np.triu_indices(len(own), 1)
        if rule == ACROSS_SESSIONS:
            counts = faces.sessions[own][first] != faces.sessions[own][second]
            first, second = first[counts], second[counts]
        lengths = np.linalg.norm(rows[own[first]] - rows[own[second]], axis=1)
        distances.append(lengths / np.sqrt(units[own[first]] * units[own[second]]))
        people.append(faces.people[own[first]])
    return np.concatenate(distances), np.concatenate(people)


def _most_distance(rows: NDArray[np.float64], units: NDArray[np.float64]) -> float:
    return 2.0 * float(np.linalg.norm(rows, axis=1).max() / units.min())


def _parts(indices: NDArray[np.int64], size: int) -> Iterator[NDArray[np.int64]]:
    for start in range(0, len(indices), size):
        yield indices[start : start + size]


def _number_of(faces: Faces) -> int:
    return int(faces.people.max()) + 1


def _evenly(indices: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    if count >= len(indices):
        return indices
    return indices[np.arange(count) * len(indices) // max(count, 1)]
