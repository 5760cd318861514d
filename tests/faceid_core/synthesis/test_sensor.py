from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("embreex", reason="rendering needs the extra synth (embreex)")

from faceid_core.synthesis.sensor import BASELINE_MM, FOCAL_PX, ColorSensor, DepthSensor, in_shadow

NEAR_MM, FAR_MM = 800.0, 2000.0
LEFT, RIGHT = 60, 90  # columns of the near object


def slab() -> np.ndarray:
    """A near upright slab before a far wall."""
    depth = np.full((60, 160), FAR_MM, np.float32)
    depth[:, LEFT:RIGHT] = NEAR_MM
    return depth


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_the_shadow_falls_to_the_left_and_is_as_wide_as_the_disparity_says() -> None:
    shadow = in_shadow(slab())
    width = FOCAL_PX * BASELINE_MM * (1.0 / NEAR_MM - 1.0 / FAR_MM)
    assert not shadow[:, RIGHT:].any()
    assert not shadow[:, LEFT:RIGHT].any()
    assert shadow[:, LEFT - 1].all()
    assert shadow.sum(axis=1) == pytest.approx(width, abs=1.0)


def test_a_flat_wall_and_nothing_at_all_cast_no_shadow() -> None:
    assert not in_shadow(np.full((4, 50), 900.0, np.float32)).any()
    assert not in_shadow(np.zeros((4, 50), np.float32)).any()


def test_depth_comes_in_steps_of_an_eighth_of_a_pixel_of_disparity() -> None:
    slope = np.linspace(700.0, 1400.0, 400, dtype=np.float32)
    measured = DepthSensor().measure(np.tile(slope, (40, 1)), rng())
    values = np.unique(measured[measured > 0]).astype(float)
    steps = 8.0 * FOCAL_PX * BASELINE_MM / values
    rounding = 0.5 * steps / (values - 0.5)  # to whole millimeters
    assert (np.abs(steps - np.round(steps)) <= rounding + 1e-6).all()
    wanted = 8.0 * FOCAL_PX * BASELINE_MM * (1 / 700.0 - 1 / 1400.0)
    assert len(values) == pytest.approx(wanted, rel=0.02)


def test_noise_grows_with_the_square_of_the_distance() -> None:
    sensor = DepthSensor(noise_px=0.3)
    spread = []
    for distance in (700.0, 1400.0):
        depth = np.full((200, 200), distance, np.float32)
        spread.append(float(sensor.measure(depth, rng()).astype(float).std()))
    assert spread[1] / spread[0] == pytest.approx(4.0, rel=0.1)


@pytest.mark.parametrize("distance_mm", [300.0, 5000.0])
def test_nothing_is_measured_out_of_range(distance_mm: float) -> None:
    depth = np.full((20, 20), distance_mm, np.float32)
    assert not DepthSensor().measure(depth, rng()).any()


def test_nothing_is_measured_at_grazing_angles() -> None:
    columns = np.arange(100, dtype=np.float32)
    gentle = np.tile(700.0 + columns, (30, 1))
    steep = np.tile(700.0 + 40.0 * columns, (30, 1))
    assert (DepthSensor().measure(gentle, rng()) > 0).mean() > 0.95
    assert (DepthSensor().measure(steep, rng())[:, :20] > 0).mean() < 0.2


def test_hair_loses_its_share() -> None:
    depth = np.full((100, 100), 800.0, np.float32)
    hair = np.zeros((100, 100), np.bool_)
    hair[:, 50:] = True
    measured = DepthSensor(hair_loss=0.4).measure(depth, rng(), hair)
    assert (measured[:, 50:] == 0).mean() == pytest.approx(0.4, abs=0.05)
    assert (measured[:, :50] > 0).all()


def test_the_same_seed_gives_the_same_picture_and_inputs_stay() -> None:
    depth, rgb = slab(), np.full((60, 160, 3), 0.5, np.float32)
    before = depth.copy(), rgb.copy()
    for sense in (
        lambda seed: DepthSensor().measure(depth, rng(seed)),
        lambda seed: ColorSensor().photograph(rgb, rng(seed)),
    ):
        assert (sense(1) == sense(1)).all()
        assert (sense(1) != sense(2)).any()
    assert (depth == before[0]).all()
    assert (rgb == before[1]).all()


def test_the_camera_keeps_brightness_and_adds_its_noise() -> None:
    gray = np.full((120, 160, 3), 0.5, np.float32)
    quiet = ColorSensor(noise=0.5).photograph(gray, rng()).astype(float)
    loud = ColorSensor(noise=0.5).photograph(gray, rng(), gain=4.0).astype(float)
    assert quiet.mean() == pytest.approx(127.5, abs=0.5)
    assert loud.std() > 2.0 * quiet.std()
