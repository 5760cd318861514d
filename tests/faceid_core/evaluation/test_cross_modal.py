"""The color of one person on the shape of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from made_crops import crop, crop_vectors

from faceid_core.evaluation import EvaluatedEncoder
from faceid_core.evaluation.cross_modal import (
    MOST_OTHERS,
    choose_impostors,
    crops_for,
    measure_cross_modal,
)
from faceid_core.evaluation.encoders import nearest_decision
from faceid_core.evaluation.faces import Faces, trunk_rows
from faceid_core.evaluation.intervals import clopper_pearson
from faceid_core.evaluation.protocols import ACROSS_SESSIONS, enroll
from faceid_core.types import FaceCrop

PEOPLE = 9
#: Two sessions of two faces each; the probes look left and right.
OWNERS = np.repeat(np.arange(PEOPLE), 4)
FACES = Faces(
    people=OWNERS,
    sessions=np.repeat(np.arange(2 * PEOPLE), 2),
    species=np.full(len(OWNERS), "", np.str_),
    is_live=np.ones(len(OWNERS), np.bool_),
    vectors=trunk_rows([crop_vectors(crop(person, person)) for person in OWNERS]),
    conditions={"yaw_deg": np.tile(np.float32([-20, 20, -20, 20]), PEOPLE)},
)
ENROLLMENT = enroll(FACES, 2, ACROSS_SESSIONS)


def crops_of(indices: Sequence[int]) -> dict[int, FaceCrop]:
    return {index: crop(OWNERS[index], OWNERS[index]) for index in indices}


def test_impostors_are_of_two_people_in_one_pose_and_the_same_each_time() -> None:
    impostors = choose_impostors(FACES, ENROLLMENT)
    color, shape = OWNERS[impostors.color], OWNERS[impostors.shape]
    assert (color != shape).all()
    assert len(set(zip(color, shape, strict=True))) == PEOPLE * MOST_OTHERS
    assert (np.bincount(color) == MOST_OTHERS).all()
    assert (np.bincount(shape) == MOST_OTHERS).all()
    yaw = FACES.conditions["yaw_deg"]
    np.testing.assert_array_equal(yaw[impostors.color], yaw[impostors.shape])
    assert len(np.unique(yaw[impostors.color])) == 2
    assert ENROLLMENT.probes[impostors.color].all()
    assert ENROLLMENT.probes[impostors.shape].all()
    again = choose_impostors(FACES, ENROLLMENT)
    np.testing.assert_array_equal(impostors.color, again.color)
    np.testing.assert_array_equal(impostors.shape, again.shape)


@pytest.mark.parametrize(
    ("threshold", "by_color"),
    [
        # Of an even person 30 degrees are shape: another's shape is sqrt(2) sin 30 = 0.707
        # away. Of an odd person 60 degrees are: sqrt(2) sin 60 = 1.225.
        (0.70, 0),
        (0.72, 5 * MOST_OTHERS),  # the even ones of nine
        (1.23, 9 * MOST_OTHERS),
    ],
)
def test_who_has_the_color_of_the_owner_is_as_far_as_the_shape_weighs(
    encoder: EvaluatedEncoder, threshold: float, by_color: int
) -> None:
    impostors = choose_impostors(FACES, ENROLLMENT)
    crops = crops_for(impostors, crops_of)
    judging = replace(encoder, matches=nearest_decision(threshold))
    color, shape = measure_cross_modal(impostors, crops, FACES, ENROLLMENT, judging)
    assert color.direction == "color of the owner"
    assert (color.accepted.count, color.accepted.total) == (by_color, 9 * MOST_OTHERS)
    assert color.owners == 9
    share = by_color / (9 * MOST_OTHERS)
    assert (color.accepted.low, color.accepted.high) == pytest.approx(clopper_pearson(9 * share, 9))
    # With the shape of the owner and the angle of the color's person: the cosine of the two
    # fused vectors is the product of the sines.
    angle = np.radians(np.where(OWNERS % 2, 60.0, 30.0))
    cosine = np.sin(angle[impostors.color]) * np.sin(angle[impostors.shape])
    near = np.sqrt(2.0 - 2.0 * cosine) <= threshold
    assert shape.direction == "shape of the owner"
    assert shape.accepted.count == near.sum()


def test_of_one_enrolled_person_there_is_no_impostor() -> None:
    alone = FACES.people == 0
    enrollment = replace(
        ENROLLMENT, enrolled=ENROLLMENT.enrolled & alone, probes=ENROLLMENT.probes & alone
    )
    assert len(choose_impostors(FACES, enrollment)) == 0
