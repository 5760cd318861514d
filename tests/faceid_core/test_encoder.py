"""The shipped encoder: dlib's network and the depth trunk; changed weights are refused."""

import itertools
import json
import shutil
from dataclasses import replace

import cv2
import numpy as np
import pytest

from faceid_core.encoder import Encoder
from faceid_core.encoder_description import DESCRIPTION, EncoderDescription
from faceid_core.errors import WeightsError
from faceid_core.face_geometry import FaceGeometry
from faceid_core.types import FaceCrop

EXACT_TOLERANCE = 2e-6


def crops():
    """A noise picture, and a smooth one that has the range of a photo."""
    noise = np.random.default_rng(0).integers(0, 256, (150, 150, 3), np.uint8)
    return [noise, cv2.GaussianBlur(noise, (0, 0), 7), cv2.resize(noise[:9, :9], (150, 150))]


def with_depth(rgb, bump_mm=0.0):
    """A crop with the mean face's depth, and a bump on one cheek."""
    depth_mm = FaceGeometry.load().height_mm.copy()
    depth_mm[45:60, 60:75] += bump_mm
    return FaceCrop(rgb, depth_mm)


@pytest.fixture(scope="module")
def encoder():
    return Encoder()


@pytest.fixture(scope="module")
def dlib_network():
    dlib = pytest.importorskip("dlib", reason="extra train is not installed")
    weights = pytest.importorskip("faceid_core.training.dlib_weights")
    return dlib.face_recognition_model_v1(str(weights.find_dlib_file()))


@pytest.fixture
def copied(tmp_path):
    """A copy of the shipped weights that a test may damage."""
    description = json.loads(DESCRIPTION.read_text())
    parts = ("color", "depth", "cohort")
    for name in (DESCRIPTION.name, *(description[part]["file"] for part in parts)):
        shutil.copy(DESCRIPTION.parent / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("rgb", crops())
def test_the_color_part_is_dlibs_descriptor_of_both_sides_turned(dlib_network, rgb):
    fusion = pytest.importorskip("faceid_core.training.fusion")
    trunk = pytest.importorskip("faceid_core.training.color_trunk")
    dlib_weights = pytest.importorskip("faceid_core.training.dlib_weights")
    weights = dlib_weights.read_dlib_weights(dlib_weights.find_dlib_file())
    directions = fusion.color_directions(weights)
    center = np.array(json.loads(DESCRIPTION.read_text())["color_center"])
    model = fusion.build_color_part(trunk.build_color_trunk(weights), directions, center)
    both = []
    for side in (rgb, np.ascontiguousarray(rgb[:, ::-1])):
        descriptor = np.array(dlib_network.compute_face_descriptor(side))
        turned = (descriptor / np.linalg.norm(descriptor) - center) @ directions
        both.append(turned / np.linalg.norm(turned))
    expected = sum(both) / np.linalg.norm(sum(both))
    actual = np.array(model(rgb[None].astype(np.float32)))[0]
    np.testing.assert_allclose(actual, expected, atol=1e-5)


@pytest.mark.parametrize("rgb", crops())
def test_a_mirrored_face_gives_the_same_vectors(encoder, rgb):
    plain = with_depth(rgb, bump_mm=6.0)
    mirrored = FaceCrop(
        np.ascontiguousarray(rgb[:, ::-1]), np.ascontiguousarray(plain.depth_mm[:, ::-1])
    )
    one, other = encoder.encode(plain), encoder.encode(mirrored)
    for name in ("vector", "color_vector", "depth_vector"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), atol=1e-4)


def test_distances_add_up_as_the_description_says(encoder):
    entries = json.loads(DESCRIPTION.read_text())
    first = encoder.encode(with_depth(crops()[0]))
    second = encoder.encode(with_depth(crops()[2], bump_mm=6.0))

    def squared(name):
        return float(np.sum((getattr(first, name) - getattr(second, name)) ** 2))

    assert squared("depth_vector") > 0.01
    expected = entries["color_share"] * squared("color_vector") + entries["depth_share"] * squared(
        "depth_vector"
    )
    assert squared("vector") == pytest.approx(expected, rel=2e-3)


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
def test_the_keras_network_is_dlibs_exactly(dlib_network, rgb):
    trunk = pytest.importorskip("faceid_core.training.color_trunk")
    weights = pytest.importorskip("faceid_core.training.dlib_weights")
    model = trunk.build_color_trunk(weights.read_dlib_weights(weights.find_dlib_file()))
    expected = np.array(dlib_network.compute_face_descriptor(rgb))
    actual = model(rgb[None].astype(np.float32)).numpy()[0]
    np.testing.assert_allclose(actual, expected, atol=EXACT_TOLERANCE)


def test_an_embedding_is_a_unit_vector_and_repeats_bit_for_bit(encoder):
    rgb = crops()[1]
    first, second = encoder.encode(with_depth(rgb)), Encoder().encode(with_depth(rgb))
    sizes = {"vector": 128, "color_vector": 79, "depth_vector": 48}
    for name, size in sizes.items():
        vector = getattr(first, name)
        assert (vector.dtype, vector.shape) == (np.float32, (size,))
        assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-6)
    np.testing.assert_array_equal(first.vector, second.vector)
    assert first.encoder_id == encoder.encoder_id


def test_a_colorless_picture_is_told_by_the_sign_of_the_constant(encoder):
    """So it lies where no picture with color does, and costs nothing among its own kind."""
    (_, _, coarse) = crops()
    gray = np.repeat(coarse.mean(axis=2, keepdims=True).astype(np.uint8), 3, axis=2)
    nearly_gray = gray.copy()
    nearly_gray[..., 0] += 2  # compression leaves a little color in gray pictures
    in_color, colorless, same = (
        encoder.encode(with_depth(rgb)).vector for rgb in (coarse, gray, nearly_gray)
    )
    assert in_color[-1] > 0.1 > 0.0 > colorless[-1]
    assert -colorless[-1] == pytest.approx(in_color[-1])
    assert np.linalg.norm(colorless) == pytest.approx(1.0)
    assert np.linalg.norm(same - colorless) < 0.1
    units = encoder.matcher.cohort.fused.of(np.stack([colorless, colorless * [*[1] * 127, -1]]))
    assert units[0] / units[1] == pytest.approx(1 / 1.2, abs=1e-5)


@pytest.mark.parametrize("part", ["color", "depth", "cohort"])
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


def test_the_color_trunk_may_begin_before_depth_is_known(encoder):
    faces = [with_depth(rgb, bump_mm=index) for index, rgb in enumerate(crops())]
    alone = [encoder.encode(face) for face in faces]
    begun = [encoder.begin_color(face.rgb) for face in faces]  # one after the other, in order
    for face, color, expected in zip(faces, begun, alone, strict=True):
        together = encoder.encode(face, color)
        for name in ("vector", "color_vector", "depth_vector"):
            np.testing.assert_array_equal(getattr(together, name), getattr(expected, name))


def test_the_cohort_is_of_strangers_as_this_encoder_sees_faces(encoder):
    cohort = encoder.matcher.cohort
    assert cohort.fused.strangers.shape == (450, 128)
    for strangers in (cohort.fused.strangers, cohort.color.strangers):
        np.testing.assert_allclose(np.linalg.norm(strangers, axis=1), 1.0, atol=2e-3)
    # Color makes up the first numbers of the whole vector.
    color = cohort.fused.strangers[:, :79]
    color /= np.linalg.norm(color, axis=1, keepdims=True)
    np.testing.assert_allclose(color, cohort.color.strangers, atol=2e-3)


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


def test_dlib_file_that_is_none(tmp_path):
    weights = pytest.importorskip("faceid_core.training.dlib_weights")
    path = tmp_path / "weights.dat"
    whole = weights.find_dlib_file().read_bytes()
    for data in (b"", b"not a network", whole[:100_000], whole[: len(whole) - 50_000]):
        path.write_bytes(data)
        with pytest.raises(WeightsError, match="is not dlib's face recognition network"):
            weights.read_dlib_weights(path)
