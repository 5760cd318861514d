from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from hardware import default_source, kinect_count

needs_binding = pytest.mark.skipif(
    importlib.util.find_spec("freenect") is None, reason="freenect is not installed"
)


def plug_in(bus: Path, name: str, vendor: str, product: str) -> None:
    device = bus / name
    device.mkdir(parents=True)
    (device / "idVendor").write_text(f"{vendor}\n")
    (device / "idProduct").write_text(f"{product}\n")


@needs_binding
def test_every_camera_counts_once(tmp_path: Path) -> None:
    # An Xbox Kinect is three devices behind a hub, a Kinect for Windows likewise.
    for number, product in enumerate(["02ae", "02ad", "02b0", "02bf", "02be", "02c2"]):
        plug_in(tmp_path, f"1-{number}", "045e", product)
    plug_in(tmp_path, "2-1", "1d6b", "02ae")
    (tmp_path / "1-0:1.0").mkdir()  # an interface, without ids
    assert kinect_count(tmp_path) == 2


def test_no_kinect(tmp_path: Path) -> None:
    plug_in(tmp_path, "1-1", "046d", "c52b")
    assert kinect_count(tmp_path) == 0


def test_no_usb_at_all(tmp_path: Path) -> None:
    assert kinect_count(tmp_path / "missing") == 0


@needs_binding
def test_a_kinect_is_the_default_source(tmp_path: Path) -> None:
    assert default_source(tmp_path) == "demo"
    plug_in(tmp_path, "1-1", "045e", "02ae")
    assert default_source(tmp_path) == "kinect"
