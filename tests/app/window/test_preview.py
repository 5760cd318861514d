"""The picture in its ring, by its pixels."""

from __future__ import annotations

import numpy as np
import pytest
from pixels import distance
from PyQt5.QtGui import QColor, QImage

from app.window import theme
from app.window.badge import Badge
from app.window.preview import Preview
from app.window.ring import TICK_COUNT
from app.window.theme import Tone


@pytest.fixture
def preview(qtbot) -> Preview:
    shown = Preview()
    qtbot.addWidget(shown)
    shown.resize(500, 460)
    shown.show()
    return shown


def grabbed(preview: Preview) -> QImage:
    return preview.grab().toImage()


def split_picture() -> np.ndarray:
    rgb = np.zeros((480, 640, 3), np.uint8)
    rgb[:, :320] = (200, 0, 0)
    rgb[:, 320:] = (0, 0, 200)
    return rgb


def test_the_picture_is_round_and_mirrored(preview):
    preview.show_frame(split_picture())
    image, circle = grabbed(preview), preview.circle
    assert image.pixelColor(circle.left() + 20, circle.center().y()) == QColor(0, 0, 200)
    assert image.pixelColor(circle.right() - 20, circle.center().y()) == QColor(200, 0, 0)
    for corner in (circle.topLeft(), circle.bottomRight()):
        assert image.pixelColor(corner) == QColor(theme.colors().background)


def test_a_new_frame_does_not_erase_the_ring(preview, qtbot):
    preview.light((1.0,) * TICK_COUNT, Tone.GOOD)
    qtbot.waitUntil(lambda: preview.levels == (1.0,) * TICK_COUNT, timeout=3000)
    preview.show_frame(split_picture())
    before = grabbed(preview)
    preview.show_frame(split_picture()[:, ::-1])
    preview.repaint(preview.circle)
    after = grabbed(preview)
    outside = [
        (x, y)
        for x in range(0, before.width(), 3)
        for y in range(0, before.height(), 3)
        if not preview.circle.contains(x, y)
    ]
    assert all(before.pixel(x, y) == after.pixel(x, y) for x, y in outside)
    greens = [
        (x, y)
        for x, y in outside
        if distance(after.pixelColor(x, y), QColor(theme.colors().green)) < 60
    ]
    assert len(greens) > TICK_COUNT


def test_frames_are_counted_once_each(preview, qtbot):
    start = preview.frames_shown
    for _ in range(3):
        preview.show_frame(split_picture())
        preview.repaint()
        preview.light((start % 2,) * TICK_COUNT, Tone.GOOD)
        preview.point_at(start % TICK_COUNT)
        preview.repaint()
        preview.resize(preview.width() + 10, preview.height())
        preview.repaint()
    assert preview.frames_shown == start + 3


def test_a_badge_dims_the_picture(preview, qtbot):
    preview.show_frame(np.full((480, 640, 3), 250, np.uint8))
    corner = preview.circle.center().x(), preview.circle.top() + 20
    bright = grabbed(preview).pixelColor(*corner).lightness()
    preview.set_badge(Badge.TICK)
    qtbot.waitUntil(lambda: grabbed(preview).pixelColor(*corner).lightness() < bright / 2)
    preview.set_badge(Badge.NONE)
    assert grabbed(preview).pixelColor(*corner).lightness() == bright


@pytest.mark.parametrize("size", [(200, 200), (900, 300), (301, 777)])
def test_the_ring_fits_whatever_the_size(preview, size):
    preview.resize(*size)
    preview.light((1.0,) * TICK_COUNT, Tone.GOOD)
    preview.show_frame(split_picture())
    image = grabbed(preview)
    assert preview.rect().contains(preview.circle)
    edge = [(x, y) for x in range(size[0]) for y in (0, size[1] - 1)]
    edge += [(x, y) for y in range(size[1]) for x in (0, size[0] - 1)]
    assert {image.pixelColor(x, y).name() for x, y in edge} == {theme.colors().background}
