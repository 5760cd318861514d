"""Two unit vectors as one."""

import numpy as np
import pytest

from faceid_core.shares import Shares


def unit_rows(size):
    rows = np.random.default_rng(size).normal(size=(2, size)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_the_squared_distance_is_the_shares_sum():
    color, depth = unit_rows(79), unit_rows(48)
    first, second = map(Shares(color=0.6, depth=0.3).fused, color, depth)
    assert (first.dtype, first.shape) == (np.float32, (128,))
    assert np.linalg.norm(first) == pytest.approx(1.0, abs=1e-6)
    expected = 0.6 * np.sum((color[0] - color[1]) ** 2) + 0.3 * np.sum((depth[0] - depth[1]) ** 2)
    assert np.sum((first - second) ** 2) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(
    ("color", "depth"), [(0.0, 0.5), (0.5, -0.1), (0.8, 0.3), (float("nan"), 0.3)]
)
def test_shares_that_are_none(color, depth):
    with pytest.raises(ValueError, match="at most 1 together"):
        Shares(color=color, depth=depth)
