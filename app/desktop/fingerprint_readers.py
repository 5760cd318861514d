"""Whether this machine has a fingerprint reader, whose place Face ID would take."""

from __future__ import annotations

import re
from typing import Final

from .shipped import RULES_FOLDERS
from .system_tree import SystemTree

_HARDWARE_FOLDERS: Final = ("/lib/udev/hwdb.d", "/usr/lib/udev/hwdb.d", "/etc/udev/hwdb.d")
_USB_DEVICES: Final = "/sys/bus/usb/devices"
_ID: Final = re.compile(r"^usb:v([0-9A-F]{4})p([0-9A-F]{4})", re.MULTILINE)
_RULE: Final = re.compile(
    r'ATTRS?\{idVendor\}=="([0-9a-fA-F]{4})".*?ATTRS?\{idProduct\}=="([0-9a-fA-F]{4})"'
)
#: What follows in libfprint's list are readers that no driver supports.
_UNSUPPORTED: Final = "# Known unsupported devices"


def connected_readers(tree: SystemTree) -> list[str]:
    """Return the connected readers that libfprint supports, each as `vendor:product`.

    Raises:
        OSError: If libfprint's lists cannot be read.
    """
    supported = supported_ids(tree)
    return [ids for ids in _connected_ids(tree) if ids in supported]


def supported_ids(tree: SystemTree) -> set[str]:
    """The USB ids in libfprint's lists, which come with its package."""
    found: set[str] = set()
    for folder in _HARDWARE_FOLDERS:
        for path in tree.path(folder).glob("*libfprint*"):
            text = path.read_text(encoding="utf-8", errors="replace").partition(_UNSUPPORTED)[0]
            found |= {f"{vendor}:{product}".lower() for vendor, product in _ID.findall(text)}
    for folder in RULES_FOLDERS:
        for path in tree.path(folder).glob("*libfprint*"):
            text = path.read_text(encoding="utf-8", errors="replace")
            found |= {f"{vendor}:{product}".lower() for vendor, product in _RULE.findall(text)}
    return found


def _connected_ids(tree: SystemTree) -> list[str]:
    devices = tree.path(_USB_DEVICES)
    folders = sorted(devices.iterdir()) if devices.is_dir() else []
    return [
        ":".join((folder / name).read_text().strip().lower() for name in ("idVendor", "idProduct"))
        for folder in folders
        if (folder / "idProduct").is_file()
    ]
