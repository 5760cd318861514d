"""The system files that belong to Face ID, and where each of them goes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Final, NamedTuple

from app.daemon.settings import DEFAULT_CONFIG

from .choices import Choices
from .system_tree import Entry, SystemTree

CONFIG_FILE: Final = str(DEFAULT_CONFIG)
UNIT_FILE: Final = "/etc/systemd/system/faceid.service"
PAM_PROFILES: Final = ("faceid", "faceid-login")
PAM_PROFILE_FILES: Final = tuple(f"/usr/share/pam-configs/{name}" for name in PAM_PROFILES)
COMMAND_LINK: Final = "/usr/local/bin/faceid"
RULES_FOLDERS: Final = ("/etc/udev/rules.d", "/usr/lib/udev/rules.d", "/lib/udev/rules.d")
_RULES_FILE: Final = "/etc/udev/rules.d/60-faceid-kinect.rules"
_AUTOSTART_FILE: Final = "/etc/xdg/autostart/faceid-presence.desktop"
_KINECT_IDS: Final = (b"045e", b"02ae", b"02bf")  # Microsoft; both cameras
_PLACEHOLDER: Final = re.compile(r"@[A-Z_]+@")
_EXECUTABLE: Final = 0o755
#: What systemd's ProtectHome= hides of people's own folders.
_HOMES: Final = ("/home", "/root")


class _Place(NamedTuple):
    """Where a shipped file goes."""

    name: str
    mode: int = 0o644


_PLACES: Final[dict[str, _Place]] = {
    "dbus-faceid.service": _Place(
        "/usr/local/share/dbus-1/system-services/org.faceid.Daemon1.service"
    ),
    "dbus-fprint.service": _Place(
        "/usr/local/share/dbus-1/system-services/net.reactivated.Fprint.service"
    ),
    "dbus-policy.conf": _Place("/etc/dbus-1/system.d/org.faceid.Daemon1.conf"),
    "faceid.service": _Place(UNIT_FILE),
    "fprintd-stays-off.conf": _Place("/etc/systemd/system/fprintd.service.d/faceid.conf"),
    "polkit.policy": _Place("/usr/share/polkit-1/actions/org.faceid.policy"),
    "pam-service": _Place("/etc/pam.d/faceid"),
    "pam-profile-face": _Place(PAM_PROFILE_FILES[0]),
    "pam-profile-login": _Place(PAM_PROFILE_FILES[1]),
    "login-note": _Place("/usr/local/libexec/faceid-login", _EXECUTABLE),
    "daemon.conf": _Place(CONFIG_FILE),
    "autostart.desktop": _Place(_AUTOSTART_FILE),
    "udev.rules": _Place(_RULES_FILE),
}
_LINKS: Final = {"/etc/systemd/system/multi-user.target.wants/faceid.service": UNIT_FILE}


def shipped_files(choices: Choices, tree: SystemTree) -> dict[str, Entry]:
    """Return every file that is to be there, by its path on the machine.

    Args:
        choices: What was chosen.
        tree: The machine; what it has already is not shipped.
    """
    words = {
        "@PROGRAM@": choices.program,
        "@PRIVILEGED@": "face" if choices.sudo else "password",
        "@PROTECT_HOME@": "read-only" if _is_in_a_home(choices.program) else "yes",
    }
    files = {
        place.name: Entry(_filled_in(source, words), place.mode)
        for source, place in _PLACES.items()
    }
    if not choices.presence:
        del files[_AUTOSTART_FILE]
    if opens_kinects(tree):
        del files[_RULES_FILE]
    links = {**_LINKS, COMMAND_LINK: choices.program}
    return files | {name: Entry(to.encode(), is_link=True) for name, to in links.items()}


def opens_kinects(tree: SystemTree) -> bool:
    """Whether rules of somebody else let people open every Kinect."""
    found: set[bytes] = set()
    for folder in RULES_FOLDERS:
        for path in tree.path(folder).glob("*.rules"):
            if path.name != _RULES_FILE.rpartition("/")[2]:
                content = path.read_bytes().lower()
                found |= {word for word in _KINECT_IDS if word in content}
    return found == set(_KINECT_IDS)


def with_privileged(content: bytes, choices: Choices) -> bytes:
    """Return the daemon's settings with what was chosen for sudo; all else stays."""
    value = b"face" if choices.sudo else b"password"
    line = re.compile(rb"^(privileged[ \t]*=)[^\n]*$", re.MULTILINE)
    if line.search(content):
        return line.sub(rb"\1 " + value, content)
    return content.rstrip(b"\n") + b"\nprivileged = " + value + b"\n"


def _is_in_a_home(program: str) -> bool:
    return any(Path(program).is_relative_to(home) for home in _HOMES)


def _filled_in(source: str, words: Mapping[str, str]) -> bytes:
    text = (resources.files(__package__) / "files" / source).read_text(encoding="utf-8")
    return _PLACEHOLDER.sub(lambda found: words[found.group()], text).encode()
