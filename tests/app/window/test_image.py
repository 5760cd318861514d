"""From numpy to Qt."""

from __future__ import annotations

import numpy as np
import pytest
from PyQt5.QtGui import QColor

from app.window.image import mirrored_square

RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)


@pytest.fixture
def picture() -> np.ndarray:
    """Red on the left, blue on the right, a green band below; 80 px at the sides are cut."""
    rgb = np.zeros((480, 640, 3), np.uint8)
    rgb[:, :320] = RED
    rgb[:, 320:] = BLUE
    rgb[400:] = GREEN
    rgb[:, :80] = 255
    rgb[:, -80:] = 255
    rgb.flags.writeable = False
    return rgb


@pytest.mark.parametrize("side_px", [1, 77, 350, 480, 960])
def test_the_middle_is_cut_out_and_mirrored(picture, side_px):
    image = mirrored_square(picture, side_px)
    assert (image.width(), image.height()) == (side_px, side_px)
    if side_px > 1:
        assert image.pixelColor(2, 2) == QColor(*BLUE)
        assert image.pixelColor(side_px - 3, 2) == QColor(*RED)
        assert image.pixelColor(side_px // 2, side_px - 3) == QColor(*GREEN)


def test_the_image_owns_its_pixels(picture):
    writable = picture.copy()
    image = mirrored_square(writable, 100)
    writable[:] = 0
    assert image.pixelColor(2, 2) == QColor(*BLUE)
