from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("embreex", reason="rendering needs the extra synth (embreex)")

from faceid_core.errors import FaceModelError
from faceid_core.synthesis import FaceModel, SkinLibrary
from faceid_core.synthesis.face_model import LANDMARK_VERTICES, SKIN_VERTICES
from faceid_core.synthesis.skins import SKIN_REGION_PX, Registration

LEFT, TOP, RIGHT, BOTTOM = SKIN_REGION_PX


def test_the_face_lies_inside_the_skins() -> None:
    face = Registration.load().texture_px[LANDMARK_VERTICES]
    assert (face >= 0).all()
    assert (face < [RIGHT - LEFT, BOTTOM - TOP]).all()


def test_both_halves_of_the_face_are_registered_alike() -> None:
    at = Registration.load().texture_px[LANDMARK_VERTICES]
    mirror_row = at[[27, 28, 30, 33, 51, 57, 8], 1].mean()
    pairs = [(36, 45), (39, 42), (31, 35), (48, 54), (21, 22)]
    for one, other in pairs:
        assert at[one, 0] == pytest.approx(at[other, 0], abs=6.0)
        assert mirror_row - at[one, 1] == pytest.approx(at[other, 1] - mirror_row, abs=6.0)


def test_lips_are_red_and_cheeks_are_not(skins: SkinLibrary) -> None:
    at = np.round(skins.registration.texture_px).astype(int)
    lips = LANDMARK_VERTICES[[50, 51, 52, 56, 57, 58]]
    cheeks = LANDMARK_VERTICES[[2, 14]]
    for path in skins.skins:
        if "light" in path.stem:
            skin = skins.read_skin(path).astype(float)
            redness = [
                np.mean(skin[at[of, 1], at[of, 0], 0] / skin[at[of, 1], at[of, 0], 1])
                for of in (lips, cheeks)
            ]
            assert redness[0] > redness[1], path.stem


def test_hair_lies_on_the_head(skins: SkinLibrary, face_model: FaceModel) -> None:
    scalp = face_model.neutral_mm[SKIN_VERTICES]
    for path in skins.hair:
        hair = skins.read_hair(path).vertices_mm
        assert scalp[:, 1].min() - 40.0 < hair[:, 1].min() < scalp[:, 1].min() + 20.0, path.stem
        assert abs(float(hair[:, 0].mean())) < 30.0, path.stem


def test_a_skin_of_another_size_is_named(tmp_path: Path) -> None:
    (tmp_path / "skins").mkdir()
    (tmp_path / "skins" / "tiny.jpg").write_bytes(b"no picture")
    library = SkinLibrary(tmp_path)
    with pytest.raises(FaceModelError, match="tiny"):
        library.read_skin(library.skins[0])


def test_hair_without_its_texture_is_named(tmp_path: Path) -> None:
    (tmp_path / "skins").mkdir()
    (tmp_path / "skins" / "any.jpg").write_bytes(b"")
    (tmp_path / "hair").mkdir()
    (tmp_path / "hair" / "cut.obj").write_text("v 0 0 0\n", encoding="utf-8")
    library = SkinLibrary(tmp_path)
    with pytest.raises(FaceModelError, match="cut_diffuse"):
        library.read_hair(library.hair[0])
