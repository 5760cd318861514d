"""Bars of distances, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from faceid_core.evaluation import Sample, collect
from faceid_core.evaluation.distance_bars import BAR_WIDTH, distance_bars
from faceid_core.evaluation.faces import Faces
from faceid_core.evaluation.protocols import ACROSS_SESSIONS, WITHIN_SESSIONS, pair_scores


def faces(places: list[float], people: list[int]) -> Faces:
    """Faces on a line."""
    count = len(places)
    return Faces(
        people=np.array(people),
        sessions=np.arange(count),
        species=np.full(count, ""),
        is_live=np.ones(count, bool),
        vectors={"fused": np.array(places, np.float32)[:, None]},
    )


def test_pairs_are_counted_by_hand():
    # One person at 0, 0.11 and 0.31, another at 1.01 and 1.06.
    bars = distance_bars(
        faces([0.0, 0.11, 0.31, 1.01, 1.06], [0, 0, 0, 1, 1]), "fused", WITHIN_SESSIONS
    )
    assert (bars.mated_count, bars.non_mated_count) == (4, 6)
    mated = {0.11: 1, 0.31: 1, 0.2: 1, 0.05: 1}
    non_mated = {1.01: 1, 1.06: 1, 0.9: 1, 0.95: 1, 0.7: 1, 0.75: 1}
    for counted, expected in ((bars.mated, mated), (bars.non_mated, non_mated)):
        found = {index * BAR_WIDTH: int(n) for index, n in enumerate(counted) if n}
        assert len(found) == len(expected)
        for distance in expected:
            assert any(start - 1e-6 <= distance < start + BAR_WIDTH + 1e-6 for start in found)
    assert bars.mean_mated == pytest.approx((0.11 + 0.31 + 0.2 + 0.05) / 4)
    assert bars.mean_non_mated == pytest.approx(sum(non_mated) / 6)
    assert len(bars.mated) == len(bars.non_mated)


def test_one_person_alone_has_nobody_to_differ_from():
    bars = distance_bars(faces([0.0, 0.1], [0, 0]), "fused", WITHIN_SESSIONS)
    assert (bars.mated_count, bars.non_mated_count) == (1, 0)
    assert bars.mean_non_mated is None


def test_one_face_has_no_pair():
    bars = distance_bars(faces([0.0], [0]), "fused", WITHIN_SESSIONS)
    assert (bars.mated_count, bars.non_mated_count) == (0, 0)
    assert bars.mean_mated is None


def test_they_count_what_the_evaluation_counts(two_sessions: list[Sample]):
    own = collect(two_sessions).own[0]
    scores = pair_scores(own, "fused", ACROSS_SESSIONS)
    bars = distance_bars(own, "fused", ACROSS_SESSIONS)
    assert bars.mated_count == len(scores.mated) == 12  # 2 x 2 of each of three people
    assert bars.non_mated_count == scores.non_mated_count == 48  # 12 x 8 / 2
    assert bars.mean_mated == pytest.approx(scores.mated.mean())
    edges = np.arange(len(bars.mated) + 1) * BAR_WIDTH
    np.testing.assert_array_equal(bars.mated, np.histogram(scores.mated, edges)[0])
