"""The pose gate: which frames count, and what the ring shows."""

import math

import numpy as np
import pytest
from scripted import ENCODER_ID, unit

from faceid_core.enrollment import (
    FRONT_COUNT,
    HINT_OTHER,
    PITCH_UNIT_DEG,
    SECTOR_COUNT,
    YAW_UNIT_DEG,
    EnrollmentSession,
    sector_of,
)
from faceid_core.errors import EnrollmentError
from faceid_core.types import Pose, Retry


def looking(sector, turn=1.0):
    """The pose that looks towards a sector of the mirrored ring."""
    angle = 2 * math.pi * sector / SECTOR_COUNT
    return Pose(
        -turn * YAW_UNIT_DEG * math.sin(angle), turn * PITCH_UNIT_DEG * math.cos(angle), 0.0
    )


@pytest.fixture
def session():
    return EnrollmentSession("ann", ENCODER_ID)


def enroll_front(session, observation):
    for _ in range(FRONT_COUNT):
        step = session.offer(observation())
    return step


@pytest.mark.parametrize(
    ("pose", "sector"),
    [
        (Pose(0, 20, 0), 0),  # up
        (Pose(-20, 0, 0), SECTOR_COUNT // 4),  # nose to the picture's left: right in a mirror
        (Pose(0, -20, 0), SECTOR_COUNT // 2),
        (Pose(20, 0, 0), 3 * SECTOR_COUNT // 4),
    ],
)
def test_sectors_go_clockwise_as_in_a_mirror(pose, sector):
    assert sector_of(pose) == sector


def test_a_full_circle_completes(session, observation):
    enroll_front(session, observation)
    for sector in range(SECTOR_COUNT):
        step = session.offer(observation(pose=looking(sector), vector=unit(0, 0.01 * sector)))
        assert step.accepted
        assert step.coverage == tuple(float(s <= sector) for s in range(SECTOR_COUNT))
    assert step.is_complete
    assert step.progress == 1.0
    template = session.template()
    assert len(template.poses) == FRONT_COUNT + SECTOR_COUNT
    assert not template.is_partial
    np.testing.assert_array_equal(template.vectors[-1], unit(0, 0.01 * (SECTOR_COUNT - 1)))
    assert template.poses[-1] == looking(SECTOR_COUNT - 1)


def test_the_sweep_starts_from_the_front(session, observation):
    assert not session.offer(observation(pose=looking(3))).accepted
    enroll_front(session, observation)
    assert session.offer(observation(pose=looking(3))).accepted


def test_a_sensor_above_the_screen_moves_the_circle_with_it(session, observation):
    below = Pose(0.0, -9.0, 0.0)
    for _ in range(FRONT_COUNT):
        session.offer(observation(pose=below))
    for sector in range(SECTOR_COUNT):
        pose = looking(sector)
        seen = observation(pose=Pose(pose.yaw_deg, pose.pitch_deg - 9.0, 0.0))
        assert session.offer(seen).coverage[sector] == 1.0


def test_a_sector_counts_once(session, observation):
    enroll_front(session, observation)
    assert session.offer(observation(pose=looking(3))).accepted
    assert not session.offer(observation(pose=looking(3))).accepted


@pytest.mark.parametrize(
    ("seen", "hint"),
    [
        ({"retry": Retry.SEVERAL_FACES}, "Only one person"),
        ({"retry": Retry.TOO_FAR}, "Move closer"),
        ({"is_live": False}, "It is flat"),
        ({"sharpness": 1.0}, "Hold still"),
        ({"brightness": 30.0}, "More light"),
        ({"pose": looking(0, turn=0.55)}, "a little further"),
        ({"pose": looking(0, turn=2.0)}, "a little less"),
        ({"vector": unit(1)}, HINT_OTHER),
    ],
)
def test_bad_frames_do_not_count_and_say_why(session, observation, seen, hint):
    enroll_front(session, observation)
    step = session.offer(observation(**{"pose": looking(0), **seen}))
    assert not step.accepted
    assert hint in step.hint
    assert sum(step.coverage) == 0


def test_a_partial_sweep_is_accepted_only_when_asked_for_and_marked(session, observation):
    enroll_front(session, observation)
    session.offer(observation(pose=looking(1)))
    with pytest.raises(EnrollmentError, match=f"{SECTOR_COUNT - 1} of {SECTOR_COUNT}"):
        session.template()
    template = session.template(allow_partial=True)
    assert template.is_partial
    assert len(template.poses) == FRONT_COUNT + 1


def test_without_a_front_view_there_is_no_template(session):
    with pytest.raises(EnrollmentError, match="front"):
        session.template(allow_partial=True)
