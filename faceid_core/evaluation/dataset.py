"""The evaluation folder: `DIR/<person>/<session>/NAME_rgb.png` with `NAME_depth.png`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..errors import DatasetError
from ..people_folders import ATTACK_PREFIX, visible_folders

COLOR_PATTERN: Final = "*_rgb.png"
LAYOUT: Final = "DIR/<person>/<session>/NAME_rgb.png with NAME_depth.png"


@dataclass(frozen=True)
class Session:
    """One folder of frames.

    Attributes:
        person: Who is shown, or, in an attack, who is imitated.
        name: The folder's name.
        path: The folder.
        frame_count: How many pairs it holds.
    """

    person: str
    name: str
    path: Path
    frame_count: int

    @property
    def species(self) -> str | None:
        """What is presented instead of a face; None if it is the person's own."""
        if not self.name.startswith(ATTACK_PREFIX):
            return None
        return self.name.removeprefix(ATTACK_PREFIX)


def find_sessions(directory: Path) -> tuple[Session, ...]:
    """Find every session of a folder, by person and name. Hidden folders are left out.

    Raises:
        DatasetError: If the folder is missing, empty, of another layout, or
            shows fewer than two people.
    """
    if not directory.is_dir():
        raise DatasetError(f"There is no folder {directory}.")
    sessions = tuple(
        _session(folder) for person in visible_folders(directory) for folder in _sessions_of(person)
    )
    if not sessions:
        here = "holds frames itself" if _count(directory) else "holds no folders of people"
        raise DatasetError(f"{directory} {here}. Expected {LAYOUT}.")
    people = {session.person for session in sessions if session.species is None}
    if len(people) < 2:
        raise DatasetError(
            f"{directory} shows too few people besides attacks: {len(people)}. Error rates need "
            "at least two, because the others are the impostors."
        )
    return sessions


def _sessions_of(person: Path) -> list[Path]:
    folders = visible_folders(person)
    if not folders:
        here = "holds frames itself" if _count(person) else "holds no session"
        raise DatasetError(f"{person} {here}. Expected {LAYOUT}.")
    return folders


def _session(folder: Path) -> Session:
    if folder.name == ATTACK_PREFIX:
        raise DatasetError(f"{folder} does not say what it shows. Name it attack-<species>.")
    session = Session(folder.parent.name, folder.name, folder, _count(folder))
    if not session.frame_count:
        raise DatasetError(f"{folder} holds no frame. Expected {LAYOUT}.")
    return session


def _count(folder: Path) -> int:
    return sum(1 for _ in folder.glob(COLOR_PATTERN))
