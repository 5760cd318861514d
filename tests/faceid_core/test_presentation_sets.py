"""Presentation sets keep frames: depth exactly, color closely; damage is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rendered import frame

from faceid_core.errors import DatasetError
from faceid_core.presentation_sets import (
    BONA_FIDE,
    ENROLLMENT,
    Presentation,
    count_people,
    is_presentation_set,
    read_presentations,
    read_shard,
    shard_path,
    write_shard,
)


def shown(person: int, species: str, *names: str) -> Presentation:
    frames = tuple(
        replace(frame(name), timestamp_s=0.25 * number) for number, name in enumerate(names)
    )
    return Presentation(person, species, frames)


PRESENTATIONS = [
    shown(7, ENROLLMENT, "frontal_750", "yaw_left"),
    shown(7, "photo-matte", "flat_photo"),
    shown(8, BONA_FIDE, "other", "other", "third"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_shard(shard_path(tmp_path, 7), PRESENTATIONS)
    return tmp_path


def test_what_was_written_is_read(folder: Path) -> None:
    read = list(read_presentations(folder))
    assert [(each.person, each.species, len(each.frames)) for each in read] == [
        (7, ENROLLMENT, 2),
        (7, "photo-matte", 1),
        (8, BONA_FIDE, 3),
    ]
    assert [each.is_attack for each in read] == [False, True, False]
    for before, after in zip(PRESENTATIONS, read, strict=True):
        for old, new in zip(before.frames, after.frames, strict=True):
            assert np.array_equal(old.depth_mm, new.depth_mm)
            assert np.abs(old.rgb.astype(int) - new.rgb).mean() < 3.0
            assert new.timestamp_s == old.timestamp_s
    assert count_people(folder) == 2
    assert is_presentation_set(folder)


def test_an_unfinished_shard_is_none(folder: Path) -> None:
    shard_path(folder, 7).rename(shard_path(folder, 7).with_suffix(".new"))
    assert not is_presentation_set(folder)
    with pytest.raises(DatasetError, match="faceid synthesize attacks"):
        list(read_presentations(folder))


@pytest.mark.parametrize("kept", [0, 100, -200])
def test_a_damaged_shard_is_told_by_name(folder: Path, kept: int) -> None:
    path = shard_path(folder, 7)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(DatasetError, match=path.name):
        list(read_shard(path))
    with pytest.raises(DatasetError, match=path.name):
        count_people(folder)
