"""Whether whoever asks can be the person in front of the sensor at all.

Somebody who is logged in from elsewhere is not, though the owner may be sitting there; nor is
anybody behind a closed lid. This is told from what the machine knows of a process; a program
that wants to hide where it comes from can.
"""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .system_tree import SystemTree

FROM_ELSEWHERE: Final = "Somebody who is logged in from elsewhere is not in front of the sensor."
LID_CLOSED: Final = "The lid is closed."
#: What serves people who are elsewhere, by the name of its process.
_REMOTE_PROGRAMS: Final = frozenset(
    {
        "dropbear",
        "in.rlogind",
        "in.rshd",
        "in.telnetd",
        "mosh-server",
        "sshd",
        "sshd-auth",
        "sshd-session",
        "telnetd",
        "xrdp",
        "xrdp-sesman",
    }
)
_REMOTE_VARIABLES: Final = (b"SSH_CONNECTION=", b"SSH_CLIENT=", b"SSH_TTY=")
_LIDS: Final = "/proc/acpi/button/lid"
_SCREENS: Final = "/sys/class/drm"
_BUILT_IN: Final = ("edp", "lvds", "dsi")


def why_not_here(pid: int, tree: SystemTree | None = None) -> str | None:
    """Return why nobody in front of the sensor can be asking; None if somebody can.

    Args:
        pid: The process that asks.
        tree: The machine; None for this one.
    """
    machine = tree or SystemTree()
    ancestors = list(_with_ancestors(pid, machine))
    if any(_is_remote(each, machine) for each in ancestors) or _session_is_remote(pid):
        return FROM_ELSEWHERE
    if _is_lid_closed(machine) and not _has_other_screen(machine):
        return LID_CLOSED
    return None


def _with_ancestors(pid: int, tree: SystemTree) -> Iterator[int]:
    seen: set[int] = set()
    while pid > 0 and pid not in seen:
        seen.add(pid)
        yield pid
        try:
            status = tree.path(f"/proc/{pid}/stat").read_bytes()
            pid = int(status.rpartition(b")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            return


def _is_remote(pid: int, tree: SystemTree) -> bool:
    """Whether a process serves somebody elsewhere, or was started by one that does."""
    folder = tree.path(f"/proc/{pid}")
    if (_read(folder / "comm") or b"").strip().decode(errors="replace") in _REMOTE_PROGRAMS:
        return True
    variables = (_read(folder / "environ") or b"").split(b"\0")
    return any(variable.startswith(_REMOTE_VARIABLES) for variable in variables)


def _session_is_remote(pid: int) -> bool:
    """Whether logind counts a process to a session from elsewhere."""
    try:
        logind, libc = _libraries()
    except OSError:
        return False
    session = ctypes.c_char_p()
    if logind.sd_pid_get_session(ctypes.c_int(pid), ctypes.byref(session)) < 0:
        return False
    try:
        return int(logind.sd_session_is_remote(session)) > 0
    finally:
        libc.free(session)


@functools.cache
def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL]:
    """Logind's library and C's, loaded once: each time makes types that live long.

    Raises:
        OSError: If there is no logind. It is looked for again then.
    """
    return ctypes.CDLL("libsystemd.so.0"), ctypes.CDLL(None)


def _is_lid_closed(tree: SystemTree) -> bool:
    states = [_read(path) for path in tree.path(_LIDS).glob("*/state")]
    return any(state is not None and b"closed" in state for state in states)


def _has_other_screen(tree: SystemTree) -> bool:
    """Whether a screen is connected that no lid covers."""
    for path in tree.path(_SCREENS).glob("card*-*/status"):
        connector = path.parent.name.partition("-")[2].lower()
        if not connector.startswith(_BUILT_IN) and (_read(path) or b"").strip() == b"connected":
            return True
    return False


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
