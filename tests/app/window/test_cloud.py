"""The points of the 3-D view, against coordinates worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from app.window.cloud import MOST_POINTS, cloud_of
from hardware.frame import Frame, Intrinsics

CAMERA = Intrinsics(fx_px=500.0, fy_px=500.0, cx_px=320.0, cy_px=240.0)


def frame_of(depth_mm: np.ndarray, rgb: np.ndarray | None = None) -> Frame:
    rgb = np.zeros((480, 640, 3), np.uint8) if rgb is None else rgb
    return Frame(rgb, depth_mm.astype(np.uint16), 0.0, CAMERA)


def test_a_point_lies_where_a_mirror_shows_it() -> None:
    depth_mm = np.zeros((480, 640))
    depth_mm[140, 420] = 1000  # 200 mm to the right in the picture, 200 mm up, 1 m away
    rgb = np.zeros((480, 640, 3), np.uint8)
    rgb[140, 420] = (255, 51, 0)
    cloud = cloud_of(frame_of(depth_mm, rgb))
    assert cloud.points_mm == pytest.approx(np.array([[-200.0, 1000.0, 200.0]]))
    assert cloud.colors == pytest.approx(np.array([[1.0, 0.2, 0.0, 1.0]]))


def test_only_what_is_measured_and_near_is_shown() -> None:
    depth_mm = np.zeros((480, 640))
    depth_mm[0, :4] = (449, 450, 1450, 1451)
    assert sorted(cloud_of(frame_of(depth_mm)).points_mm[:, 1]) == [450.0, 1450.0]


def test_nothing_measured_is_an_empty_cloud() -> None:
    cloud = cloud_of(frame_of(np.zeros((480, 640))))
    assert cloud.points_mm.shape == (0, 3)
    assert cloud.colors.shape == (0, 4)


def test_a_full_picture_is_thinned_out_evenly() -> None:
    cloud = cloud_of(frame_of(np.full((480, 640), 900.0)))
    assert MOST_POINTS / 2 < len(cloud.points_mm) <= MOST_POINTS
    right, _, up = cloud.points_mm.T
    step_mm = 3 * 900.0 / 500.0  # every third pixel
    for along, low, high in ((right, -574.2, 576.0), (up, -430.2, 432.0)):
        places = np.unique(along)
        assert (places[0], places[-1]) == pytest.approx((low, high), abs=step_mm)
        assert np.diff(places) == pytest.approx(step_mm, abs=0.01)
