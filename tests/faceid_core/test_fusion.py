"""The fusion of two trunks, on hand-made trunks."""

import numpy as np
import pytest

keras = pytest.importorskip("keras", reason="extra train is not installed")


from faceid_core.training import fusion  # noqa: E402
from faceid_core.training.depth_trunk import build_depth_trunk  # noqa: E402


def unit(rows):
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def test_centering_by_hand():
    center = np.array([0.5, 0.0], np.float32)
    answer = np.array(fusion.Centered(center)(np.array([[3.0, 4.0]], np.float32)))
    # As a unit vector 0.6 and 0.8.
    np.testing.assert_allclose(answer[0], np.array([0.1, 0.8]) / np.hypot(0.1, 0.8), atol=1e-6)


def test_the_color_branch_is_the_trunk_centered_and_turned():
    rgb = keras.Input((112, 112, 3))
    pooled = keras.layers.AveragePooling2D(28)(rgb)
    trunk = keras.Model(rgb, keras.layers.Dense(128)(keras.layers.Flatten()(pooled)))
    rng = np.random.default_rng(2)
    center, matrix = rng.normal(0, 0.02, 128), rng.normal(0, 1, (128, 128))
    pictures = rng.uniform(0, 255, (2, 112, 112, 3)).astype(np.float32)
    answers = np.array(fusion.build_color_branch(trunk, center, matrix)(pictures))
    expected = unit(unit(unit(np.array(trunk(pictures))) - center) @ matrix)
    np.testing.assert_allclose(answers, expected, atol=1e-5)


def test_depth_sees_a_face_and_its_mirror_image_alike():
    rng = np.random.default_rng(2)
    mean_mm = rng.normal(0, 20, (64, 72)).astype(np.float32)
    by_depth = fusion.build_depth_branch(build_depth_trunk(), mean_mm)
    heights_mm = rng.normal(0, 2, (2, 64, 72))
    answers = np.array(by_depth(heights_mm))
    assert answers.shape == (2, 48)
    np.testing.assert_allclose(np.linalg.norm(answers, axis=1), 1.0, atol=1e-5)

    heights_mm = heights_mm + mean_mm  # the mirrored face has these, mirrored
    mirrored = heights_mm[:, :, ::-1] - mean_mm
    np.testing.assert_allclose(np.array(by_depth(mirrored)), answers, atol=1e-5)


def test_a_mirrored_face_has_its_heights_over_the_same_mean_face():
    mean_mm = np.tile(np.arange(72, dtype=np.float32), (64, 1))
    heights = np.zeros((1, 64, 72), np.float32)
    heights[0, :, 0] = 5.0  # 5 mm over a mean of 0
    both = np.array(fusion.WithMirrored(mean_mm)(heights))
    np.testing.assert_array_equal(both[0], heights[0])
    # It becomes the last column, where the mean is 71: 5 mm are 66 below that.
    np.testing.assert_array_equal(both[1, :, -1], np.full(64, 5.0 - 71.0))


def test_the_mean_of_a_face_and_its_mirror_image_by_hand():
    vectors = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [0.0, 1.0]], np.float32)
    expected = [[np.sqrt(0.5), np.sqrt(0.5)], [0.0, 1.0]]
    np.testing.assert_allclose(np.array(fusion.MirrorMean()(vectors)), expected, atol=1e-6)


def test_turned_sines_by_hand():
    quarter = np.array([[0.0, 1.0], [-1.0, 0.0]])
    vectors = np.array([[1.0, 2.0, 3.0, 4.0]], np.float32)
    # (3, 4) becomes (3 * 0 - 4 * 1, 3 * 1 + 4 * 0).
    answer = np.array(fusion.TurnedSines(quarter)(vectors))
    np.testing.assert_allclose(answer, [[1.0, 2.0, -4.0, 3.0]], atol=1e-6)


def test_a_rotation_of_the_sines_changes_no_distance_of_depth():
    rng = np.random.default_rng(3)
    mean_mm, trunk = rng.normal(0, 20, (64, 72)).astype(np.float32), build_depth_trunk()
    rotation = np.linalg.qr(rng.normal(size=(24, 24)))[0]
    heights_mm = rng.normal(0, 2, (3, 64, 72))
    plain, turned = (
        np.array(fusion.build_depth_branch(trunk, mean_mm, each)(heights_mm))
        for each in (None, rotation)
    )
    np.testing.assert_allclose(turned[:, :24], plain[:, :24], atol=1e-6)
    np.testing.assert_allclose(turned[:, 24:], plain[:, 24:] @ rotation, atol=1e-5)
    np.testing.assert_allclose(turned @ turned.T, plain @ plain.T, atol=1e-5)
