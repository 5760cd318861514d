"""What depth says about the seat: rendered people, and furniture with a Kinect's noise."""

from __future__ import annotations

import numpy as np
import pytest
from rendered import frame as rendered_frame

from faceid_core.seat import LEAST_COVERAGE, MOVED_MM, has_moved, look
from faceid_core.synthesis.sensor import DepthSensor
from hardware import Frame

WALL_MM = 2600.0
BLACK = np.zeros((480, 640, 3), np.uint8)
#: Rows and columns of a chair's back with a jacket on it, about 45 x 50 cm at 1 m.
CHAIR = (slice(200, 460), slice(200, 440))


def scene(
    *things: tuple[tuple[slice, slice], float], seed: int = 0, sensor: DepthSensor | None = None
) -> Frame:
    """Boxes at a depth before a wall, as a Kinect measures them."""
    clean = np.full((480, 640), WALL_MM, np.float32)
    for area, depth_mm in things:
        clean[area] = depth_mm
    # A jacket is not flat.
    rows, columns = np.mgrid[:480, :640].astype(np.float32)
    clean += np.where(clean < WALL_MM, 20.0 * np.sin(rows / 31.0) * np.cos(columns / 23.0), 0.0)
    depth_mm = (sensor or DepthSensor()).measure(
        clean.astype(np.float32), np.random.default_rng(seed)
    )
    return Frame(BLACK, depth_mm, float(seed))


@pytest.mark.parametrize(
    "name",
    [
        "frontal_600",
        "frontal_1050",
        "yaw_left",
        "pitch_down",
        "turned_away",
        "covered",
        "dark",
        "depth_hole",
        "off_center",
        "two_faces",
        "other",
    ],
)
def test_a_body_is_there_whatever_its_face_does(name: str) -> None:
    seat = look(rendered_frame(name))
    assert seat.is_measured
    assert seat.body is not None


@pytest.mark.parametrize("name", ["empty", "too_far"])
def test_nobody_sits_where_only_the_room_is(name: str) -> None:
    seat = look(rendered_frame(name))
    assert seat.is_measured
    assert seat.body is None


def test_a_body_has_its_place_and_its_size() -> None:
    body = look(scene((CHAIR, 1000.0))).body
    assert body is not None
    assert body.center_mm == pytest.approx((0.0, 170.0, 1000.0), abs=25.0)
    assert body.area_cm2 == pytest.approx(45.7 * 49.5, rel=0.1)


@pytest.mark.parametrize("share", [0.1, 0.3])
def test_holes_do_not_cut_a_body_into_pieces(share: float) -> None:
    whole = scene((CHAIR, 1000.0))
    depth_mm = whole.depth_mm.copy()
    depth_mm[np.random.default_rng(1).random(depth_mm.shape) < share] = 0
    depth_mm[320:328] = 0
    body, full = look(Frame(BLACK, depth_mm, 0.0)).body, look(whole).body
    assert body is not None
    assert full is not None
    assert (1.0 - share) * 0.9 * full.area_cm2 < body.area_cm2 < full.area_cm2


def test_a_monitor_arm_is_no_body() -> None:
    arm = (slice(0, 480), slice(300, 316))
    assert look(scene((arm, 600.0))).body is None


def test_a_covered_or_blinded_sensor_measures_nothing() -> None:
    for part in (0.0, LEAST_COVERAGE / 2.0):
        depth_mm = np.zeros((480, 640), np.uint16)
        depth_mm[: int(480 * part)] = 2000
        assert not look(Frame(BLACK, depth_mm, 0.0)).is_measured


@pytest.mark.parametrize("depth_mm", [600.0, 900.0, 1200.0, 1400.0])
@pytest.mark.parametrize("noise", [0.5, 1.0, 2.0])
def test_a_jacket_on_a_chair_never_moves(depth_mm: float, noise: float) -> None:
    sensor = DepthSensor(noise_px=0.045 * noise)
    looks = [look(scene((CHAIR, depth_mm), seed=seed, sensor=sensor)) for seed in range(12)]
    assert all(seat.body is not None for seat in looks)
    assert not any(has_moved(seat, looks[0]) for seat in looks[1:])


@pytest.mark.parametrize("depth_mm", [600.0, 900.0, 1200.0])
def test_a_breath_moves_a_chest(depth_mm: float) -> None:
    out = look(scene((CHAIR, depth_mm), seed=1))
    breath_mm = 1.5 * MOVED_MM * (depth_mm / 1000.0) ** 2 + 1.0
    chest = (slice(300, 400), slice(240, 400))
    breathing = look(scene((CHAIR, depth_mm), (chest, depth_mm - breath_mm), seed=2))
    assert has_moved(breathing, out)


def test_a_body_that_sits_elsewhere_has_moved_there() -> None:
    left, right = (slice(200, 460), slice(20, 260)), (slice(200, 460), slice(380, 620))
    assert has_moved(look(scene((right, 1000.0), seed=2)), look(scene((left, 1000.0), seed=1)))


@pytest.mark.parametrize("loss", [0.1, 0.35, 0.6])
def test_holes_that_come_and_go_are_no_movement(loss: float) -> None:
    """Dark cloth swallows the pattern, elsewhere in every frame."""
    clean = np.full((480, 640), WALL_MM, np.float32)
    rows, columns = np.mgrid[:480, :640].astype(np.float32)
    clean[CHAIR] = (1000.0 + 40.0 * np.sin(rows / 17.0) * np.cos(columns / 13.0))[CHAIR]
    cloth = np.zeros(clean.shape, np.bool_)
    cloth[CHAIR] = True
    sensor = DepthSensor(noise_px=0.09, hair_loss=loss)
    looks = [
        look(Frame(BLACK, sensor.measure(clean, np.random.default_rng(seed), cloth), float(seed)))
        for seed in range(8)
    ]
    assert all(seat.body is not None for seat in looks)
    assert not any(has_moved(seat, looks[0]) for seat in looks[1:])


def test_what_moves_in_the_room_behind_is_not_on_the_seat() -> None:
    passer = (slice(100, 480), slice(480, 600))
    before = look(scene((CHAIR, 1000.0), (passer, 2000.0), seed=1))
    after = look(scene((CHAIR, 1000.0), seed=2))
    assert not has_moved(after, before)


def test_the_same_depth_has_the_same_fingerprint_and_noise_another() -> None:
    first = scene((CHAIR, 1000.0), seed=1)
    again = Frame(BLACK, first.depth_mm, 5.0)
    assert look(first).fingerprint == look(again).fingerprint
    assert look(first).fingerprint != look(scene((CHAIR, 1000.0), seed=2)).fingerprint
