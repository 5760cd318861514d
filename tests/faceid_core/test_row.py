"""Frames in a row: whose they are, and what they say together."""

import math

import pytest

from faceid_core.row import NO_ROW, row_refusal
from faceid_core.types import Cue, Liveness, Retry

FRAMES = 4


def row_of(observation, *shown):
    row = NO_ROW
    for each in shown:
        row = row.after(observation(**each), FRAMES)
    return row


def test_it_counts_the_frames_of_one_person(observation):
    row = row_of(observation, {}, {}, {})
    assert (row.name, row.accepted, row.is_accepted) == ("ann", 3, True)
    assert not row.opens(FRAMES)
    assert row.after(observation(), FRAMES).opens(FRAMES)
    assert row.after(observation(name="bob"), FRAMES).accepted == 1


@pytest.mark.parametrize(
    "seen",
    [{"retry": Retry.NO_FACE}, {"is_live": False}, {"distance": 0.9}, {"distance": None}],
)
def test_whatever_is_not_accepted_ends_it(observation, seen):
    assert row_of(observation, {}, {}, {}, {}, seen) == NO_ROW


@pytest.mark.parametrize(
    ("reliefs_mm", "is_refused"),
    [
        ((3.1, 3.1, 3.1), False),  # too few to be judged together
        ((3.9, 3.9, 3.9, 3.9), True),
        ((3.0, 5.0, 3.0, 5.0), False),  # a mean of just the limit
        ((3.0, 5.0, 3.0, 4.9), True),
        ((9.0, 3.9, 3.9, 3.9, 3.9), True),  # an older frame is not counted any more
        ((3.1, 4.1, 4.1, 4.1, 4.1), False),
    ],
)
def test_the_mean_over_the_newest_frames_has_a_limit(observation, reliefs_mm, is_refused):
    row = row_of(observation, *({"relief_mm": each} for each in reliefs_mm))
    assert row.accepted == len(reliefs_mm)
    assert row.refusal == ("It is flat" if is_refused else None)
    assert row.opens(FRAMES) == (len(reliefs_mm) >= FRAMES and not is_refused)


def test_frames_of_another_person_do_not_lift_the_mean(observation):
    others = [{"name": "bob", "relief_mm": 9.0}] * 4
    assert row_of(observation, *others, *[{"relief_mm": 3.5}] * 4).refusal == "It is flat"


def test_what_was_not_measured_refuses_and_a_cue_without_a_limit_does_not():
    def liveness(first: float, second: float) -> Liveness:
        return Liveness(
            (Cue("first", first, 1.0, "mm", "No"), Cue("second", second, 1.0, "sd", "Paper", 2.0))
        )

    assert row_refusal([liveness(-9.0, 2.0)] * 3) is None
    assert row_refusal([liveness(9.0, 2.5), liveness(9.0, math.nan)]) == "Paper"
    assert row_refusal([liveness(9.0, math.inf), liveness(9.0, -math.inf)]) == "Paper"
