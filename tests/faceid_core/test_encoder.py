"""The shipped encoder: SFace and the depth trunk; changed weights are refused."""

import itertools
import json
import shutil
from dataclasses import replace

import cv2
import numpy as np
import pytest

from faceid_core.depth_patch import DepthPatcher
from faceid_core.encoder import Encoder
from faceid_core.encoder_description import DESCRIPTION, EncoderDescription
from faceid_core.errors import WeightsError
from faceid_core.face_chip import arcface_square
from faceid_core.face_geometry import FaceGeometry
from faceid_core.shares import SINES
from faceid_core.types import FaceCrop

EXACT_TOLERANCE = 2e-5  # answers go to 2, sums of 50,000 products in float32


def crops():
    """A noise picture, and a smooth one that has the range of a photo."""
    noise = np.random.default_rng(0).integers(0, 256, (192, 192, 3), np.uint8)
    return [noise, cv2.GaussianBlur(noise, (0, 0), 7), cv2.resize(noise[:9, :9], (192, 192))]


def with_depth(rgb, bump_mm=0.0):
    """A crop with the mean face's depth, and a bump on one cheek."""
    depth_mm = FaceGeometry.load().height_mm.copy()
    depth_mm[45:60, 60:75] += bump_mm
    return FaceCrop(rgb, depth_mm)


@pytest.fixture(scope="module")
def encoder():
    return Encoder()


@pytest.fixture(scope="module")
def sface():
    """The network's file, and its answer by ONNX's own slow reference program."""
    onnx = pytest.importorskip("onnx", reason="extra train is not installed")
    weights = pytest.importorskip("faceid_core.training.sface_weights")
    reference = pytest.importorskip("onnx.reference")
    path = weights.find_sface_file()
    model = onnx.load(path)
    picture = next(each for each in model.graph.input if each.name == "data")
    del model.graph.input[:]  # it lists weights as well
    model.graph.input.append(picture)
    program = reference.ReferenceEvaluator(model)

    def descriptor(square):
        (answer,) = program.run(None, {"data": square.astype(np.float32).transpose(2, 0, 1)[None]})
        return answer[0]

    return path, descriptor


@pytest.fixture
def copied(tmp_path):
    """A copy of the shipped weights that a test may damage."""
    description = json.loads(DESCRIPTION.read_text())
    parts = ("color", "depth", "shape_model", "cohort")
    for name in (DESCRIPTION.name, *(description[part]["file"] for part in parts)):
        shutil.copy(DESCRIPTION.parent / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("rgb", crops())
def test_a_mirrored_shape_gives_nearly_the_same_depth_vector(encoder, rgb):
    plain = with_depth(rgb, bump_mm=6.0)
    mirrored = FaceCrop(rgb, np.ascontiguousarray(plain.depth_mm[:, ::-1]))
    one, other = encoder.encode(plain), encoder.encode(mirrored)
    # Nearly: the shape model knows the mean face, which is not symmetric, on a coarse grid only.
    assert np.linalg.norm(one.depth_vector - other.depth_vector) < 0.03


def test_distances_add_up_as_the_description_says(encoder):
    entries = json.loads(DESCRIPTION.read_text())
    first = encoder.encode(with_depth(crops()[0]))
    second = encoder.encode(with_depth(crops()[2], bump_mm=6.0))

    def squared(name, part):
        rows = [getattr(face, name)[part].astype(np.float64) for face in (first, second)]
        one, other = (row / np.linalg.norm(row) for row in rows)
        return float(np.sum((one - other) ** 2))

    share = entries["depth_share"]
    numbers = entries["color_numbers"]
    depth = squared("depth_vector", slice(SINES, SINES + 128 - numbers))
    color = squared("color_vector", slice(numbers))
    assert min(depth, color) > 0.01
    assert squared("vector", slice(None)) == pytest.approx(
        (1.0 - share) * color + share * depth, rel=1e-3
    )


def test_depth_alone_changes_only_its_own_vector(encoder):
    rgb = crops()[1]
    flat, bumped = encoder.encode(with_depth(rgb)), encoder.encode(with_depth(rgb, bump_mm=6.0))
    np.testing.assert_array_equal(flat.color_vector, bumped.color_vector)
    assert not np.allclose(flat.depth_vector, bumped.depth_vector, atol=1e-3)


def test_a_shift_of_the_whole_face_changes_hardly_anything(encoder):
    rgb = crops()[1]
    here = with_depth(rgb)
    there = FaceCrop(rgb, here.depth_mm + 3.0)
    distance = np.linalg.norm(
        encoder.encode(here).depth_vector - encoder.encode(there).depth_vector
    )
    assert distance < 0.05


@pytest.mark.parametrize("rgb", crops())
def test_the_keras_network_is_sface_exactly(sface, rgb):
    trunk = pytest.importorskip("faceid_core.training.color_trunk")
    weights = pytest.importorskip("faceid_core.training.sface_weights")
    path, descriptor = sface
    model = trunk.build_color_trunk(weights.read_sface_weights(path))
    square = arcface_square(rgb)
    actual = model(square[None].astype(np.float32)).numpy()[0]
    np.testing.assert_allclose(actual, descriptor(square), atol=EXACT_TOLERANCE)


def test_an_embedding_is_a_unit_vector_and_repeats_bit_for_bit(encoder):
    rgb = crops()[1]
    first, second = encoder.encode(with_depth(rgb)), Encoder().encode(with_depth(rgb))
    sizes = {"vector": 128, "color_vector": 128, "depth_vector": 48}
    for name, size in sizes.items():
        vector = getattr(first, name)
        assert (vector.dtype, vector.shape) == (np.float32, (size,))
        assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-6)
    np.testing.assert_array_equal(first.vector, second.vector)
    assert first.encoder_id == encoder.encoder_id


@pytest.mark.parametrize("part", ["color", "depth", "shape_model", "cohort"])
def test_a_changed_file_is_refused(copied, part):
    path = copied / json.loads((copied / "encoder.json").read_text())[part]["file"]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(WeightsError, match="was changed"):
        Encoder(copied / "encoder.json")


def test_trunks_that_were_swapped_are_refused(copied):
    path = copied / "encoder.json"
    entries = json.loads(path.read_text())
    entries["color"], entries["depth"] = entries["depth"], entries["color"]
    path.write_text(json.dumps(entries))
    with pytest.raises(WeightsError, match="not a part of a face crop"):
        Encoder(path)


def test_other_weights_have_another_digest():
    shipped = EncoderDescription.load(DESCRIPTION)
    swapped = replace(shipped, color=shipped.depth, depth=shipped.color)
    assert len({shipped.sha256, swapped.sha256, replace(shipped, depth=shipped.color).sha256}) == 3
    assert EncoderDescription.load(DESCRIPTION).sha256 == shipped.sha256


def test_the_color_trunk_may_begin_before_and_the_patch_be_cut_elsewhere(encoder):
    patcher = DepthPatcher(FaceGeometry.load())
    faces = [with_depth(rgb, bump_mm=index) for index, rgb in enumerate(crops())]
    alone = [encoder.encode(face) for face in faces]
    begun = [encoder.begin_color(face.rgb) for face in faces]  # one after the other, in order
    for face, color, expected in zip(faces, begun, alone, strict=True):
        together = encoder.encode(face, color, patcher.cut(face.depth_mm))
        for name in ("vector", "color_vector", "depth_vector"):
            np.testing.assert_array_equal(getattr(together, name), getattr(expected, name))


def test_the_cohort_is_of_strangers_as_this_encoder_sees_faces(encoder):
    cohort = encoder.matcher.cohort
    assert cohort.fused.strangers.shape == (900, 128)
    for strangers in (cohort.fused.strangers, cohort.color.strangers):
        np.testing.assert_allclose(np.linalg.norm(strangers, axis=1), 1.0, atol=2e-3)
    # Color makes up the first numbers of the whole vector.
    numbers = json.loads(DESCRIPTION.read_text())["color_numbers"]
    fused, color = (
        rows[:, :numbers] / np.linalg.norm(rows[:, :numbers], axis=1, keepdims=True)
        for rows in (cohort.fused.strangers, cohort.color.strangers)
    )
    np.testing.assert_allclose(fused, color, atol=2e-3)


def test_the_shipped_description_says_what_thresholds_mean():
    shipped = EncoderDescription.load(DESCRIPTION)
    points = shipped.operating_points
    thresholds = [point.threshold for point in points]
    assert thresholds == sorted(thresholds)
    assert thresholds[-1] == shipped.limits.fused
    for stricter, wider in itertools.pairwise(points):
        assert stricter.real_fmr <= wider.real_fmr
        assert stricter.real_fnmr >= wider.real_fnmr
        assert stricter.rendered_fnmr >= wider.rendered_fnmr
    assert points[-1].real_fmr <= 1.1e-3


@pytest.mark.parametrize("part", ["color", "depth"])
def test_missing_weights_are_named(copied, part):
    (copied / json.loads((copied / "encoder.json").read_text())[part]["file"]).unlink()
    with pytest.raises(WeightsError, match=rf"encoder-{part}\.tflite is missing"):
        Encoder(copied / "encoder.json")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"id": "x", "file": "y", "sha256": "z"}'])
def test_a_description_that_describes_nothing(copied, text):
    (copied / "encoder.json").write_text(text)
    with pytest.raises(WeightsError, match="does not describe an encoder"):
        Encoder(copied / "encoder.json")


def test_a_file_that_is_not_sface_is_refused(tmp_path, sface):
    weights = pytest.importorskip("faceid_core.training.sface_weights")
    path = tmp_path / "weights.onnx"
    with pytest.raises(WeightsError, match="cannot be read"):
        weights.read_sface_weights(path)
    whole = sface[0].read_bytes()
    for data in (b"", b"not a network", whole[:100_000], whole[:-1] + bytes([whole[-1] ^ 1])):
        path.write_bytes(data)
        with pytest.raises(WeightsError, match="is not face_recognition_sface"):
            weights.read_sface_weights(path)
