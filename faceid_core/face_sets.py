"""Face sets: crops of many people as arrays on disk, what training and evaluation read.

A folder holds shards `faces-NNNNNN.npz`. A shard holds whole people; the number in its name
is that of its first person. A shard that is there is whole: it appears under its name only
once it is written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .bad_file import BAD_NPZ
from .errors import DatasetError
from .types import COLOR_CROP_PX, DEPTH_MAP_PX

#: Canonical maps are stored as hundredths of a millimeter; holes as this.
HOLE: Final = np.int16(-32768)
STEPS_PER_MM: Final = 100.0
DEPTH_LIMIT_MM: Final = 150.0

#: Seeds of rendered people start here: nobody is in two splits.
SPLIT_SEEDS: Final[Mapping[str, int]] = {
    "train": 1_000_000,
    "validation": 5_000_000,
    "test": 9_000_000,
}
SHARD_PATTERN: Final = "faces-*.npz"
_CONDITION: Final = "condition_"


@dataclass(frozen=True, eq=False)
class FaceSet:
    """n faces that went through the pipeline's own locate and preprocess.

    Attributes:
        people: int64, shape (n,), who is shown; equal numbers are one person.
        sessions: int64, shape (n,), the occasion, counted within a person.
        rgb: uint8, shape (n, 192, 192, 3), as in `FaceCrop`.
        depth: int16, shape (n, 96, 96), canonical maps, see `packed`.
        conditions: What is known of each face, float32 of shape (n,) by name, NaN
            where unknown: "yaw_deg", "pitch_deg", "distance_mm", "brightness", "skin_tone"
            (0 light to 1 dark), "glasses", "beard", "hat", "hand" (0 or 1), ...
    """

    people: NDArray[np.int64]
    sessions: NDArray[np.int64]
    rgb: NDArray[np.uint8]
    depth: NDArray[np.int16]
    conditions: Mapping[str, NDArray[np.float32]]

    def __post_init__(self) -> None:
        count = len(self.people)
        shapes = {
            "sessions": (self.sessions.shape, (count,)),
            "rgb": (self.rgb.shape, (count, COLOR_CROP_PX, COLOR_CROP_PX, 3)),
            "depth": (self.depth.shape, (count, DEPTH_MAP_PX, DEPTH_MAP_PX)),
            **{name: (values.shape, (count,)) for name, values in self.conditions.items()},
        }
        for name, (found, expected) in shapes.items():
            if found != expected:
                raise ValueError(f"Expected {name} of shape {expected}. Received {found}.")

    def __len__(self) -> int:
        return len(self.people)

    def chosen(self, mask: NDArray[np.bool_]) -> FaceSet:
        """Return the faces where `mask` is true."""
        return FaceSet(
            self.people[mask],
            self.sessions[mask],
            self.rgb[mask],
            self.depth[mask],
            {name: values[mask] for name, values in self.conditions.items()},
        )


def packed(depth_mm: NDArray[np.float32]) -> NDArray[np.int16]:
    """Return canonical maps in hundredths of a millimeter, `HOLE` where they are NaN."""
    known = np.isfinite(depth_mm)
    steps = np.nan_to_num(depth_mm).clip(-DEPTH_LIMIT_MM, DEPTH_LIMIT_MM) * STEPS_PER_MM
    return np.where(known, np.rint(steps), HOLE).astype(np.int16)


def unpacked(maps: NDArray[np.int16]) -> NDArray[np.float32]:
    """Return packed maps in millimeters, NaN where there is a hole."""
    return np.where(maps == HOLE, np.nan, maps / np.float32(STEPS_PER_MM)).astype(np.float32)


def shard_path(directory: Path, first_person: int) -> Path:
    return directory / f"faces-{first_person:06d}.npz"


def write_shard(directory: Path, first_person: int, faces: FaceSet) -> Path:
    """Write one shard; under its name it appears only when it is whole.

    Raises:
        OSError: If the folder cannot be written.
    """
    directory.mkdir(parents=True, exist_ok=True)
    path = shard_path(directory, first_person)
    arrays: dict[str, Any] = {
        "people": faces.people,
        "sessions": faces.sessions,
        "rgb": faces.rgb,
        "depth": faces.depth,
    }
    arrays |= {_CONDITION + name: values for name, values in faces.conditions.items()}
    write_whole(path, arrays)
    return path


def write_whole(path: Path, arrays: dict[str, Any]) -> None:
    """Write arrays as a compressed npz that appears under its name only when it is whole.

    Raises:
        OSError: If the folder cannot be written.
    """
    unfinished = path.with_suffix(".new")
    with unfinished.open("wb") as file:
        np.savez_compressed(file, **arrays)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def read_shard(path: Path) -> FaceSet:
    """Read one shard.

    Raises:
        DatasetError: If it is damaged.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return FaceSet(
                people=stored["people"].astype(np.int64),
                sessions=stored["sessions"].astype(np.int64),
                rgb=stored["rgb"],
                depth=stored["depth"],
                conditions={
                    name.removeprefix(_CONDITION): stored[name].astype(np.float32)
                    for name in stored.files
                    if name.startswith(_CONDITION)
                },
            )
    except BAD_NPZ as error:
        raise DatasetError(
            f"{path} is damaged ({error}). Remove it and make it again; the other shards are kept."
        ) from error


def shard_paths(directory: Path) -> list[Path]:
    """Return the shards of a folder, in the order of their first people.

    Raises:
        DatasetError: If there is none.
    """
    paths = sorted(directory.glob(SHARD_PATTERN))
    if not paths:
        raise DatasetError(
            f"There are no shards {SHARD_PATTERN} in {directory}. "
            "Make some: faceid synthesize faces DIR --face-model DIR"
        )
    return paths


def read_shards(directory: Path) -> Iterator[FaceSet]:
    """Read the shards of a folder one after the other.

    Raises:
        DatasetError: If there is none, or one is damaged.
    """
    for path in shard_paths(directory):
        yield read_shard(path)


def read_face_set(*directories: Path) -> FaceSet:
    """Read whole folders as one set; conditions that a shard does not know are NaN.

    Raises:
        DatasetError: As `read_shards`.
    """
    shards = [shard for directory in directories for shard in read_shards(directory)]
    names = sorted({name for shard in shards for name in shard.conditions})
    return FaceSet(
        people=np.concatenate([shard.people for shard in shards]),
        sessions=np.concatenate([shard.sessions for shard in shards]),
        rgb=np.concatenate([shard.rgb for shard in shards]),
        depth=np.concatenate([shard.depth for shard in shards]),
        conditions={
            name: np.concatenate(
                [
                    shard.conditions.get(name, np.full(len(shard), np.nan, np.float32))
                    for shard in shards
                ]
            )
            for name in names
        },
    )


def maps_by_person(faces: FaceSet, views: int) -> NDArray[np.int16]:
    """Return the maps of each person together, shape (people, views, 96, 96).

    Whoever has fewer faces gets maps of holes; faces beyond `views` are left out.
    """
    people = np.unique(faces.people)
    maps = np.full((len(people), views, DEPTH_MAP_PX, DEPTH_MAP_PX), HOLE, np.int16)
    for row, person in enumerate(people):
        own = faces.depth[faces.people == person][:views]
        maps[row, : len(own)] = own
    return maps
