"""The ring in numbers."""

from __future__ import annotations

import math

import pytest

from app.window.ring import TICK_COUNT, covered_ticks, pointed_tick
from faceid_core.head_circle import SECTOR_COUNT, sector_of
from faceid_core.types import Pose


def test_no_coverage_lights_nothing_and_full_coverage_everything():
    assert set(covered_ticks((0.0,) * SECTOR_COUNT)) == {0.0}
    assert set(covered_ticks((1.0,) * SECTOR_COUNT)) == {1.0}


@pytest.mark.parametrize("sector", range(SECTOR_COUNT))
def test_a_sector_lights_an_equal_share_about_its_middle(sector):
    coverage = [0.0] * SECTOR_COUNT
    coverage[sector] = 1.0
    levels = covered_ticks(coverage)
    middle = sector * TICK_COUNT // SECTOR_COUNT
    lit = {(tick - middle + TICK_COUNT // 2) % TICK_COUNT for tick, on in enumerate(levels) if on}
    assert lit == {TICK_COUNT // 2 + offset for offset in (-2, -1, 0, 1, 2)}


@pytest.mark.parametrize(
    ("pose", "quarter"),
    [
        (Pose(0.0, 14.0, 0.0), 0),  # up: the top
        (Pose(-20.0, 0.0, 0.0), 1),  # left of the picture: right in the mirror
        (Pose(0.0, -14.0, 0.0), 2),
        (Pose(20.0, 0.0, 0.0), 3),
    ],
)
def test_the_mark_is_where_the_mirrored_head_points(pose, quarter):
    assert pointed_tick(pose) == quarter * TICK_COUNT // 4


def test_the_mark_stands_in_the_sector_that_enrolling_will_light():
    for degree in range(0, 360, 7):
        angle = math.radians(degree)
        pose = Pose(18.0 * math.sin(angle), 15.0 * math.cos(angle), 3.0)
        coverage = [0.0] * SECTOR_COUNT
        coverage[sector_of(pose)] = 1.0
        assert covered_ticks(coverage)[pointed_tick(pose)] == 1.0


@pytest.mark.parametrize("pose", [Pose(2.0, -1.0, 30.0), Pose(math.nan, 0.0, 0.0)])
def test_a_head_that_looks_ahead_points_nowhere(pose):
    assert pointed_tick(pose) is None
