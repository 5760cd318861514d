"""What every recorded folder offers, whatever its format, and how its format is found."""

from __future__ import annotations

import importlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from ..errors import BAD_JSON, CaptureError, RecordingFormatError
from ..frame import Frame

CHAPTERS_FILE: Final = "chapters.json"


@dataclass(frozen=True)
class Chapter:
    """A named part of a recording.

    Attributes:
        name: What `recording:DIR#NAME` calls it.
        first: Index of its first frame.
        last: Index of its last frame, inclusive.
    """

    name: str
    first: int
    last: int


class Recording(ABC):
    """A folder of frames whose files were all checked; frames are decoded one by one.

    Attributes:
        path: The folder.
        timestamps_s: When each frame was recorded, in seconds, never decreasing.
        offsets_s: From each frame's depth image to its color image, in seconds; empty
            where the format does not tell.
    """

    path: Path
    timestamps_s: tuple[float, ...]
    offsets_s: tuple[float, ...] = ()

    @abstractmethod
    def read(self, index: int) -> Frame:
        """Decode one frame.

        Raises:
            RecordingFormatError: If a file has changed since it was checked, or
                holds damage that only decoding finds.
        """


@dataclass(frozen=True)
class _Format:
    module: str
    reader: str
    patterns: tuple[str, ...]  # a folder that has one of these is of this format


#: Name => format, in the order in which a folder is tried. Modules are imported on use.
FORMATS: Final[dict[str, _Format]] = {
    "fakenect dump": _Format(
        "hardware.recordings.fakenect", "FakenectRecording", ("INDEX.txt", "d-*.pgm", "r-*.ppm")
    ),
    "TUM RGB-D": _Format(
        "hardware.recordings.tum", "TumRecording", ("rgb.txt", "depth.txt", "rgb", "depth")
    ),
    "VAP RGB-D faces": _Format("hardware.recordings.vap", "VapRecording", ("*_d.dat",)),
    "PNG pairs": _Format(
        "hardware.recordings.pairs", "PairsRecording", ("*_rgb.png", "*_depth.png")
    ),
}


def open_recording(path: str | Path) -> Recording:
    """Find out the format of a folder, and check all its files.

    Raises:
        RecordingFormatError: If the folder is missing, empty, of no known
            format, or one of its files is missing, truncated or damaged.
    """
    folder = Path(path)
    try:
        is_empty = not any(folder.iterdir())
    except FileNotFoundError:
        raise RecordingFormatError(f"There is no folder {folder}.") from None
    except NotADirectoryError:
        raise RecordingFormatError(
            f"{folder} is a file. A recording is a folder of frame files."
        ) from None
    except OSError as error:
        raise RecordingFormatError(f"{folder} cannot be read: {error.strerror}.") from error
    except ValueError:  # it holds a NUL, or half a character
        raise RecordingFormatError(f"{str(folder)!r} cannot be the name of a folder.") from None
    if is_empty:
        raise RecordingFormatError(f"The folder {folder} is empty.")

    name = recording_format(folder)
    if name is None:
        raise RecordingFormatError(
            f"{folder} holds no recording of a known format ({', '.join(FORMATS)})."
        )
    known = FORMATS[name]
    reader = getattr(importlib.import_module(known.module), known.reader)
    return cast(Callable[[Path], Recording], reader)(folder)


def recording_format(folder: Path) -> str | None:
    """Which of `FORMATS` a folder looks like, by its file names alone; None for no recording."""
    try:
        return next(
            (
                name
                for name, known in FORMATS.items()
                if any(any(folder.glob(pattern)) for pattern in known.patterns)
            ),
            None,
        )
    except OSError:
        return None


def read_chapters(folder: Path, frame_count: int) -> tuple[Chapter, ...]:
    """The chapters of a recording, none if it has no `chapters.json`.

    Raises:
        RecordingFormatError: If the file is damaged or names frames that are not there.
    """
    path = folder / CHAPTERS_FILE
    if not path.exists():
        return ()
    try:
        chapters = tuple(_chapter(entry) for entry in json.loads(path.read_text(encoding="utf-8")))
    except (OSError, *BAD_JSON) as error:
        raise RecordingFormatError(
            f"{path} is not a list of objects with name, first and last: {error}."
        ) from error
    for chapter in chapters:
        if not 0 <= chapter.first <= chapter.last < frame_count:
            raise RecordingFormatError(
                f"{path}: chapter {chapter.name!r} names frames {chapter.first} to "
                f"{chapter.last}, but the recording has {frame_count}."
            )
    if len({chapter.name for chapter in chapters}) < len(chapters):
        raise RecordingFormatError(f"{path} uses a chapter name twice.")
    return chapters


def find_chapter(path: Path, chapters: tuple[Chapter, ...], name: str) -> Chapter:
    """The chapter of this name.

    Raises:
        CaptureError: If there is none; the message names those there are.
    """
    for chapter in chapters:
        if chapter.name == name:
            return chapter
    known = ", ".join(chapter.name for chapter in chapters) or "none"
    raise CaptureError(f"{path} has no chapter {name!r}. It has: {known}.")


def _chapter(entry: Any) -> Chapter:
    name, first, last = entry["name"], entry["first"], entry["last"]
    if not isinstance(name, str) or type(first) is not int or type(last) is not int:
        raise ValueError("name must be text, first and last whole numbers")
    return Chapter(name=name, first=first, last=last)
