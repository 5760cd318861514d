"""Presentation sets: short streams of frames with who stands behind them, as shards on disk.

A folder holds shards `presentations-NNNNNN.npz`; a shard holds everything of some people, the
number in its name is that of the first. What is stored are frames, not verdicts: whoever reads
them walks them through the pipeline as it is now. Depth is kept exactly, color as JPEG.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.frame import KINECT_INTRINSICS, Frame

from .bad_file import BAD_NPZ
from .errors import DatasetError
from .face_sets import write_whole

ENROLLMENT: Final = "enrollment"
BONA_FIDE: Final = "bona-fide"
PATTERN: Final = "presentations-*.npz"
JPEG_QUALITY: Final = 92
_BAD_FILE = (*BAD_NPZ, cv2.error)


@dataclass(frozen=True, eq=False)
class Presentation:
    """Something shown to the sensor.

    Attributes:
        person: Who is shown, or, in an attack, who is imitated.
        species: `ENROLLMENT`, `BONA_FIDE`, or what is presented instead of a face.
        frames: In the order of time.
    """

    person: int
    species: str
    frames: tuple[Frame, ...]

    @property
    def is_attack(self) -> bool:
        return self.species not in (ENROLLMENT, BONA_FIDE)


def is_presentation_set(directory: Path) -> bool:
    """Whether a folder holds shards of a presentation set."""
    return any(directory.glob(PATTERN))


def shard_path(directory: Path, first_person: int) -> Path:
    return directory / f"presentations-{first_person:06d}.npz"


def write_shard(path: Path, presentations: Sequence[Presentation]) -> None:
    """Write one shard; under its name it appears only when it is whole.

    Raises:
        OSError: If the folder cannot be written.
    """
    frames = [frame for shown in presentations for frame in shown.frames]
    arrays: dict[str, Any] = {
        "people": np.array([shown.person for shown in presentations], np.int64),
        "species": np.array([shown.species for shown in presentations], np.str_),
        "frame_counts": np.array([len(shown.frames) for shown in presentations], np.int64),
        "timestamps_s": np.array([frame.timestamp_s for frame in frames]),
    }
    quality = [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]
    colors = [
        cv2.imencode(".jpg", cv2.cvtColor(frame.rgb, cv2.COLOR_RGB2BGR), quality)[1]
        for frame in frames
    ]
    depths = [cv2.imencode(".png", frame.depth_mm)[1] for frame in frames]
    for name, parts in (("color", colors), ("depth", depths)):
        arrays[name] = np.concatenate([part.ravel() for part in parts])
        arrays[f"{name}_ends"] = np.cumsum([part.size for part in parts])
    write_whole(path, arrays)


def read_shard(path: Path) -> Iterator[Presentation]:
    """Read the presentations of one shard, one after the other.

    Raises:
        DatasetError: If it is damaged.
    """
    arrays = _stored(path)
    try:
        ends = np.cumsum(arrays["frame_counts"])
        rows = zip(arrays["people"], arrays["species"], ends, arrays["frame_counts"], strict=True)
        for person, species, end, count in rows:
            frames = tuple(_frame(arrays, index) for index in range(end - count, end))
            yield Presentation(int(person), str(species), frames)
    except _BAD_FILE as error:
        raise _damaged(path, error) from error


def read_presentations(directory: Path) -> Iterator[Presentation]:
    """Read the shards of a folder one after the other.

    Raises:
        DatasetError: If there is none, or one is damaged.
    """
    for path in shard_paths(directory):
        yield from read_shard(path)


def count_people(directory: Path) -> int:
    """Return how many people a folder's shards show.

    Raises:
        DatasetError: If one is damaged.
    """
    return sum(map(count_shard_people, shard_paths(directory)))


def count_shard_people(path: Path) -> int:
    """Return how many people one shard shows.

    Raises:
        DatasetError: If it is damaged.
    """
    return len(np.unique(_stored(path, "people")["people"]))


def shard_paths(directory: Path) -> list[Path]:
    """Return the shards of a folder, in the order of their first people.

    Raises:
        DatasetError: If there is none.
    """
    paths = sorted(directory.glob(PATTERN))
    if not paths:
        raise DatasetError(
            f"There are no shards {PATTERN} in {directory}. "
            "Make some: faceid synthesize attacks DIR --face-model DIR"
        )
    return paths


def _stored(path: Path, *names: str) -> dict[str, NDArray[Any]]:
    """Return some arrays of a shard, or all."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return {name: stored[name] for name in names or stored.files}
    except _BAD_FILE as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> DatasetError:
    return DatasetError(
        f"{path} is damaged ({error}). Remove it and make it again; the other shards are kept."
    )


def _frame(arrays: dict[str, NDArray[Any]], index: int) -> Frame:
    images = []
    for name, flag in (("color", cv2.IMREAD_COLOR), ("depth", cv2.IMREAD_UNCHANGED)):
        ends = arrays[f"{name}_ends"]
        start = ends[index - 1] if index else 0
        images.append(cv2.imdecode(arrays[name][start : ends[index]], flag))
    color, depth_mm = images
    if color is None or depth_mm is None:
        raise ValueError(f"frame {index} is no picture")
    return Frame(
        rgb=np.asarray(cv2.cvtColor(color, cv2.COLOR_BGR2RGB), np.uint8),
        depth_mm=np.asarray(depth_mm, np.uint16),
        timestamp_s=float(arrays["timestamps_s"][index]),
        intrinsics=KINECT_INTRINSICS,
    )
