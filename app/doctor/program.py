"""Python, and the packages that this program needs."""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from app import __version__

from .finding import Finding, Machine, State

DISTRIBUTION: Final = "faceid-linux"
ROOT: Final = Path(__file__).parents[2]
#: What is missing without an extra; extras that only developers want are not looked at.
_WITHOUT: Final = {
    "kinect": "no Kinect can be used",
    "window3d": "the window has no view of points in space",
}


def check_python(machine: Machine) -> Iterator[Finding]:
    """Is Python new enough?"""
    version = ".".join(map(str, sys.version_info[:3]))
    wanted = _requires_python()
    measured = {"version": version, "wanted": str(wanted)}
    if wanted.contains(version, prereleases=True):
        yield Finding(
            "program.python",
            State.OK,
            f"faceid {__version__} on Python {version}.",
            measured=measured,
        )
    else:
        yield Finding(
            "program.python",
            State.PROBLEM,
            f"Python {version} is used; {wanted} is needed.",
            f"sudo apt install python3 python3-venv && rm -r {ROOT}/.venv && {ROOT}/run.sh",
            measured,
        )


def check_packages(machine: Machine) -> Iterator[Finding]:
    """Are the packages there, in versions that fit?"""
    try:
        texts = importlib.metadata.requires(DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        yield Finding(
            "program.packages",
            State.UNKNOWN,
            "The program is not installed, so nothing says which packages it needs.",
            f"cd {ROOT} && {sys.executable} -m pip install .",
        )
        return
    required = [Requirement(text) for text in texts]
    main = [each for each in required if _is_wanted(each, "")]
    yield _judged("program.packages", main, State.PROBLEM, "the program does not work", "")
    for extra, loss in _WITHOUT.items():
        of_extra = [
            each for each in required if _is_wanted(each, extra) and not _is_wanted(each, "")
        ]
        yield _judged(f"program.packages.{extra}", of_extra, State.WARNING, loss, f"[{extra}]")


def package_versions() -> dict[str, str]:
    """Return the versions of the packages that this program asks for; "" for a missing one."""
    try:
        required = importlib.metadata.requires(DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        return {}
    names = sorted({Requirement(text).name for text in required}, key=str.lower)
    return {name: _version(name) or "" for name in names}


def _judged(name: str, required: list[Requirement], state: State, loss: str, extra: str) -> Finding:
    versions = {each.name: _version(each.name) for each in required}
    missing = [each.name for each in required if versions[each.name] is None]
    unfit = [
        f"{each.name} {version} (wanted {each.specifier})"
        for each in required
        if (version := versions[each.name]) is not None
        and not each.specifier.contains(version, prereleases=True)
    ]
    measured = {"versions": versions, "missing": missing, "unfit": unfit}
    if not missing and not unfit:
        plural = "package fits" if len(required) == 1 else "packages fit"
        of = f" of the extra {extra[1:-1]}" if extra else ""
        return Finding(name, State.OK, f"{len(required)} {plural}{of}.", measured=measured)
    parts = [f"missing: {', '.join(missing)}"] if missing else []
    parts += [f"of another version: {', '.join(unfit)}"] if unfit else []
    return Finding(
        name,
        state,
        f"Python packages are {'; '.join(parts)}. Without them {loss}.",
        f"cd {ROOT} && {sys.executable} -m pip install '.{extra}'",
        measured,
    )


def _is_wanted(required: Requirement, extra: str) -> bool:
    return required.marker is None or required.marker.evaluate({"extra": extra})


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _requires_python() -> SpecifierSet:
    try:
        text = importlib.metadata.metadata(DISTRIBUTION)["Requires-Python"]
    except importlib.metadata.PackageNotFoundError:
        text = None
    return SpecifierSet(text or "")
