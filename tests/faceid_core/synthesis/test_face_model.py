from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("embreex", reason="rendering needs the extra synth (embreex)")

from faceid_core.errors import FaceModelError
from faceid_core.synthesis import FaceModel, SkinLibrary
from faceid_core.synthesis.face_model import CACHE_FILE, LANDMARK_VERTICES, NEUTRAL_FILE


def test_an_empty_folder_says_what_is_expected(tmp_path: Path) -> None:
    with pytest.raises(FaceModelError, match="ICT-FaceKit"):
        FaceModel.load(tmp_path)
    with pytest.raises(FaceModelError, match="skin"):
        SkinLibrary(tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a zip file", b"PK\x03\x04broken"])
def test_a_damaged_cache_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / CACHE_FILE
    path.write_bytes(content)
    with pytest.raises(FaceModelError, match=CACHE_FILE):
        FaceModel.load(tmp_path)


def test_a_cache_without_an_array_is_named(tmp_path: Path) -> None:
    np.savez(tmp_path / CACHE_FILE, neutral_cm=np.zeros((3, 3), np.float32))
    with pytest.raises(FaceModelError, match="identity_cm"):
        FaceModel.load(tmp_path)


def test_an_obj_folder_of_another_head_is_refused(tmp_path: Path) -> None:
    (tmp_path / NEUTRAL_FILE).write_text(
        "v 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nf 1/1 2/1 3/1\n", encoding="utf-8"
    )
    with pytest.raises(FaceModelError, match=r"26719.*Received \(3, 3\)"):
        FaceModel.load(tmp_path)


@pytest.mark.parametrize("line", ["v 0 zero 0", "f 1 2 3"])
def test_a_damaged_obj_file_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / NEUTRAL_FILE).write_text(line + "\n", encoding="utf-8")
    with pytest.raises(FaceModelError, match=NEUTRAL_FILE):
        FaceModel.load(tmp_path)


def test_the_head_faces_the_camera(face_model: FaceModel) -> None:
    landmarks = face_model.neutral_mm[LANDMARK_VERTICES]
    assert landmarks[36:48].mean(axis=0) == pytest.approx([0, 0, 0], abs=0.1)
    assert landmarks[30, 2] < -15.0  # the nose's tip is nearer
    assert landmarks[8, 1] > 80.0  # the chin is below
    assert landmarks[16, 0] > 50.0 > -50.0 > landmarks[0, 0]
    assert 55.0 < landmarks[45, 0] - landmarks[36, 0] < 110.0  # millimeters


def test_people_differ_and_keep_their_eyes_at_the_origin(face_model: FaceModel) -> None:
    rng = np.random.default_rng(0)
    heads = [face_model.neutral_of(rng.standard_normal(100)) for _ in range(2)]
    for head in heads:
        assert head[LANDMARK_VERTICES][36:48].mean(axis=0) == pytest.approx([0, 0, 0], abs=0.01)
    assert np.abs(heads[0] - heads[1]).max() > 5.0
    assert face_model.neutral_of([]) == pytest.approx(face_model.neutral_mm, abs=1e-3)


def test_a_name_without_a_side_moves_both(face_model: FaceModel) -> None:
    both = face_model.displacement_of({"eyeBlink": 0.5})
    left = face_model.displacement_of({"eyeBlink_L": 0.5})
    right = face_model.displacement_of({"eyeBlink_R": 0.5})
    assert both == pytest.approx(left + right, abs=1e-3)
    assert np.abs(left).max() > 2.0
    with pytest.raises(ValueError, match="'wink'"):
        face_model.displacement_of({"wink": 1.0})
