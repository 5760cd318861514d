"""Everything that is measured on one folder, computed from its samples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from .attacks import SpeciesResult, measure_attacks
from .faces import FUSED, Faces, faces_of
from .intervals import CountedRate, counted_rate
from .matching_rates import MatchingRates, measure_rates
from .protocols import (
    ACROSS_SESSIONS,
    Enrollment,
    Scores,
    enroll,
    enrolled_scores,
    mated_rule,
    pair_scores,
)
from .samples import Sample

PAIRS: Final = "pairs"
ENROLLED: Final = "enrolled"
ENROLLED_FRAMES: Final = 9


@dataclass(frozen=True)
class Acquisition:
    """Frames of people's own faces.

    Attributes:
        failed: Those without a usable face.
        reasons: How often each `Retry`, by its name, the most frequent first.
        people_without_face: People of whom no frame was usable.
    """

    failed: CountedRate
    reasons: dict[str, int]
    people_without_face: int


@dataclass(frozen=True)
class ProtocolResult:
    """What one way of comparing gave.

    Attributes:
        description: What was compared with what, a sentence.
        mated: How many comparisons of one person.
        non_mated: How many comparisons of two people.
        trunks: Rates by trunk: "fused", "color", and "depth" where there is one.
    """

    description: str
    mated: int
    non_mated: int
    trunks: dict[str, MatchingRates]


@dataclass(frozen=True)
class Summary:
    """The figures, without a face or a vector in them.

    Attributes:
        mean_mated_distance: Fused, every pair: the article's first figure.
        mean_non_mated_distance: Its second.
        encoder_id: The encoder that made the vectors.
        threshold: Its largest accepted distance.
        people: Besides attacks.
        sessions: Besides attacks.
        frames: Besides attacks.
        acquisition: Failure to acquire.
        protocols: "pairs" and "enrolled".
        bpcer: Usable frames of people's own faces that liveness refused.
        attacks: By species, the worst first.
    """

    mean_mated_distance: float | None
    mean_non_mated_distance: float | None
    encoder_id: str
    threshold: float
    people: int
    sessions: int
    frames: int
    acquisition: Acquisition
    protocols: dict[str, ProtocolResult]
    bpcer: CountedRate
    attacks: tuple[SpeciesResult, ...]


@dataclass(frozen=True, eq=False)
class Evaluation:
    """The figures and what plots are made from.

    Attributes:
        summary: The figures.
        people: Names; `Faces.people` are indices into them.
        own: Usable faces of the people themselves.
        attacks: Usable faces in attacks.
        scores: By protocol, then by trunk.
    """

    summary: Summary
    people: tuple[str, ...]
    own: Faces
    attacks: Faces
    scores: dict[str, dict[str, Scores]]


def evaluate(
    samples: Sequence[Sample],
    encoder_id: str,
    threshold: float,
    enrolled_frames: int = ENROLLED_FRAMES,
) -> Evaluation:
    """Compute every figure.

    Args:
        samples: All frames of all sessions, in the order of `find_sessions`.
        encoder_id: The encoder that made the embeddings.
        threshold: Its largest accepted distance.
        enrolled_frames: Frames of each person in the protocol "enrolled".

    Raises:
        DatasetError: If too few faces were usable.
    """
    people = tuple(sorted({sample.session.person for sample in samples}))
    own_samples = [sample for sample in samples if sample.session.species is None]
    attack_samples = [sample for sample in samples if sample.session.species is not None]
    own, attacks = faces_of(own_samples, people), faces_of(attack_samples, people)
    rule = mated_rule(own)
    enrollment = enroll(own, enrolled_frames, rule)
    scores = {
        PAIRS: {trunk: pair_scores(own, trunk, rule) for trunk in own.vectors},
        ENROLLED: {trunk: enrolled_scores(own, trunk, enrollment) for trunk in own.vectors},
    }
    descriptions = {
        PAIRS: _describe_pairs(rule),
        ENROLLED: _describe_enrolled(own, enrollment, enrolled_frames, rule),
    }
    protocols = {
        name: _result(descriptions[name], by_trunk, threshold) for name, by_trunk in scores.items()
    }
    means = protocols[PAIRS].trunks[FUSED]
    summary = Summary(
        mean_mated_distance=means.mean_mated.value,
        mean_non_mated_distance=means.mean_non_mated.value,
        encoder_id=encoder_id,
        threshold=threshold,
        people=len({sample.session.person for sample in own_samples}),
        sessions=len({sample.session.path for sample in own_samples}),
        frames=len(own_samples),
        acquisition=_acquisition(own_samples),
        protocols=protocols,
        bpcer=counted_rate(int((~own.is_live).sum()), len(own)),
        attacks=measure_attacks(attack_samples, attacks, own, enrollment, threshold),
    )
    return Evaluation(summary, people, own, attacks, scores)


def _acquisition(samples: Sequence[Sample]) -> Acquisition:
    reasons = Counter(sample.retry.name for sample in samples if sample.retry is not None)
    everyone = {sample.session.person for sample in samples}
    seen = {sample.session.person for sample in samples if sample.retry is None}
    return Acquisition(
        failed=counted_rate(reasons.total(), len(samples)),
        reasons=dict(reasons.most_common()),
        people_without_face=len(everyone - seen),
    )


def _result(description: str, by_trunk: dict[str, Scores], threshold: float) -> ProtocolResult:
    rates: dict[str, MatchingRates] = {}
    for trunk, scores in by_trunk.items():
        fused = by_trunk[FUSED]
        is_fused = np.array_equal(scores.mated, fused.mated) and np.array_equal(
            scores.non_mated, fused.non_mated
        )
        # With one trunk the fused vector is that trunk's: the same rates.
        rates[trunk] = (
            rates[FUSED] if is_fused and FUSED in rates else measure_rates(scores, threshold)
        )
    some = by_trunk[FUSED]
    return ProtocolResult(description, len(some.mated), len(some.non_mated), rates)


def _describe_pairs(rule: str) -> str:
    if rule == ACROSS_SESSIONS:
        return (
            "Every frame with every other, once. Mated are two frames of one person "
            "in different sessions; pairs within a session do not count."
        )
    return (
        "Every frame with every other, once. Nobody was seen in two sessions, so mated are "
        "two frames of one session: that flatters."
    )


def _describe_enrolled(own: Faces, enrollment: Enrollment, asked: int, rule: str) -> str:
    counts = np.unique(own.people[enrollment.enrolled], return_counts=True)[1]
    least, most = int(counts.min()), int(counts.max())
    each = f"{least}" if least == most else f"{least} to {most}"
    place = (
        "of each person's first session; probes are all frames of the other sessions"
        if rule == ACROSS_SESSIONS
        else "of each person, at most half of them; probes are the others of the same session"
    )
    return (
        f"A template is {each} frames {place}. Every probe meets every template, and the "
        "nearest stored face counts. "
        f"Asked for were {asked} frames a template."
    )
