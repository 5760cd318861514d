"""The two cameras of a Kinect v1 and how raw depth becomes millimeters.

All lengths are in millimeters. libfreenect's `freenect_zero_plane_info` holds
the same numbers in centimeters (its comments say otherwise, but its formula,
`freenect_raw_to_mm` in src/registration.c, multiplies by ten at the end).
"""

from __future__ import annotations

import json
import math
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .errors import BAD_JSON, CalibrationError
from .frame import Intrinsics

RAW_LEVELS: Final = 2048  # 11 bits
RAW_NO_DATA: Final = 2047  # FREENECT_DEPTH_RAW_NO_VALUE
MAX_DEPTH_MM: Final = 10_000  # FREENECT_DEPTH_MM_MAX_VALUE

#: The name of the file that a recording folder may hold.
CALIBRATION_FILE: Final = "calibration.json"

_LARGEST: Final = 1e6  # of all numbers in a calibration file: no pixel or millimeter is more
_RAW_PER_PIXEL: Final = 4.0  # raw steps in one pixel of the 1280 pixel wide infrared image
_SHIFT_OFFSET_PX: Final = 0.375  # S2D_CONST_OFFSET in libfreenect's registration.c


@dataclass(frozen=True)
class ShiftConstants:
    """How far the infrared pattern moves sideways with distance.

    The defaults are what libfreenect reads from Kinects (src/cameras.c and
    src/registration.c, v0.5.3): the zero plane constants are the same in every
    unit that was reported, `constant_shift_px` differs and is 200 in the
    versions that did not read it from the device.

    Attributes:
        reference_distance_mm: Distance of the zero plane.
        reference_pixel_mm: Size of one pixel (of 1280 a row) on that plane.
        emitter_distance_mm: From the infrared camera to the projector.
        color_distance_mm: From the infrared camera to the color camera.
        constant_shift_px: Shift of the zero plane, in pixels of 1280 a row.
    """

    reference_distance_mm: float = 1200.0
    reference_pixel_mm: float = 1.042
    emitter_distance_mm: float = 75.0
    color_distance_mm: float = 24.0
    constant_shift_px: float = 200.0

    def depth_of_raw_mm(self) -> NDArray[np.float64]:
        """The depth of every raw value.

        Formula (libfreenect's `freenect_raw_to_mm`, simplified):

            shift = (raw / 4 - constant_shift - 0.375) * reference_pixel
            depth = reference_distance * emitter_distance / (emitter_distance - shift)

        Returns:
            float64 array of shape (2048,), NaN where a raw value means no depth
            or more than `MAX_DEPTH_MM`.
        """
        raw = np.arange(RAW_LEVELS, dtype=np.float64)
        pixels = raw / _RAW_PER_PIXEL - self.constant_shift_px - _SHIFT_OFFSET_PX
        remaining_mm = self.emitter_distance_mm - pixels * self.reference_pixel_mm
        nearest_mm = self.reference_distance_mm * self.emitter_distance_mm / MAX_DEPTH_MM
        usable = (remaining_mm >= nearest_mm) & (raw != RAW_NO_DATA)
        depth_mm = np.full(RAW_LEVELS, np.nan)
        depth_mm[usable] = (
            self.reference_distance_mm * self.emitter_distance_mm / remaining_mm[usable]
        )
        return depth_mm

    def raw_of_depth(self, depth_mm: NDArray[np.floating]) -> NDArray[np.uint16]:
        """The raw value nearest to a depth, the inverse of `depth_of_raw_mm`.

        Args:
            depth_mm: Depth in millimeters, any shape; zero or NaN is no depth.

        Returns:
            uint16 of the same shape, `RAW_NO_DATA` where there is no depth or
            the sensor could not have measured it.
        """
        measured = (depth_mm > 0) & (depth_mm <= MAX_DEPTH_MM)
        depth = np.where(measured, depth_mm, self.reference_distance_mm)
        shift_mm = self.emitter_distance_mm * (1.0 - self.reference_distance_mm / depth)
        pixels = shift_mm / self.reference_pixel_mm + self.constant_shift_px + _SHIFT_OFFSET_PX
        raw = np.rint(pixels * _RAW_PER_PIXEL)
        measured &= (raw >= 0) & (raw < RAW_NO_DATA)
        return np.where(measured, raw, RAW_NO_DATA).astype(np.uint16)


#: The means of the three Kinects of the TUM RGB-D benchmark.
NOMINAL_DEPTH: Final = Intrinsics(fx_px=579.8, fy_px=580.7, cx_px=321.5, cy_px=245.7)
NOMINAL_COLOR: Final = Intrinsics(fx_px=524.5, fy_px=525.6, cx_px=321.3, cy_px=250.9)
_NO_ROTATION: Final = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


@dataclass(frozen=True)
class Calibration:
    """Everything that turns a raw depth image into registered millimeters.

    The default is nominal: lens constants are the mean of the three Kinects of
    the TUM RGB-D benchmark (its "file formats" page: freiburg 1, 2 and 3,
    infrared and color), the color camera sits beside the infrared camera
    without rotation. Units differ by ten pixels and more, so alignment of depth
    and color is approximate until the driver or a file gives real constants.

    Attributes:
        depth: The infrared camera.
        color: The color camera; also the intrinsics of registered frames.
        rotation: 3 x 3, row by row: color camera point = rotation * infrared
            camera point + translation.
        translation_mm: See `rotation`. Negative x: the color camera is to the
            right of the infrared camera.
        shift: From raw depth to millimeters.
    """

    depth: Intrinsics = NOMINAL_DEPTH
    color: Intrinsics = NOMINAL_COLOR
    rotation: tuple[tuple[float, float, float], ...] = _NO_ROTATION
    translation_mm: tuple[float, float, float] = (-24.0, 0.0, 0.0)
    shift: ShiftConstants = field(default_factory=ShiftConstants)

    @classmethod
    def load(cls, path: str | Path, base: Calibration | None = None) -> Calibration:
        """Read a calibration file (JSON).

        Args:
            path: The file, an object with any of the keys `depth`, `color`
                (each with `fx_px fy_px cx_px cy_px`), `rotation`,
                `translation_mm`, `shift`; see `ShiftConstants`.
            base: What counts where the file says nothing; nominal if None.

        Raises:
            CalibrationError: If the file is missing or not such a file.
        """
        base = cls() if base is None else base
        try:
            data = json.loads(Path(path).read_text(encoding="utf-8"))
        except OSError as error:
            raise CalibrationError(f"{path} cannot be read: {error.strerror}.") from error
        except (ValueError, RecursionError) as error:
            raise CalibrationError(f"{path} is not a JSON file: {error}.") from error
        try:
            return _merged(base, data)
        except BAD_JSON as error:
            raise CalibrationError(f"{path} is not a calibration: {error}.") from error

    def save(self, path: str | Path) -> None:
        """Write the file that `load` reads."""
        Path(path).write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")


def user_calibration_file() -> Path:
    """Where a user keeps the calibration of the own Kinect."""
    config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(config) / "faceid" / "kinect.json"


def calibration_for_recording(folder: Path) -> Calibration:
    """The calibration of a recorded folder: its own file, else the user's, else nominal.

    Raises:
        CalibrationError: If the file that is there cannot be used.
    """
    for path in (folder / CALIBRATION_FILE, user_calibration_file()):
        if path.is_file():
            return Calibration.load(path)
    return Calibration()


def calibration_for_device(of_driver: Calibration | None) -> Calibration:
    """The calibration of a plugged in Kinect: the user's file over the driver's constants.

    Args:
        of_driver: What the driver read from the device, or None.

    Raises:
        CalibrationError: If the user's file cannot be used.
    """
    base = Calibration() if of_driver is None else of_driver
    path = user_calibration_file()
    return Calibration.load(path, base) if path.is_file() else base


def _merged(base: Calibration, data: Any) -> Calibration:
    parts = _object(data, {"depth", "color", "rotation", "translation_mm", "shift"}, "the file")
    changes: dict[str, Any] = {
        name: replace(
            getattr(base, name),
            **{
                key: _number(value, f"{name}.{key}")
                for key, value in _object(part, set(asdict(getattr(base, name))), name).items()
            },
        )
        for name, part in parts.items()
        if name in ("depth", "color", "shift")
    }
    if "translation_mm" in parts:
        changes["translation_mm"] = _vector(parts["translation_mm"], "translation_mm")
    if "rotation" in parts:
        rows = parts["rotation"]
        if not isinstance(rows, list) or len(rows) != 3:
            raise ValueError("rotation needs three rows")
        rotation = tuple(_vector(row, "rotation") for row in rows)
        if not np.allclose(np.array(rotation) @ np.array(rotation).T, np.eye(3), atol=1e-3):
            raise ValueError("rotation is not a rotation matrix")
        changes["rotation"] = rotation
    merged = replace(base, **changes)
    for name in ("depth", "color"):
        camera = getattr(merged, name)
        if camera.fx_px <= 0 or camera.fy_px <= 0:
            raise ValueError(f"{name} needs positive focal lengths")
    shift = merged.shift
    if min(shift.reference_distance_mm, shift.reference_pixel_mm, shift.emitter_distance_mm) <= 0:
        raise ValueError("shift needs positive distances")
    return merged


def _object(value: Any, keys: set[str], name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{name} is not an object")
    unknown = sorted(set(value) - keys)
    if unknown:
        raise ValueError(f"{name} has unknown keys {', '.join(unknown)}")
    return value


def _vector(value: Any, name: str) -> tuple[float, float, float]:
    if not isinstance(value, list) or len(value) != 3:
        raise ValueError(f"{name} needs three numbers")
    x, y, z = (_number(item, name) for item in value)
    return x, y, z


def _number(value: Any, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{name} is not a number")
    if abs(value) > _LARGEST:
        raise ValueError(f"{name} is {value:g}, more than {_LARGEST:g}")
    return float(value)
