"""How presentation attacks fare, one species at a time, in the terms of ISO/IEC 30107-3."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from ..verification import FRAMES_TO_MATCH
from .encoders import EvaluatedEncoder
from .faces import Faces
from .intervals import CountedRate, counted_rate
from .presentations import longest_run
from .protocols import Enrollment
from .samples import Sample


@dataclass(frozen=True)
class SpeciesResult:
    """What became of the attacks of one species.

    Attributes:
        species: What was presented.
        sessions: How many recordings of it.
        frames: How many frames.
        non_response: Frames without a usable face. They unlock nothing, and are not
            in the rates below.
        accepted: Frames that matched their victim's template and passed as live,
            of those whose victim is enrolled. ISO calls this rate IAPAR.
        passed_as_live: Frames that liveness alone let pass: APCER of the liveness check.
        sessions_accepted: Sessions with an accepted frame, of those with a judged one.
        sessions_opened: Sessions with so many accepted frames in a row that the lock would open,
            of the same.
    """

    species: str
    sessions: int
    frames: int
    non_response: CountedRate
    accepted: CountedRate
    passed_as_live: CountedRate
    sessions_accepted: CountedRate
    sessions_opened: CountedRate


def measure_attacks(
    samples: Sequence[Sample],
    attacks: Faces,
    own: Faces,
    enrollment: Enrollment,
    encoder: EvaluatedEncoder,
) -> tuple[SpeciesResult, ...]:
    """Judge every attack as the lock would, against the victim's template.

    Args:
        samples: Every frame of every attack session.
        attacks: The usable faces among them.
        own: The people's own faces.
        enrollment: Which of those make the templates.
        encoder: Whose vectors these are; it decides.

    Returns:
        The results, the most often accepted species first.
    """
    matched = _matched(attacks, own, enrollment, encoder)
    has_template = np.isin(attacks.people, own.people[enrollment.enrolled])
    results = []
    for species in sorted({sample.session.species or "" for sample in samples}):
        presented = [sample for sample in samples if sample.session.species == species]
        is_species = attacks.species == species
        judged = is_species & has_template
        accepted = judged & matched & attacks.is_live
        accepted_frames = set(np.flatnonzero(accepted).tolist())
        judged_sessions = len(np.unique(attacks.sessions[judged]))
        results.append(
            SpeciesResult(
                species=species,
                sessions=len({sample.session.path for sample in presented}),
                frames=len(presented),
                non_response=counted_rate(
                    sum(sample.retry is not None for sample in presented), len(presented)
                ),
                accepted=counted_rate(int(accepted.sum()), int(judged.sum())),
                passed_as_live=counted_rate(
                    int((is_species & attacks.is_live).sum()), int(is_species.sum())
                ),
                sessions_accepted=counted_rate(
                    len(np.unique(attacks.sessions[accepted])), judged_sessions
                ),
                sessions_opened=counted_rate(
                    _opened_sessions(samples, species, accepted_frames), judged_sessions
                ),
            )
        )
    return tuple(sorted(results, key=_badness, reverse=True))


def _opened_sessions(samples: Sequence[Sample], species: str, accepted: Set[int]) -> int:
    """Count the sessions of a species with enough accepted frames in a row.

    Args:
        samples: Every frame of every attack session, in order.
        species: Which.
        accepted: Indices among the usable frames.
    """
    usable = np.cumsum([sample.retry is None for sample in samples]) - 1
    flags = [
        sample.retry is None and int(number) in accepted
        for sample, number in zip(samples, usable, strict=True)
    ]
    by_session = groupby(
        zip(samples, flags, strict=True), key=lambda judged: judged[0].session.path
    )
    runs = [
        longest_run(flag for sample, flag in frames if sample.session.species == species)
        for _, frames in by_session
    ]
    return sum(run >= FRAMES_TO_MATCH for run in runs)


def _matched(
    attacks: Faces, own: Faces, enrollment: Enrollment, encoder: EvaluatedEncoder
) -> np.ndarray:
    matched = np.zeros(len(attacks), bool)
    for victim in np.intersect1d(attacks.people, own.people[enrollment.enrolled]):
        stored = [
            own.of(index)
            for index in np.flatnonzero(enrollment.enrolled & (own.people == victim)).tolist()
        ]
        for index in np.flatnonzero(attacks.people == victim).tolist():
            matched[index] = encoder.matches(attacks.of(index), stored)
    return matched


def _badness(result: SpeciesResult) -> tuple[float, float]:
    return result.accepted.value or 0.0, result.passed_as_live.value or 0.0
