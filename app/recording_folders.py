"""Which folder is meant when somebody points at a recording."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from hardware import recording_format

KIND: Final = "recording"  # of a source's text


def source_of(folder: Path) -> str:
    """The text of the source that plays a folder, see `open_source`."""
    return f"{KIND}:{folder}"


def folder_of(source: str) -> Path | None:
    """The folder that a source's text names; None if it names something else, or nothing."""
    kind, _, place = source.partition(":")
    if kind != KIND or not place:
        return None
    folder, _, chapter = place.rpartition("#")
    try:
        is_chapter = bool(folder and chapter) and not Path(place).exists()
        return Path(folder if is_chapter else place).expanduser()
    except (OSError, RuntimeError):  # a name too long for a file; the home of nobody
        return None


def recording_at(path: Path) -> Path:
    """The recording that a path belongs to: a folder, or a file in one or in a folder of one.

    Returns:
        The recording's folder. If there is none, the folder itself or that of
        the file: opening it then says what is wrong.
    """
    folder = path if path.is_dir() else path.parent
    for candidate in (folder, folder.parent):
        if recording_format(candidate) is not None:
            return candidate
    return folder


def recording_after(folder: Path) -> Path | None:
    """The next recording beside a folder, by name; after the last one the first.

    Returns:
        None if there is no other.
    """
    try:
        beside = sorted(entry for entry in folder.resolve().parent.iterdir() if entry.is_dir())
    except OSError:
        return None
    later = [entry for entry in beside if entry.name > folder.resolve().name]
    earlier = [entry for entry in beside if entry.name < folder.resolve().name]
    return next((entry for entry in [*later, *earlier] if recording_format(entry)), None)
