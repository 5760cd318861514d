"""Which Kinects are plugged in, asked of the kernel: quick, silent, without the driver."""

from __future__ import annotations

import importlib.util
import logging
from pathlib import Path
from typing import Final

logger = logging.getLogger(__name__)

USB_DEVICES: Final = Path("/sys/bus/usb/devices")
_MICROSOFT: Final = "045e"
#: The camera inside of every Kinect v1 (libfreenect's src/usb_libusb10.h); motor,
#: microphones and the hub of a Kinect for Windows (02c2) come on top of one of these.
_CAMERAS: Final = frozenset({"02ae", "02bf"})  # Xbox 360, Kinect for Windows


def kinect_count(usb_devices: Path = USB_DEVICES) -> int:
    """How many Kinects are plugged in and have a driver.

    Args:
        usb_devices: The kernel's list of USB devices.

    Returns:
        0 if there is none, or the Python package `freenect` is missing.
    """
    count = sum(
        _read(device / "idVendor") == _MICROSOFT and _read(device / "idProduct") in _CAMERAS
        for device in _listed(usb_devices)
    )
    if count and importlib.util.find_spec("freenect") is None:
        logger.warning(
            "%d Kinect found, but its driver is missing: pip install freenect==0.1.0", count
        )
        return 0
    return count


def default_source(usb_devices: Path = USB_DEVICES) -> str:
    """The source to use when nobody chose one: "kinect" if one is plugged in, else "demo"."""
    return "kinect" if kinect_count(usb_devices) else "demo"


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:  # no USB, or a container without /sys
        return []


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):  # interfaces have no ids; devices may vanish
        return ""
