"""Train the baseline on a face set: siamese, contrastive, with cross-modal impostors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from ..face_sets import FaceSet
from .baseline import DROPOUT_NAME, baseline_depth, build_baseline
from .batches import PersonBatches
from .loop import Progress, TrainingLoop, warm_cosine
from .losses import contrastive_loss
from .precision import MIXED_POLICY, dtype_policy

PEAK_RATE: Final = 2e-3
WEIGHT_DECAY: Final = 1e-4
CONTRASTIVE_MARGIN: Final = 1.0
#: What light, and the errors of pose and sensor, do to images of one face; by image.
GAIN: Final = (0.7, 1.3)
CAST: Final = (0.9, 1.1)  # of each color
SHIFT_MM: Final = 1.5
NOISE_MM: Final = 0.8


class BaselineTrainer:
    """A baseline in training, with everything that a checkpoint holds."""

    def __init__(
        self,
        faces: FaceSet,
        batches: PersonBatches,
        directory: Path,
        *,
        seed: int = 0,
        strategy: Any = None,
        is_mixed: bool = False,
    ) -> None:
        """Build the network, or take it up from the checkpoints in a folder.

        Args:
            faces: Everybody to train on.
            batches: Choose from `faces`; every replica of the strategy gets its own.
            directory: Of the checkpoints.
            seed: Of the first weights and of the augmentation.
            strategy: A `tf.distribute.Strategy`; None is one device.
            is_mixed: Whether to compute in bfloat16; the weights stay float32.

        Raises:
            TrainingError: If there are checkpoints, and none fits.
        """
        self._faces = faces
        self._seed = seed
        self._batches = batches
        self._strategy = tf.distribute.get_strategy() if strategy is None else strategy
        keras.utils.set_random_seed(seed)
        with self._strategy.scope(), dtype_policy(MIXED_POLICY if is_mixed else "float32"):
            self.network = build_baseline()
            self._optimizer = keras.optimizers.AdamW(
                PEAK_RATE, weight_decay=WEIGHT_DECAY, clipnorm=5.0
            )
            self._optimizer.build(self.network.trainable_variables)
        self._loop = TrainingLoop(
            self._update,
            directory,
            images_a_step=batches.shape.images * self._strategy.num_replicas_in_sync,
            strategy=self._strategy,
            network=self.network,
            optimizer=self._optimizer,
            # Keras leaves it out of the network's own checkpoint.
            dropout=self.network.get_layer(DROPOUT_NAME).seed_generator.state.value,
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
            rate = tf.constant(warm_cosine(step / steps, PEAK_RATE), tf.float32)
            return rate, *self._inputs(step)

        return self._loop.run(inputs, steps)

    def _inputs(self, step: int) -> tuple[Any, ...]:
        """Return color, depth, people and a seed, each of every replica."""
        return tuple(
            self._strategy.experimental_distribute_values_from_function(
                lambda context, part=part: part(context.replica_id_in_sync_group)
            )
            for part in self._parts(step)
        )

    def _parts(self, step: int) -> tuple[Any, ...]:
        batches = [
            self._batches.batch(step, replica)
            for replica in range(self._strategy.num_replicas_in_sync)
        ]
        return (
            lambda replica: tf.constant(self._faces.rgb[batches[replica].color]),
            lambda replica: tf.constant(baseline_depth(self._faces.depth[batches[replica].depth])),
            lambda replica: tf.constant(batches[replica].people),
            lambda replica: tf.constant(
                np.random.SeedSequence([self._seed, step, replica])
                .generate_state(2)[:2]
                .view(np.int32)
            ),
        )

    def _update(self, rate: Any, *inputs: Any) -> Any:
        """Take one step; the loss is the mean over the replicas."""
        self._optimizer.learning_rate.assign(rate)
        losses = self._strategy.run(self._replica_update, inputs)
        return self._strategy.reduce(tf.distribute.ReduceOp.MEAN, losses, axis=None)

    def _replica_update(self, rgb: Any, depth: Any, people: Any, seed: Any) -> Any:
        rgb, depth = augment_faces(tf.cast(rgb, tf.float32), depth, seed)
        with tf.GradientTape() as tape:
            embeddings = self.network([rgb, depth], training=True)
            loss = contrastive_loss(embeddings, people, margin=CONTRASTIVE_MARGIN)
            # The optimizer sums the gradients of all replicas.
            share = loss / self._strategy.num_replicas_in_sync
        variables = self.network.trainable_variables
        self._optimizer.apply_gradients(
            zip(tape.gradient(share, variables), variables, strict=True)
        )
        return loss


def augment_faces(rgb: Any, depth: Any, seed: Any) -> tuple[Any, Any]:
    """Return faces in other light and with other errors of pose and sensor.

    Args:
        rgb: float32, shape (n, 150, 150, 3), in [0, 255].
        depth: float32, shape (n, 96, 96, 1), millimeters, 0 in holes, which stay.
        seed: int32, shape (2,); the same seed does the same.
    """
    count = tf.shape(rgb)[0]
    seeds = tf.unstack(tf.random.split(seed, 4))
    gain = tf.random.stateless_uniform((count, 1, 1, 1), seeds[0], *GAIN)
    cast = tf.random.stateless_uniform((count, 1, 1, 3), seeds[1], *CAST)
    shift = tf.random.stateless_normal((count, 1, 1, 1), seeds[2], stddev=SHIFT_MM)
    noise = tf.random.stateless_normal(tf.shape(depth), seeds[3], stddev=NOISE_MM)
    known = tf.cast(tf.not_equal(depth, 0.0), depth.dtype)
    return tf.clip_by_value(rgb * gain * cast, 0.0, 255.0), depth + known * (shift + noise)


def embed_faces(network: keras.Model, faces: FaceSet) -> NDArray[np.float32]:
    """Return the embeddings of a face set, shape (n, 128)."""
    batches = [
        network(
            [
                faces.rgb[start : start + 128].astype(np.float32),
                baseline_depth(faces.depth[start : start + 128]),
            ],
            training=False,
        ).numpy()
        for start in range(0, len(faces), 128)
    ]
    return np.concatenate(batches)
