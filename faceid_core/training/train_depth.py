"""Train the depth trunk on rendered canonical maps: siamese, contrastive, populations mixed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from ..depth_patch import mean_height, patches_of
from .augment import Augmenter
from .crowd import Crowd
from .depth_trunk import (
    DROPOUT,
    FIXED,
    FIXED_PHASES,
    LEARNED_PHASES,
    LINEAR,
    CoarseHeight,
    build_depth_trunk,
)
from .discriminant import linear_start
from .loop import Progress, TrainingLoop, warm_cosine
from .losses import contrastive_loss

PEOPLE_A_BATCH: Final = 36
VIEWS_A_PERSON: Final = 4
VALIDATION_PEOPLE: Final = 200
PEAK_RATE: Final = 5e-4
WEIGHT_DECAY: Final = 1e-4
CONTRASTIVE_MARGIN: Final = 1.1
START_BATCHES: Final = 60  # from which the linear path is solved
START_WITHIN_RAD: Final = 0.25  # how far a person's phases deviate at the start


class DepthTrainer:
    """A depth trunk in training, with everything that a checkpoint holds."""

    def __init__(
        self,
        crowd: Crowd,
        directory: Path,
        *,
        seed: int = 0,
        people_a_batch: int = PEOPLE_A_BATCH,
        strategy: Any = None,
    ) -> None:
        """Build the network, or take it up from the checkpoints in a folder.

        A new network starts from the best linear answer on the crowd.

        Args:
            crowd: Everybody to train on, with `VIEWS_A_PERSON` views in a batch.
            directory: Of the checkpoints.
            seed: Of the first weights, of the choice of people and of the faults.
            people_a_batch: How many; every replica of the strategy gets its own.
            strategy: A `tf.distribute.Strategy`; None is one device.

        Raises:
            TrainingError: If there are checkpoints, and none fits.
        """
        self._crowd = crowd
        self._seed = seed
        self._people_a_batch = people_a_batch
        self._strategy = tf.distribute.get_strategy() if strategy is None else strategy
        keras.utils.set_random_seed(seed)
        with self._strategy.scope():
            self.trunk = build_depth_trunk()
            self._optimizer = keras.optimizers.AdamW(
                PEAK_RATE, weight_decay=WEIGHT_DECAY, clipnorm=5.0
            )
            self._optimizer.build(self.trunk.trainable_variables)
            self._augment = Augmenter(seed)
        self._loop = TrainingLoop(
            self._update,
            directory,
            images_a_step=people_a_batch * VIEWS_A_PERSON * self._strategy.num_replicas_in_sync,
            strategy=self._strategy,
            trunk=self.trunk,
            optimizer=self._optimizer,
            faults=self._augment.random,
            # Keras leaves it out of the network's own checkpoint.
            dropout=self.trunk.get_layer(DROPOUT).seed_generator.state.value,
        )
        if self.steps_done == 0:
            self._start_linear()

    @property
    def steps_done(self) -> int:
        """Steps so far, over all runs of these checkpoints."""
        return self._loop.steps_done

    def train(self, *, steps: int) -> Iterator[Progress]:
        """Train until so many batches are over, counted over all runs of these checkpoints.

        Closing the iterator, or interrupting it, leaves a checkpoint.

        Args:
            steps: Batches altogether; the schedule stretches over them.

        Raises:
            TrainingError: As `TrainingLoop.run`.
        """

        def inputs(step: int) -> tuple[Any, ...]:
            rate = tf.constant(warm_cosine(step / steps, PEAK_RATE), tf.float32)
            return rate, *self._inputs(step)

        return self._loop.run(inputs, steps)

    def _inputs(self, step: int) -> tuple[Any, ...]:
        """Return patches, relief and people, each of every replica."""
        batches = [
            self._crowd.batch(
                np.random.default_rng([self._seed, step, replica]), self._people_a_batch
            )
            for replica in range(self._strategy.num_replicas_in_sync)
        ]
        return tuple(
            self._strategy.experimental_distribute_values_from_function(
                lambda context, name=name: tf.constant(
                    getattr(batches[context.replica_id_in_sync_group], name)
                )
            )
            for name in ("patches", "relief", "people")
        )

    def _update(self, rate: Any, *inputs: Any) -> Any:
        """Take one step; the loss is the mean over the replicas."""
        self._optimizer.learning_rate.assign(rate)
        losses = self._strategy.run(self._replica_update, inputs)
        return self._strategy.reduce(tf.distribute.ReduceOp.MEAN, losses, axis=None)

    def _replica_update(self, patches: Any, relief: Any, people: Any) -> Any:
        with tf.GradientTape() as tape:
            embeddings = self.trunk(self._augment(patches, relief), training=True)
            loss = contrastive_loss(embeddings, people, margin=CONTRASTIVE_MARGIN)
            # The optimizer sums the gradients of all replicas.
            share = loss / self._strategy.num_replicas_in_sync
        variables = self.trunk.trainable_variables
        self._optimizer.apply_gradients(
            zip(tape.gradient(share, variables), variables, strict=True)
        )
        return loss

    def _start_linear(self) -> None:
        """Solve the linear paths on faults like those of the training."""
        coarse = CoarseHeight()
        features, people = [], []
        for number in range(START_BATCHES):
            rng = np.random.default_rng([self._seed, number, 0, 1])
            batch = self._crowd.batch(rng, self._people_a_batch)
            faulty = self._augment(tf.constant(batch.patches), tf.constant(batch.relief))
            features.append(coarse(faulty).numpy().reshape(len(batch.people), -1))
            people.append(batch.people)
        kernel, bias = linear_start(
            np.concatenate(features),
            np.concatenate(people),
            FIXED_PHASES + LEARNED_PHASES,
            within=START_WITHIN_RAD,
        )
        for name, part in ((FIXED, np.s_[:FIXED_PHASES]), (LINEAR, np.s_[FIXED_PHASES:])):
            self.trunk.get_layer(name).set_weights([kernel[:, part], bias[part]])


def embed(trunk: keras.Model, depth_mm: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return embeddings of canonical maps, shape (n, 96, 96) -> (n, 48)."""
    mean = mean_height()
    batches = [
        trunk(patches_of(depth_mm[start : start + 128], mean), training=False).numpy()
        for start in range(0, len(depth_mm), 128)
    ]
    return np.concatenate(batches)
