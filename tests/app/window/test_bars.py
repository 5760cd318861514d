"""The histograms: heights, places and the moving mark, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from PyQt5.QtGui import QColor

from app.window import theme
from app.window.bars import MARGIN_PX, BarData, Bars

DATA = BarData(
    same=np.array([0, 4, 2, 0]),
    different=np.array([0, 0, 0, 10]),
    bar_width=0.25,
    mean_same=0.42,
    mean_different=0.85,
    threshold=0.5,
)


@pytest.fixture
def bars(qtbot, qapp) -> Bars:
    theme.apply_theme(qapp, theme.DARK)
    made = Bars()
    qtbot.addWidget(made)
    made.resize(448, 400)  # 400 px for distances 0 to 1
    made.show_data(DATA)
    return made


def test_the_axis_reaches_the_last_bar_and_beyond_the_threshold():
    assert DATA.most_distance == 1.0
    far = BarData(np.zeros(50, int), np.zeros(50, int), 0.025, None, None, 0.4)
    assert far.most_distance == pytest.approx(1.4)
    nothing = BarData(np.zeros(0, int), np.zeros(0, int), 0.025, None, None, 1.5)
    assert nothing.most_distance == pytest.approx(1.8)


def test_distances_lie_along_the_width(bars):
    assert bars.x_of(0.0) == MARGIN_PX
    assert bars.x_of(0.5) == MARGIN_PX + 200
    assert bars.x_of(7.0) == MARGIN_PX + 400  # beyond the axis is at its end


def test_bars_are_as_high_as_their_share_of_the_highest(bars):
    same = bars.bar_boxes(is_same=True)
    assert [box.left() for box in same] == [MARGIN_PX + 100 * index for index in range(4)]
    heights = [box.height() for box in same]
    assert heights[1] == pytest.approx(2 * heights[2])
    assert heights[0] == heights[3] == 0
    different = bars.bar_boxes(is_same=False)
    assert different[3].height() == pytest.approx(heights[1])  # each histogram has its own scale
    assert different[0].top() > same[0].bottom()


def test_both_histograms_have_their_color(bars):
    image = bars.grab().toImage()
    for is_same, index, color in (
        (True, 1, theme.DARK.green),
        (False, 3, theme.DARK.amber),
    ):
        box = bars.bar_boxes(is_same=is_same)[index]
        spot = (round(box.left() + 20), round(box.top() + 10))
        assert image.pixelColor(*spot) == QColor(color)


def test_the_mark_moves_with_the_live_distance(bars):
    still = bars.grab().toImage()
    y = round(bars.bar_boxes(is_same=True)[0].bottom() - 3)
    for distance in (0.1, 0.9):
        bars.show_live(distance)
        image = bars.grab().toImage()
        changed = [x for x in range(image.width()) if image.pixel(x, y) != still.pixel(x, y)]
        assert changed
        assert abs(np.mean(changed) + 0.5 - bars.x_of(distance)) <= 1.5
    bars.show_live(None)
    assert bars.grab().toImage() == still


def test_counts_are_told_to_a_screen_reader_and_a_message_replaces_the_bars(bars):
    assert bars.accessibleDescription() == "Same person: 6 pairs. Different people: 10 pairs."
    bars.show_message("Nobody")
    assert bars.message == "Nobody"
    assert bars.bar_boxes(is_same=True) == []
    bars.grab()
