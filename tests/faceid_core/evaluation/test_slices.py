"""Rates by condition: who is in which part, and what is said of it."""

from __future__ import annotations

import numpy as np
import pytest

from faceid_core.evaluation.faces import Faces
from faceid_core.evaluation.intervals import clopper_pearson, draw_people
from faceid_core.evaluation.scores import Scores
from faceid_core.evaluation.slices import Slice, measure_slices

#: Six people: a face that enrolls, and two probes; those of even faces' index are enrolled.
PEOPLE = np.repeat(np.arange(6), 3)
PROBES = np.flatnonzero(np.arange(18) % 3)
DRAWS = draw_people(np.arange(6), 6)


def faces(**conditions: np.ndarray) -> Faces:
    """Faces of which the probes have these conditions, and the enrolled ones none."""
    columns = {name: np.full(18, np.nan, np.float32) for name in conditions}
    for name, values in conditions.items():
        columns[name][PROBES] = values
    return Faces(PEOPLE, PEOPLE, np.full(18, ""), np.ones(18, bool), {}, columns)


def scores(mated: np.ndarray, non_mated: int = 60) -> Scores:
    first = np.arange(non_mated) % 6
    both = np.stack([first, (first + 1) % 6], axis=1)
    distances = np.linspace(0.6, 1.2, non_mated)
    return Scores(mated, PEOPLE[PROBES], distances, both, mated_probes=PROBES)


def by_name(slices: tuple[Slice, ...]) -> dict[tuple[str, object], Slice]:
    return {(s.condition, s.low if s.is_there is None else s.is_there): s for s in slices}


def test_probes_are_counted_in_three_parts_and_unknown_ones_in_none() -> None:
    yaw = np.array([-30, -20, -10, -5, 0, 5, 10, 20, 30, np.nan, np.nan, np.nan])
    mated = np.full(12, 0.2)
    mated[[0, 4, 5, 9]] = 0.5  # one misses of the left, two straight, none of the right
    found = measure_slices(scores(mated), faces(yaw_deg=yaw), 0.3, DRAWS)
    left, straight, right = found
    assert [(s.low, s.high, s.probes) for s in found] == [
        (-30.0, -10.0, 3),
        (-5.0, 5.0, 3),
        (10.0, 30.0, 3),
    ]
    assert [s.people for s in found] == [2, 2, 2]
    assert left.fnmr.value == pytest.approx(1 / 3)
    assert straight.fnmr.value == pytest.approx(2 / 3)
    assert right.fnmr.value == 0.0
    assert (right.fnmr.low, right.fnmr.high) == clopper_pearson(0, 2)
    # Left is person 0 (one of two misses) and one probe of person 1: 0 to 1/2 in the draws.
    assert (left.fnmr.low, left.fnmr.high) == pytest.approx((0.0, 0.5))


def test_what_is_worn_splits_in_two() -> None:
    glasses = np.array([1.0] * 4 + [0.0] * 8)
    mated = np.where(glasses == 1, 0.5, 0.2)
    found = by_name(measure_slices(scores(mated), faces(glasses=glasses), 0.3, DRAWS))
    assert found.keys() == {("glasses", False), ("glasses", True)}
    with_glasses, without = found["glasses", True], found["glasses", False]
    assert (with_glasses.probes, with_glasses.people, with_glasses.fnmr.value) == (4, 2, 1.0)
    assert (without.probes, without.people, without.fnmr.value) == (8, 4, 0.0)
    assert with_glasses.low is None


def test_tar_is_at_the_distance_where_all_probes_have_the_false_match_rate() -> None:
    hat = np.array([1.0] * 6 + [0.0] * 6)
    mated = np.full(12, 0.2)
    mated[:3] = 0.65
    few = measure_slices(scores(mated, 9_999), faces(hat=hat), 0.7, DRAWS)
    assert [s.tar_at_fmr for s in few] == [None, None]
    # Ten of 10,000 from 0.6 to 1.2 may match: 0.65 is beyond the eleventh, 0.60066.
    enough = by_name(measure_slices(scores(mated, 10_000), faces(hat=hat), 0.7, DRAWS))
    assert enough["hat", True].tar_at_fmr.value == 0.5
    assert enough["hat", False].tar_at_fmr.value == 1.0
    assert enough["hat", True].fnmr.value == 0.0


def test_a_condition_that_nobody_knows_has_no_slice() -> None:
    unknown = faces(beard=np.full(12, np.nan), skin_tone=np.full(12, np.nan))
    assert measure_slices(scores(np.full(12, 0.2)), unknown, 0.3, DRAWS) == ()


def test_eyes_that_are_closed_a_little_are_closed() -> None:
    closed = np.array([0.0] * 6 + [0.5, 0.9, 1.0] + [np.nan] * 3)
    found = by_name(measure_slices(scores(np.full(12, 0.2)), faces(eyes_closed=closed), 0.3, DRAWS))
    assert found["eyes_closed", False].probes == 6
    assert found["eyes_closed", True].probes == 3
