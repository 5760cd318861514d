"""A system below a folder, as far as the doctor looks at it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from app.doctor.finding import Check, Finding, Machine, State

NOBODY = 65534
#: Debian's rule, from libfreenect's package.
RULE = (
    'SUBSYSTEM=="usb", ATTRS{idVendor}=="045e", ATTRS{idProduct}=="02ae", '
    'GROUP="plugdev", MODE="0666"\n'
)


@dataclass(frozen=True)
class MadeMachine:
    """Puts things where a kernel and a distribution put them."""

    root: Path
    data_dir: Path

    def machine(self, source: str | None = None) -> Machine:
        return Machine(self.data_dir, source, self.root)

    def file(self, absolute: str, content: str = "") -> Path:
        path = self.root / absolute.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        return path

    def plug_in(
        self,
        port: str,
        product: str,
        *,
        number: int = 7,
        speed: str = "480",
        driver: str | None = None,
    ) -> Path:
        """Plug a part of a Kinect in; returns its device file."""
        device = f"/sys/bus/usb/devices/{port}"
        ids = {"idVendor": "045e", "idProduct": product, "speed": speed}
        for name, value in {**ids, "busnum": "1", "devnum": str(number)}.items():
            self.file(f"{device}/{name}", f"{value}\n")
        if driver is not None:
            interface = self.file(f"{device}/{port}:1.0/bInterfaceNumber", "00\n").parent
            holder = self.root / f"sys/bus/usb/drivers/{driver}"
            holder.mkdir(parents=True, exist_ok=True)
            (interface / "driver").symlink_to(holder)
        return self.file(f"/dev/bus/usb/001/{number:03}")

    def without_kinect(self) -> None:
        self.file("/sys/bus/usb/devices/1-1/idVendor", "046d\n")

    def process(self, pid: int, command: str, opened: str) -> None:
        """Let a program run that has opened a file."""
        folder = self.file(f"/proc/{pid}/comm", f"{command}\n").parent / "fd"
        folder.mkdir()
        (folder / "9").symlink_to(opened)


def as_nobody(made: MadeMachine, holds: Callable[[], bool]) -> bool:
    """Ask something in a process of its own, as an ordinary user: it cannot become root again."""
    for folder in [made.root, *made.root.parents]:  # pytest keeps its folders to itself
        if "pytest-" in str(folder):
            folder.chmod(folder.stat().st_mode | 0o055)
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            code = 0 if holds() else 2
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def found(check: Check, machine: Machine) -> dict[str, Finding]:
    """What one check finds, by name; of several with one name the worst."""
    order = (State.OK, State.UNKNOWN, State.WARNING, State.PROBLEM)
    return by_name(sorted(check(machine), key=lambda each: order.index(each.state)))


def by_name(findings: Iterable[Finding]) -> dict[str, Finding]:
    return {finding.name: finding for finding in findings}
