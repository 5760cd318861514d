"""Which Kinects are plugged in, asked of the kernel: quick, silent, without the driver."""

from __future__ import annotations

import enum
import importlib.util
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Final

logger = logging.getLogger(__name__)

USB_DEVICES: Final = Path("/sys/bus/usb/devices")
MICROSOFT: Final = "045e"


class KinectPart(enum.Enum):
    """What a Kinect v1 consists of on the bus (libfreenect's src/usb_libusb10.h)."""

    CAMERA = "camera"
    MOTOR = "motor"
    MICROPHONES = "microphones"


#: Product ids: of the Xbox 360's, and of the Kinect for Windows.
_PARTS: Final = {
    "02ae": KinectPart.CAMERA,
    "02bf": KinectPart.CAMERA,
    "02b0": KinectPart.MOTOR,
    "02c2": KinectPart.MOTOR,
    "02ad": KinectPart.MICROPHONES,
    "02bb": KinectPart.MICROPHONES,
    "02be": KinectPart.MICROPHONES,
    "02c3": KinectPart.MICROPHONES,
}


@dataclass(frozen=True)
class UsbDevice:
    """One part of a Kinect on the bus, as the kernel tells it.

    Attributes:
        part: What it is.
        product_id: Four hexadecimal digits.
        port: Where it is plugged in, as "1-2.1": bus, then a port of each hub on the way.
        speed_mbps: At which speed it is connected; 0 if the kernel does not say.
        node: The device file below /dev that a driver opens.
        drivers: Kernel drivers that hold one of its interfaces.
    """

    part: KinectPart
    product_id: str
    port: str
    speed_mbps: float
    node: str
    drivers: tuple[str, ...]


def kinect_parts(usb_devices: Path = USB_DEVICES) -> list[UsbDevice]:
    """Return the parts of all Kinects that are plugged in, in the order of their ports.

    Args:
        usb_devices: The kernel's list of USB devices.
    """
    found = []
    for folder in _listed(usb_devices):
        product_id = _read(folder / "idProduct")
        if _read(folder / "idVendor") == MICROSOFT and product_id in _PARTS:
            found.append(_device(folder, product_id))
    return found


def kinect_count(usb_devices: Path = USB_DEVICES) -> int:
    """How many Kinects are plugged in and have a driver.

    Args:
        usb_devices: The kernel's list of USB devices.

    Returns:
        0 if there is none, or the Python package `freenect` is missing.
    """
    count = sum(each.part is KinectPart.CAMERA for each in kinect_parts(usb_devices))
    if count and importlib.util.find_spec("freenect") is None:
        logger.warning(
            "%d Kinect found, but its driver is missing: pip install freenect==0.1.0", count
        )
        return 0
    return count


def default_source(usb_devices: Path = USB_DEVICES) -> str:
    """The source to use when nobody chose one: "kinect" if one is plugged in, else "demo"."""
    return "kinect" if kinect_count(usb_devices) else "demo"


def _device(folder: Path, product_id: str) -> UsbDevice:
    links = sorted(folder.glob(f"{folder.name}:*/driver"))
    drivers = tuple(dict.fromkeys(link.resolve().name for link in links))
    return UsbDevice(
        part=_PARTS[product_id],
        product_id=product_id,
        port=folder.name,
        speed_mbps=_number(folder / "speed"),
        node=f"/dev/bus/usb/{_number(folder / 'busnum'):03.0f}/{_number(folder / 'devnum'):03.0f}",
        drivers=drivers,
    )


def _number(path: Path) -> float:
    try:
        return float(_read(path))
    except ValueError:
        return 0.0


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
