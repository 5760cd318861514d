"""This machine as it is once Face ID is installed, for single programs: its PAM services and
its system bus stand in the place of the real ones, in a mount namespace that only they see."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from private_bus import PrivateBus
from running_daemon import ROOT, program
from scratch_user import ScratchUser

#: What `faceid install --pam` reads of a machine.
COPIED = ("etc/pam.d", "usr/share/pam-configs", "var/lib/pam")
ENTER = """\
mount --bind "$1/etc/pam.d" /etc/pam.d
mount --bind "$1/sudoers" /etc/sudoers
mount -t tmpfs tmpfs /run
mkdir -m 755 /run/dbus
touch /run/dbus/system_bus_socket
mount --bind "$2" /run/dbus/system_bus_socket
shift 2
exec "$@"
"""


@dataclass(frozen=True)
class InstalledMachine:
    """Where programs find Face ID.

    Attributes:
        root: The files that differ.
        bus: What they take for the system's bus.
        user: Whose programs they are.
    """

    root: Path
    bus: PrivateBus
    user: ScratchUser

    def start(
        self, *words: object, environment: Mapping[str, str] | None = None, **options: Any
    ) -> subprocess.Popen[str]:
        """Start a program of the user's; options are those of `Popen`."""
        return subprocess.Popen(
            self._command(words, environment or {}), text=True, cwd="/", **options
        )

    def run(
        self, *words: object, typed: str = "", environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program of the user's to its end."""
        return subprocess.run(
            self._command(words, environment or {}),
            input=typed,
            capture_output=True,
            text=True,
            cwd="/",
            timeout=60,
            check=False,
        )

    def _command(self, words: tuple[object, ...], environment: Mapping[str, str]) -> list[str]:
        socket = self.bus.address.partition("path=")[2].partition(",")[0]
        variables = {
            "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            "HOME": str(self.root / "home"),
            "USER": self.user.name,
            "LOGNAME": self.user.name,
            "LC_ALL": "C.UTF-8",
            **environment,
        }
        return [
            *("unshare", "--mount", "sh", "-euc", ENTER, "sh", str(self.root), socket),
            *("setpriv", "--reuid", self.user.name, "--regid", self.user.name),
            *("--init-groups", "env", "-i"),
            *(f"{name}={value}" for name, value in variables.items()),
            *map(str, words),
        ]


@contextmanager
def installed_machine(bus: PrivateBus, user: ScratchUser) -> Iterator[InstalledMachine]:
    """Install Face ID with `--pam` into a copy of this machine's files."""
    with tempfile.TemporaryDirectory(prefix="faceid-machine-") as name:
        root = Path(name)
        root.chmod(0o755)
        for copied in COPIED:
            shutil.copytree(Path("/", copied), root / copied, symlinks=True)
        module = root / "lib/security/pam_fprintd.so"
        module.parent.mkdir(parents=True)
        module.touch()
        command = program("install", "--root", root, "--yes", "--pam", "--replace-fingerprint")
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        sudoers = root / "sudoers"
        sudoers.write_text(f"Defaults !lecture\n{user.name} ALL=(ALL) ALL\n", encoding="utf-8")
        sudoers.chmod(0o440)
        home = root / "home"
        home.mkdir()
        shutil.chown(home, user.name)
        yield InstalledMachine(root, bus, user)
