"""A folder knows what is made in it, so that nothing else goes on there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import FaceIdError


@dataclass(frozen=True)
class FolderClaim:
    """How a kind of folder is taken.

    Attributes:
        file: The note in the folder, JSON.
        error: What is raised.
        foreign: What a folder holds that has no note.
        other: What a folder holds whose note says something else.
        advice: What helps then.
    """

    file: str
    error: type[FaceIdError]
    foreign: str
    other: str
    advice: str

    def take(self, directory: Path, contents: Mapping[str, Any]) -> bool:
        """Note what a folder is for, or find that it is for that already.

        Args:
            directory: Made if it is missing.
            contents: All that must be equal to go on; what JSON can hold.

        Returns:
            Whether it was noted before.

        Raises:
            FaceIdError: `error`, if something else is in the folder, or the note is damaged.
            OSError: If the folder cannot be made.
        """
        note = directory / self.file
        if not note.exists():
            if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
                raise self.error(
                    f"{directory} holds {self.foreign}. Nothing was changed; name a new folder."
                )
            directory.mkdir(parents=True, exist_ok=True)
            unfinished = note.with_suffix(".new")
            unfinished.write_text(json.dumps(dict(contents), indent=1) + "\n", encoding="utf-8")
            unfinished.replace(note)
            return False
        before = self._read(note)
        differences = [
            f"{name} was {before.get(name)!r}, now {contents.get(name)!r}"
            for name in sorted(before.keys() | contents.keys())
            if name not in before or name not in contents or before[name] != contents[name]
        ]
        if differences:
            raise self.error(
                f"{directory} holds {self.other} ({'; '.join(differences)}). {self.advice}"
            )
        return True

    def _read(self, note: Path) -> dict[str, Any]:
        try:
            known = json.loads(note.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise self.error(f"{note} is damaged ({error}). Name a new folder.") from error
        if not isinstance(known, dict):
            raise self.error(f"{note} is damaged: it describes nothing. Name a new folder.")
        return known
