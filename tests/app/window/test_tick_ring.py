"""The ring's overlay: tick by tick it comes out as if drawn whole."""

from __future__ import annotations

import numpy as np
import pytest
from PyQt5.QtCore import QSize
from PyQt5.QtGui import QColor, QPixmap

from app.window import theme
from app.window.ring import TICK_COUNT
from app.window.theme import Tone
from app.window.tick_ring import TickRing, circle_in

SIZES = [QSize(200, 200), QSize(460, 320), QSize(900, 1000)]


def pixels(overlay: QPixmap) -> np.ndarray:
    image = overlay.toImage()
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return np.frombuffer(bits, np.uint8).reshape(image.height(), image.width(), 4).astype(int)


def whole(size: QSize, levels: list[float], pointed: int | None, ratio: float) -> np.ndarray:
    ring = TickRing()
    ring.tone, ring.levels, ring.pointed = Tone.GOOD, list(levels), pointed
    return pixels(ring.overlay(size, ratio))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_ticks_redrawn_alone_leave_no_trace(qapp, size, ratio):
    """Longer, shorter, marked and not marked again."""
    ring = TickRing()
    ring.tone = Tone.GOOD
    ring.overlay(size, ratio)
    rng = np.random.default_rng(3)
    for _ in range(5):
        changed = [int(tick) for tick in rng.choice(TICK_COUNT, 20, replace=False)]
        for tick in changed:
            ring.levels[tick] = float(rng.random())
        before, ring.pointed = ring.pointed, int(rng.integers(TICK_COUNT))
        ring.redraw([*changed, ring.pointed, *([] if before is None else [before])])
    drawn = pixels(ring.overlay(size, ratio))
    expected = whole(size, ring.levels, ring.pointed, ratio)
    assert np.abs(drawn - expected).max() <= 10  # of 255: soft edges, drawn over


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
def test_what_changes_is_within_the_region_that_is_told(qapp, size):
    ring = TickRing()
    ring.tone = Tone.GOOD
    before = pixels(ring.overlay(size, 1.0))
    ring.levels[7] = 1.0
    region = ring.redraw([7])
    rows, columns = np.nonzero((pixels(ring.overlay(size, 1.0)) != before).any(axis=-1))
    assert len(rows)
    box = region.boundingRect()
    assert box.left() <= columns.min()
    assert columns.max() <= box.right()
    assert box.top() <= rows.min()
    assert rows.max() <= box.bottom()
    assert box.width() * box.height() < 0.05 * size.width() * size.height()


def test_the_hole_is_clear_and_stays_so(qapp):
    size = QSize(400, 400)
    ring = TickRing()
    ring.overlay(size, 1.0)
    ring.levels = [1.0] * TICK_COUNT
    ring.redraw(range(TICK_COUNT))
    circle = circle_in(size)
    shown = pixels(ring.overlay(size, 1.0))
    rows, columns = np.mgrid[0:400, 0:400]
    away = np.hypot(columns - circle.center().x(), rows - circle.center().y())
    assert (shown[away < circle.width() / 2 - 3, 3] == 0).all()
    assert (shown[away > circle.width() / 2 + 3, 3] == 255).all()


def test_another_size_is_drawn_anew(qapp):
    ring = TickRing()
    assert ring.overlay(QSize(300, 300), 1.0).size() == QSize(300, 300)
    assert ring.overlay(QSize(500, 400), 1.0).size() == QSize(500, 400)
    assert ring.overlay(QSize(500, 400), 2.0).size() == QSize(1000, 800)


def test_a_forgotten_ring_takes_the_new_theme(qapp):
    ring = TickRing()
    ring.overlay(QSize(200, 200), 1.0)
    try:
        theme.apply_theme(qapp, theme.LIGHT)
        ring.forget()
        corner = ring.overlay(QSize(200, 200), 1.0).toImage().pixelColor(0, 0)
        assert corner == QColor(theme.LIGHT.background)
    finally:
        theme.apply_theme(qapp, theme.DARK)
