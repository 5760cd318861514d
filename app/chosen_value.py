"""One value that the owner chose, in a file of the data folder that only the owner can write."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from faceid_core.bad_file import BAD_JSON
from faceid_core.private_file import read_private, replaced_file

logger = logging.getLogger(__name__)

T = TypeVar("T")


class ChosenValue(Generic[T]):
    """A file of one value, mode 0600.

    Args:
        path: Of the file.
        key: The value's name in it.
        checked: Returns the value of what the file holds, or raises an error of `BAD_JSON`.
    """

    def __init__(self, path: Path, key: str, checked: Callable[[object], T]) -> None:
        self._path = path
        self._key = key
        self._checked = checked

    def chosen(self, *, in_doubt: T) -> T | None:
        """Return what was chosen; None where nothing was.

        Args:
            in_doubt: What holds if the file is damaged, or open to others.
        """
        try:
            return self._read()
        except (OSError, *BAD_JSON) as error:
            logger.warning("%s cannot be used, so the lock is strict: %s", self._path, error)
            return in_doubt

    @property
    def trouble(self) -> str | None:
        """Why the file cannot be used, or None where it can, or is not there."""
        try:
            self._read()
        except (OSError, *BAD_JSON) as error:
            return f"{self._path} cannot be used: {error or type(error).__name__}"
        return None

    def choose(self, value: T) -> None:
        """Remember a value.

        Raises:
            OSError: If it cannot be written. What was chosen before still holds.
        """
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with replaced_file(self._path) as file:
            file.write(json.dumps({self._key: value}).encode())

    def _read(self) -> T | None:
        try:
            return self._checked(json.loads(read_private(self._path))[self._key])
        except FileNotFoundError:
            return None
