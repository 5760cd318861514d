"""Who asks for a face: PAM's services, and the module that does it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .finding import Finding, Machine, State

SERVICES: Final = "/etc/pam.d"
COMMON: Final = "common-auth"
MODULE: Final = "pam_fprintd.so"
MODULE_PLACES: Final = (
    f"/lib/security/{MODULE}",
    f"/lib/*/security/{MODULE}",
    f"/usr/lib/security/{MODULE}",
    f"/usr/lib/*/security/{MODULE}",
    f"/usr/lib64/security/{MODULE}",
)
PASSWORD: Final = ("pam_unix.so", "pam_sss.so", "pam_ldap.so", "pam_krb5.so", "pam_systemd_home.so")
_AUTH: Final = re.compile(r"^-?auth\s+(?P<control>\[[^\]]*\]|\S+)\s+(?P<rest>.*)$")
_INCLUDE: Final = re.compile(r"^(?:@include\s+|-?auth\s+(?:include|substack)\s+)(?P<name>\S+)")
#: A face alone must never be required: that would lock its owner out.
_BINDING: Final = frozenset({"required", "requisite"})


def check_module(machine: Machine) -> Iterator[Finding]:
    """Is the module there that asks the fingerprint door?"""
    name = "pam.module"
    if any(machine.found(pattern) for pattern in MODULE_PLACES):
        yield Finding(name, State.OK, "PAM's module for the fingerprint door is installed.")
    else:
        yield Finding(
            name,
            State.WARNING,
            "PAM's module for the fingerprint door is not installed: neither lockers nor sudo "
            "can ask for a face.",
            "sudo apt install libpam-fprintd",
        )


def check_services(machine: Machine) -> Iterator[Finding]:
    """Which services ask for a face, and does the password still work everywhere?"""
    folder = machine.path(SERVICES)
    if not folder.is_dir():
        yield Finding("pam.services", State.UNKNOWN, "This machine has no PAM services.")
        return
    asking: list[str] = []
    unreadable: list[str] = []
    for path in sorted(filter(Path.is_file, folder.iterdir())):
        try:
            lines = _auth_lines(path)
        except OSError:
            unreadable.append(path.name)
            continue
        faces = [index for index, (_, rest) in enumerate(lines) if _asks_for_a_face(rest)]
        if faces:
            asking.append(path.name)
            yield from _dangers(path, lines, faces)
    measured: dict[str, object] = {"services": asking, "unreadable": unreadable}
    if COMMON in asking:
        yield Finding(
            "pam.services",
            State.OK,
            "A look answers wherever PAM asks for the password.",
            measured=measured,
        )
    elif asking:
        yield Finding(
            "pam.services", State.OK, f"A look answers {', '.join(asking)}.", measured=measured
        )
    elif unreadable:
        yield Finding(
            "pam.services",
            State.UNKNOWN,
            f"These services may not be read: {', '.join(unreadable)}.",
            "sudo faceid doctor",
            measured,
        )
    else:
        yield Finding(
            "pam.services",
            State.WARNING,
            "No service asks for a face: neither lockers nor sudo unlock by it.",
            "sudo faceid install --pam, or one service alone: docs/desktop.md",
            measured,
        )


def _dangers(path: Path, lines: list[tuple[str, str]], faces: list[int]) -> Iterator[Finding]:
    for index in faces:
        if lines[index][0] in _BINDING:
            yield Finding(
                "pam.required",
                State.PROBLEM,
                f"{path} requires a face: without the sensor nobody gets in there.",
                f"write 'sufficient' in place of '{lines[index][0]}' in that line",
                {"service": path.name},
            )
    is_for_fingers_alone = "fingerprint" in path.name  # beside a service with the password
    if is_for_fingers_alone or any(word in rest for _, rest in lines for word in PASSWORD):
        return
    yield Finding(
        "pam.password",
        State.PROBLEM,
        f"In {path} no password is asked for beside the face: who is not recognized does "
        "not get in.",
        "add below that line: @include common-auth",
        {"service": path.name},
    )


def _auth_lines(path: Path, depth: int = 0) -> list[tuple[str, str]]:
    """Return the lines that authenticate, control and rest of each, included files in place."""
    found: list[tuple[str, str]] = []
    joined = path.read_text(encoding="utf-8", errors="replace").replace("\\\n", " ")
    for line in map(str.strip, joined.splitlines()):
        included, auth = _INCLUDE.match(line), _AUTH.match(line)
        if included is not None:
            other = path.parent / included["name"]
            if depth < 5 and other.is_file():  # PAM itself gives up on deeper ones
                found += _auth_lines(other, depth + 1)
        elif auth is not None:
            found.append((auth["control"], auth["rest"]))
    return found


def _asks_for_a_face(rest: str) -> bool:
    return MODULE in rest or ("pam_exec.so" in rest and "faceid" in rest)
