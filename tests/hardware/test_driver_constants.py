"""The factory calibration, through a C library that answers as libfreenect does.

The library is compiled against libfreenect's own header, so the layout of the
structure that crosses from C is tested too."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from pathlib import Path

import pytest

from hardware.kinect.driver import find_fakenect, read_calibration

SOURCE = r"""
#include <stdlib.h>
#include <libfreenect_registration.h>

/* An infrared pixel (x, y) lies at (0.92 x + 30.5, 0.93 y + 20) on the zero plane. */
freenect_registration freenect_copy_registration(freenect_device *dev)
{
    freenect_registration reg = {0};
    if (!dev)
        return reg;
    reg.reg_info.dydydy_start = 7;
    reg.zero_plane_info.dcmos_emitter_dist = 7.5f;
    reg.zero_plane_info.dcmos_rcmos_dist = 2.4f;
    reg.zero_plane_info.reference_distance = 120.0f;
    reg.zero_plane_info.reference_pixel_size = 0.1042f;
    reg.const_shift = 204.0;
    reg.registration_table = malloc(640 * 480 * sizeof(int32_t[2]));
    for (int y = 0; y < 480; y++)
        for (int x = 0; x < 640; x++) {
            double column = 0.92 * x + 30.5;
            reg.registration_table[y * 640 + x][0] =
                (x < 5 ? 2 * 640 : column) * 256;  /* no pixel there */
            reg.registration_table[y * 640 + x][1] = 0.93 * y + 20;
        }
    return reg;
}

int destroyed = 0;
int freenect_destroy_registration(freenect_registration *reg)
{
    destroyed++;
    free(reg->registration_table);
    return 0;
}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    compiler = shutil.which("gcc")
    if compiler is None or not Path("/usr/include/libfreenect_registration.h").exists():
        pytest.skip("gcc or libfreenect-dev is not installed")
    folder = tmp_path_factory.mktemp("library")
    (folder / "answers.c").write_text(SOURCE)
    target = folder / "libanswers.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-o", str(target), str(folder / "answers.c")], check=True
    )
    return ctypes.CDLL(str(target))


def test_the_factory_calibration_of_a_device(library: ctypes.CDLL) -> None:
    calibration = read_calibration(ctypes.c_void_p(1), lambda: library)
    assert calibration is not None
    shift = calibration.shift
    assert shift.reference_distance_mm == pytest.approx(1200.0)
    assert shift.reference_pixel_mm == pytest.approx(1.042)
    assert shift.emitter_distance_mm == pytest.approx(75.0)
    assert shift.constant_shift_px == 204.0

    focal_px = 1200.0 / (2 * 1.042)
    assert calibration.depth.fx_px == pytest.approx(focal_px)
    assert calibration.color.fx_px == pytest.approx(0.92 * focal_px, rel=1e-4)
    assert calibration.color.fy_px == pytest.approx(0.93 * focal_px, rel=1e-3)

    # Where libfreenect itself draws the pixel (400, 300) at 800 mm (freenect_init_depth_to_rgb).
    shift_px = 24.0 * (focal_px / 1200.0) * (1.0 - 1200.0 / 800.0) + 0.375
    depth, color = calibration.depth, calibration.color
    x_mm = (400 - depth.cx_px) / depth.fx_px * 800.0 + calibration.translation_mm[0]
    y_mm = (300 - depth.cy_px) / depth.fy_px * 800.0
    assert color.fx_px * x_mm / 800.0 + color.cx_px == pytest.approx(
        0.92 * 400 + 30.5 + shift_px, abs=0.1
    )
    assert color.fy_px * y_mm / 800.0 + color.cy_px == pytest.approx(0.93 * 300 + 20, abs=0.1)


def test_the_copy_is_given_back(library: ctypes.CDLL) -> None:
    destroyed = ctypes.c_int.in_dll(library, "destroyed")
    before = destroyed.value
    read_calibration(ctypes.c_void_p(1), lambda: library)
    assert destroyed.value == before + 1


def test_a_device_without_constants(library: ctypes.CDLL) -> None:
    assert read_calibration(ctypes.c_void_p(0), lambda: library) is None


@pytest.mark.usefixtures("fakenect")
def test_the_fake_driver_does_not_tell() -> None:
    fake = ctypes.CDLL(str(find_fakenect()))
    assert read_calibration(ctypes.c_void_p(1), lambda: fake) is None
