"""The fusion of two trunks, on hand-made trunks."""

import numpy as np
import pytest

keras = pytest.importorskip("keras", reason="extra train is not installed")

from faceid_core.training import fusion  # noqa: E402
from faceid_core.training.depth_trunk import build_depth_trunk  # noqa: E402
from faceid_core.training.dlib_weights import find_dlib_file, read_dlib_weights  # noqa: E402


def unit(rows):
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def test_the_directions_hold_all_that_a_descriptor_says():
    weights = read_dlib_weights(find_dlib_file())
    directions = fusion.color_directions(weights)
    np.testing.assert_allclose(directions.T @ directions, np.eye(79), atol=1e-5)
    features = np.random.default_rng(0).uniform(0.0, 1.0, (50, 256))
    descriptors = features @ weights.dense
    kept = descriptors @ directions @ directions.T
    # What is lost is less than a hundredth of how far two descriptors are apart.
    apart = np.linalg.norm(descriptors[:25] - descriptors[25:], axis=1)
    assert np.linalg.norm(kept - descriptors, axis=1).max() < 0.01 * apart.mean()


def test_color_directions_by_hand():
    directions = np.zeros((128, 79), np.float32)
    directions[:79] = np.eye(79)
    center = np.zeros(128, np.float32)
    center[0] = 0.5
    descriptor = np.zeros((1, 128), np.float32)
    descriptor[0, :2] = 3.0, 4.0  # as a unit vector 0.6 and 0.8
    answer = np.array(fusion.ColorDirection(directions, center)(descriptor))
    np.testing.assert_allclose(answer[0, :2], np.array([0.1, 0.8]) / np.hypot(0.1, 0.8), atol=1e-6)


def test_both_branches_see_a_face_and_its_mirror_image_alike():
    rgb = keras.Input((150, 150, 3))
    pooled = keras.layers.AveragePooling2D(30)(rgb)
    color = keras.Model(rgb, keras.layers.Dense(128)(keras.layers.Flatten()(pooled)))
    directions, _ = np.linalg.qr(np.random.default_rng(1).standard_normal((128, 79)))
    part = fusion.build_color_part(color, directions.astype(np.float32), np.zeros(128, np.float32))
    rng = np.random.default_rng(2)
    mean_mm = rng.normal(0, 20, (64, 72)).astype(np.float32)
    whitening = np.diag(np.linspace(0.5, 2.0, 79))
    by_color = fusion.build_color_branch(part, whitening)
    by_depth = fusion.build_depth_branch(build_depth_trunk(), mean_mm)
    rgb = rng.uniform(0, 255, (2, 150, 150, 3)).astype(np.float32)
    heights_mm = rng.normal(0, 2, (2, 64, 72))
    patches = np.stack([heights_mm, np.ones((2, 64, 72))], -1)
    answers = [np.array(by_color(rgb)), np.array(by_depth(patches))]
    for rows, size in zip(answers, (79, 48), strict=True):
        assert rows.shape == (2, size)
        np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)

    heights_mm = heights_mm + mean_mm  # the mirrored face has these, mirrored
    mirrored = np.stack([heights_mm[:, :, ::-1] - mean_mm, np.ones((2, 64, 72))], -1)
    np.testing.assert_allclose(np.array(by_color(rgb[:, :, ::-1])), answers[0], atol=1e-5)
    np.testing.assert_allclose(np.array(by_depth(mirrored)), answers[1], atol=1e-5)


def test_a_mirrored_patch_has_no_height_where_nothing_is_known():
    mean_mm = np.tile(np.arange(72, dtype=np.float32), (64, 1))
    patch = np.zeros((1, 64, 72, 2), np.float32)
    patch[0, :, 0] = 5.0, 1.0  # only the first column is known: 5 mm over a mean of 0
    both = np.array(fusion.WithMirrored(mean_mm)(patch))
    np.testing.assert_array_equal(both[0], patch[0])
    # It becomes the last column, where the mean is 71: 5 mm are 66 below that.
    np.testing.assert_array_equal(both[1, :, -1], np.tile([5.0 - 71.0, 1.0], (64, 1)))
    assert not both[1, :, :-1].any()


def test_the_mean_of_a_face_and_its_mirror_image_by_hand():
    vectors = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [0.0, 1.0]], np.float32)
    expected = [[np.sqrt(0.5), np.sqrt(0.5)], [0.0, 1.0]]
    np.testing.assert_allclose(np.array(fusion.MirrorMean()(vectors)), expected, atol=1e-6)
