"""Millimeters as colors, by values worked out by hand."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from app.window.color_scale import HOLE_RGB, RELIEF, ROOM, STEPS, TABLE, ColorScale

NEAR_RGB = (253, 231, 37)  # viridis' yellow
FAR_RGB = (68, 1, 84)  # and its violet


def colors_of(scale: ColorScale, values: list[float], dtype: type = np.float32) -> list[tuple]:
    row = np.array([values])
    known = np.isfinite(row) & (row != 0 if dtype is np.uint16 else True)
    picture = scale.picture(np.nan_to_num(row).astype(dtype), known)
    return [tuple(int(channel) for channel in pixel) for pixel in picture[0]]


def test_the_ends_and_what_lies_beyond() -> None:
    seen = colors_of(ColorScale(500.0, 1000.0), [1, 500, 1000, 4000], np.uint16)
    assert seen == [NEAR_RGB, NEAR_RGB, FAR_RGB, FAR_RGB]


def test_negative_distances_are_not_folded_over() -> None:
    assert colors_of(RELIEF, [-400.0, -40.0, 60.0, 400.0]) == [NEAR_RGB] * 2 + [FAR_RGB] * 2


def test_holes_have_a_color_that_no_distance_has() -> None:
    assert colors_of(RELIEF, [np.nan, 0.0])[0] == HOLE_RGB
    assert colors_of(ROOM, [0, 450], np.uint16) == [HOLE_RGB, NEAR_RGB]
    assert HOLE_RGB not in {tuple(color) for color in TABLE[:STEPS, 0].tolist()}


def test_both_kinds_of_picture_use_one_scale() -> None:
    values = list(range(400, 1600, 7))
    assert colors_of(ROOM, values, np.uint16) == colors_of(ROOM, values)


def test_every_step_darkens_evenly() -> None:
    """What perceptually even means: lightness falls by the same amount at each step."""
    lightness = cv2.cvtColor(TABLE[:STEPS].astype(np.float32) / 255.0, cv2.COLOR_RGB2Lab)[:, 0, 0]
    steps = np.diff(lightness[::10])
    assert (steps < 0.0).all()
    assert np.abs(steps - steps.mean()).max() < 0.5


@pytest.mark.parametrize("scale", [ROOM, RELIEF])
def test_the_middle_is_the_middle(scale: ColorScale) -> None:
    (middle,) = colors_of(scale, [(scale.near_mm + scale.far_mm) / 2.0, scale.near_mm])[:1]
    assert middle == tuple(TABLE[(STEPS - 1) // 2, 0].tolist())
