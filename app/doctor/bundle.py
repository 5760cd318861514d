"""A report to send to somebody: findings, versions and log, without faces and names."""

from __future__ import annotations

import contextlib
import getpass
import io
import json
import os
import platform
import re
import socket
import urllib.parse
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from app import __version__
from app.desktop.manifest import DATA_FOLDER
from app.errors import CommandError
from app.paths import templates_dir
from faceid_core.private_file import replaced_file
from faceid_core.templates import TemplateStore

from .finding import Machine
from .program import package_versions

_HOMES: Final = re.compile(r"(/home|/Users)/[^/\s'\":;,)]+")
_SYSTEM_NAMES: Final = frozenset({"root", "daemon", "localhost"})
_OS_RELEASE: Final = "/etc/os-release"


class Anonymizer:
    """Takes away who this machine belongs to, and who is enrolled on it.

    Longer names go first, so that none is left in pieces.
    """

    def __init__(self, replaced: Mapping[str, str]) -> None:
        words = sorted(filter(None, replaced), key=len, reverse=True)
        self._replaced = {word.casefold(): replaced[word] for word in words}
        bounded = [rf"(?<!\w){re.escape(word)}(?!\w)" for word in words]
        self._pattern = re.compile("|".join(bounded), re.IGNORECASE) if words else None

    @classmethod
    def of(cls, machine: Machine) -> Anonymizer:
        """Return one that knows this machine's people, folders and names."""
        replaced: dict[str, str] = {}
        for number, name in enumerate(_enrolled(machine), start=1):
            stem = TemplateStore(Path()).path(name).stem
            for form in (name, stem, urllib.parse.quote(name, safe="")):
                replaced[form] = f"person-{number}"
        _, _, folder = (machine.source or "").partition(":")
        if folder:
            path = Path(folder).expanduser()
            for form in (folder, str(path), str(path.resolve()), path.name.partition("#")[0]):
                replaced[form] = "RECORDING"
        names = {_user(), Path.home().name, os.environ.get("SUDO_USER", "")}
        replaced |= dict.fromkeys(names - _SYSTEM_NAMES, "USER")
        replaced |= {socket.gethostname(): "HOST"} if socket.gethostname() != "localhost" else {}
        replaced |= {str(Path.home()): "HOME", str(machine.data_dir): "DATA"}
        replaced.pop("/", None)
        return cls(replaced)

    def text(self, text: str) -> str:
        """Return a text without them."""
        if self._pattern is not None:
            text = self._pattern.sub(lambda found: self._replaced[found.group().casefold()], text)
        return _HOMES.sub(r"\1/USER", text)

    def value(self, value: Any) -> Any:
        """Return what JSON holds without them, keys of objects included."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {self.text(str(key)): self.value(each) for key, each in value.items()}
        if isinstance(value, Iterable):
            return [self.value(each) for each in value]
        return value


def _enrolled(machine: Machine) -> list[str]:
    """Return the names of all templates that the checks can have read."""
    names: set[str] = set()
    for data_dir in (machine.data_dir, *machine.found(f"{DATA_FOLDER}/users/*")):
        with contextlib.suppress(OSError):  # not readable: then no name of it was told
            names |= set(TemplateStore(templates_dir(data_dir)).names())
    return sorted(names)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return ""


def write_bundle(
    path: Path, machine: Machine, fields: Mapping[str, object], log: str, *, may_replace: bool
) -> None:
    """Write the report as a zip file, whole or not at all.

    Args:
        path: The file.
        machine: What was examined.
        fields: The doctor's JSON object.
        log: What was logged meanwhile.
        may_replace: Whether a file that is there may be replaced.

    Raises:
        CommandError: If there is a file already.
        OSError: If it cannot be written.
    """
    anonymizer = Anonymizer.of(machine)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, value in (("doctor.json", fields), ("versions.json", versions(machine))):
            bundle.writestr(name, json.dumps(anonymizer.value(value), indent=1) + "\n")
        bundle.writestr("log.txt", anonymizer.text(log))
    try:
        with replaced_file(path, may_replace=may_replace) as file:
            file.write(content.getvalue())
    except FileExistsError:
        raise CommandError(
            f"{path} is there already. Choose another name, or add --overwrite."
        ) from None


def versions(machine: Machine) -> dict[str, object]:
    """Return which programs and packages ran."""
    return {
        "faceid": __version__,
        "python": platform.python_version(),
        "kernel": platform.release(),
        "machine": platform.machine(),
        "system": _system(machine),
        "packages": package_versions(),
    }


def _system(machine: Machine) -> str:
    try:
        lines = machine.path(_OS_RELEASE).read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.system()
    pretty = next((line for line in lines if line.startswith("PRETTY_NAME=")), "")
    return pretty.partition("=")[2].strip('"') or platform.system()
