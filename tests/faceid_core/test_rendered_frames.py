"""Locating, aligning and judging on rendered frames: every reason, and the properties.

Tolerances are what was measured on these frames, with a margin of about a half.
"""

import shutil
from dataclasses import replace

import numpy as np
import pytest
from closed_eyes import with_closed_eyes
from rendered import DATA, FRONTAL, TURNED, frame, recognizer, seen, truth

from faceid_core.eyes import OPEN_FROM
from faceid_core.face_geometry import map_coordinates_mm
from faceid_core.pipeline import Gallery, Recognizer, observe
from faceid_core.types import Retry
from faceid_core.verification import FRAMES_TO_MATCH
from hardware import Frame, Pace, open_source

#: The face's origin lies between nose and eyes, in front of the point that was rendered.
ORIGIN_TOLERANCE_MM = 22.0
ANGLE_TOLERANCE_DEG = 2.5
#: Median difference of two canonical maps of one person.
DISTANCE_TOLERANCE_MM = 1.0
TURN_TOLERANCE_MM = 0.8

_X, _Y = map_coordinates_mm()
INNER = (_X / 45.0) ** 2 + (_Y / 55.0) ** 2 < 1.0


def difference_mm(name, reference="frontal_600"):
    """Median |difference| of two canonical maps on the inner face."""
    gap = np.abs(seen(name).crop.depth_mm - seen(reference).crop.depth_mm)[INNER]
    return float(np.nanmedian(gap))


@pytest.mark.parametrize(
    ("name", "retry"),
    [
        ("empty", Retry.NO_FACE),
        ("two_faces", Retry.SEVERAL_FACES),
        ("too_far", Retry.TOO_FAR),
        ("too_close", Retry.TOO_CLOSE),
        ("off_center", Retry.OFF_CENTER),
        ("dark", Retry.TOO_DARK),
        ("depth_hole", Retry.LITTLE_DEPTH),
        ("covered", Retry.COVERED),
        ("turned_away", Retry.TURNED_AWAY),
    ],
)
def test_every_reason_is_told(name, retry):
    assert seen(name).retry is retry
    assert seen(name).embedding is None


def test_a_face_that_moves_is_told_to_hold_still():
    still, moved = frame("frontal_750"), frame("frontal_900")
    stream = [replace(still, timestamp_s=0.0), replace(moved, timestamp_s=1 / 30)]
    first, second = observe(stream, recognizer(), Gallery())
    assert first.retry is None
    assert second.retry is Retry.MOVING


def test_a_face_that_came_back_after_a_gap_is_not_moving():
    stream = [
        replace(frame("frontal_750"), timestamp_s=0.0),
        replace(frame("frontal_900"), timestamp_s=1.0),
    ]
    assert [o.retry for o in observe(stream, recognizer(), Gallery())] == [None, None]


def test_a_face_is_the_same_after_any_other_frame():
    """Its color begins early where the frame before showed a face: nothing of that one stays."""
    names = ("frontal_600", "other", "covered", "third", "too_far", "yaw_left", "empty", "smile")
    stream = [replace(frame(name), timestamp_s=float(second)) for second, name in enumerate(names)]
    for name, observation in zip(names, observe(stream, recognizer(), Gallery()), strict=True):
        alone = seen(name)
        assert observation.retry is alone.retry
        assert observation.liveness == alone.liveness
        if alone.embedding is not None:
            for vector in ("vector", "color_vector", "depth_vector"):
                np.testing.assert_array_equal(
                    getattr(observation.embedding, vector), getattr(alone.embedding, vector)
                )


def test_one_thread_says_what_two_say_bit_for_bit():
    one = Recognizer.load(threads=1)
    for name in ("frontal_600", "yaw_left", "pitch_up", "two_faces"):
        (observation,) = observe([frame(name)], one, Gallery())
        assert observation.retry is seen(name).retry
        assert observation.liveness == seen(name).liveness
        if observation.embedding is not None:
            np.testing.assert_array_equal(observation.embedding.vector, seen(name).embedding.vector)


def test_a_black_picture_is_dark():
    black = Frame(np.zeros((480, 640, 3), np.uint8), frame("empty").depth_mm, 0.0)
    (observation,) = observe([black], recognizer(), Gallery())
    assert observation.retry is Retry.TOO_DARK


def test_a_face_without_any_depth_is_not_judged():
    blind = replace(frame("frontal_750"), depth_mm=np.zeros((480, 640), np.uint16))
    (observation,) = observe([blind], recognizer(), Gallery())
    assert observation.retry is Retry.LITTLE_DEPTH


@pytest.mark.parametrize("name", [*FRONTAL, *TURNED, "smile", "other", "third"])
def test_pose_and_distance_are_measured(name):
    face = seen(name).face
    pose = truth(name).pose
    assert face.pose.yaw_deg == pytest.approx(pose.yaw_deg, abs=ANGLE_TOLERANCE_DEG)
    assert face.pose.pitch_deg == pytest.approx(pose.pitch_deg, abs=ANGLE_TOLERANCE_DEG)
    assert face.pose.roll_deg == pytest.approx(pose.roll_deg, abs=ANGLE_TOLERANCE_DEG)
    assert face.distance_mm == pytest.approx(truth(name).distance_mm, abs=ORIGIN_TOLERANCE_MM)


@pytest.mark.parametrize("name", ["frontal_750", "frontal_900", "frontal_1050"])
def test_moving_back_leaves_the_canonical_map_unchanged(name):
    assert difference_mm(name) < DISTANCE_TOLERANCE_MM


@pytest.mark.parametrize("name", TURNED)
def test_turning_leaves_the_canonical_map_unchanged(name):
    assert difference_mm(name, "frontal_750") < TURN_TOLERANCE_MM


def test_the_canonical_maps_of_two_people_differ_more_than_those_of_one():
    own = max(difference_mm(name, "frontal_750") for name in FRONTAL)
    assert min(difference_mm(name, "frontal_750") for name in ("other", "third")) > own


def test_the_nose_stands_out_in_the_middle_of_the_map():
    depth_mm = seen("frontal_750").crop.depth_mm
    row, column = np.unravel_index(np.nanargmin(np.where(INNER, depth_mm, np.nan)), depth_mm.shape)
    assert abs(_X[row, column]) < 10.0
    assert 0.0 < _Y[row, column] < 25.0
    assert -45.0 < depth_mm[row, column] < -15.0


def test_holes_stay_holes():
    holed = frame("frontal_750").depth_mm.copy()
    left, top, right, bottom = (round(edge) for edge in seen("frontal_750").face.box_px)
    middle = (top + bottom) // 2
    holed[middle - 6 : middle + 6, left : (left + right) // 2] = 0
    (observation,) = observe(
        [replace(frame("frontal_750"), depth_mm=holed)], recognizer(), Gallery()
    )
    known = np.isfinite(observation.crop.depth_mm)
    before = np.isfinite(seen("frontal_750").crop.depth_mm)
    assert not known[before].all()
    assert known[before].mean() > 0.9


@pytest.mark.parametrize("name", [*FRONTAL, *TURNED, "smile", "other", "third"])
def test_living_faces_are_bona_fide(name):
    assert seen(name).liveness.is_bona_fide


@pytest.mark.parametrize(
    ("name", "failing"),
    [("flat_photo", {"plane_residual", "sheet_residual"}), ("bent_photo", {"sheet_residual"})],
)
def test_prints_are_located_and_refused(name, failing):
    observation = seen(name)
    assert observation.retry is None
    assert not observation.liveness.is_bona_fide
    assert "picture" in observation.liveness.refusal
    assert failing <= {cue.name for cue in observation.liveness.cues if not cue.passed}


def test_a_print_has_the_right_color_and_is_refused_all_the_same():
    """What the color trunk says of a photo, and why depth has a veto."""
    own = seen("frontal_600").embedding.color_vector
    for name in ("flat_photo", "bent_photo"):
        distance = np.linalg.norm(seen(name).embedding.color_vector - own)
        assert distance < recognizer().matcher.limits.color
        assert not seen(name).is_accepted


@pytest.mark.parametrize("name", [*FRONTAL, *TURNED])
def test_one_person_is_nearer_to_himself_than_to_others(name):
    def distance(place):
        """From the frontal face, in the lock's units."""
        vectors = [seen(each).embedding.vector for each in ("frontal_750", place)]
        units = [recognizer().matcher.unit_of(vector) for vector in vectors]
        return np.linalg.norm(vectors[0] - vectors[1]) / np.sqrt(np.prod(units))

    assert distance(name) < recognizer().matcher.limits.fused
    for other in ("other", "third"):
        assert distance(other) > distance(name)


def test_stages_are_timed():
    assert set(seen("frontal_750").stage_ms) == {
        "locate",
        "preprocess",
        "liveness",
        "encode",
        "compare",
    }
    assert set(seen("empty").stage_ms) == {"locate"}


def gallery_of(template):
    """Somebody enrolled with one frame."""
    enrolled = seen("frontal_600").embedding
    own = template(
        vectors=enrolled.vector[None],
        color_vectors=enrolled.color_vector[None],
        depth_vectors=enrolled.depth_vector[None],
        encoder_id=enrolled.encoder_id,
    )
    return Gallery([own])


def test_eyes_are_looked_at_when_a_face_is_accepted_and_only_then(template):
    recognizer, gallery = Recognizer.load(), gallery_of(template)
    (own,) = observe([frame("frontal_750")], recognizer, gallery)
    (other,) = observe([frame("other")], recognizer, gallery)
    assert own.is_accepted
    assert own.eye_opening > OPEN_FROM
    assert "eyes" in own.stage_ms
    assert other.eye_opening is None
    recognizer.asks_for_eyes = False
    (own,) = observe([frame("frontal_750")], recognizer, gallery)
    assert own.is_accepted
    assert own.eye_opening is None


@pytest.mark.parametrize(
    ("awake_frames", "between", "is_open"),
    [
        (1, None, False),
        (FRAMES_TO_MATCH - 1, None, False),
        (FRAMES_TO_MATCH, None, True),  # a whole row was open: the next one is not looked at
        (FRAMES_TO_MATCH, "flat", False),
        (FRAMES_TO_MATCH, "empty", False),
    ],
)
def test_eyes_are_looked_at_in_a_whole_row_and_again_once_something_else_was_seen(
    template, awake_frames, between, is_open
):
    awake = frame("frontal_600")
    asleep = with_closed_eyes(awake, seen("frontal_600").face)
    distance_mm = np.uint16(np.median(awake.depth_mm[220:260, 300:340]))
    kinds = {"flat": replace(awake, depth_mm=np.full_like(awake.depth_mm, distance_mm))}
    kinds["empty"] = frame("empty")
    frames = [*[awake] * awake_frames, *([] if between is None else [kinds[between]]), asleep]
    timed = [replace(each, timestamp_s=0.03 * index) for index, each in enumerate(frames)]
    last = list(observe(timed, Recognizer.load(), gallery_of(template)))[-1]
    assert last.is_accepted
    assert (last.eye_opening >= OPEN_FROM) is is_open


def test_equal_frames_give_equal_bits():
    (again,) = observe([frame("yaw_left")], recognizer(), Gallery())
    np.testing.assert_array_equal(again.embedding.vector, seen("yaw_left").embedding.vector)
    np.testing.assert_array_equal(again.crop.depth_mm, seen("yaw_left").crop.depth_mm)
    assert again.liveness == seen("yaw_left").liveness


def test_stills_of_different_places_are_not_motion(tmp_path):
    """A folder of pairs holds no time: its pictures need not follow one another."""
    for number, name in enumerate(FRONTAL):
        for ending in ("rgb", "depth"):
            shutil.copy(DATA / f"{name}_{ending}.png", tmp_path / f"{number}_{ending}.png")
    shutil.copy(DATA / "camera.json", tmp_path)
    with open_source(f"recording:{tmp_path}", pace=Pace.FULL_SPEED) as source:
        found = list(observe(source, recognizer(), Gallery()))
    assert [observation.retry for observation in found] == [None] * len(FRONTAL)
