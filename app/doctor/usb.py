"""Is there a Kinect, has it power, and is it plugged in where it can work?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from hardware.discovery import KinectPart, UsbDevice, kinect_parts

from .finding import Finding, Machine, State

USB_DEVICES: Final = "/sys/bus/usb/devices"
HIGH_SPEED_MBPS: Final = 480.0
#: One Kinect takes more than half of what a USB 2 bus carries.
CAMERAS_A_BUS: Final = 1
KINECT_FOR_WINDOWS: Final = frozenset({"02bf", "02be", "02c2"})


def parts(machine: Machine) -> list[UsbDevice]:
    """Return what is plugged in of Kinects."""
    return kinect_parts(machine.path(USB_DEVICES))


def cameras(machine: Machine) -> list[UsbDevice]:
    """Return the cameras alone."""
    return [each for each in parts(machine) if each.part is KinectPart.CAMERA]


def check_presence(machine: Machine) -> Iterator[Finding]:
    """Is one there, and has it power?"""
    name = "kinect.usb"
    if not machine.path(USB_DEVICES).is_dir():
        yield Finding(
            name,
            _of_a_missing_kinect(machine),
            "This machine shows no USB devices: it has none, or is a container or a virtual "
            "machine without them.",
            "pass the USB devices through to it, or look through a recording: "
            "faceid doctor --source demo",
        )
        return
    there = parts(machine)
    counts = Counter(each.part.value for each in there)
    measured = {"parts": dict(counts), "ports": [each.port for each in there]}
    if counts["camera"]:
        plural = "" if counts["camera"] == 1 else "s"
        yield Finding(
            name, State.OK, f"{counts['camera']} Kinect{plural} plugged in.", measured=measured
        )
    elif there:
        yield Finding(
            name,
            State.PROBLEM,
            "Only the Kinect's motor or microphones answer, not its camera: it has no power of "
            "its own.",
            "plug in the Kinect's power supply (the second plug of its adapter)",
            measured,
        )
    else:
        yield Finding(
            name,
            _of_a_missing_kinect(machine),
            "No Kinect is plugged in.",
            "plug in its USB cable and its power supply, or look through a recording: "
            "faceid doctor --source demo",
            measured,
        )


def check_connection(machine: Machine) -> Iterator[Finding]:
    """Is the bus fast enough for it, and its own?"""
    there = cameras(machine)
    for each in there:
        if 0.0 < each.speed_mbps < HIGH_SPEED_MBPS:
            yield Finding(
                "kinect.speed",
                State.PROBLEM,
                f"The Kinect at port {each.port} is connected at {each.speed_mbps:g} Mbit/s; "
                f"its pictures need {HIGH_SPEED_MBPS:g}.",
                "plug it into a USB port of the computer itself, without an old hub between",
                {"port": each.port, "speed_mbps": each.speed_mbps},
            )
        elif each.speed_mbps:
            yield Finding(
                "kinect.speed",
                State.OK,
                f"Connected at {each.speed_mbps:g} Mbit/s at port {each.port}.",
                measured={"port": each.port, "speed_mbps": each.speed_mbps},
            )
    buses = Counter(each.port.partition("-")[0] for each in there)
    for bus, count in buses.items():
        if count > CAMERAS_A_BUS:
            yield Finding(
                "kinect.bus",
                State.WARNING,
                f"{count} Kinects share USB bus {bus}; it carries the pictures of one.",
                "plug them into ports of different controllers (lsusb -t shows them)",
                {"bus": bus, "cameras": count},
            )


def _of_a_missing_kinect(machine: Machine) -> State:
    """Nothing is wrong yet without one where another source was asked for."""
    is_wanted = machine.source is None or machine.source.partition(":")[0] == "kinect"
    return State.PROBLEM if is_wanted else State.WARNING
