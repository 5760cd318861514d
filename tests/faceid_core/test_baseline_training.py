"""The baseline: its input, the slope of its loss, resuming, devices, and the exported file."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from made_faces import made_faces

pytest.importorskip("tensorflow", reason="extra train is not installed")
import keras
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter

from faceid_core.errors import TrainingError
from faceid_core.face_chip import CHIP_POINTS_PX, five_points, similarity_transform
from faceid_core.face_geometry import MAP_MM_PER_PX, FaceGeometry
from faceid_core.face_sets import packed
from faceid_core.training.baseline import (
    CHIP_LEFT_PX,
    CHIP_SIDE_PX,
    CHIP_TOP_PX,
    baseline_depth,
    build_baseline,
    color_on_map,
)
from faceid_core.training.batches import Batch, BatchShape, PersonBatches
from faceid_core.training.export_baseline import write_baseline
from faceid_core.training.loop import TrainingLoop, warm_cosine
from faceid_core.training.losses import contrastive_loss
from faceid_core.training.train_baseline import BaselineTrainer, augment_faces, embed_faces
from faceid_core.types import DEPTH_MAP_PX

SHAPE = BatchShape(people=3, views=2, impostors=1)
FACES = made_faces(6, 3)


class InterruptedBatches(PersonBatches):
    """Ctrl-C comes, once, while the batch of a step is being chosen."""

    def __init__(self, at_step: int) -> None:
        super().__init__(FACES.people, SHAPE, seed=4)
        self._at_step: int | None = at_step

    def batch(self, step: int, replica: int = 0) -> Batch:
        if step == self._at_step:
            self._at_step = None
            raise KeyboardInterrupt
        return super().batch(step, replica)


def trainer(directory: Path, batches: PersonBatches | None = None) -> BaselineTrainer:
    batches = batches or PersonBatches(FACES.people, SHAPE, seed=4)
    return BaselineTrainer(FACES, batches, directory, seed=4)


def test_color_lies_on_depth_where_the_mean_face_has_its_landmarks() -> None:
    points = five_points(FaceGeometry.load().landmarks_mm)[:, :2]
    on_map = points / MAP_MM_PER_PX + (DEPTH_MAP_PX - 1) / 2
    transform = similarity_transform(on_map, CHIP_POINTS_PX)
    # Corners of the map, where an error of scale or place shows most.
    for corner in ((0, 0), (95, 0), (0, 95), (95, 95)):
        chip = transform @ (*corner, 1.0)
        scaled = (chip - (CHIP_LEFT_PX, CHIP_TOP_PX) + 0.5) * DEPTH_MAP_PX / CHIP_SIDE_PX - 0.5
        assert np.abs(scaled - corner).max() < 1.0


def test_color_is_scaled_and_cut_to_the_map() -> None:
    rgb = np.zeros((1, 192, 192, 3), np.float32)
    rgb[:, CHIP_TOP_PX : CHIP_TOP_PX + CHIP_SIDE_PX, CHIP_LEFT_PX : CHIP_LEFT_PX + CHIP_SIDE_PX] = (
        255
    )
    assert np.array(color_on_map(rgb)).shape == (1, 96, 96, 3)
    np.testing.assert_allclose(np.array(color_on_map(rgb)), 1.0)
    np.testing.assert_allclose(np.array(color_on_map(0 * rgb)), -1.0)


def test_holes_are_zero_and_the_rest_is_millimeters() -> None:
    maps = packed(np.array([[[1.25, np.nan], [-30.0, 0.0]]], np.float32))
    assert baseline_depth(maps)[0, :, :, 0].tolist() == [[1.25, 0.0], [-30.0, 0.0]]


def test_the_slope_of_the_contrastive_loss_is_that_of_finite_differences() -> None:
    rng = np.random.default_rng(3)
    raw = rng.normal(size=(9, 4)) * 0.3 + np.array([1.0, 0, 0, 0])
    people = np.array([0, 0, 1, 1, 2, 2, 3, 4, 5])  # the last three are impostors

    def loss(values):
        return contrastive_loss(tf.math.l2_normalize(values, axis=1), people, margin=1.0)

    values = tf.constant(raw)
    with tf.GradientTape() as tape:
        tape.watch(values)
        found = loss(values)
    slope = tape.gradient(found, values).numpy()
    expected = np.zeros_like(raw)
    for place in np.ndindex(raw.shape):
        step = np.zeros_like(raw)
        step[place] = 1e-6
        expected[place] = (float(loss(raw + step)) - float(loss(raw - step))) / 2e-6
    assert np.abs(slope).max() > 0.05
    np.testing.assert_allclose(slope, expected, atol=1e-7)


def test_augmentation_keeps_holes_and_depends_on_the_seed_alone() -> None:
    rgb = FACES.rgb[:2].astype(np.float32)
    depth = baseline_depth(FACES.depth[:2])
    first, again, other = (augment_faces(rgb, depth, tf.constant([seed, 5])) for seed in (1, 1, 2))
    for part in (0, 1):
        np.testing.assert_array_equal(first[part], again[part])
        assert np.abs(first[part] - other[part]).max() > 0.1
    np.testing.assert_array_equal(first[1].numpy()[depth == 0], 0.0)
    assert 0 <= first[0].numpy().min() <= first[0].numpy().max() <= 255


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[BaselineTrainer, BaselineTrainer]:
    """Two runs of four steps: one goes on in memory after Ctrl-C, one from what that left."""
    folder = tmp_path_factory.mktemp("runs")
    interrupted = trainer(folder / "run", InterruptedBatches(at_step=2))
    with pytest.raises(KeyboardInterrupt):
        list(interrupted.train(steps=4))
    shutil.copytree(folder / "run", folder / "copy")
    resumed = trainer(folder / "copy")
    assert resumed.steps_done == 2
    for run in (interrupted, resumed):
        (progress,) = run.train(steps=4)
        assert progress.step == 4
        assert np.isfinite(progress.loss)
    return interrupted, resumed


def test_an_interrupted_run_ends_with_the_weights_of_an_uninterrupted_one(
    runs: tuple[BaselineTrainer, BaselineTrainer],
) -> None:
    uninterrupted, resumed = (run.network.get_weights() for run in runs)
    for expected, found in zip(uninterrupted, resumed, strict=True):
        np.testing.assert_allclose(found, expected, atol=1e-6)
    lengths = np.linalg.norm(embed_faces(runs[1].network, FACES), axis=1)
    np.testing.assert_allclose(lengths, 1.0, atol=1e-5)
    assert list(runs[1].train(steps=4)) == []


def test_made_people_are_told_apart(runs: tuple[BaselineTrainer, BaselineTrainer]) -> None:
    first, *_, last = runs[0].train(steps=80)
    assert last.loss < 0.5 * first.loss
    vectors = embed_faces(runs[0].network, FACES)
    distances = np.linalg.norm(vectors[:, None] - vectors[None], axis=2)
    same = FACES.people[:, None] == FACES.people[None]
    mated = same & ~np.eye(len(same), dtype=bool)
    assert distances[~same].mean() > 2.0 * distances[mated].mean()


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # of Keras
def test_the_exported_file_says_what_the_network_says(tmp_path: Path) -> None:
    network = build_baseline()
    keras_file, description_file = write_baseline(network, tmp_path)
    description = json.loads(description_file.read_text(encoding="utf-8"))
    content = (tmp_path / description["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == description["sha256"]
    assert len(content) < 8e6  # two bytes a weight

    rgb, depth = FACES.rgb[:1].astype(np.float32), baseline_depth(FACES.depth[:1])
    runner = Interpreter(model_content=content).get_signature_runner()
    (found,) = runner(rgb=rgb, depth=depth).values()
    expected = network([rgb, depth], training=False).numpy()
    np.testing.assert_allclose(found, expected, atol=2e-3)
    for name, values in (("rgb", rgb), ("depth", depth)):
        assert list(values.shape) == description["inputs"][name]["shape"]
    loaded = keras.saving.load_model(keras_file)
    np.testing.assert_array_equal(loaded([rgb, depth], training=False).numpy(), expected)


class TestLoop:
    """The loop on the smallest training there is: a number that goes down."""

    def loop(self, directory: Path, factor: float = 0.5) -> tuple[TrainingLoop, tf.Variable]:
        number = tf.Variable(1.0)

        def update(step):
            return number.assign(number * factor) + 0.0 * tf.cast(step, tf.float32)

        strategy = tf.distribute.get_strategy()
        return (
            TrainingLoop(update, directory, images_a_step=3, strategy=strategy, number=number),
            number,
        )

    def test_the_last_report_is_at_the_end(self, tmp_path: Path) -> None:
        loop, number = self.loop(tmp_path)
        reports = list(loop.run(lambda step: (tf.constant(step),), 23))
        assert [report.step for report in reports] == [20, 23]
        assert reports[1].loss == pytest.approx(np.mean([0.5**21, 0.5**22, 0.5**23]))
        assert float(number) == 0.5**23

    def test_closing_the_reports_leaves_a_checkpoint(self, tmp_path: Path) -> None:
        loop, _ = self.loop(tmp_path)
        reports = loop.run(lambda step: (tf.constant(step),), 100)
        assert next(iter(reports)).step == 20
        reports.close()
        again, number = self.loop(tmp_path)
        assert again.steps_done == 20
        assert float(number) == 0.5**20

    def test_a_damaged_checkpoint_gives_way_to_the_one_before(self, tmp_path: Path) -> None:
        loop, _ = self.loop(tmp_path)
        for steps in (3, 5):
            list(loop.run(lambda step: (tf.constant(step),), steps))
        (tmp_path / "ckpt-5.index").write_bytes(b"damaged")
        again, number = self.loop(tmp_path)
        assert again.steps_done == 3
        assert float(number) == 0.5**3
        (tmp_path / "ckpt-3.index").write_bytes(b"damaged")
        with pytest.raises(TrainingError, match="No checkpoint of"):
            self.loop(tmp_path)

    def test_weights_that_are_no_numbers_are_not_kept(self, tmp_path: Path) -> None:
        loop, _ = self.loop(tmp_path, factor=float("nan"))
        with pytest.raises(TrainingError, match="The loss is nan after 2 batches"):
            list(loop.run(lambda step: (tf.constant(step),), 2))
        assert self.loop(tmp_path)[0].steps_done == 0


@pytest.mark.parametrize(("fraction", "rate"), [(0.0, 0.0), (0.015, 0.5), (0.5, 0.5), (1.0, 0.0)])
def test_the_learning_rate_rises_and_falls(fraction: float, rate: float) -> None:
    assert warm_cosine(fraction, 1.0) == pytest.approx(rate, abs=2e-3)


def test_two_devices_train_one_network(tmp_path: Path) -> None:
    """In a process of its own: how many devices a CPU is must be said before TensorFlow starts."""
    code = """
import sys
from pathlib import Path
import numpy as np
import tensorflow as tf
sys.path.insert(0, "tests/faceid_core")
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
from made_faces import made_faces
from faceid_core.training.batches import BatchShape, PersonBatches
from faceid_core.training.train_baseline import BaselineTrainer
faces = made_faces(4, 2)
trainer = BaselineTrainer(
    faces,
    PersonBatches(faces.people, BatchShape(2, 2, 1), 0),
    Path(sys.argv[1]),
    strategy=tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"]),
    is_mixed=True,
)
before = trainer.network.get_weights()
(progress,) = trainer.train(steps=2)
assert progress.step == 2 and np.isfinite(progress.loss)
moved = [np.abs(a - b).max() for a, b in zip(before, trainer.network.get_weights())]
assert max(moved) > 0
for variable in trainer.network.trainable_variables:
    first, second = (copy.numpy() for copy in variable.value.values)
    assert first.dtype == np.float32
    np.testing.assert_array_equal(first, second)
print("same on both")
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "2"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "same on both" in done.stdout
