"""What the panel says: a sentence for every verdict, and every number with its limit."""

from __future__ import annotations

import dataclasses
import math

import pytest
from scripted_app import face, gray_frame, judged, missed

from app.window.measured import (
    NOTHING,
    cue_rows,
    distance_rows,
    place_rows,
    sentence,
    stage_rows,
    unmeasured,
)
from app.window.rows import Row
from app.window.theme import Ink
from faceid_core.types import Comparison, Cue, Limits, Liveness, Observation, Pose, Retry

AHEAD = Pose(0.0, 0.0, 0.0)


def compared(fused: float, color: float, depth: float) -> Observation:
    limits = Limits(fused=0.5, color=0.6, depth=0.7)
    comparison = Comparison("Ada", fused, color, depth, limits, AHEAD)
    return dataclasses.replace(judged(gray_frame(0)), comparison=comparison)


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (None, "Nothing is measured."),
        (judged(gray_frame(0), None), "Nobody is enrolled to compare with."),
        (compared(0.5, 0.6, 0.7), "This is Ada: every limit is kept."),
        (dataclasses.replace(compared(0.2, 0.2, 0.2), eye_opening=0.3),
         "This is Ada: every limit is kept."),
        (dataclasses.replace(compared(0.2, 0.2, 0.2), eye_opening=0.1), "Open your eyes"),
        (dataclasses.replace(compared(0.2, 0.2, 0.2), eye_opening=math.nan), "Open your eyes"),
        (compared(0.51, 0.9, 0.9), "This is not Ada: the distance is above its limit."),
        (compared(0.2, 0.61, 0.9), "This is not Ada: the color differs too much."),
        (compared(0.2, 0.2, 0.71), "This is not Ada: the shape differs too much."),
        (compared(math.nan, 0.2, 0.2), "This is not Ada: the distance is above its limit."),
        (judged(gray_frame(0), relief_mm=0.1), "This looks like a flat picture"),
        (dataclasses.replace(compared(0.2, 0.2, 0.2), liveness=None),
         "This face could not be judged"),
    ],
)  # fmt: skip
def test_every_verdict_has_its_sentence(seen: Observation | None, said: str) -> None:
    assert sentence(seen) == said


@pytest.mark.parametrize("retry", Retry)
def test_a_frame_without_a_judgement_says_why(retry: Retry) -> None:
    assert sentence(missed(gray_frame(0), retry)) == retry.value


def test_distances_stand_beside_their_limits() -> None:
    assert distance_rows(compared(0.2, 0.1, 0.71).comparison) == [
        Row("Color distance", "0.10", "≤ 0.60", Ink.PLAIN),
        Row("Shape distance", "0.71", "> 0.70", Ink.BAD),
    ]
    assert [row.value for row in distance_rows(None)] == [NOTHING, NOTHING]


def test_range_and_head() -> None:
    assert place_rows(face(Pose(12.4, -3.6, 0.2))) == [
        Row("Range", "812 mm"),
        Row("Yaw, pitch, roll", "+12°  \N{MINUS SIGN}4°  0°"),
    ]
    assert [row.value for row in place_rows(None)] == [NOTHING, NOTHING]


def test_cues_stand_beside_their_limits_and_say_what_failed() -> None:
    cues = Liveness(
        (
            Cue("plane_residual", 4.44, 3.0, "mm", ""),
            Cue("sheet_residual", 2.49, 2.5, "mm", ""),
            Cue("blink_rate", math.nan, 1.0, "Hz", ""),
        )
    )
    assert cue_rows(cues) == [
        Row("Relief", "4.4 mm", "≥ 3.0", Ink.PLAIN),
        Row("Relief if bent", "2.5 mm", "< 2.5", Ink.BAD),
        Row("Blink rate", NOTHING, "< 1.0", Ink.BAD),
    ]
    assert unmeasured(cue_rows(cues))[0] == Row("Relief", NOTHING, ink=Ink.SOFT)
    assert cue_rows(None) == []


def test_every_stage_is_listed_whether_it_ran_or_not() -> None:
    rows = stage_rows({"locate": 7.04, "compare": 0.05})
    assert [row.value for row in rows] == ["7.0 ms", NOTHING, NOTHING, NOTHING, "0.1 ms", NOTHING]


def test_where_there_is_little_room_the_tightest_cues_are_kept_in_their_order():
    measured = (("a", 9.0, 3.0), ("b", 2.0, 1.0), ("c", 0.5, 1.0), ("d", math.nan, 1.0))
    cues = tuple(Cue(name, value, limit, "mm", "No") for name, value, limit in measured)
    assert [row.name for row in cue_rows(Liveness(cues), most=3)] == ["B", "C", "D"]
    assert cue_rows(Liveness(cues), most=4) == cue_rows(Liveness(cues))
    assert cue_rows(None, most=3) == []
