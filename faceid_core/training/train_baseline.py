"""Train the baseline on a face set: siamese, contrastive, with cross-modal impostors."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from ..face_sets import FaceSet
from .baseline import DROPOUT_NAME, baseline_depth, build_baseline
from .batches import PersonBatches
from .losses import contrastive_loss
from .precision import MIXED_POLICY, dtype_policy
from .siamese import SiameseTrainer

PEAK_RATE: Final = 2e-3
CONTRASTIVE_MARGIN: Final = 1.0
#: What light, and the errors of pose and sensor, do to images of one face; by image.
GAIN: Final = (0.7, 1.3)
CAST: Final = (0.9, 1.1)  # of each color
SHIFT_MM: Final = 1.5
NOISE_MM: Final = 0.8


class BaselineTrainer(SiameseTrainer):
    """A baseline in training."""

    peak_rate = PEAK_RATE
    dropout = DROPOUT_NAME

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
        keras.utils.set_random_seed(seed)
        with dtype_policy(MIXED_POLICY if is_mixed else "float32"):
            super().__init__(
                build_baseline,
                directory,
                images_a_replica=batches.shape.images,
                strategy=strategy,
            )

    def _batch(self, step: int, replica: int) -> tuple[Any, ...]:
        batch = self._batches.batch(step, replica)
        seed = np.random.SeedSequence([self._seed, step, replica]).generate_state(2)
        return (
            self._faces.rgb[batch.color],
            baseline_depth(self._faces.depth[batch.depth]),
            batch.people,
            seed.view(np.int32),
        )

    def _loss(self, rgb: Any, depth: Any, people: Any, seed: Any) -> Any:
        rgb, depth = augment_faces(tf.cast(rgb, tf.float32), depth, seed)
        embeddings = self.network([rgb, depth], training=True)
        return contrastive_loss(embeddings, people, margin=CONTRASTIVE_MARGIN)


def augment_faces(rgb: Any, depth: Any, seed: Any) -> tuple[Any, Any]:
    """Return faces in other light and with other errors of pose and sensor.

    Args:
        rgb: float32, shape (n, 192, 192, 3), in [0, 255].
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
