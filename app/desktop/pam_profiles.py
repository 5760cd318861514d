"""Debian's `pam-auth-update`, asked what it would write.

It works on a copy of what it reads, so that what it would do can be shown first.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.errors import CommandError

from .shipped import PAM_PROFILES
from .system_tree import Entry, SystemTree

PROGRAM: Final = "/usr/sbin/pam-auth-update"
#: Debian's own profile of pam_fprintd, which would ask a second time.
FINGERPRINT_PROFILE: Final = "fprintd"
_PROFILES: Final = "/usr/share/pam-configs"
_STATE: Final = "/var/lib/pam"
_SERVICES: Final = "/etc/pam.d"
_TIMEOUT_S: Final = 60.0
_DEBCONF: Final = """\
Config: config
Templates: templates

Name: config
Driver: File
Filename: {folder}/config.dat

Name: templates
Driver: File
Filename: {folder}/templates.dat
"""


def with_profiles(tree: SystemTree, profiles: dict[str, Entry]) -> dict[str, Entry]:
    """Return PAM's common files with Face ID's profiles enabled.

    Args:
        tree: The machine.
        profiles: Face ID's profiles, by their path on the machine.

    Raises:
        CommandError: If they cannot be enabled.
    """
    changed = _updated(
        tree, profiles, ["--enable", *PAM_PROFILES, "--disable", FINGERPRINT_PROFILE]
    )
    if b"pam_fprintd.so" not in changed[f"{_SERVICES}/common-auth"].content:
        raise CommandError(
            f"{_SERVICES}/common-auth was changed by hand, and pam-auth-update leaves it alone. "
            "Install without --pam, and add the line of docs/desktop.md by hand."
        )
    return changed


def without_profiles(tree: SystemTree) -> dict[str, Entry]:
    """Return PAM's common files without Face ID's profiles.

    Raises:
        CommandError: If pam-auth-update fails.
    """
    return _updated(tree, {}, ["--remove", *PAM_PROFILES])


def _updated(
    tree: SystemTree, profiles: dict[str, Entry], arguments: list[str]
) -> dict[str, Entry]:
    if not Path(PROGRAM).exists():
        raise CommandError(
            "This system has no pam-auth-update. Install without --pam, and add the line of "
            "docs/desktop.md by hand."
        )
    before = dict(_managed(tree))
    if f"{_SERVICES}/common-auth" not in before:
        raise CommandError(f"{tree.path(_SERVICES)} has no common-auth: PAM is not set up there.")
    with tempfile.TemporaryDirectory() as folder:
        copy = SystemTree(Path(folder) / "root")
        for name in (_PROFILES, _STATE, _SERVICES):
            copy.path(name).mkdir(parents=True)
        for name, entry in (before | dict(_read_all(tree, _PROFILES, "*")) | profiles).items():
            copy.write(name, entry)
        settings = Path(folder) / "debconf.conf"
        settings.write_text(_DEBCONF.format(folder=folder), encoding="utf-8")
        done = subprocess.run(
            [PROGRAM, "--root", str(copy.root), *arguments],
            env={
                "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
                "LC_ALL": "C.UTF-8",
                "DEBIAN_FRONTEND": "noninteractive",
                "DEBCONF_SYSTEMRC": str(settings),
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_TIMEOUT_S,
            check=False,
        )
        if done.returncode != 0:
            raise CommandError(f"pam-auth-update failed: {done.stderr.strip() or done.stdout}")
        after = dict(_managed(copy))
    return {
        name: Entry(entry.content, before[name].mode if name in before else entry.mode)
        for name, entry in after.items()
    }


def _managed(tree: SystemTree) -> Iterator[tuple[str, Entry]]:
    """What pam-auth-update writes."""
    yield from _read_all(tree, _SERVICES, "common-*")
    yield from _read_all(tree, _STATE, "*")


def _read_all(tree: SystemTree, folder: str, pattern: str) -> Iterator[tuple[str, Entry]]:
    for path in sorted(tree.path(folder).glob(pattern)):
        if path.is_file():
            entry = Entry(path.read_bytes(), path.stat().st_mode & 0o7777)
            yield f"{folder}/{path.name}", entry
