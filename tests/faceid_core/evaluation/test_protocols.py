"""Which faces meet, and that distances are those of the lock."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import astuple

import numpy as np
import pytest

from faceid_core.encoder import Encoder
from faceid_core.errors import DatasetError
from faceid_core.evaluation import Sample, load_encoder
from faceid_core.evaluation.faces import Faces, faces_of, trunk_rows
from faceid_core.evaluation.intervals import draw_people
from faceid_core.evaluation.matching_rates import MatchingRates, measure_rates
from faceid_core.evaluation.protocols import (
    ACROSS_SESSIONS,
    WITHIN_SESSIONS,
    enroll,
    enrolled_scores,
    mated_rule,
    pair_scores,
)
from faceid_core.evaluation.scores import Scores
from faceid_core.evaluation.trunks import template_of
from faceid_core.types import FaceCrop, Retry

MakeSample = Callable[..., Sample]
PEOPLE = ("person0", "person1", "person2")


def collected(samples: list[Sample]) -> Faces:
    return faces_of(samples, PEOPLE)


def test_pairs_across_sessions_leave_out_those_within(two_sessions: list[Sample]) -> None:
    faces = collected(two_sessions)
    assert mated_rule(faces) == ACROSS_SESSIONS
    scores = pair_scores(faces, "fused", ACROSS_SESSIONS)
    # Each person: 2 x 2 frames of two sessions; people: 3 pairs of 4 x 4 frames.
    assert len(scores.mated) == 3 * 4
    assert len(scores.non_mated) == 3 * 16
    chords = sorted(2 * math.sin(angle / 2) for angle in (0.2, 0.4, 0.1, 0.3))
    np.testing.assert_allclose(sorted(scores.mated[scores.mated_people == 1]), chords, atol=1e-6)
    assert (scores.non_mated_people[:, 0] != scores.non_mated_people[:, 1]).all()


def test_with_one_session_a_person_pairs_are_within_it(sample: MakeSample) -> None:
    faces = collected([sample(i, tilt=t) for i in range(2) for t in (0.0, 0.1, 0.2)])
    assert mated_rule(faces) == WITHIN_SESSIONS
    scores = pair_scores(faces, "fused", WITHIN_SESSIONS)
    assert (len(scores.mated), len(scores.non_mated)) == (2 * 3, 9)


@pytest.mark.parametrize(
    ("frames", "words"),
    [
        ([(0, 0.0), (0, 0.1)], "usable face: 1"),
        ([(0, 0.0), (1, 0.0)], "two frames"),
        ([], "usable face: 0"),
    ],
)
def test_too_few_faces_are_refused(
    sample: MakeSample, frames: list[tuple[int, float]], words: str
) -> None:
    faces = collected(
        [sample(2, retry=Retry.TOO_FAR), *(sample(index, tilt=tilt) for index, tilt in frames)]
    )
    with pytest.raises(DatasetError, match=words):
        mated_rule(faces)


def test_templates_come_from_the_first_session_and_probes_from_the_others(
    two_sessions: list[Sample],
) -> None:
    faces = collected(two_sessions)
    enrollment = enroll(faces, 1, ACROSS_SESSIONS)
    assert enrollment.enrolled.tolist() == [True, False, False, False] * 3
    assert enrollment.probes.tolist() == [False, False, True, True] * 3
    assert enroll(faces, 9, ACROSS_SESSIONS).enrolled.sum() == 6


def test_within_one_session_at_most_half_is_enrolled_evenly(sample: MakeSample) -> None:
    frames = [sample(0, tilt=0.01 * i) for i in range(9)] + [sample(1)]
    enrollment = enroll(collected(frames), 3, WITHIN_SESSIONS)
    assert np.flatnonzero(enrollment.enrolled).tolist() == [0, 3, 6]
    assert enrollment.probes.sum() == 7
    assert enroll(collected(frames), 9, WITHIN_SESSIONS).enrolled.sum() == 4


def test_distances_to_templates_are_those_of_the_lock() -> None:
    """Three people, two sessions of two crops of noise, through the shipped encoder."""
    encoder = load_encoder()
    rng = np.random.default_rng(5)
    crops = [
        FaceCrop(
            rng.integers(0, 256, (192, 192, 3), np.uint8),
            rng.normal(0.0, 20.0, (96, 96)).astype(np.float32),
        )
        for _ in range(12)
    ]
    vectors = [encoder.encode(crop) for crop in crops]
    seen = Faces(
        people=np.repeat(np.arange(3), 4),
        sessions=np.repeat(np.arange(6), 2),
        species=np.full(12, "", np.str_),
        is_live=np.ones(12, np.bool_),
        vectors=trunk_rows(vectors),
    )
    faces = encoder.with_units(seen)
    enrollment = enroll(faces, 9, ACROSS_SESSIONS)
    scores = enrolled_scores(faces, "fused", enrollment, along_lines=True)
    assert (len(scores.mated), len(scores.non_mated)) == (3 * 2, 3 * 2 * 2)
    assert scores.mated_probes is not None
    assert scores.mated_probes.tolist() == [2, 3, 6, 7, 10, 11]
    shipped = Encoder()
    templates = [template_of(vectors[4 * i : 4 * i + 2], shipped.encoder_id) for i in range(3)]
    distances = np.array(
        [
            [
                shipped.matcher.references([template])
                .compare(shipped.encode(crops[probe]))
                .distance
                for template in templates
            ]
            for probe in scores.mated_probes
        ]
    )
    is_own = np.repeat(np.eye(3, dtype=bool), 2, axis=0)
    np.testing.assert_allclose(scores.mated, distances[is_own], atol=1e-6)
    np.testing.assert_allclose(scores.non_mated, np.sort(distances[~is_own]), atol=1e-6)


@pytest.fixture
def crowd() -> Faces:
    """Forty people, two sessions of two noisy faces each."""
    rng = np.random.default_rng(3)
    people = np.repeat(np.arange(40), 4)
    rows = rng.normal(size=(40, 128))[people] + 0.8 * rng.normal(size=(160, 128))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return Faces(
        people=people,
        sessions=np.repeat(np.arange(80), 2),
        species=np.full(160, "", np.str_),
        is_live=np.ones(160, np.bool_),
        vectors={"fused": rows.astype(np.float32)},
    )


def every_pair(faces: Faces) -> tuple[np.ndarray, np.ndarray]:
    """Distances of two people's faces, and those two, one after the other."""
    rows = faces.vectors["fused"]
    found = [
        (np.linalg.norm(rows[i] - rows[j]), (faces.people[i], faces.people[j]))
        for i in range(len(rows))
        for j in range(i + 1, len(rows))
        if faces.people[i] != faces.people[j]
    ]
    distances, people = zip(*found, strict=True)
    return np.array(distances), np.array(people)


def test_blocks_hold_every_comparison_once(crowd: Faces) -> None:
    distances, people = every_pair(crowd)
    scores = pair_scores(crowd, "fused", ACROSS_SESSIONS, 1.2, block_faces=7)
    np.testing.assert_allclose(scores.non_mated, np.sort(distances), atol=1e-6)
    totals = scores.totals
    assert totals is not None
    assert scores.non_mated_count == len(distances) == 40 * 39 // 2 * 16
    both = totals.counts + totals.counts.T
    assert (both[~np.eye(40, dtype=bool)] == 16).all()
    one_pair = (people == (3, 8)).all(axis=1)
    sums, matches = totals.sums + totals.sums.T, totals.matches + totals.matches.T
    assert sums[3, 8] == pytest.approx(distances[one_pair].sum(), abs=1e-5)
    assert matches.sum() / 2 == (distances <= 1.2).sum()
    assert totals.mean == pytest.approx(distances.mean())


@pytest.mark.parametrize("protocol", ["pairs", "enrolled"])
def test_the_nearest_comparisons_give_the_figures_of_all(crowd: Faces, protocol: str) -> None:
    def scores_of(most_whole: int) -> Scores:
        if protocol == "pairs":
            return pair_scores(
                crowd, "fused", ACROSS_SESSIONS, 1.2, block_faces=33, most_whole=most_whole
            )
        enrollment = enroll(crowd, 2, ACROSS_SESSIONS)
        return enrolled_scores(
            crowd, "fused", enrollment, 1.2, block_faces=33, most_whole=most_whole
        )

    whole, nearest = scores_of(10**9), scores_of(0)
    assert len(nearest.non_mated) < 0.2 * len(whole.non_mated)
    # Without totals, everything is computed from the comparisons themselves.
    naive = Scores(whole.mated, whole.mated_people, whole.non_mated, whole.non_mated_people)
    draws = draw_people(np.arange(40), 40)
    expected = measure_rates(naive, 1.2, draws)
    for scores in (whole, nearest):
        measured = measure_rates(scores, 1.2, draws)
        np.testing.assert_allclose(
            _numbers(measured.rates), _numbers(expected.rates), rtol=1e-9, atol=1e-12
        )
        np.testing.assert_allclose(measured.fnmr, expected.fnmr, atol=1e-9)


def _numbers(rates: MatchingRates) -> list[float]:
    fixed = [f.fnmr for f in rates.fnmr_at_fmr if f.fnmr is not None]
    assert fixed
    estimates = (rates.mean_mated, rates.mean_non_mated, rates.eer, rates.fmr, rates.fnmr)
    return [number for estimate in (*estimates, *fixed) for number in astuple(estimate)]


def test_the_depth_trunk_has_distances_of_its_own(sample: MakeSample) -> None:
    faces = collected([sample(i, s, depth_index=9) for i in (0, 1) for s in ("first", "second")])
    assert list(faces.vectors) == ["fused", "color", "depth"]
    assert pair_scores(faces, "depth", ACROSS_SESSIONS).non_mated.max() < 1e-6
    assert pair_scores(faces, "fused", ACROSS_SESSIONS).non_mated.min() > 1.0
