"""Face sets: what is written is read, damage is named, shards appear whole."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from faceid_core.errors import DatasetError
from faceid_core.face_sets import (
    SPLIT_SEEDS,
    FaceSet,
    maps_by_person,
    packed,
    read_face_set,
    read_shard,
    unpacked,
    write_shard,
)


def faces(count: int, first_person: int, **conditions: float) -> FaceSet:
    rng = np.random.default_rng(first_person)
    return FaceSet(
        people=np.arange(first_person, first_person + count),
        sessions=np.zeros(count, np.int64),
        rgb=rng.integers(0, 256, (count, 192, 192, 3), np.uint8),
        depth=packed(rng.normal(0, 20, (count, 96, 96)).astype(np.float32)),
        conditions={name: np.full(count, value, np.float32) for name, value in conditions.items()},
    )


def test_what_is_written_is_read(tmp_path: Path) -> None:
    written = faces(3, 7, yaw_deg=5.0)
    found = read_shard(write_shard(tmp_path, 7, written))
    assert np.array_equal(found.people, written.people)
    assert np.array_equal(found.rgb, written.rgb)
    assert np.array_equal(found.depth, written.depth)
    assert found.conditions["yaw_deg"].tolist() == [5.0] * 3
    assert not list(tmp_path.glob("*.new"))


def test_a_condition_that_a_shard_does_not_know_is_nan(tmp_path: Path) -> None:
    write_shard(tmp_path, 1, faces(2, 1, glasses=1.0))
    write_shard(tmp_path, 3, faces(1, 3))
    both = read_face_set(tmp_path)
    assert both.people.tolist() == [1, 2, 3]
    assert both.conditions["glasses"][:2].tolist() == [1.0, 1.0]
    assert np.isnan(both.conditions["glasses"][2])
    assert len(both.chosen(both.people == 3)) == 1


def test_several_folders_are_one_set_and_equal_numbers_one_person(tmp_path: Path) -> None:
    write_shard(tmp_path / "awake", 1, faces(2, 1, yaw_deg=1.0))
    write_shard(tmp_path / "asleep", 1, faces(1, 1, eyes_closed=0.8))
    both = read_face_set(tmp_path / "awake", tmp_path / "asleep")
    assert both.people.tolist() == [1, 2, 1]
    assert both.conditions["eyes_closed"][2] == np.float32(0.8)
    assert np.isnan(both.conditions["eyes_closed"][:2]).all()


def test_maps_keep_a_hundredth_of_a_millimeter_and_their_holes() -> None:
    maps = np.array([[[0.004, -12.345, np.nan, 400.0]]], np.float32)
    assert unpacked(packed(maps))[0, 0, :2] == pytest.approx([0.0, -12.345], abs=0.0051)
    assert np.isnan(unpacked(packed(maps))[0, 0, 2])
    assert unpacked(packed(maps))[0, 0, 3] == 150.0


def test_maps_of_a_person_come_together() -> None:
    both = faces(5, 1)
    mixed = FaceSet(np.array([7, 3, 7, 7, 3]), both.sessions, both.rgb, both.depth, {})
    maps = maps_by_person(mixed, views=2)
    assert np.array_equal(maps[0], both.depth[[1, 4]])
    assert np.array_equal(maps[1], both.depth[[0, 2]])
    assert (maps_by_person(mixed, views=3)[0, 2] == -32768).all()


def test_a_damaged_shard_is_named(tmp_path: Path) -> None:
    path = write_shard(tmp_path, 5, faces(1, 5))
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(DatasetError, match=r"faces-000005\.npz is damaged"):
        read_face_set(tmp_path)


def test_an_empty_folder_says_how_to_fill_it(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="faceid synthesize faces"):
        read_face_set(tmp_path)


def test_arrays_of_different_lengths_are_refused() -> None:
    good = faces(2, 1)
    with pytest.raises(ValueError, match="sessions"):
        FaceSet(good.people, good.sessions[:1], good.rgb, good.depth, {})


def test_splits_share_no_seed_for_a_million_people() -> None:
    starts = sorted(SPLIT_SEEDS.values())
    assert all(later - earlier >= 1_000_000 for earlier, later in itertools.pairwise(starts))
