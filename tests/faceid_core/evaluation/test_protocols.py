"""Which faces meet, and that distances are those of the lock."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from faceid_core.errors import DatasetError
from faceid_core.evaluation import Sample
from faceid_core.evaluation.faces import Faces, faces_of
from faceid_core.evaluation.protocols import (
    ACROSS_SESSIONS,
    WITHIN_SESSIONS,
    enroll,
    enrolled_scores,
    mated_rule,
    pair_scores,
)
from faceid_core.matching import compare
from faceid_core.templates import Template
from faceid_core.types import Pose, Retry

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


def test_distances_to_templates_are_those_of_matching(two_sessions: list[Sample]) -> None:
    faces = collected(two_sessions)
    scores = enrolled_scores(faces, "fused", enroll(faces, 9, ACROSS_SESSIONS))
    assert (len(scores.mated), len(scores.non_mated)) == (3 * 2, 3 * 2 * 2)
    templates = {}
    for index, name in enumerate(PEOPLE):
        stored = np.stack([s.embedding.vector for s in two_sessions[4 * index : 4 * index + 2]])
        straight = Pose(0.0, 0.0, 0.0)
        templates[name] = Template(
            name, "test", stored, stored, None, (straight, straight), False, "2026-11-22"
        )
    expected = [
        compare(seen.embedding, [templates[seen.session.person]], 0.3).distance
        for seen in two_sessions
        if seen.session.name == "second"
    ]
    np.testing.assert_allclose(scores.mated, expected, atol=1e-6)
    strangers = [
        compare(two_sessions[probe].embedding, [templates[name]], 0.3).distance
        for probe, own in ((2, "person0"), (3, "person0"), (6, "person1"))
        for name in PEOPLE
        if name != own
    ]
    np.testing.assert_allclose(scores.non_mated[:6], strangers, atol=1e-6)


def test_the_depth_trunk_has_distances_of_its_own(sample: MakeSample) -> None:
    faces = collected([sample(i, s, depth_index=9) for i in (0, 1) for s in ("first", "second")])
    assert list(faces.vectors) == ["fused", "color", "depth"]
    assert pair_scores(faces, "depth", ACROSS_SESSIONS).non_mated.max() < 1e-6
    assert pair_scores(faces, "fused", ACROSS_SESSIONS).non_mated.min() > 1.0
