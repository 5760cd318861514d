"""Rigid fits, head angles and back-projection by hand."""

import math

import numpy as np
import pytest

from faceid_core.face_chip import similarity_transform
from faceid_core.geometry import (
    backproject,
    depth_under,
    fit_rigid,
    pose_of,
    rotation_about,
    window_points,
)
from hardware.frame import Frame, Intrinsics

STRAIGHT_MM = np.array([0.0, 0.0, 800.0])


def head(yaw_deg, pitch_deg, roll_deg):
    """Axes of a head that was rolled, then pitched, then turned."""
    yaw, pitch, roll = map(math.radians, (yaw_deg, pitch_deg, roll_deg))
    return (
        rotation_about(np.array([0.0, -yaw, 0.0]))
        @ rotation_about(np.array([-pitch, 0.0, 0.0]))
        @ rotation_about(np.array([0.0, 0.0, roll]))
    )


@pytest.mark.parametrize(
    "angles", [(0, 0, 0), (20, 0, 0), (0, 15, 0), (0, 0, 10), (20, 15, 10), (-40, -30, -60)]
)
def test_angles_are_read_back(angles):
    pose = pose_of(head(*angles), STRAIGHT_MM)
    assert (pose.yaw_deg, pose.pitch_deg, pose.roll_deg) == pytest.approx(angles, abs=1e-9)


def test_signs():
    nose = -head(20, 0, 0)[:, 2]
    assert nose[0] > 0  # yaw: the nose moves to larger columns
    nose = -head(0, 20, 0)[:, 2]
    assert nose[1] < 0  # pitch: the nose moves up
    assert head(0, 0, 20)[1, 0] > 0  # roll: the eye on the right sinks


def test_a_face_at_the_edge_that_looks_into_the_camera_is_straight():
    origin = np.array([300.0, -200.0, 800.0])
    z = origin / np.linalg.norm(origin)
    x = np.cross([0.0, 1.0, 0.0], z)
    x /= np.linalg.norm(x)
    pose = pose_of(np.stack([x, np.cross(z, x), z], axis=1), origin)
    assert (pose.yaw_deg, pose.pitch_deg, pose.roll_deg) == pytest.approx((0, 0, 0), abs=1e-9)


def test_rigid_fit_finds_the_motion_in_spite_of_outliers():
    rng = np.random.default_rng(1)
    source = rng.normal(0, 40, (60, 3))
    turn, shift = head(25, -10, 5), np.array([30.0, -20.0, 700.0])
    target = source @ turn.T + shift
    target[:6] += 400.0  # landmarks that fell onto the wall behind
    fit = fit_rigid(source, target)
    np.testing.assert_allclose(fit.turn, turn, atol=2e-3)
    np.testing.assert_allclose(fit.shift_mm, shift, atol=0.3)


def test_a_mirrored_cloud_still_gives_a_rotation():
    source = np.random.default_rng(2).normal(0, 40, (30, 3))
    fit = fit_rigid(source, source * [-1.0, 1.0, 1.0])
    assert np.linalg.det(fit.turn) == pytest.approx(1.0)


def test_two_points_are_too_few():
    with pytest.raises(ValueError, match="at least 3"):
        fit_rigid(np.zeros((2, 3)), np.zeros((2, 3)))


def test_backprojection_by_hand():
    camera = Intrinsics(500.0, 400.0, 320.0, 240.0)
    point = backproject(np.array([420.0]), np.array([140.0]), np.array([1000.0]), camera)
    np.testing.assert_allclose(point, [[200.0, -250.0, 1000.0]])


def test_depth_under_a_point_is_the_median_of_what_was_measured():
    depth = np.zeros((480, 640), np.uint16)
    depth[99:102, 199:202] = [[800, 0, 820], [0, 810, 0], [5000, 0, 0]]
    frame = Frame(np.zeros((480, 640, 3), np.uint8), depth, 0.0)
    found = depth_under(frame, np.array([[200.0, 100.0], [400.0, 100.0], [-50.0, 9999.0]]), 1)
    assert found[0] == 810.0
    assert np.isnan(found[1:]).all()


def test_similarity_by_hand():
    # A quarter turn, twice as large, moved by (10, 20).
    source = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    target = np.array([[10.0, 20.0], [10.0, 22.0], [8.0, 20.0], [8.0, 22.0]])
    np.testing.assert_allclose(
        similarity_transform(source, target), [[0.0, -2.0, 10.0], [2.0, 0.0, 20.0]], atol=1e-12
    )


def test_points_of_a_window_are_those_of_its_pixels():
    camera = Intrinsics(500.0, 510.0, 320.5, 241.0)
    rng = np.random.default_rng(0)
    depth_mm = rng.integers(400, 4000, (480, 640), np.uint16)
    wanted = rng.random((60, 50)) < 0.5
    window = depth_mm[100:160, 200:250]
    rows, columns = np.nonzero(wanted)
    expected = backproject(
        columns + 200.0, rows + 100.0, window[rows, columns].astype(float), camera
    )
    np.testing.assert_array_equal(window_points(window, (200, 100), wanted, camera), expected)
