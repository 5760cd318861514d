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


def test_the_squared_distance_is_the_shares_sum():
    rgb = keras.Input((150, 150, 3))
    pooled = keras.layers.AveragePooling2D(30)(rgb)
    color = keras.Model(rgb, keras.layers.Dense(128)(keras.layers.Flatten()(pooled)))
    directions, _ = np.linalg.qr(np.random.default_rng(1).standard_normal((128, 79)))
    shares = fusion.Shares(color=0.6, depth=0.3)
    encoder = fusion.build_encoder(
        color, build_depth_trunk(), directions.astype(np.float32), np.zeros(128, np.float32), shares
    )
    rng = np.random.default_rng(2)
    faces = {
        "rgb": rng.uniform(0, 255, (2, 150, 150, 3)).astype(np.float32),
        "depth": np.stack([rng.normal(0, 2, (2, 64, 72)), np.ones((2, 64, 72))], -1),
    }
    answers = {name: np.array(rows) for name, rows in encoder(faces).items()}
    squared = {name: float(np.sum((rows[0] - rows[1]) ** 2)) for name, rows in answers.items()}
    np.testing.assert_allclose(np.linalg.norm(answers["embedding"], axis=1), 1.0, atol=1e-5)
    assert answers["embedding"].shape == (2, 128)
    expected = 0.6 * squared["color"] + 0.3 * squared["depth"]
    assert squared["embedding"] == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize(("color", "depth"), [(0.0, 0.5), (0.5, -0.1), (0.8, 0.3)])
def test_shares_that_are_none(color, depth):
    with pytest.raises(ValueError, match="at most 1 together"):
        fusion.Shares(color=color, depth=depth)
