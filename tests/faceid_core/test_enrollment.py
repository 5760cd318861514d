"""The pose gate and the two circles: which frames count, what is said, what is stored."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scripted import ENCODER_ID, MATCHER, color_part, depth_part, unit

from faceid_core.enrollment import (
    CHECK_COUNT,
    FRAMES_TO_MISMATCH,
    FRONT_COUNT,
    PAUSE_MAX_S,
    PAUSE_MIN_S,
    STALL_S,
    EnrollmentSession,
)
from faceid_core.enrollment_hints import (
    HINT_AGAIN,
    HINT_CIRCLE,
    HINT_FURTHER,
    HINT_MISMATCH,
    HINT_OTHER,
    HINT_PAUSE,
    HINT_UNLIKE,
    HINTS_TOWARD,
)
from faceid_core.enrollment_step import Stage
from faceid_core.errors import EnrollmentError, TemplateError
from faceid_core.head_circle import PITCH_UNIT_DEG, SECTOR_COUNT, YAW_UNIT_DEG, Direction
from faceid_core.templates import FIRST_APPEARANCE, MAX_APPEARANCES
from faceid_core.types import Pose, Retry

FIRST_ROWS = FRONT_COUNT + SECTOR_COUNT


def looking(sector, turn=1.0):
    """The pose that looks towards a sector of the mirrored ring."""
    angle = 2 * math.pi * sector / SECTOR_COUNT
    return Pose(
        -turn * YAW_UNIT_DEG * math.sin(angle), turn * PITCH_UNIT_DEG * math.cos(angle), 0.0
    )


@pytest.fixture
def session():
    return EnrollmentSession("ann", ENCODER_ID, MATCHER)


class Person:
    """Offers faces to a session, a thirtieth of a second apart."""

    def __init__(self, session, observation):
        self.session = session
        self.observation = observation
        self.now_s = 100.0

    def show(self, **seen):
        self.now_s += 1 / 30
        return self.session.offer(self.observation(**seen), self.now_s)

    def look_ahead(self, **seen):
        for _ in range(FRONT_COUNT):
            step = self.show(**seen)
        return step

    def circle(self, sectors=range(SECTOR_COUNT), tilt=0.01, axis=0):
        for sector in sectors:
            step = self.show(pose=looking(sector), vector=unit(axis, tilt * sector))
        return step

    def first_circle(self):
        self.look_ahead()
        return self.circle()


@pytest.fixture
def person(session, observation):
    return Person(session, observation)


def test_a_full_circle_is_stored_and_the_second_confirms_it(person, session):
    person.look_ahead()
    for sector in range(SECTOR_COUNT):
        step = person.circle([sector])
        assert step.accepted
        assert step.coverage == tuple(float(s <= sector) for s in range(SECTOR_COUNT))
        assert step.stage is (Stage.PAUSE if sector == SECTOR_COUNT - 1 else Stage.FIRST)
    assert not step.is_complete
    session.proceed()
    step = person.show()
    assert (step.stage, step.hint) == (Stage.SECOND, HINT_AGAIN)
    assert sum(step.coverage) == 0
    for check in range(CHECK_COUNT):
        step = person.circle([2 * check])
        assert step.accepted
        assert step.is_complete is (check == CHECK_COUNT - 1)
    assert step.stage is Stage.COMPLETE
    assert step.progress == 1.0
    template = session.template()
    assert not template.is_partial
    assert len(template.poses) == FIRST_ROWS  # the second showed nothing new
    np.testing.assert_array_equal(template.vectors[-1], unit(0, 0.01 * (SECTOR_COUNT - 1)))
    assert template.poses[-1] == looking(SECTOR_COUNT - 1)


def test_the_sweep_starts_from_the_front(person):
    assert not person.show(pose=looking(3)).accepted
    person.look_ahead()
    assert person.show(pose=looking(3)).accepted


def test_a_sensor_above_the_screen_moves_the_circle_with_it(person):
    person.look_ahead(pose=Pose(0.0, -9.0, 0.0))
    for sector in range(SECTOR_COUNT):
        pose = looking(sector)
        step = person.show(pose=Pose(pose.yaw_deg, pose.pitch_deg - 9.0, 0.0))
        assert step.coverage[sector] == 1.0


def test_a_sector_counts_once_in_each_circle(person, session):
    person.look_ahead()
    assert person.circle([3]).accepted
    assert not person.circle([3]).accepted
    person.circle()
    session.proceed()
    assert person.circle([4]).accepted
    step = person.circle([5])  # the same eighth
    assert not step.accepted
    assert [sector for sector, level in enumerate(step.coverage) if level] == [4, 5]


@pytest.mark.parametrize(
    ("seen", "hint"),
    [
        *(({"retry": retry}, retry.value) for retry in Retry),
        ({"is_live": False}, "It is flat"),
        ({"sharpness": 1.0}, "Hold still"),
        ({"brightness": 30.0}, "More light, please"),
        ({"pose": looking(0, turn=0.55)}, HINT_FURTHER),
        ({"pose": looking(0, turn=2.0)}, "Turn your head a little less"),
        ({"pose": looking(0, turn=0.2)}, HINT_CIRCLE),
        ({"vector": unit(1)}, HINT_OTHER),
    ],
)
def test_bad_frames_do_not_count_and_say_why(person, seen, hint):
    person.look_ahead()
    step = person.show(**{"pose": looking(0), **seen})
    assert not step.accepted
    assert step.hint == hint
    assert sum(step.coverage) == 0


@pytest.mark.parametrize("pose", [looking(3), Pose(math.nan, 0.0, 0.0)])
def test_the_first_frames_must_look_ahead(person, pose):
    step = person.show(pose=pose)
    assert not step.accepted
    assert step.hint == "Look straight at the camera"


@pytest.mark.parametrize(
    ("missing", "side"),
    [
        ([15, 0, 1], Direction.UP),
        ([3, 4, 5], Direction.RIGHT),
        ([7, 8], Direction.DOWN),
        ([11, 12, 13], Direction.LEFT),
    ],
)
def test_the_missing_side_is_named(person, missing, side):
    """At once when the head stops short of the ring; else when nothing new came for a while."""
    person.look_ahead()
    person.circle([sector for sector in range(SECTOR_COUNT) if sector not in missing])
    assert person.show(pose=looking(2, turn=0.55)).hint == HINTS_TOWARD[side]
    assert person.show(pose=looking(6)).hint == HINT_CIRCLE
    person.now_s += STALL_S
    for pose in (looking(6), Pose(0.0, 0.0, 0.0)):
        assert person.show(pose=pose).hint == HINTS_TOWARD[side]


def test_the_second_circle_names_its_own_missing_side(person, session):
    person.first_circle()
    session.proceed()
    person.circle(range(10))
    assert person.show(pose=looking(2, turn=0.55)).hint == HINTS_TOWARD[Direction.LEFT]


def test_the_pause_ends_by_itself(person):
    person.first_circle()
    person.now_s += PAUSE_MAX_S - 0.1
    step = person.show(retry=Retry.NO_FACE)
    assert (step.stage, step.hint) == (Stage.PAUSE, HINT_PAUSE)
    person.now_s += 0.2
    step = person.show(retry=Retry.NO_FACE)
    assert (step.stage, step.hint) == (Stage.SECOND, Retry.NO_FACE.value)


def test_the_pause_ends_when_the_head_goes_on_turning(person):
    person.first_circle()
    assert person.circle([0]).stage is Stage.PAUSE  # too soon to have read anything
    person.now_s += PAUSE_MIN_S
    assert person.show().stage is Stage.PAUSE  # looks ahead
    assert person.circle([SECTOR_COUNT - 1]).stage is Stage.PAUSE  # where it stopped
    step = person.circle([0])
    assert (step.stage, step.accepted) == (Stage.SECOND, True)


def test_proceeding_means_something_only_in_the_pause(session, person):
    session.proceed()
    assert person.show().stage is Stage.FRONT
    person.look_ahead()
    session.proceed()
    assert person.show().stage is Stage.FIRST


def test_the_second_circle_adds_what_is_farther_than_the_stored_are_from_each_other(
    person, session
):
    person.first_circle()  # neighbors are 0.01 apart, and so is their median
    session.proceed()
    tilts = {sector: 0.01 * sector for sector in range(0, SECTOR_COUNT, 2)}
    tilts[4] = -0.1  # 0.1 from the nearest, which looks ahead
    tilts[8] = -0.105  # as far, but only 0.005 from the one just added
    for sector, tilt in tilts.items():
        assert person.show(pose=looking(sector), vector=unit(0, tilt)).accepted
    template = session.template()
    assert session.stage is Stage.COMPLETE
    assert len(template.poses) == FIRST_ROWS + 1
    np.testing.assert_array_equal(template.vectors[-1], unit(0, -0.1))
    assert template.poses[-1] == looking(4)


def test_a_second_circle_of_somebody_else_must_start_again(person, session):
    person.first_circle()
    session.proceed()
    for _ in range(FRAMES_TO_MISMATCH - 1):
        step = person.show(vector=unit(1))
        assert (step.stage, step.hint) == (Stage.SECOND, HINT_OTHER)
    step = person.show(vector=unit(1))
    assert (step.stage, step.hint) == (Stage.MISMATCH, HINT_MISMATCH)
    assert person.circle([0]).stage is Stage.MISMATCH  # nothing mends it
    for allow_partial in (False, True):
        with pytest.raises(EnrollmentError, match="somebody else"):
            session.template(allow_partial=allow_partial)


def test_a_passing_stranger_does_not_end_the_second_circle(person, session):
    person.first_circle()
    session.proceed()
    for sector in range(0, SECTOR_COUNT, 2):
        for _ in range(FRAMES_TO_MISMATCH - 1):
            assert not person.show(vector=unit(1)).accepted
        step = person.circle([sector])
    assert step.is_complete


@pytest.mark.parametrize(
    "part",
    [{"color_vector": color_part(unit(1))}, {"depth_vector": depth_part(unit(1))}],
)
def test_color_or_shape_alone_of_somebody_else_does_not_confirm(person, session, observation, part):
    """The lock's limits of each trunk hold here too."""
    person.first_circle()
    session.proceed()
    seen = observation(pose=looking(0))
    mixed = replace(seen, embedding=replace(seen.embedding, **part))
    assert session.offer(mixed, person.now_s).hint == HINT_OTHER


def test_without_a_second_circle_the_first_is_whole(person, session):
    person.first_circle()
    assert session.stage is Stage.PAUSE
    assert not session.template().is_partial


def test_a_partial_sweep_is_accepted_only_when_asked_for_and_marked(person, session):
    person.look_ahead()
    person.circle([1])
    with pytest.raises(EnrollmentError, match=f"{SECTOR_COUNT - 1} of {SECTOR_COUNT}"):
        session.template()
    template = session.template(allow_partial=True)
    assert template.is_partial
    assert session.directions == 1
    assert len(template.poses) == FRONT_COUNT + 1


def test_without_a_front_view_there_is_no_template(session):
    with pytest.raises(EnrollmentError, match="front"):
        session.template(allow_partial=True)


class TestAlternateAppearance:
    """`LIMITS.fused` is 0.3: 0.35 is beyond it, and within 1.25 times."""

    def of_ann(self, template, observation, label="Glasses"):
        known = template(vectors=np.stack([unit(0), unit(9)]))
        session = EnrollmentSession("ann", ENCODER_ID, MATCHER, known=known, label=label)
        return known, Person(session, observation)

    def test_it_joins_the_template(self, template, observation):
        known, ann = self.of_ann(template, observation)
        glasses = unit(0, 2 * math.asin(0.35 / 2))
        ann.look_ahead(vector=glasses)
        for sector in range(SECTOR_COUNT):
            ann.show(pose=looking(sector), vector=glasses)
        merged = ann.session.template()
        assert merged.appearances == ("Glasses",)
        assert merged.labels.count(FIRST_APPEARANCE) == len(known.poses)
        np.testing.assert_array_equal(merged.vectors[: len(known.poses)], known.vectors)
        np.testing.assert_array_equal(merged.vectors[-1], glasses)
        assert ann.session.swept().appearances == ()

    def test_somebody_else_is_refused_from_the_first_frame(self, template, observation):
        _, ann = self.of_ann(template, observation)
        for distance in (0.45, 1.0):
            step = ann.show(vector=unit(0, 2 * math.asin(distance / 2)))
            assert (step.accepted, step.hint) == (False, HINT_UNLIKE)

    def test_somebody_else_cannot_take_over_later(self, template, observation):
        _, ann = self.of_ann(template, observation)
        ann.look_ahead()
        assert ann.show(pose=looking(0), vector=unit(9)).hint == HINT_OTHER

    def test_a_full_template_is_refused_before_the_sweep(self, template, observation):
        count = MAX_APPEARANCES + 1
        full = template(
            vectors=np.stack([unit(row) for row in range(count)]),
            labels=(FIRST_APPEARANCE, *(f"look {number}" for number in range(MAX_APPEARANCES))),
        )
        with pytest.raises(TemplateError, match="Remove one"):
            EnrollmentSession("ann", ENCODER_ID, MATCHER, known=full, label="one more")
