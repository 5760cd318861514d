"""Train the depth trunk: `python -m faceid_core.training.train_depth MAPS OUT --steps N`.

MAPS is a folder of `faceid_core.synthesis.depth_maps`. OUT gets checkpoints, from which
an interrupted run goes on, TensorBoard logs, and at the end `depth_trunk.keras`.
"""

from __future__ import annotations

import argparse
import logging
import math
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from ..depth_patch import mean_height, patches_of
from .augment import augment
from .crowd import Crowd, CrowdBatch
from .depth_trunk import LINEAR, PHASES, CoarseHeight, build_depth_trunk
from .discriminant import linear_start
from .losses import contrastive_loss

PEOPLE_A_BATCH: Final = 36
VIEWS_A_PERSON: Final = 4
VALIDATION_PEOPLE: Final = 200
PEAK_RATE: Final = 7e-4
WARM_UP: Final = 0.03  # part of the run in which the rate rises
CONTRASTIVE_MARGIN: Final = 1.1
START_BATCHES: Final = 60  # from which the linear path is solved
START_WITHIN_RAD: Final = 0.25  # how far a person's phases deviate at the start
REPORT_STEPS: Final = 100
CHECKPOINT_STEPS: Final = 500

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Progress:
    """Where a training run is.

    Attributes:
        step: Batches so far, over all runs of these checkpoints.
        loss: Mean of the last batches.
        images_per_s: Speed of the last batches.
    """

    step: int
    loss: float
    images_per_s: float


class DepthTrainer:
    """A trunk in training, with everything that a checkpoint holds."""

    def __init__(self, directory: Path) -> None:
        self.trunk = build_depth_trunk()
        self._optimizer = keras.optimizers.AdamW(PEAK_RATE, weight_decay=1e-4, clipnorm=5.0)
        self._optimizer.build(self.trunk.trainable_variables)
        self._steps = tf.Variable(0, dtype=tf.int64)
        checkpoint = tf.train.Checkpoint(
            trunk=self.trunk, optimizer=self._optimizer, steps=self._steps
        )
        self._manager = tf.train.CheckpointManager(checkpoint, str(directory), max_to_keep=2)
        if self._manager.latest_checkpoint:
            checkpoint.restore(self._manager.latest_checkpoint).assert_existing_objects_matched()
            logger.info("going on from %s", self._manager.latest_checkpoint)
        self._step = tf.function(self._one_step, reduce_retracing=True)

    def train(
        self,
        maps: NDArray[np.int16],
        *,
        steps: int,
        seed: int,
        people_a_batch: int = PEOPLE_A_BATCH,
    ) -> Iterator[Progress]:
        """Train until so many batches are over, counted over all runs of these checkpoints.

        A new run starts from the best linear answer on the crowd.

        Args:
            maps: Packed canonical maps, shape (people, views, 96, 96).
            steps: Batches altogether; the schedule stretches over them.
            seed: Of the crowd and of the choice of people and views.
            people_a_batch: How many.

        Raises:
            ValueError: If hardly anybody has enough usable maps.
        """
        crowd = Crowd(maps, views=VIEWS_A_PERSON, seed=seed)
        if int(self._steps) == 0:
            self._start_linear(crowd, seed, people_a_batch)
        losses: list[float] = []
        reported_s = time.monotonic()
        for step in range(int(self._steps), steps):
            batch = crowd.batch(np.random.default_rng([seed, step]), people_a_batch)
            self._optimizer.learning_rate.assign(learning_rate(step / steps))
            losses.append(float(self._step(*_tensors(batch))))
            self._steps.assign(step + 1)
            if (step + 1) % REPORT_STEPS == 0 or step + 1 == steps:
                now_s = time.monotonic()
                speed = len(losses) * len(batch.people) / (now_s - reported_s)
                yield Progress(step + 1, float(np.mean(losses)), speed)
                losses, reported_s = [], now_s
            if (step + 1) % CHECKPOINT_STEPS == 0 or step + 1 == steps:
                self._manager.save()

    def _start_linear(self, crowd: Crowd, seed: int, people_a_batch: int) -> None:
        """Solve the linear path on faults like those of the training."""
        coarse = CoarseHeight()
        features, people = [], []
        for number in range(START_BATCHES):
            batch = crowd.batch(np.random.default_rng([seed, number, 1]), people_a_batch)
            patches, relief, _ = _tensors(batch)
            features.append(coarse(augment(patches, relief)).numpy().reshape(len(patches), -1))
            # Shapes differ from batch to batch only by their faults, so equal people are one.
            people.append(batch.people)
        kernel, bias = linear_start(
            np.concatenate(features), np.concatenate(people), PHASES, within=START_WITHIN_RAD
        )
        self.trunk.get_layer(LINEAR).set_weights([kernel, bias])

    def _one_step(self, patches: Any, relief: Any, people: Any) -> Any:
        with tf.GradientTape() as tape:
            embeddings = self.trunk(augment(patches, relief), training=True)
            loss = contrastive_loss(embeddings, people, margin=CONTRASTIVE_MARGIN)
        variables = self.trunk.trainable_variables
        self._optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
        return loss


def learning_rate(fraction: float) -> float:
    """Return the rate at a part of the run: a short rise, then half a cosine down."""
    rise = min(1.0, fraction / WARM_UP)
    return PEAK_RATE * rise * 0.5 * (1.0 + math.cos(math.pi * fraction)) + 1e-5


def embed(trunk: keras.Model, depth_mm: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return embeddings of canonical maps, shape (n, 96, 96) -> (n, 48)."""
    mean = mean_height()
    batches = [
        trunk(patches_of(depth_mm[start : start + 128], mean), training=False).numpy()
        for start in range(0, len(depth_mm), 128)
    ]
    return np.concatenate(batches)


def _tensors(batch: CrowdBatch) -> tuple[Any, Any, Any]:
    return tf.constant(batch.patches), tf.constant(batch.relief), tf.constant(batch.people)


def main() -> None:
    """Read the maps, train on all but the last people, and keep the trunk."""
    from ..synthesis.depth_maps import read_depth_maps

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("maps", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    keras.utils.set_random_seed(args.seed)
    _, packed = read_depth_maps(args.maps)
    trainer = DepthTrainer(args.out)
    writer = tf.summary.create_file_writer(str(args.out / "logs"))
    for progress in trainer.train(packed[:-VALIDATION_PEOPLE], steps=args.steps, seed=args.seed):
        logger.info(
            "%d of %d batches, loss %.3f, %.0f images a second",
            progress.step,
            args.steps,
            progress.loss,
            progress.images_per_s,
        )
        with writer.as_default(step=progress.step):
            tf.summary.scalar("loss", progress.loss)
            tf.summary.scalar("images_per_s", progress.images_per_s)
    trainer.trunk.save(args.out / "depth_trunk.keras")


if __name__ == "__main__":
    main()
