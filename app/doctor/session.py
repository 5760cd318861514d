"""The desktop that is to be unlocked: which kind it is, and what locks it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

from .finding import Finding, Machine, State

#: Programs that lock a screen, those first that need nothing but a look.
LOCKERS: Final = (
    "xsecurelock",
    "xscreensaver",
    "i3lock",
    "swaylock",
    "hyprlock",
    "physlock",
    "gnome-shell",
    "ksmserver",
    "light-locker",
    "vlock",
)
PROGRAM_FOLDERS: Final = ("/usr/local/bin", "/usr/bin", "/bin", "/usr/games")


def check_kind(machine: Machine) -> Iterator[Finding]:
    """X11, Wayland, or no desktop at all?"""
    kind = _kind()
    if kind is None:
        yield Finding(
            "session.kind",
            State.UNKNOWN,
            "This is no desktop session: a terminal, a service, or a remote login.",
            "run faceid doctor in a terminal of the desktop",
        )
        return
    desktop = os.environ.get("XDG_CURRENT_DESKTOP", "")
    of = f" ({desktop})" if desktop else ""
    yield Finding(
        "session.kind",
        State.OK,
        f"A desktop on {kind}{of}.",
        measured={"kind": kind, "desktop": desktop or None},
    )


def check_lockers(machine: Machine) -> Iterator[Finding]:
    """Is there a program that locks the screen?"""
    found = [
        name
        for name in LOCKERS
        if any(machine.path(f"{folder}/{name}").exists() for folder in PROGRAM_FOLDERS)
    ]
    measured = {"lockers": found}
    if found:
        yield Finding(
            "session.lockers",
            State.OK,
            f"Installed: {', '.join(found)} (how each is unlocked: docs/desktop.md).",
            measured=measured,
        )
    else:
        yield Finding(
            "session.lockers",
            State.WARNING,
            "No screen locker is installed, so there is nothing to unlock.",
            "sudo apt install xsecurelock (docs/desktop.md has others)",
            measured,
        )


def _kind() -> str | None:
    if os.environ.get("WAYLAND_DISPLAY"):
        return "Wayland"
    if os.environ.get("DISPLAY"):
        return "X11"
    return None
