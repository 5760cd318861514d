"""Finding and reading recorded files."""

from __future__ import annotations

from pathlib import Path

from ..errors import RecordingFormatError


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
        return path.read_bytes()
    except FileNotFoundError:
        raise RecordingFormatError(f"{path} is missing.") from None
    except OSError as error:
        raise RecordingFormatError(f"{path} cannot be read: {error.strerror}.") from error


def read_text(path: Path) -> str:
    """The content of a recorded text file.

    Raises:
        RecordingFormatError: If it is missing, cannot be read or is not text.
    """
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        raise RecordingFormatError(f"{path} is not a text file.") from None
