"""Two unit vectors as one."""

import numpy as np
import pytest

from faceid_core.shares import Shares


def unit_rows(size):
    rows = np.random.default_rng(size).normal(size=(2, size)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def squared_distance(rows):
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return np.sum((rows[0] - rows[1]) ** 2)


@pytest.mark.parametrize("numbers", [104, 118])
def test_the_squared_distance_is_the_shares_sum(numbers):
    color, depth = unit_rows(128), unit_rows(48)
    first, second = map(Shares(depth=0.3, color_numbers=numbers).fused, color, depth)
    assert (first.dtype, first.shape) == (np.float32, (128,))
    assert np.linalg.norm(first) == pytest.approx(1.0, abs=1e-6)
    by_color, by_depth = color[:, :numbers], depth[:, 24 : 24 + 128 - numbers]
    expected = 0.7 * squared_distance(by_color) + 0.3 * squared_distance(by_depth)
    assert np.sum((first - second) ** 2) == pytest.approx(expected, rel=1e-5)


def test_the_sines_are_the_second_half():
    depth = np.zeros(48, np.float32)
    depth[24] = 1.0
    fused = Shares(depth=0.25).fused(np.eye(1, 128, dtype=np.float32)[0], depth)
    np.testing.assert_allclose(fused[[0, 104]], [np.sqrt(0.75), 0.5], atol=1e-6)
    assert np.count_nonzero(fused) == 2


def test_the_last_directions_of_both_are_left_out():
    shares = Shares(depth=0.25, color_numbers=118)
    color, depth = np.eye(1, 128, dtype=np.float32)[0], np.eye(1, 48, k=24, dtype=np.float32)[0]
    fused = shares.fused(color, depth)
    color[118:], depth[34:], depth[:24] = 0.5, 0.5, 0.5
    np.testing.assert_array_equal(shares.fused(color, depth), fused)


def test_a_trunk_without_direction_makes_no_vector():
    color = np.eye(1, 128, k=127, dtype=np.float32)[0]  # nothing in the first 104
    assert np.isnan(Shares(depth=0.25).fused(color, unit_rows(48)[0])).any()


@pytest.mark.parametrize("depth", [0.0, -0.1, 1.0, float("nan")])
def test_shares_that_are_none(depth):
    with pytest.raises(ValueError, match="between 0 and 1"):
        Shares(depth=depth)


@pytest.mark.parametrize("numbers", [0, 103, 128, 152])
def test_numbers_that_are_none(numbers):
    with pytest.raises(ValueError, match="104 to 127"):
        Shares(depth=0.2, color_numbers=numbers)
