"""Gauge and plot, by their shares, runs and pixels."""

from __future__ import annotations

import math

import pytest
from pixels import distance
from PyQt5.QtCore import QPoint
from PyQt5.QtGui import QColor, QImage
from scripted_app import gray_frame, judged, missed

from app.window import theme
from app.window.distance_plot import DistancePlot, pieces, runs
from app.window.gauge import THRESHOLD_AT, Gauge, share_of
from app.window.recent import Judged, Recent
from app.window.theme import Tone


@pytest.mark.parametrize(
    ("distance", "share"),
    [(0.0, 0.0), (0.25, 0.25), (0.5, THRESHOLD_AT), (0.9, 0.9), (2.0, 1.0), (math.nan, 1.0)],
)
def test_the_threshold_is_always_in_the_middle(distance: float, share: float) -> None:
    assert share_of(distance, 0.5) == share
    assert share_of(distance * 2, 1.0) == share


def moments(*text: str) -> list[Judged]:
    """Tenths of a second: `a` accepted, `r` refused, a dot for nothing compared."""
    return [
        Judged(index / 10.0, None if kind == "." else 0.3, kind == "a")
        for index, kind in enumerate("".join(text))
    ]


def shape(run: list[Judged]) -> str:
    return "".join("a" if moment.is_accepted else "r" for moment in run)


def test_nothing_compared_leaves_a_gap() -> None:
    assert [shape(run) for run in runs(moments("..aar.ra.."))] == ["aar", "ra"]
    assert list(runs(moments("..."))) == []


def test_a_silence_leaves_a_gap_too() -> None:
    before, after = Judged(0.0, 0.3, True), Judged(0.6, 0.3, True)
    assert list(runs([before, after])) == [[before], [after]]
    assert len(list(runs([before, Judged(0.4, 0.3, True)]))) == 1


def test_a_change_of_verdict_changes_the_color_without_a_gap() -> None:
    run = moments("aarra")
    parts = list(pieces(run))
    assert [is_accepted for is_accepted, _ in parts] == [True, False, True]
    assert [part for _, part in parts] == [run[:2], run[1:4], run[3:]]


@pytest.fixture
def plot(qtbot) -> DistancePlot:
    shown = DistancePlot(Recent())
    qtbot.addWidget(shown)
    shown.resize(404, 106)
    shown.show()
    return shown


def picture(widget: DistancePlot | Gauge) -> QImage:
    return widget.grab().toImage()


def has_ink(image: QImage, at: QPoint, color: str) -> bool:
    """Whether the color is within two pixels of a place."""
    wanted = QColor(color)
    near = [image.pixelColor(at.x() + x, at.y() + y) for x in range(-2, 3) for y in range(-2, 3)]
    return any(distance(one, wanted) < 40 for one in near)


def test_the_plot_shows_matches_refusals_and_gaps(plot) -> None:
    recent = plot._recent
    for tenth in range(201):
        at_s = tenth / 10.0
        if at_s < 8.0:
            recent.add(judged(gray_frame(0), distance=0.2), at_s)
        elif at_s < 12.0:
            recent.add(missed(gray_frame(0)), at_s)
        else:
            recent.add(judged(gray_frame(0), distance=0.9), at_s)
    image = picture(plot)
    # 400 x 100 px are 20 s x 1.0: 20 px a second, from (2, 3) on.
    assert plot.point_of(4.0, 0.2).toPoint() == QPoint(82, 83)
    assert plot.point_of(20.0, 0.5).toPoint() == QPoint(402, 53)
    assert has_ink(image, QPoint(82, 83), theme.DARK.green)
    assert has_ink(image, QPoint(322, 13), theme.DARK.amber)
    for x in range(176, 238):
        assert not has_ink(image, QPoint(x, 83), theme.DARK.green)
        assert not has_ink(image, QPoint(x, 13), theme.DARK.amber)
    assert any(has_ink(image, QPoint(x, 53), theme.DARK.text_soft) for x in range(176, 190))


def test_an_empty_plot_is_only_its_grid(plot) -> None:
    image = picture(plot)
    shown = {image.pixelColor(x, y).name() for x in range(2, 402) for y in range(3, 103, 2)}
    assert theme.DARK.hairline in shown
    assert theme.DARK.green not in shown
    assert theme.DARK.amber not in shown


@pytest.mark.parametrize(("share", "tone"), [(0.4, Tone.GOOD), (0.8, Tone.REFUSED)])
def test_the_gauge_fills_up_to_its_share(qtbot, share: float, tone: Tone) -> None:
    gauge = Gauge()
    qtbot.addWidget(gauge)
    gauge.resize(200, 16)
    gauge.show_share(share, tone)
    image = picture(gauge)
    ink = theme.tone_color(tone)
    row = [image.pixelColor(x, 8).name() for x in range(200)]
    assert row[99] == theme.DARK.text  # the threshold's mark
    assert row[20] == ink
    assert row[round(200 * share) - 4] == ink
    assert row[round(200 * share) + 4] == theme.DARK.surface_raised
