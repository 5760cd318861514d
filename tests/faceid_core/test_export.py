"""What is exported besides networks: the strangers of the cohort."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from made_faces import write_made_faces

from faceid_core.encoder import Encoder
from faceid_core.encoder_description import DESCRIPTION
from faceid_core.face_sets import read_face_set, unpacked
from faceid_core.types import FaceCrop

pytest.importorskip("keras", reason="extra train is not installed")

from faceid_core.training import export

PARTS = ("color", "depth", "shape_model")


def test_the_first_face_of_each_of_the_first_people_is_a_stranger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_made_faces(tmp_path, 5, 2)
    monkeypatch.setattr(export, "STRANGERS", 3)
    description = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    del description["cohort"]
    files = [description[part]["file"] for part in PARTS]
    weights = {file: (DESCRIPTION.parent / file).read_bytes() for file in files}
    with np.load(io.BytesIO(export.cohort_file(weights, description, tmp_path))) as stored:
        vectors, colors = stored["vectors"], stored["color_vectors"]
    assert len(vectors) == len(colors) == 3
    faces, encoder = read_face_set(tmp_path), Encoder()
    for row, color, index in zip(vectors, colors, (0, 2, 4), strict=True):
        embedding = encoder.encode(FaceCrop(faces.rgb[index], unpacked(faces.depth[index])))
        np.testing.assert_allclose(row, embedding.vector, atol=1e-3)
        np.testing.assert_allclose(color, embedding.color_vector, atol=1e-3)
