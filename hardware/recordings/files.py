"""Finding and reading recorded files."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from ..errors import RecordingFormatError

_AHEAD: Final = 128  # files: a disk answers many questions at a time sooner than one by one


def typed_folder(text: str) -> Path:
    """The folder that a person means; `~` and `~user` are homes.

    Raises:
        RecordingFormatError: If there is no such home.
    """
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise RecordingFormatError(f"There is no folder {text}: nobody has this home.") from None


def read_bytes(path: Path) -> bytes:
    """The content of a recorded file.

    Raises:
        RecordingFormatError: If it is missing or cannot be read.
    """
    try:
        with path.open("rb", buffering=0) as file:
            return file.readall()
    except FileNotFoundError:
        raise RecordingFormatError(f"{path} is missing.") from None
    except OSError as error:
        raise RecordingFormatError(f"{path} cannot be read: {error.strerror}.") from error


def read_ahead(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield files that are going to be read, while the kernel fetches those after them."""
    for path in paths[:_AHEAD]:
        _fetch(path)
    for index, path in enumerate(paths):
        for later in paths[index + _AHEAD : index + _AHEAD + 1]:
            _fetch(later)
        yield path


def _fetch(path: Path) -> None:
    """Ask for a file's content without waiting; who reads it finds out if it is not there."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        try:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_WILLNEED)
        finally:
            os.close(descriptor)


def read_text(path: Path) -> str:
    """The content of a recorded text file.

    Raises:
        RecordingFormatError: If it is missing, cannot be read or is not text.
    """
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        raise RecordingFormatError(f"{path} is not a text file.") from None
