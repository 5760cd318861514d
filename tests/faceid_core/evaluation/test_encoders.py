"""Encoders that are measured: ours with the decision of the lock, and references."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from faceid_core.encoder import Encoder
from faceid_core.errors import WeightsError
from faceid_core.evaluation import load_encoder
from faceid_core.evaluation.dlib_chip import dlib_chip
from faceid_core.evaluation.trunks import embedding_of, template_of, vectors_of
from faceid_core.installed_models import dlib_network_file
from faceid_core.types import FaceCrop


@pytest.fixture
def crops() -> list[FaceCrop]:
    rng = np.random.default_rng(11)
    return [
        FaceCrop(
            rng.integers(0, 256, (192, 192, 3), np.uint8),
            rng.normal(0.0, 20.0, (96, 96)).astype(np.float32),
        )
        for _ in range(4)
    ]


def test_the_shipped_encoder_decides_as_the_lock(crops: list[FaceCrop]) -> None:
    shipped, loaded = Encoder(), load_encoder()
    assert (loaded.name, loaded.threshold) == (shipped.encoder_id, shipped.matcher.limits.fused)
    vectors = [loaded.encode(crop) for crop in crops]
    np.testing.assert_array_equal(vectors[0]["fused"], shipped.encode(crops[0]).vector)
    template = template_of(vectors[:2], shipped.encoder_id)
    for probe, crop in zip(vectors, crops, strict=True):
        found = shipped.matcher.references([template]).compare(shipped.encode(crop))
        assert loaded.matches(probe, vectors[:2]) == found.is_match
    assert loaded.matches(vectors[0], vectors[:2])


def test_vectors_become_the_embedding_they_came_from(crops: list[FaceCrop]) -> None:
    embedding = Encoder().encode(crops[0])
    again = embedding_of(vectors_of(embedding), embedding.encoder_id)
    assert again.encoder_id == embedding.encoder_id
    np.testing.assert_array_equal(again.vector, embedding.vector)
    np.testing.assert_array_equal(again.color_vector, embedding.color_vector)
    np.testing.assert_array_equal(again.depth_vector, embedding.depth_vector)


def test_dlib_is_measured_by_its_own_descriptors(crops: list[FaceCrop]) -> None:
    dlib = pytest.importorskip("dlib", reason="extra train is not installed")
    network = dlib.face_recognition_model_v1(str(dlib_network_file()))
    reference = load_encoder("dlib")
    vector = reference.encode(crops[0])["fused"]
    np.testing.assert_array_equal(
        vector, np.array(network.compute_face_descriptor(dlib_chip(crops[0].rgb)), np.float32)
    )
    assert (reference.threshold, reference.sees_depth) == (0.6, False)
    nudge = np.zeros(128, np.float32)
    nudge[0] = 0.59
    assert reference.matches({"fused": vector + nudge}, [{"fused": vector}])
    assert not reference.matches({"fused": vector + 1.1 * nudge}, [{"fused": vector}])


def describe(folder: Path, weights: bytes, sha256: str | None = None) -> Path:
    """Write a description of a network on color and depth with one answer."""
    (folder / "stacked.tflite").write_bytes(weights)
    path = folder / "stacked.json"
    entries = {
        "id": "stacked",
        "file": "stacked.tflite",
        "sha256": sha256 or hashlib.sha256(weights).hexdigest(),
        "inputs": {"rgb": {}, "depth": {}},
        "output": {},
        "threshold": 0.4,
    }
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("is_shipped", "sha256", "words"),
    [
        (False, "0" * 64, "was changed"),
        (False, None, "not a LiteRT model"),
        (True, None, "color chip and a depth map"),
    ],
)
def test_other_networks_than_described_are_refused(
    tmp_path: Path, is_shipped: bool, sha256: str | None, words: str
) -> None:
    face_detector = b"no model"
    if is_shipped:
        from faceid_core.litert import mediapipe_model

        face_detector = mediapipe_model("face_landmark").read_bytes()
    with pytest.raises(WeightsError, match=words):
        load_encoder(str(describe(tmp_path, face_detector, sha256)))


def test_a_missing_description_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"none\.json"):
        load_encoder(str(tmp_path / "none.json"))


def test_every_trunk_has_the_limit_that_the_lock_holds_it_to() -> None:
    limits, loaded = Encoder().matcher.limits, load_encoder()
    found = [loaded.limit(trunk) for trunk in ("fused", "color", "depth")]
    assert found == [limits.fused, limits.color, limits.depth]
