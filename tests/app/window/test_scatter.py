"""The map as its user meets it: pointing, moving, zooming, the live face, by mouse and keys."""

from __future__ import annotations

import numpy as np
import pytest
from PyQt5.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt5.QtGui import QColor, QMouseEvent, QWheelEvent
from PyQt5.QtWidgets import QApplication, QShortcut, QWidget

from app.window import theme
from app.window.dots import Dots, Kind
from app.window.live_mark import EDGE_PX, LiveMark
from app.window.marks import person_color
from app.window.scatter import Scatter

POINTS = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
DOTS = Dots(
    POINTS, np.array([0, 1, 2, 0]), np.array([Kind.ENROLLED] * 2 + [Kind.OTHER, Kind.ATTACK])
)


@pytest.fixture(params=[theme.DARK, theme.LIGHT])
def colors(request, qapp) -> theme.Colors:
    theme.apply_theme(qapp, request.param)
    return request.param


@pytest.fixture
def scatter(qtbot, qapp) -> Scatter:
    made = Scatter()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show_dots(DOTS, lambda index: f"face {index}")
    made.show()
    qtbot.waitExposed(made)
    return made


def at(scatter: Scatter, index: int) -> QPoint:
    x, y = scatter.view.to_px(POINTS[[index]])[0]
    return QPoint(round(x), round(y))


def pixel(scatter: Scatter, where: QPoint) -> QColor:
    return scatter.grab().toImage().pixelColor(where)


def is_like(first: QColor, second: QColor) -> bool:
    return all(abs(a - b) <= 3 for a, b in zip(first.getRgb(), second.getRgb(), strict=True))


def test_enrolled_points_have_their_persons_color(colors, scatter):
    assert is_like(pixel(scatter, at(scatter, 0)), person_color(0))
    assert is_like(pixel(scatter, at(scatter, 1)), person_color(1))
    assert not is_like(pixel(scatter, at(scatter, 2)), person_color(2))  # pale: of an evaluation
    assert is_like(pixel(scatter, at(scatter, 3)), person_color(0))  # the middle of a cross


def test_picking_out_a_person_dims_the_others(scatter):
    scatter.mean(1)
    assert is_like(pixel(scatter, at(scatter, 1)), person_color(1))
    assert not is_like(pixel(scatter, at(scatter, 0)), person_color(0))
    scatter.mean(None)
    assert is_like(pixel(scatter, at(scatter, 0)), person_color(0))


def test_pointing_at_a_face_says_what_it_is(scatter, qtbot):
    qtbot.mouseMove(scatter, at(scatter, 2) + QPoint(5, -5))
    qtbot.waitUntil(lambda: scatter.pointed == 2)  # an X server answers later
    assert scatter.words == "face 2"
    assert scatter.accessibleDescription() == "face 2"
    qtbot.mouseMove(scatter, scatter.rect().center())
    qtbot.waitUntil(lambda: scatter.pointed is None)
    assert scatter.words == ""


def test_only_the_picked_person_can_be_pointed_at(scatter, qtbot):
    scatter.mean(1)
    qtbot.mouseMove(scatter, at(scatter, 2))
    assert scatter.pointed is None
    qtbot.mouseMove(scatter, at(scatter, 1))
    qtbot.waitUntil(lambda: scatter.pointed == 1)


def test_dragging_moves_and_a_double_click_returns(scatter, qtbot):
    start = at(scatter, 0)
    whole = scatter.view
    middle = scatter.rect().center()
    qtbot.mousePress(scatter, Qt.MouseButton.LeftButton, pos=middle)
    for away in (QPoint(10, 20), QPoint(30, 20)):
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(middle + away),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(scatter, moved)
    qtbot.mouseRelease(scatter, Qt.MouseButton.LeftButton, pos=middle + away)
    assert at(scatter, 0) == start + QPoint(30, 20)
    qtbot.mouseDClick(scatter, Qt.MouseButton.LeftButton)
    assert scatter.view == whole


def test_the_wheel_zooms_around_the_pointer(scatter):
    before = at(scatter, 1)
    wheel = QWheelEvent(
        QPointF(before),
        QPointF(scatter.mapToGlobal(before)),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    scale = scatter.view.scale
    QApplication.sendEvent(scatter, wheel)
    assert scatter.view.scale == pytest.approx(scale * 1.25**2)
    assert (at(scatter, 1) - before).manhattanLength() <= 2


def test_everything_works_by_keys(scatter, qtbot):
    whole, start = scatter.view, at(scatter, 0)
    qtbot.keyClick(scatter, Qt.Key.Key_Left)
    assert at(scatter, 0) == start + QPoint(40, 0)
    qtbot.keyClick(scatter, Qt.Key.Key_Down)
    assert at(scatter, 0) == start + QPoint(40, -40)
    qtbot.keyClick(scatter, Qt.Key.Key_Plus)
    assert scatter.view.scale == pytest.approx(whole.scale * 1.25)
    qtbot.keyClick(scatter, Qt.Key.Key_Home)
    assert scatter.view == whole
    qtbot.keyClick(scatter, Qt.Key.Key_Minus)
    assert scatter.view.scale == pytest.approx(whole.scale / 1.25)
    pointed = []
    for key in [Qt.Key.Key_PageDown] * 5 + [Qt.Key.Key_PageUp]:
        qtbot.keyClick(scatter, key)
        pointed.append(scatter.pointed)
    assert pointed == [0, 1, 2, 3, 0, 3]


def test_keys_used_here_do_not_reach_the_windows_shortcuts(qtbot, qapp):
    pressed = []
    window = QWidget()
    qtbot.addWidget(window)
    scatter = Scatter(window)
    scatter.show_dots(DOTS, str)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Escape, Qt.Key.Key_T):
        QShortcut(key, window, lambda key=key: pressed.append(key))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    scatter.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_PageDown, Qt.Key.Key_Escape):
        qtbot.keyClick(scatter, key)
    assert pressed == []
    assert scatter.pointed is None  # Escape took the words away
    qtbot.keyClick(scatter, Qt.Key.Key_Escape)
    qtbot.keyClick(scatter, Qt.Key.Key_T)
    assert pressed == [Qt.Key.Key_Escape, Qt.Key.Key_T]


def test_the_live_face_lies_on_its_point_and_stays_in_sight(scatter):
    scatter.show_live(LiveMark(POINTS[[0, 1]], True, (1.0, 0.0), 0.25))
    place = scatter.live.place(scatter.view)
    assert (place.toPoint() - at(scatter, 1)).manhattanLength() <= 1
    assert is_like(pixel(scatter, at(scatter, 1)), QColor(theme.colors().accent))
    scatter.show_live(LiveMark(np.array([[50.0, 0.0]]), True))
    edge = scatter.live.place(scatter.view)
    assert edge.x() == scatter.width() - EDGE_PX
    assert is_like(pixel(scatter, edge.toPoint()), QColor(theme.colors().background))
    scatter.show_live(LiveMark())
    assert scatter.live.place(scatter.view) is None


def test_the_circle_reaches_as_far_as_a_match_may_be(scatter):
    without = scatter.grab().toImage()
    scatter.show_live(LiveMark(center=(0.0, 0.0), reach=0.5))
    with_circle = scatter.grab().toImage()
    changed = [
        (x, y)
        for x in range(with_circle.width())
        for y in range(with_circle.height())
        if with_circle.pixel(x, y) != without.pixel(x, y)
    ]
    away_px = np.hypot(*(np.array(changed) + 0.5 - scatter.view.to_px(POINTS[[0]])[0]).T)
    reach_px = 0.5 * scatter.view.scale
    assert len(changed) > 100
    assert np.abs(away_px - reach_px).max() < 3.0


def test_a_moved_view_survives_another_size_and_an_unmoved_one_fits_again(scatter):
    scatter.resize(500, 400)
    assert scatter.view.size_px == (500.0, 400.0)
    assert scatter.view.scale == scatter.view.fitted_scale
    scatter.view = scatter.view.moved(10.0, 0.0)
    scatter._is_moved = True
    center = scatter.view.center
    scatter.resize(400, 300)
    assert scatter.view.center == center


def test_without_points_it_says_why(scatter, qtbot):
    scatter.show_message("Nobody is enrolled")
    assert scatter.message == "Nobody is enrolled"
    assert scatter.view is None
    qtbot.keyClick(scatter, Qt.Key.Key_Plus)
    qtbot.mouseMove(scatter, QPoint(100, 100))
    image = scatter.grab().toImage()
    assert len({image.pixel(x, 150) for x in range(image.width())}) > 1
