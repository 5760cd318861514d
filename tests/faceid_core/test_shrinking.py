"""A picture made smaller in two halves is the one made smaller in one piece."""

import cv2
import numpy as np
import pytest

from faceid_core.shrinking import Shrinker


@pytest.mark.parametrize(
    ("shape", "size"),
    [((480, 640), (192, 144)), ((480, 640), (64, 48)), ((481, 640), (192, 144)), ((3, 4), (4, 3))],
)
@pytest.mark.parametrize("threads", [1, 2])
def test_halves_are_the_whole_bit_for_bit(shape, size, threads):
    shrinker = Shrinker(threads=threads)
    for seed in range(5):
        picture = np.random.default_rng(seed).integers(0, 256, (*shape, 3), np.uint8)
        before = picture.copy()
        small = shrinker.shrink(picture, size)
        np.testing.assert_array_equal(
            small, cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        )
        np.testing.assert_array_equal(picture, before)
