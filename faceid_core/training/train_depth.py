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

from ..types import EMBEDDING_SIZE
from .augment import augment
from .depth_trunk import build_depth_trunk, trunk_input
from .losses import contrastive_loss, margin_softmax_loss

PEOPLE_A_BATCH: Final = 24
VIEWS_A_PERSON: Final = 4
VALIDATION_PEOPLE: Final = 200
PEAK_RATE: Final = 2e-3
WARM_UP: Final = 0.03  # part of the run in which the rate rises
SOFTMAX_UNTIL: Final = 0.7  # part of the run after which only the contrastive loss counts
SOFTMAX_MARGIN: Final = 0.3
SOFTMAX_SCALE: Final = 24.0
CONTRASTIVE_MARGIN: Final = 1.1
MIN_KNOWN: Final = 0.3  # of a map's pixels
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

    def __init__(self, people: int, directory: Path) -> None:
        self.trunk = build_depth_trunk()
        self._directions = tf.Variable(tf.random.normal((EMBEDDING_SIZE, people), stddev=0.05))
        self._optimizer = keras.optimizers.AdamW(PEAK_RATE, weight_decay=1e-4, clipnorm=5.0)
        self._optimizer.build([*self.trunk.trainable_variables, self._directions])
        self._steps = tf.Variable(0, dtype=tf.int64)
        checkpoint = tf.train.Checkpoint(
            trunk=self.trunk,
            directions=self._directions,
            optimizer=self._optimizer,
            steps=self._steps,
        )
        self._manager = tf.train.CheckpointManager(checkpoint, str(directory), max_to_keep=2)
        if self._manager.latest_checkpoint:
            checkpoint.restore(self._manager.latest_checkpoint).assert_existing_objects_matched()
            logger.info("going on from %s", self._manager.latest_checkpoint)
        self._step = tf.function(self._one_step)

    def train(self, maps: NDArray[np.float32], *, steps: int, seed: int) -> Iterator[Progress]:
        """Train until so many batches are over, counted over all runs of these checkpoints.

        Args:
            maps: float32, shape (people, views, 96, 96), NaN in holes.
            steps: Batches altogether; the schedule stretches over them.
            seed: Of the choice of people and views.
        """
        usable = np.isfinite(maps).mean(axis=(2, 3)) > MIN_KNOWN
        crowd = np.nonzero(usable.sum(axis=1) >= VIEWS_A_PERSON)[0]
        losses: list[float] = []
        reported_s = time.monotonic()
        for step in range(int(self._steps), steps):
            rng = np.random.default_rng([seed, step])
            people = rng.choice(crowd, PEOPLE_A_BATCH, replace=len(crowd) < PEOPLE_A_BATCH)
            views = [
                rng.choice(np.nonzero(usable[person])[0], VIEWS_A_PERSON, replace=False)
                for person in people
            ]
            batch = trunk_input(
                np.concatenate([maps[p, v] for p, v in zip(people, views, strict=True)])
            )
            self._optimizer.learning_rate.assign(learning_rate(step / steps))
            share = tf.constant(min(step / steps / SOFTMAX_UNTIL, 1.0), tf.float32)
            labels = tf.constant(np.repeat(people, VIEWS_A_PERSON), tf.int32)
            losses.append(float(self._step(tf.constant(batch), labels, share)))
            self._steps.assign(step + 1)
            if (step + 1) % REPORT_STEPS == 0:
                now_s = time.monotonic()
                speed = len(losses) * len(batch) / (now_s - reported_s)
                yield Progress(step + 1, float(np.mean(losses)), speed)
                losses, reported_s = [], now_s
            if (step + 1) % CHECKPOINT_STEPS == 0 or step + 1 == steps:
                self._manager.save()

    def _one_step(self, batch: Any, people: Any, share: Any) -> Any:
        """Take one step; `share` of the loss is contrastive, the rest softmax."""
        with tf.GradientTape() as tape:
            embeddings = self.trunk(augment(batch), training=True)
            cosines = tf.matmul(embeddings, tf.math.l2_normalize(self._directions, axis=0))
            softmax = margin_softmax_loss(
                cosines, people, margin=SOFTMAX_MARGIN, scale=SOFTMAX_SCALE
            )
            pairs = contrastive_loss(embeddings, people, margin=CONTRASTIVE_MARGIN)
            loss = (1.0 - share) * softmax + (0.5 + share) * pairs
        variables = [*self.trunk.trainable_variables, self._directions]
        self._optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
        return loss


def learning_rate(fraction: float) -> float:
    """Return the rate at a part of the run: a short rise, then half a cosine down."""
    rise = min(1.0, fraction / WARM_UP)
    return PEAK_RATE * rise * 0.5 * (1.0 + math.cos(math.pi * fraction)) + 1e-5


def embed(trunk: keras.Model, maps: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return embeddings of canonical maps, shape (n, 96, 96) -> (n, 128)."""
    batches = [
        trunk(trunk_input(maps[start : start + 128]), training=False).numpy()
        for start in range(0, len(maps), 128)
    ]
    return np.concatenate(batches)


def main() -> None:
    """Read the maps, train on all but the last people, and keep the trunk."""
    from ..face_sets import unpacked
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
    maps = unpacked(packed[:-VALIDATION_PEOPLE])
    trainer = DepthTrainer(len(maps), args.out)
    writer = tf.summary.create_file_writer(str(args.out / "logs"))
    for progress in trainer.train(maps, steps=args.steps, seed=args.seed):
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
