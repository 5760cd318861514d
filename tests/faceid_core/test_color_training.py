"""Fitting a face's colors from stored pictures: who is read, and what the command writes."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import numpy as np
import pytest
from paper_on_a_head import GEOMETRY
from rendered import frame, seen

from faceid_core.errors import DatasetError
from faceid_core.face_colors import FaceColors
from faceid_core.face_sets import FaceSet, packed, write_shard
from faceid_core.presentation_sets import Presentation, shard_path
from faceid_core.presentation_sets import write_shard as write_presentations
from faceid_core.training.fit_face_colors import ContrastReader, main

FACES = ("frontal_600", "other", "third")
NOWHERE = np.full((468, 2), 96.0)


def a_face_set(folder: Path, hand: float = 0.0) -> Path:
    crops = [seen(name).crop for name in FACES]
    count = len(FACES)
    found = FaceSet(
        people=np.arange(count),
        sessions=np.zeros(count, np.int64),
        rgb=np.stack([crop.rgb for crop in crops]),
        depth=np.stack([packed(crop.depth_mm) for crop in crops]),
        conditions={"hand": np.array([0.0, 0.0, hand], np.float32)},
    )
    write_shard(folder, 0, found)
    return folder


def shown(folder: Path, species: str) -> Path:
    frames = (frame("frontal_900"), frame("smile"), frame("empty"))
    folder.mkdir()
    write_presentations(shard_path(folder, 0), [Presentation(0, species, frames)])
    return folder


def test_every_face_is_read_both_ways(tmp_path) -> None:
    rows = ContrastReader(GEOMETRY).of_faces(a_face_set(tmp_path))
    assert len(rows) == 2 * len(FACES)
    as_it_is, mirrored = np.split(rows.reshape(len(rows), 3, -1), 2)
    assert not np.array_equal(as_it_is, mirrored)
    assert np.sort(mirrored.mean(axis=-1)) == pytest.approx(
        np.sort(as_it_is.mean(axis=-1)), abs=0.01
    )


def test_faces_behind_a_hand_are_left_out(tmp_path) -> None:
    assert len(ContrastReader(GEOMETRY).of_faces(a_face_set(tmp_path, hand=1.0))) == 4


def test_only_these_species_are_read_and_frames_without_a_face_left_out(tmp_path) -> None:
    reader = ContrastReader(GEOMETRY)
    masks = shown(tmp_path / "masks", "mask-shape")
    assert len(reader.of_attacks(masks, ("paper-mask", "mask-shape"))) == 4
    with pytest.raises(DatasetError, match="no usable face"):
        reader.of_attacks(masks, ("paper-mask",))


def test_the_command_writes_a_file_that_loads(tmp_path, monkeypatch, capsys) -> None:
    faces, masks = a_face_set(tmp_path / "faces"), shown(tmp_path / "masks", "mask-shape")
    out = tmp_path / "colors.npz"
    species = ["--species", "mask-shape"]
    monkeypatch.setattr(sys, "argv", ["fit", str(faces), str(masks), str(out), *species])
    main()
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    assert digest in capsys.readouterr().out
    fitted = FaceColors(GEOMETRY, (out, digest)).shares(seen("other").crop.rgb, NOWHERE)
    shipped = FaceColors(GEOMETRY).shares(seen("other").crop.rgb, NOWHERE)
    assert fitted.of_mask != shipped.of_mask
    assert fitted.of_print == shipped.of_print
