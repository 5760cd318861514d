"""What is exported besides networks: the strangers of the cohort."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from made_faces import write_made_faces

from faceid_core.encoder import Encoder
from faceid_core.encoder_description import DESCRIPTION
from faceid_core.face_sets import read_face_set, unpacked

pytest.importorskip("keras", reason="extra train is not installed")

from faceid_core.training import export


def test_the_first_face_of_each_of_the_first_people_is_a_stranger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_made_faces(tmp_path, 5, 2)
    monkeypatch.setattr(export, "STRANGERS", 3)
    faces, strangers = read_face_set(tmp_path), export.strangers_of(tmp_path)
    assert len(strangers) == 3
    for stranger, index in zip(strangers, (0, 2, 4), strict=True):
        np.testing.assert_array_equal(stranger.rgb, faces.rgb[index])
        np.testing.assert_array_equal(stranger.depth_mm, unpacked(faces.depth[index]))


def test_the_cohort_is_stored_as_the_encoder_sees_it(tmp_path: Path) -> None:
    write_made_faces(tmp_path, 3, 1)
    strangers, encoder = export.strangers_of(tmp_path), Encoder()
    files = (export.COLOR_FILE, export.DEPTH_FILE, export.SHAPE_MODEL_FILE)
    weights = {file: (DESCRIPTION.parent / file).read_bytes() for file in files}
    cohort = export.cohort_file(export.encoded(strangers, weights))
    with np.load(io.BytesIO(cohort)) as stored:
        vectors, colors = stored["vectors"], stored["color_vectors"]
    assert len(vectors) == len(colors) == 3
    for row, color, face in zip(vectors, colors, strangers, strict=True):
        embedding = encoder.encode(face)
        np.testing.assert_allclose(row, embedding.vector, atol=1e-3)
        np.testing.assert_allclose(color, embedding.color_vector, atol=1e-3)


def test_the_sines_are_turned_until_what_differs_most_comes_first() -> None:
    rng = np.random.default_rng(5)
    spreads = rng.permutation(np.linspace(0.1, 2.0, 24))
    common = 10.0  # of everybody: nothing that tells people apart
    vectors = np.hstack([rng.normal(size=(400, 24)), rng.normal(common, spreads, (400, 24))])
    rotation = export.rotation_of_sines(vectors.astype(np.float32))
    np.testing.assert_allclose(rotation.T @ rotation, np.eye(24), atol=1e-6)
    turned = (vectors[:, 24:] @ rotation).std(axis=0)
    assert (np.diff(turned) < 0.0).all()
    np.testing.assert_allclose(turned[0], 2.0, rtol=0.15)
    np.testing.assert_allclose(turned[-1], 0.1, rtol=0.15)
