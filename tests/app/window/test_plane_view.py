"""Where points of a plane lie on a widget, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from app.window.plane_view import LEAST_ZOOM, MOST_ZOOM, PlaneView

# 4 wide and 2 high on a widget of 100 x 100 with a margin of 10: 20 pixels a unit.
POINTS = np.array([[0.0, 0.0], [4.0, 2.0]])


@pytest.fixture
def view() -> PlaneView:
    return PlaneView.fitted(POINTS, (100.0, 100.0), 10.0, 1e-3)


def test_all_points_are_in_view_and_up_is_up(view):
    assert view.scale == 20.0
    assert view.center == (2.0, 1.0)
    np.testing.assert_allclose(view.to_px(POINTS), [[10, 70], [90, 30]])


def test_there_and_back(view):
    for x_px, y_px in ((10.0, 70.0), (90.0, 30.0), (50.0, 50.0), (3.0, 99.0)):
        np.testing.assert_allclose(
            view.to_px(np.array([view.to_plane(x_px, y_px)])), [[x_px, y_px]]
        )


def test_zooming_keeps_what_is_under_the_pointer(view):
    before = view.to_plane(80.0, 20.0)
    near = view.zoomed(2.0, 80.0, 20.0)
    assert near.scale == 40.0
    assert near.to_plane(80.0, 20.0) == pytest.approx(before)
    assert near.zoomed(0.5, 80.0, 20.0).center == pytest.approx(view.center)


def test_zooming_has_its_ends(view):
    assert view.zoomed(1e9, 0, 0).scale == pytest.approx(20.0 * MOST_ZOOM)
    assert view.zoomed(1e-9, 0, 0).scale == pytest.approx(20.0 * LEAST_ZOOM)


def test_dragging_moves_points_with_the_pointer(view):
    moved = view.moved(15.0, -5.0)
    np.testing.assert_allclose(moved.to_px(POINTS), view.to_px(POINTS) + np.array([15.0, -5.0]))


def test_a_larger_widget_shows_the_same_larger(view):
    larger = view.resized((200.0, 300.0))
    np.testing.assert_allclose(larger.to_px(POINTS), [[20, 190], [180, 110]])


def test_a_single_point_lies_in_the_middle():
    view = PlaneView.fitted(np.array([[3.0, 3.0]]), (80.0, 60.0), 10.0, 2.0)
    np.testing.assert_allclose(view.to_px(np.array([[3.0, 3.0]])), [[40, 30]])
    assert view.scale == 20.0  # 2 wide on 40 pixels


def test_points_near_one_another_do_not_fill_the_widget():
    view = PlaneView.fitted(POINTS, (100.0, 100.0), 10.0, 8.0)
    assert view.scale == 10.0
