"""One decision from a script of observations."""

import itertools

import pytest

from faceid_core.types import Retry
from faceid_core.verification import FRAMES_TO_MATCH, FRAMES_TO_REFUSE, Decision, Verifier, verify


def script(observation, *parts):
    times = itertools.count()
    return (
        observation(**seen, timestamp_s=next(times) / 30.0)
        for count, seen in parts
        for _ in range(count)
    )


GONE = {"retry": Retry.NO_FACE}
OTHER = {"distance": 0.8}


def test_agreeing_frames_match_and_the_rest_is_not_looked_at(observation):
    frames = script(observation, (3, GONE), (FRAMES_TO_MATCH, {}), (100, OTHER))
    seen = verify(frames)
    assert seen.decision is Decision.MATCH
    assert seen.frames == 3 + FRAMES_TO_MATCH
    assert seen.comparison.distance == pytest.approx(0.1)
    assert len(list(frames)) == 100


def test_frames_of_two_people_do_not_add_up(observation):
    few = FRAMES_TO_MATCH - 1
    assert (
        verify(script(observation, (few, {}), (few, {"name": "bob"}))).decision is Decision.NO_FACE
    )


def test_a_stranger_does_not_match_and_the_nearest_frame_is_told(observation):
    seen = verify(script(observation, (5, {"distance": 0.9}), (1, OTHER), (50, {"distance": 0.9})))
    assert seen.decision is Decision.NON_MATCH
    assert seen.frames == FRAMES_TO_REFUSE
    assert seen.comparison.distance == pytest.approx(0.8)
    assert seen.reason == "This is not ann"


def test_a_picture_of_the_right_face_is_refused_as_such(observation):
    seen = verify(script(observation, (30, {"is_live": False})))
    assert (seen.decision, seen.reason) == (Decision.NON_MATCH, "It is flat")


def test_frames_that_are_refused_together_are_a_non_match(observation):
    seen = verify(script(observation, (40, {"relief_mm": 3.9})))
    assert (seen.decision, seen.reason) == (Decision.NON_MATCH, "It is flat")
    assert seen.frames == FRAMES_TO_MATCH - 1 + FRAMES_TO_REFUSE
    assert seen.liveness.is_bona_fide  # each by itself


def test_a_weak_frame_among_good_ones_does_no_harm(observation):
    seen = verify(script(observation, (2, {}), (1, {"relief_mm": 3.1}), (2, {})))
    assert (seen.decision, seen.frames) == (Decision.MATCH, FRAMES_TO_MATCH)


def test_closed_eyes_are_no_match_and_no_refusal_and_say_what_to_do(observation):
    seen = verify(script(observation, (100, {"eye_opening": 0.1})))
    assert (seen.decision, seen.reason) == (Decision.NO_FACE, "Open your eyes")
    assert seen.comparison is None


def test_eyes_that_open_in_time_are_a_match(observation):
    frames = script(observation, (40, {"eye_opening": 0.1}), (50, {"eye_opening": 0.3}))
    seen = verify(frames)
    assert seen.decision is Decision.MATCH
    assert 41 < seen.frames <= 40 + FRAMES_TO_MATCH


def test_a_recording_without_a_face(observation):
    seen = verify(script(observation, (4, GONE), (9, {"retry": Retry.TOO_FAR})))
    assert (seen.decision, seen.reason, seen.frames) == (Decision.NO_FACE, "Move closer", 13)
    assert seen.comparison is None


def test_an_empty_seat_is_told_sooner_than_a_face_that_cannot_be_judged(observation):
    def frames_until_told(*parts):
        verifier = Verifier(timeout_s=2.0, absent_s=0.5)
        return sum(verifier.offer(seen) is None for seen in script(observation, *parts))

    assert frames_until_told((16, GONE)) == 15
    assert frames_until_told((3, GONE), (58, {"retry": Retry.MOVING})) == 60


def test_no_frame_at_all():
    assert verify(iter([])).decision is Decision.NO_FACE


def test_the_time_limit_is_counted_on_the_frames_clock(observation):
    seen = verify(script(observation, (1000, GONE)), timeout_s=2.0)
    assert seen.frames == 61


def test_a_face_that_comes_and_goes_is_never_a_match(observation):
    parts = [(FRAMES_TO_MATCH - 1, {}), (1, OTHER)] * 20
    assert verify(script(observation, *parts)).decision is Decision.NON_MATCH
