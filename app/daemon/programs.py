"""The programs that ask for a face: which of them opens a screen, and which more than that."""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: Programs of root that open a session or a screen, by the beginning of their file's name.
#: Whatever else runs as root (sudo, su, polkit's helper) asks for more than that.
UNLOCKING_PROGRAMS: Final = (
    "i3lock",
    "xsecurelock",
    "authproto_pam",
    "xscreensaver",
    "swaylock",
    "physlock",
    "login",
    "gdm",
    "lightdm",
    "sddm",
    "kcheckpass",
    "kscreenlocker_greet",
    "pamtester",
)
#: Lockers that ask only after their user has pressed Enter.
KEY_PROGRAMS: Final = ("i3lock", "swaylock")
#: What whoever asks for more than a screen is told, where a face is not enough for that.
PASSWORD_NEEDED: Final = "For more than a screen the password is needed."


def program_of(pid: int | None) -> str:
    """The name of the file that a process runs; empty if that cannot be known."""
    try:
        return Path(f"/proc/{pid}/exe").readlink().name
    except OSError:
        return ""


def is_privileged(uid: int, program: str) -> bool:
    """Whether a program asks for more than a screen: one of root that is no locker or login."""
    return uid == 0 and not program.startswith(UNLOCKING_PROGRAMS)
