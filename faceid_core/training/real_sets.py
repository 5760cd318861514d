"""Real people as a face set: every session of a folder through the pipeline, a shard a person.

The folder: `DIR/<person>/<session>/`, a session being a recording of any format. The VAP
RGB-D face set has no sessions (`DIR/<person>/*_d.dat`): there a person's folder is one.
Needs no TensorFlow.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from hardware.frame import Frame

from ..errors import DatasetError
from ..face_sets import FaceSet, packed, shard_path, write_shard
from ..people_folders import ATTACK_PREFIX, visible_folders
from ..pipeline import Gallery, Recognizer, observe
from ..types import COLOR_CROP_PX, DEPTH_MAP_PX, Observation

INDEX_FILE: Final = "people.json"
LAYOUT: Final = "DIR/<person>/<session>/ with a recording in every session"
CONDITIONS: Final = ("yaw_deg", "pitch_deg", "distance_mm", "brightness")
_VAP_PATTERN: Final = "*_d.dat"
_FRAME_PATTERNS: Final = ("*_rgb.png", "rgb.txt", "INDEX.txt")

#: Opens a session's frames; the caller knows the formats of recordings.
OpenSession = Callable[[Path], AbstractContextManager[Iterable[Frame]]]


@dataclass(frozen=True)
class RealPerson:
    """One person of a folder.

    Attributes:
        name: The folder's name.
        sessions: The folders of frames, by name; attacks are left out.
    """

    name: str
    sessions: tuple[Path, ...]


@dataclass(frozen=True)
class Ingested:
    """What became of one person's frames.

    Attributes:
        name: The folder's name.
        number: The person in `FaceSet.people`, and in the shard's name.
        sessions: Frames by the session's name.
        retries: Frames without a usable face by reason, the most frequent first.
    """

    name: str
    number: int
    sessions: Mapping[str, int]
    retries: Mapping[str, int]

    @property
    def frames(self) -> int:
        return sum(self.sessions.values())

    @property
    def faces(self) -> int:
        """Frames with a usable face."""
        return self.frames - sum(self.retries.values())


def find_people(directory: Path) -> tuple[RealPerson, ...]:
    """Find everybody in a folder, by name. Sessions `attack-*` show no face of theirs.

    Raises:
        DatasetError: If the folder is missing, empty or of another layout.
    """
    if not directory.is_dir():
        raise DatasetError(f"There is no folder {directory}.")
    people = tuple(_person(folder) for folder in visible_folders(directory))
    if not people:
        here = "holds frames itself" if _holds_frames(directory) else "holds no folders of people"
        raise DatasetError(f"{directory} {here}. Expected {LAYOUT}.")
    return people


def _person(folder: Path) -> RealPerson:
    if any(folder.glob(_VAP_PATTERN)):
        return RealPerson(folder.name, (folder,))
    if _holds_frames(folder):
        raise DatasetError(f"{folder} holds frames itself. Expected {LAYOUT}.")
    sessions = [path for path in visible_folders(folder) if not path.name.startswith(ATTACK_PREFIX)]
    if not sessions:
        raise DatasetError(f"{folder} holds no session of the person. Expected {LAYOUT}.")
    return RealPerson(folder.name, tuple(sessions))


def _holds_frames(folder: Path) -> bool:
    return any(any(folder.glob(pattern)) for pattern in (*_FRAME_PATTERNS, _VAP_PATTERN))


class RealSet:
    """A face set of real people in the making.

    `people.json` beside the shards tells who is done, so an interrupted run goes on with
    the next person, and people added later get new numbers.
    """

    def __init__(self, directory: Path, first_number: int = 1) -> None:
        """Open a folder; it is made, for its owner alone, when the first person is written.

        Args:
            directory: Where the shards are.
            first_number: The first person's number, if nobody is there yet.

        Raises:
            DatasetError: If it holds something else.
        """
        self.directory = directory
        self._first_number = first_number
        self._people = {entry.name: entry for entry in _read_index(directory)}

    @property
    def people(self) -> tuple[Ingested, ...]:
        """Everybody who is done, by number."""
        return tuple(sorted(self._people.values(), key=lambda entry: entry.number))

    def is_done(self, person: RealPerson, frame_counts: Sequence[int]) -> bool:
        """Whether just these sessions of a person, with so many frames each, are in the set."""
        entry = self._people.get(person.name)
        return (
            entry is not None
            and dict(entry.sessions) == _counted(person, frame_counts)
            and (entry.faces == 0 or shard_path(self.directory, entry.number).exists())
        )

    def ingest(
        self, person: RealPerson, recognizer: Recognizer, open_session: OpenSession
    ) -> Iterator[int]:
        """Walk all frames of a person through the pipeline, then write the shard.

        Each frame is judged as a picture of its own: how the face moved does not count.

        Yields:
            How many frames are done, after each.

        Raises:
            CaptureError: As `open_session` does; the person is not in the set then.
            OSError: If the set cannot be written.
        """
        found = _Found()
        counts: list[int] = []
        for session, path in enumerate(person.sessions):
            counts.append(0)
            with open_session(path) as frames:
                for frame in frames:
                    (seen,) = observe([frame], recognizer, Gallery())
                    found.add(session, seen)
                    counts[-1] += 1
                    yield sum(counts)
        self._keep(person, counts, found)

    def _keep(self, person: RealPerson, counts: Sequence[int], found: _Found) -> None:
        if not self._people:
            self.directory.mkdir(parents=True, exist_ok=True)
            self.directory.chmod(0o700)
        known = self._people.get(person.name)
        taken = [entry.number for entry in self._people.values()]
        number = known.number if known else max(taken, default=self._first_number - 1) + 1
        if len(found):
            write_shard(self.directory, number, found.face_set(number))
        else:
            shard_path(self.directory, number).unlink(missing_ok=True)
        retries = dict(found.retries.most_common())
        self._people[person.name] = Ingested(person.name, number, _counted(person, counts), retries)
        _write_index(self.directory, self.people)


@dataclass
class _Found:
    """The usable faces of one person so far."""

    retries: Counter[str] = field(default_factory=Counter)
    _sessions: list[int] = field(default_factory=list)
    _rgb: list[NDArray[np.uint8]] = field(default_factory=list)
    _depth: list[NDArray[np.int16]] = field(default_factory=list)
    _conditions: list[tuple[float, ...]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._sessions)

    def add(self, session: int, seen: Observation) -> None:
        if seen.retry is not None:
            self.retries[seen.retry.name] += 1
        elif seen.face is not None and seen.crop is not None:
            face = seen.face
            self._sessions.append(session)
            self._rgb.append(seen.crop.rgb)
            self._depth.append(packed(seen.crop.depth_mm))
            self._conditions.append(
                (face.pose.yaw_deg, face.pose.pitch_deg, face.distance_mm, face.brightness)
            )

    def face_set(self, number: int) -> FaceSet:
        count = len(self)
        conditions = np.array(self._conditions, np.float32).reshape(count, len(CONDITIONS))
        return FaceSet(
            people=np.full(count, number, np.int64),
            sessions=np.array(self._sessions, np.int64),
            rgb=np.array(self._rgb, np.uint8).reshape(count, COLOR_CROP_PX, COLOR_CROP_PX, 3),
            depth=np.array(self._depth, np.int16).reshape(count, DEPTH_MAP_PX, DEPTH_MAP_PX),
            conditions=dict(zip(CONDITIONS, conditions.T, strict=True)),
        )


def _counted(person: RealPerson, frame_counts: Sequence[int]) -> dict[str, int]:
    names = [path.name for path in person.sessions]
    return dict(zip(names, frame_counts, strict=True))


def _read_index(directory: Path) -> list[Ingested]:
    path = directory / INDEX_FILE
    if not path.exists():
        if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
            raise DatasetError(
                f"{directory} holds something else than people ingested before. "
                "Nothing was changed; name a new folder."
            )
        return []
    try:
        entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return [
            Ingested(
                str(entry["name"]),
                int(entry["number"]),
                {str(name): int(count) for name, count in entry["sessions"].items()},
                {str(name): int(count) for name, count in entry["retries"].items()},
            )
            for entry in entries
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DatasetError(
            f"{path} does not say who was ingested ({error}). Name a new folder."
        ) from error


def _write_index(directory: Path, people: Sequence[Ingested]) -> None:
    entries = [
        {
            "name": person.name,
            "number": person.number,
            "sessions": dict(person.sessions),
            "retries": dict(person.retries),
        }
        for person in people
    ]
    unfinished = directory / (INDEX_FILE + ".new")
    unfinished.write_text(json.dumps(entries, indent=1) + "\n", encoding="utf-8")
    unfinished.replace(directory / INDEX_FILE)
