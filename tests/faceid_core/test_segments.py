"""The distance to lines, by hand."""

import numpy as np
import pytest

from faceid_core.segments import Segments


def nearest(rows, point, groups=None):
    """The distance of a point to the nearest line."""
    rows, point = np.array(rows, float), np.array(point, float)
    segments = Segments.within(rows, groups or ["one"] * len(rows))
    return np.sqrt(segments.squared_distances(((rows - point) ** 2).sum(axis=1)).min())


@pytest.mark.parametrize(
    ("point", "distance"),
    [
        ([1.0, 0.0], 0.0),  # on the line
        ([1.0, 3.0], 3.0),  # beside its middle
        ([0.5, -2.0], 2.0),
        ([-3.0, 4.0], 5.0),  # before its first end
        ([5.0, 4.0], 5.0),  # behind its second
        ([2.0, 0.0], 0.0),  # an end
    ],
)
def test_within_the_line_the_foot_counts_and_beyond_it_the_end(point, distance):
    assert nearest([[0.0, 0.0], [2.0, 0.0]], point) == pytest.approx(distance, abs=1e-9)


def test_one_vector_is_as_far_as_it_is():
    assert nearest([[1.0, 1.0]], [4.0, 5.0]) == pytest.approx(5.0)


def test_equal_vectors_are_one():
    assert nearest([[1.0, 1.0], [1.0, 1.0]], [4.0, 5.0]) == pytest.approx(5.0)


def test_no_line_joins_two_groups():
    rows = [[0.0, 0.0], [2.0, 0.0], [0.0, 4.0], [2.0, 4.0]]
    # The middle lies on the line from the first to the last, if they were of one group.
    assert nearest(rows, [1.0, 2.0]) == pytest.approx(0.0, abs=1e-9)
    assert nearest(rows, [1.0, 2.0], ["low", "low", "high", "high"]) == pytest.approx(2.0)
    assert nearest(rows, [1.0, 2.0], ["low", "high", "low", "high"]) == pytest.approx(1.0)


def test_a_group_has_a_line_for_every_two_and_one_for_each():
    segments = Segments.within(np.eye(5), ["a", "b", "a", "b", "a"])
    assert len(segments.first) == 6 + 3
    ends = set(zip(segments.first.tolist(), segments.second.tolist(), strict=True))
    assert {(0, 2), (2, 4), (0, 4), (1, 3), (1, 1)} <= ends
    assert not {(0, 1), (2, 3)} & ends
    np.testing.assert_allclose(segments.squared_lengths[segments.first != segments.second], 2.0)


def test_the_nearest_of_a_thousand_points_of_each_line_is_not_nearer():
    rng = np.random.default_rng(0)
    rows, point = rng.normal(size=(4, 6)), rng.normal(size=6)
    segments = Segments.within(rows, ["one"] * 4)
    exact = np.sqrt(segments.squared_distances(((rows - point) ** 2).sum(axis=1)))
    shares = np.linspace(0.0, 1.0, 1001)[:, None]
    for first, second, distance in zip(segments.first, segments.second, exact, strict=True):
        line = (1.0 - shares) * rows[first] + shares * rows[second]
        assert np.linalg.norm(line - point, axis=1).min() == pytest.approx(distance, abs=1e-4)
