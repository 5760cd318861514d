"""The quick median is numpy's."""

import math

import numpy as np
import pytest

from faceid_core.median import median


@pytest.mark.parametrize("count", [*range(1, 12), 202, 1201])
def test_it_is_numpys_bit_for_bit(count):
    rng = np.random.default_rng(count)
    for _ in range(20):
        values = rng.normal(0.0, 1e3, count)
        before = values.copy()
        assert median(values) == float(np.median(values))
        np.testing.assert_array_equal(values, before)


def test_no_number_among_many_makes_it_none():
    values = np.array([1.0, 2.0, math.nan, 3.0])
    assert math.isnan(median(values))
    assert math.isnan(float(np.median(values)))


def test_nothing_has_none():
    with pytest.raises(ValueError, match="at least one value"):
        median(np.zeros(0))
