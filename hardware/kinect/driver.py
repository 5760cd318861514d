"""libfreenect and its Python binding: loading them, and what the binding leaves out.

Runs in the capture process, apart from the two functions that find things out
without loading anything.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import numpy as np

from ..calibration import Calibration, ShiftConstants
from ..errors import BackendUnavailableError
from ..frame import FRAME_HEIGHT, FRAME_WIDTH, Intrinsics

LIBRARY: Final = "libfreenect.so.0.5"
_FAKENECT_FOLDERS: Final = ("/usr/lib/*/fakenect", "/usr/lib*/fakenect", "/usr/local/lib*/fakenect")
_INSTALL_BINDING: Final = "sudo apt install libfreenect-dev gcc && pip install freenect==0.1.0"

_COLUMN_SCALE: Final = 256.0  # REG_X_VAL_SCALE in libfreenect's registration.c
_SHIFT_OFFSET_PX: Final = 0.375  # S2D_CONST_OFFSET, ibid.
_MM_PER_CM: Final = 10.0
_CAMERA_ONLY: Final = 2  # FREENECT_DEVICE_CAMERA


def require_binding() -> None:
    """Check that the Python binding is installed.

    Raises:
        BackendUnavailableError: If not; the message says how to install it.
    """
    if importlib.util.find_spec("freenect") is None:
        raise BackendUnavailableError(
            f"The Kinect driver for Python is not installed. Run: {_INSTALL_BINDING}"
        )


def find_fakenect() -> Path:
    """libfreenect's fake driver.

    Raises:
        BackendUnavailableError: If it is not installed.
    """
    for pattern in _FAKENECT_FOLDERS:
        for folder in sorted(Path("/").glob(pattern.removeprefix("/"))):
            if (folder / LIBRARY).exists():
                return folder / LIBRARY
    raise BackendUnavailableError(
        "libfreenect's fake driver is not installed. Run: sudo apt install libfreenect-dev. "
        "recording:DIR plays the same folder without it."
    )


def load_freenect(fakenect: str | None) -> ModuleType:
    """Import the binding, on the real driver or on the fake one.

    The fake library has the real one's name, so whoever is loaded first is
    what the binding gets. Debian's lacks a function that the binding's second
    library wants (libfreenect #509) but nobody calls: symbols are bound lazily.

    Args:
        fakenect: The fake library, or None.

    Raises:
        ImportError: If the binding or libfreenect is missing.
        OSError: If the fake library cannot be loaded.
    """
    flags = sys.getdlopenflags()
    if fakenect is not None:
        ctypes.CDLL(fakenect, mode=ctypes.RTLD_GLOBAL)
        sys.setdlopenflags(os.RTLD_LAZY)
    try:
        import freenect
    finally:
        sys.setdlopenflags(flags)
    return freenect


def pointer_of(handle: Any) -> ctypes.c_void_p:
    """The C pointer inside the binding's context or device, which only its repr tells."""
    return ctypes.c_void_p(int(repr(handle).split()[-1].rstrip(">"), 16))


def select_camera_only(context: Any) -> None:
    """Open devices without their motor from now on.

    A Kinect for Windows and the late Xbox model (1473) have their motor behind
    the microphones, which need a firmware; newer versions of libfreenect refuse
    to open such a device, although its cameras work.
    """
    ctypes.CDLL(LIBRARY).freenect_select_subdevices(pointer_of(context), _CAMERA_ONLY)


class DriverLog:
    """Keeps libfreenect's last messages instead of letting it print them.

    Args:
        context: The binding's context. It must not outlive this object.
    """

    def __init__(self, context: Any) -> None:
        self._messages: deque[str] = deque(maxlen=10)
        signature = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p)
        self._callback = signature(self._keep)
        ctypes.CDLL(LIBRARY).freenect_set_log_callback(pointer_of(context), self._callback)

    def text(self) -> str:
        """The messages, oldest first, in one line."""
        return "; ".join(self._messages)

    def _keep(self, context: int, level: int, message: bytes) -> None:
        self._messages.append(message.decode(errors="replace").strip())


class _ZeroPlane(ctypes.Structure):  # freenect_zero_plane_info
    _fields_ = (
        ("dcmos_emitter_dist", ctypes.c_float),
        ("dcmos_rcmos_dist", ctypes.c_float),
        ("reference_distance", ctypes.c_float),
        ("reference_pixel_size", ctypes.c_float),
    )


class _Registration(ctypes.Structure):  # freenect_registration, libfreenect_registration.h
    _fields_ = (
        ("reg_info", ctypes.c_int32 * 29),
        ("reg_pad_info", ctypes.c_uint16 * 3),
        ("zero_plane_info", _ZeroPlane),
        ("const_shift", ctypes.c_double),
        ("raw_to_mm_shift", ctypes.c_void_p),
        ("depth_to_rgb_shift", ctypes.c_void_p),
        ("registration_table", ctypes.POINTER(ctypes.c_int32)),
    )


def read_calibration(
    device: ctypes.c_void_p, library: Callable[[], ctypes.CDLL] = lambda: ctypes.CDLL(LIBRARY)
) -> Calibration | None:
    """The factory calibration of an open device.

    libfreenect computes a table from it that says where each infrared pixel
    lies in the color image at the distance of the zero plane. A color camera
    without rotation is fitted to that table; on the one published table (the
    defaults in an old src/registration.c) it is off by 1 pixel (root mean
    square), 1.6 at most in the middle of the picture.

    Args:
        device: Pointer to the `freenect_device`.
        library: Gives the loaded libfreenect.

    Returns:
        None if this libfreenect does not tell (the fake driver does not).
    """
    loaded = library()
    try:
        copy, destroy = loaded.freenect_copy_registration, loaded.freenect_destroy_registration
    except AttributeError:
        return None
    copy.argtypes, copy.restype = (ctypes.c_void_p,), _Registration
    destroy.argtypes = (ctypes.POINTER(_Registration),)
    registration = copy(device)
    try:
        return _calibration(registration)
    finally:
        destroy(ctypes.byref(registration))


def _calibration(registration: _Registration) -> Calibration | None:
    plane = registration.zero_plane_info
    shift = ShiftConstants(
        reference_distance_mm=plane.reference_distance * _MM_PER_CM,
        reference_pixel_mm=plane.reference_pixel_size * _MM_PER_CM,
        emitter_distance_mm=plane.dcmos_emitter_dist * _MM_PER_CM,
        color_distance_mm=plane.dcmos_rcmos_dist * _MM_PER_CM,
        constant_shift_px=registration.const_shift,
    )
    known = (
        shift.reference_distance_mm,
        shift.reference_pixel_mm,
        shift.emitter_distance_mm,
        shift.constant_shift_px,
    )
    if min(known) <= 0.0 or not registration.registration_table:
        return None

    table = np.ctypeslib.as_array(
        registration.registration_table, (FRAME_HEIGHT, FRAME_WIDTH, 2)
    ).astype(np.float64)
    columns = table[..., 0] / _COLUMN_SCALE
    rows = table[..., 1] + 0.5  # cut off, not rounded
    inside = columns < FRAME_WIDTH  # the driver writes twice the width where there is no pixel
    if inside.mean() < 0.5:
        return None
    grid_rows, grid_columns = np.mgrid[:FRAME_HEIGHT, :FRAME_WIDTH]
    column_scale, column_offset = np.polyfit(grid_columns[inside], columns[inside], 1)
    row_scale, row_offset = np.polyfit(grid_rows[inside], rows[inside], 1)

    # The infrared camera: libfreenect's freenect_camera_to_world. A pixel of the zero plane
    # is one of 1280 a row.
    focal_px = shift.reference_distance_mm / (2.0 * shift.reference_pixel_mm)
    depth = Intrinsics(focal_px, focal_px, (FRAME_WIDTH - 1) / 2, (FRAME_HEIGHT - 1) / 2)
    # The driver adds baseline * focal * (1 / zero plane - 1 / depth) + offset to the table.
    infinity_px = shift.color_distance_mm * focal_px / shift.reference_distance_mm
    color = Intrinsics(
        fx_px=float(column_scale * focal_px),
        fy_px=float(row_scale * focal_px),
        cx_px=float(column_scale * depth.cx_px + column_offset + infinity_px + _SHIFT_OFFSET_PX),
        cy_px=float(row_scale * depth.cy_px + row_offset),
    )
    translation_mm = (-shift.color_distance_mm / float(column_scale), 0.0, 0.0)
    return Calibration(depth=depth, color=color, translation_mm=translation_mm, shift=shift)
