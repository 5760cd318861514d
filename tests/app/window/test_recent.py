"""What the plot and the times are drawn from, on a clock of the test's own."""

from __future__ import annotations

import dataclasses

from scripted_app import gray_frame, judged, missed

from app.window.recent import MEDIAN_OVER_S, PLOTTED_S, Recent
from faceid_core.types import Observation


def timed(seen: Observation, **stage_ms: float) -> Observation:
    return dataclasses.replace(seen, stage_ms=stage_ms)


def test_moments_are_kept_for_as_long_as_they_are_plotted() -> None:
    recent = Recent()
    for second in range(31):
        recent.add(judged(gray_frame(0), distance=second / 100.0), float(second))
    assert [moment.at_s for moment in recent.judged] == list(map(float, range(10, 31)))
    assert recent.judged[-1].distance == 0.30
    assert recent.newest_s - recent.judged[0].at_s == PLOTTED_S
    assert recent.threshold == 0.5


def test_an_observation_counts_once_however_often_it_is_shown() -> None:
    recent, seen = Recent(), judged(gray_frame(0))
    for now_s in (1.0, 1.015, 1.03):
        recent.add(seen, now_s)
    assert [moment.at_s for moment in recent.judged] == [1.0]


def test_what_was_not_compared_has_no_distance() -> None:
    recent = Recent()
    recent.add(missed(gray_frame(0)), 1.0)
    recent.add(judged(gray_frame(0), None), 2.0)
    assert [moment.distance for moment in recent.judged] == [None, None]
    assert recent.threshold is None


def test_only_what_speaks_for_unlocking_is_accepted() -> None:
    recent = Recent()
    recent.add(judged(gray_frame(0), distance=0.2), 1.0)
    recent.add(judged(gray_frame(0), distance=0.9), 2.0)
    recent.add(judged(gray_frame(0), distance=0.2, relief_mm=0.1), 3.0)  # a photo of Ada
    assert [moment.is_accepted for moment in recent.judged] == [True, False, False]


def test_times_are_medians_of_the_last_second() -> None:
    recent = Recent()
    recent.add(timed(judged(gray_frame(0)), locate=900.0, encode=900.0), 0.0)
    for now_s, locate_ms in ((1.5, 10.0), (1.8, 90.0), (2.0, 12.0)):
        recent.add(timed(judged(gray_frame(0)), locate=locate_ms, encode=4.0), now_s)
    recent.add(timed(missed(gray_frame(0)), locate=11.0), 1.5 + MEDIAN_OVER_S)
    assert recent.stages_ms == {"locate": 11.5, "encode": 4.0}
    assert recent.frame_ms == 15.0  # of 14, 94, 16 and 11


def test_before_the_first_frame_there_is_nothing() -> None:
    recent = Recent()
    assert (recent.judged, recent.stages_ms, recent.frame_ms) == ((), {}, 0.0)
