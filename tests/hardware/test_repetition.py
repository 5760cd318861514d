from __future__ import annotations

import numpy as np
import pytest

from hardware.calibration import RAW_NO_DATA
from hardware.kinect.repetition import Repetition
from hardware.kinect.ring import RawFrame

NOISE = np.random.default_rng(3)


def picture(*, is_dark: bool = False, is_covered: bool = False) -> RawFrame:
    raw = NOISE.integers(600, 605, (480, 640)).astype(np.uint16)
    rgb = NOISE.integers(0, 255, (480, 640, 3)).astype(np.uint8)
    return RawFrame(
        raw=np.full_like(raw, RAW_NO_DATA) if is_covered else raw,
        rgb=np.zeros_like(rgb) if is_dark else rgb,
        depth_ticks=0,
        color_ticks=0,
    )


def test_pictures_with_noise_are_new() -> None:
    repetition = Repetition()
    assert not any(repetition.is_repeated(picture()) for _ in range(5))


def test_one_pixel_of_each_image_is_enough() -> None:
    repetition, first = Repetition(), picture()
    second = RawFrame(first.raw.copy(), first.rgb.copy(), 0, 0)
    second.raw[479, 639] ^= 1
    second.rgb[479, 639, 2] ^= 1
    assert [repetition.is_repeated(each) for each in (first, second)] == [False, False]


@pytest.mark.parametrize("kept", ["raw", "rgb"])
def test_either_image_alone_may_be_stuck(kept: str) -> None:
    repetition, first, second = Repetition(), picture(), picture()
    images = {"raw": second.raw, "rgb": second.rgb} | {kept: getattr(first, kept)}
    assert not repetition.is_repeated(first)
    assert repetition.is_repeated(RawFrame(**images, depth_ticks=1, color_ticks=1))
    assert not repetition.is_repeated(picture())


def test_a_covered_camera_in_the_dark_is_not_stuck() -> None:
    repetition = Repetition()
    nothing = picture(is_dark=True, is_covered=True)
    assert [repetition.is_repeated(nothing) for _ in range(3)] == [False] * 3
