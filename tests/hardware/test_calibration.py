from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from hardware import Calibration, CalibrationError, Intrinsics
from hardware.calibration import (
    ShiftConstants,
    calibration_for_device,
    calibration_for_recording,
    user_calibration_file,
)

# 199.625 + 0.375 = 200 pixels: raw 800 is the zero plane, exactly.
ROUND_SHIFT = ShiftConstants(constant_shift_px=199.625)


def test_the_zero_plane_is_at_the_reference_distance() -> None:
    assert ROUND_SHIFT.depth_of_raw_mm()[800] == pytest.approx(1200.0)


def test_depth_by_hand() -> None:
    # raw 512 is 72 pixels before the zero plane: 72 * 1.042 mm = 75.024 mm of shift,
    # so 1200 mm * 75 / (75 + 75.024).
    assert ROUND_SHIFT.depth_of_raw_mm()[512] == pytest.approx(90_000 / 150.024)


@pytest.mark.parametrize(("raw", "depth_mm"), [(700, 887), (900, 1824), (1000, 3864)])
def test_depth_as_libfreenect_computes_it(raw: int, depth_mm: int) -> None:
    assert ShiftConstants().depth_of_raw_mm()[raw] == pytest.approx(depth_mm, abs=1.0)


def test_depth_grows_until_it_ends() -> None:
    depth_mm = ShiftConstants().depth_of_raw_mm()
    known = ~np.isnan(depth_mm)
    assert np.all(np.diff(depth_mm[known]) > 0)
    assert 9000 < np.nanmax(depth_mm) <= 10_000
    assert np.isnan(depth_mm[2047])


def test_every_raw_value_survives_the_way_to_millimeters_and_back() -> None:
    depth_mm = ShiftConstants().depth_of_raw_mm()
    known = ~np.isnan(depth_mm)
    np.testing.assert_array_equal(
        ShiftConstants().raw_of_depth(depth_mm[known]), np.nonzero(known)[0]
    )


def test_depth_that_the_sensor_cannot_measure_has_no_raw_value() -> None:
    raw = ShiftConstants().raw_of_depth(np.array([0.0, 100.0, 20_000.0, np.nan]))
    np.testing.assert_array_equal(raw, 2047)


def test_a_saved_calibration_is_read_back(tmp_path: Path) -> None:
    calibration = Calibration(
        color=Intrinsics(530.0, 531.0, 325.0, 250.0), translation_mm=(-25.0, 1.0, -2.0)
    )
    calibration.save(tmp_path / "kinect.json")
    assert Calibration.load(tmp_path / "kinect.json") == calibration


def test_a_file_overrides_only_what_it_names(tmp_path: Path) -> None:
    path = tmp_path / "kinect.json"
    path.write_text('{"color": {"fx_px": 530}, "shift": {"constant_shift_px": 210}}')
    calibration = Calibration.load(path)
    nominal = Calibration()
    assert calibration.color.fx_px == 530.0
    assert calibration.color.fy_px == nominal.color.fy_px
    assert calibration.shift.constant_shift_px == 210.0
    assert calibration.depth == nominal.depth


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not a JSON file"),
        ("[]", "the file is not an object"),
        ('{"colour": {}}', "unknown keys colour"),
        ('{"color": {"fx": 1}}', "unknown keys fx"),
        ('{"color": {"fx_px": "530"}}', "color.fx_px is not a number"),
        ('{"color": {"fx_px": 0}}', "positive focal lengths"),
        ('{"color": {"fx_px": NaN}}', "not a number"),
        ('{"translation_mm": [1, 2]}', "three numbers"),
        ('{"rotation": [[1, 0, 0], [0, 1, 0], [0, 0, 2]]}', "not a rotation matrix"),
        ('{"shift": {"emitter_distance_mm": -75}}', "positive distances"),
    ],
)
def test_a_file_that_is_no_calibration(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "kinect.json"
    path.write_text(text)
    with pytest.raises(CalibrationError, match=reason) as caught:
        Calibration.load(path)
    assert str(path) in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CalibrationError, match="cannot be read"):
        Calibration.load(tmp_path / "kinect.json")


def write_focal_length(path: Path, focal_px: float) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"color": {"fx_px": focal_px}}))


def test_the_folder_of_a_recording_goes_before_the_user(tmp_path: Path) -> None:
    assert calibration_for_recording(tmp_path) == Calibration()
    write_focal_length(user_calibration_file(), 531.0)
    assert calibration_for_recording(tmp_path).color.fx_px == 531.0
    write_focal_length(tmp_path / "calibration.json", 532.0)
    assert calibration_for_recording(tmp_path).color.fx_px == 532.0


def test_the_user_goes_before_the_driver(own_configuration: Path) -> None:
    of_driver = Calibration(translation_mm=(-23.0, 0.0, 0.0))
    assert calibration_for_device(None) == Calibration()
    assert calibration_for_device(of_driver) == of_driver
    write_focal_length(own_configuration / "faceid" / "kinect.json", 533.0)
    chosen = calibration_for_device(of_driver)
    assert chosen.color.fx_px == 533.0
    assert chosen.translation_mm == of_driver.translation_mm
