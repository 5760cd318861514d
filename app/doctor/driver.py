"""May this user open the Kinect, and does nobody else hold it?"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hardware.discovery import UsbDevice
from hardware.errors import BackendUnavailableError
from hardware.kinect.driver import find_fakenect, require_binding

from .finding import Finding, Machine, State
from .usb import KINECT_FOR_WINDOWS, cameras, parts

RULES: Final = (
    "/etc/udev/rules.d/*.rules",
    "/run/udev/rules.d/*.rules",
    "/usr/local/lib/udev/rules.d/*.rules",
    "/usr/lib/udev/rules.d/*.rules",
    "/lib/udev/rules.d/*.rules",
)
WEBCAM_DRIVER: Final = "gspca_kinect"
XBOX_CAMERA: Final = "02ae"
_IMPORT: Final = "from hardware.kinect.driver import load_freenect; load_freenect(None)"
_IMPORT_LIMIT_S: Final = 4.0
_ROOT: Final = Path(__file__).parents[2]  # where `import hardware` works


def check_binding(machine: Machine) -> Iterator[Finding]:
    """Can libfreenect's Python binding be loaded? Tried in a process of its own."""
    name = "kinect.binding"
    state = State.PROBLEM if cameras(machine) or machine.source == "kinect" else State.WARNING
    try:
        require_binding()
    except BackendUnavailableError as error:
        sentence, _, remedy = str(error).partition(" Run: ")
        yield Finding(name, state, sentence, remedy)
        return
    try:
        done = subprocess.run(
            [sys.executable, "-c", _IMPORT],
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_IMPORT_LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        yield Finding(
            name, State.UNKNOWN, f"The Kinect driver did not load within {_IMPORT_LIMIT_S:g} s."
        )
        return
    if done.returncode == 0:
        yield Finding(name, State.OK, "libfreenect and its Python binding load.")
        return
    words = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["no reason given"]
    yield Finding(
        name,
        state,
        f"The Kinect driver is installed but does not load: {words[0]}.",
        "sudo apt install --reinstall libfreenect0.5 && "
        f"{sys.executable} -m pip install --force-reinstall --no-cache-dir freenect==0.1.0",
    )


def check_rules(machine: Machine) -> Iterator[Finding]:
    """Is there a udev rule that lets users open it?"""
    wanted = {each.product_id for each in parts(machine)} or {XBOX_CAMERA}
    missing = wanted - _ruled(machine, wanted)
    name, measured = "kinect.rules", {"wanted": sorted(wanted), "missing": sorted(missing)}
    if not missing:
        yield Finding(name, State.OK, "A udev rule lets users open the Kinect.", measured=measured)
    elif missing & KINECT_FOR_WINDOWS:
        yield Finding(
            name,
            State.WARNING,
            "No udev rule covers the Kinect for Windows; Debian's covers the Xbox 360's only.",
            'echo \'SUBSYSTEM=="usb", ATTRS{idVendor}=="045e", '
            'ATTRS{idProduct}=="02bf|02be|02c2", GROUP="plugdev", MODE="0660"\' '
            "| sudo tee /etc/udev/rules.d/61-kinect-for-windows.rules, then plug it in again",
            measured,
        )
    else:
        yield Finding(
            name,
            State.WARNING,
            "No udev rule lets users open a Kinect.",
            "sudo apt install freenect, then plug the Kinect in again",
            measured,
        )


def check_permission(machine: Machine) -> Iterator[Finding]:
    """May this user open the device files?"""
    for each in cameras(machine):
        node = machine.path(each.node)
        measured = {"node": each.node}
        if not node.exists():
            yield Finding(
                "kinect.permission",
                State.UNKNOWN,
                f"{each.node} is not there: a container, or udev does not run.",
                "pass /dev/bus/usb through to the container",
                measured,
            )
        elif os.access(node, os.R_OK | os.W_OK):
            who = "root" if os.geteuid() == 0 else "this user"
            yield Finding(
                "kinect.permission", State.OK, f"{who} may open the Kinect.", measured=measured
            )
        else:
            yield Finding(
                "kinect.permission",
                State.PROBLEM,
                f"This user may not open {each.node}.",
                "sudo apt install freenect && sudo usermod -aG plugdev $USER, then log in again "
                "and plug the Kinect in again",
                measured,
            )


def check_kernel_driver(machine: Machine) -> Iterator[Finding]:
    """Does the kernel's own webcam driver hold the camera?"""
    for each in cameras(machine):
        if WEBCAM_DRIVER in each.drivers:
            yield Finding(
                "kinect.kernel_driver",
                State.WARNING,
                "The kernel's webcam driver holds the camera. libfreenect takes it away where it "
                "can; if the Kinect is said to be busy, this is why.",
                f"sudo modprobe -r {WEBCAM_DRIVER} && echo 'blacklist {WEBCAM_DRIVER}' "
                "| sudo tee /etc/modprobe.d/blacklist-kinect.conf",
                {"port": each.port, "drivers": list(each.drivers)},
            )
        else:
            yield Finding(
                "kinect.kernel_driver",
                State.OK,
                "No kernel driver holds the camera.",
                measured={"port": each.port, "drivers": list(each.drivers)},
            )


def check_holders(machine: Machine) -> Iterator[Finding]:
    """Has another program opened it?"""
    for each in cameras(machine):
        holders, is_complete = _holders(machine, each)
        measured: dict[str, object] = {"node": each.node, "pids": sorted(holders)}
        if holders:
            names = ", ".join(f"{word} (process {pid})" for pid, word in sorted(holders.items()))
            yield Finding(
                "kinect.in_use",
                State.WARNING,
                f"The Kinect is in use by {names}.",
                "end that program, unless it is faceid's own window or daemon",
                measured,
            )
        elif is_complete:
            yield Finding("kinect.in_use", State.OK, "No other program uses it.", measured=measured)
        else:
            yield Finding(
                "kinect.in_use",
                State.UNKNOWN,
                "No program of this user uses it; those of others cannot be seen.",
                "sudo faceid doctor",
                measured,
            )


def check_fake_driver(machine: Machine) -> Iterator[Finding]:
    """Is the fake driver there, if a recording is to be played on it?"""
    if machine.source is not None and machine.source.startswith("fakenect"):
        try:
            find_fakenect()
        except BackendUnavailableError as error:
            sentence, _, remedy = str(error).partition(" Run: ")
            yield Finding("kinect.fakenect", State.PROBLEM, sentence, remedy)
        else:
            yield Finding("kinect.fakenect", State.OK, "libfreenect's fake driver is installed.")


def _ruled(machine: Machine, wanted: set[str]) -> set[str]:
    """Return for which products there is a rule."""
    ruled: set[str] = set()
    for pattern in RULES:
        for path in machine.found(pattern):
            try:
                lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            except OSError:
                continue
            for line in lines:
                if "045e" in line and not line.lstrip().startswith("#"):
                    ruled |= {product for product in wanted if product in line}
    return ruled


def _holders(machine: Machine, device: UsbDevice) -> tuple[dict[int, str], bool]:
    """Return who has opened a device, by process id, and whether everybody could be asked."""
    holders: dict[int, str] = {}
    is_complete = True
    for process in machine.found("/proc/[0-9]*"):
        if int(process.name) == os.getpid():
            continue
        try:
            for link in (process / "fd").iterdir():
                with contextlib.suppress(FileNotFoundError):  # closed meanwhile
                    if str(link.readlink()) == device.node:
                        holders[int(process.name)] = _command(process)
        except PermissionError:
            is_complete = False
        except OSError:  # the process ended meanwhile
            continue
    return holders, is_complete


def _command(process: Path) -> str:
    try:
        return (process / "comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return "a program"
