"""What every network here is trained with: one optimizer, the common loop, replicas."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import keras
import tensorflow as tf

from .loop import Progress, TrainingLoop, warm_cosine

WEIGHT_DECAY: Final = 1e-4
GRADIENT_LIMIT: Final = 5.0


class SiameseTrainer(ABC):
    """A network in training, with everything that a checkpoint holds."""

    #: Greatest learning rate.
    peak_rate: float
    #: Name of the network's dropout layer, None without one.
    dropout: str | None = None

    def __init__(
        self,
        build: Callable[[], keras.Model],
        directory: Path,
        *,
        images_a_replica: int,
        strategy: Any = None,
        **changed: Any,
    ) -> None:
        """Build the network, or take it up from the checkpoints in a folder.

        Args:
            build: Makes the untrained network.
            directory: Of the checkpoints.
            images_a_replica: In a batch; every replica of the strategy gets its own.
            strategy: A `tf.distribute.Strategy`; None is one device.
            changed: What a step changes besides network and optimizer, by name.

        Raises:
            TrainingError: If there are checkpoints, and none fits.
        """
        self._strategy = tf.distribute.get_strategy() if strategy is None else strategy
        with self._strategy.scope():
            self.network = build()
            self._optimizer = keras.optimizers.AdamW(
                self.peak_rate, weight_decay=WEIGHT_DECAY, clipnorm=GRADIENT_LIMIT
            )
            self._optimizer.build(self.network.trainable_variables)
        if self.dropout is not None:  # Keras leaves it out of the network's own checkpoint
            changed["dropout"] = self.network.get_layer(self.dropout).seed_generator.state.value
        self._loop = TrainingLoop(
            self._update,
            directory,
            images_a_step=images_a_replica * self._strategy.num_replicas_in_sync,
            strategy=self._strategy,
            network=self.network,
            optimizer=self._optimizer,
            **changed,
        )

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
            rate = tf.constant(warm_cosine(step / steps, self.peak_rate), tf.float32)
            return rate, *self._inputs(step)

        return self._loop.run(inputs, steps)

    @abstractmethod
    def _batch(self, step: int, replica: int) -> tuple[Any, ...]:
        """Return the arrays of one replica's batch."""

    @abstractmethod
    def _loss(self, *batch: Any) -> Any:
        """Return the loss of a batch, a scalar, with the network in training."""

    def _inputs(self, step: int) -> tuple[Any, ...]:
        """Return the parts of a batch, each with its values of every replica of this program."""

        def of_replica(context: Any) -> tuple[Any, ...]:
            return tuple(map(tf.constant, self._batch(step, context.replica_id_in_sync_group)))

        distributed: tuple[Any, ...] = self._strategy.experimental_distribute_values_from_function(
            of_replica
        )
        return distributed

    def _update(self, rate: Any, *inputs: Any) -> Any:
        """Take one step; the loss is the mean over the replicas."""
        self._optimizer.learning_rate.assign(rate)
        losses = self._strategy.run(self._replica_update, inputs)
        return self._strategy.reduce(tf.distribute.ReduceOp.MEAN, losses, axis=None)

    def _replica_update(self, *batch: Any) -> Any:
        with tf.GradientTape() as tape:
            loss = self._loss(*batch)
            # The optimizer sums the gradients of all replicas.
            share = loss / self._strategy.num_replicas_in_sync
        variables = self.network.trainable_variables
        self._optimizer.apply_gradients(
            zip(tape.gradient(share, variables), variables, strict=True)
        )
        return loss
