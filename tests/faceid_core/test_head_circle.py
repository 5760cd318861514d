"""The circle of the head: sectors, and the side where most is missing."""

import pytest

from faceid_core.head_circle import SECTOR_COUNT, Direction, largest_gap, sector_of
from faceid_core.types import Pose


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


def coverage(*missing):
    return tuple(float(sector not in missing) for sector in range(SECTOR_COUNT))


@pytest.mark.parametrize(
    ("missing", "side"),
    [
        ([15, 0, 1], Direction.UP),  # the run goes over the top
        ([0], Direction.UP),
        ([3, 4, 5], Direction.RIGHT),
        ([7, 8, 9, 10], Direction.DOWN),
        ([11, 12, 13], Direction.LEFT),
        ([4, 11, 12], Direction.LEFT),  # the longer of two
        ([4, 12], Direction.RIGHT),  # the first from the top of two
        (list(range(1, 16)), Direction.DOWN),  # only the top was seen
    ],
)
def test_the_longest_run_of_missing_sectors_names_the_side(missing, side):
    assert largest_gap(coverage(*missing)) is side


@pytest.mark.parametrize("missing", [[], range(SECTOR_COUNT)])
def test_no_side_stands_out_of_nothing_or_everything(missing):
    assert largest_gap(coverage(*missing)) is None
