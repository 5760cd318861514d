"""The network that tells faces from paper worn on them: a few convolutions of fine relief."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops
from numpy.typing import NDArray

from ..depth_patch import PATCH_SHAPE
from .augment import Augmenter
from .depth_trunk import DROPOUT
from .paper_batches import PaperBatches
from .relief_layers import MeasuredRelief, gaussian
from .siamese import SiameseTrainer

FACES_A_BATCH: Final = 64  # and as much paper
PEAK_RATE: Final = 2e-3
_FILTERS: Final = (16, 24, 32)
#: Coarser sensors, how much of each at most, and how often each.
_BLUR_PX: Final = (1.6, 4.5)
_BLUR: Final = (1.0, 0.5)
_BLURRED: Final = 0.5


def build_paper_network() -> keras.Model:
    """Build the untrained network, about 26,000 weights.

    Input shape:
        (batch, 64, 72, 2), see `faceid_core.depth_patch.patches_of`.

    Output shape:
        (batch, 1), above 0 where it rather is a face.
    """
    patches = keras.Input(PATCH_SHAPE, name="depth")
    x = MeasuredRelief(name="relief")(patches)
    for filters in _FILTERS:
        x = layers.Conv2D(filters, 3, strides=2, padding="same", use_bias=False)(x)
        x = layers.ReLU()(layers.BatchNormalization(momentum=0.97)(x))
    x = layers.Conv2D(_FILTERS[-1], 3, padding="same", use_bias=False)(x)
    x = layers.ReLU()(layers.BatchNormalization(momentum=0.97)(x))
    x = layers.DepthwiseConv2D(x.shape[1:3], depth_multiplier=2)(x)  # a weight for every place
    x = layers.Dropout(0.2, name=DROPOUT)(layers.Flatten()(x))
    x = layers.Dense(16, activation="relu")(x)
    return keras.Model(patches, layers.Dense(1)(x), name="paper_network")


class PaperTrainer(SiameseTrainer):
    """The network in training: faces against paper, with one and the same sensors' faults."""

    peak_rate = PEAK_RATE
    dropout = DROPOUT

    def __init__(
        self,
        batches: PaperBatches,
        directory: Path,
        *,
        seed: int = 0,
        faces_a_batch: int = FACES_A_BATCH,
    ) -> None:
        """Build the network, or take it up from the checkpoints in a folder.

        Args:
            batches: What to train on.
            directory: Of the checkpoints.
            seed: Of the first weights, of the choice of maps and of the faults.
            faces_a_batch: How many, and as much paper.

        Raises:
            TrainingError: If there are checkpoints, and none fits.
        """
        self._batches = batches
        self._faces_a_batch = faces_a_batch
        self._seed = seed
        keras.utils.set_random_seed(seed)
        self._augment = Augmenter(seed)
        super().__init__(
            build_paper_network,
            directory,
            images_a_replica=2 * faces_a_batch,
            faults=self._augment.random,
        )

    def _batch(self, step: int, replica: int) -> tuple[Any, ...]:
        rng = np.random.default_rng([self._seed, step, replica])
        drawn = self._batches.batch(rng, self._faces_a_batch)
        size = (len(drawn.is_face), len(_BLUR_PX))
        share = (rng.random(size) < _BLURRED) * rng.random(size) * _BLUR
        share = share.astype(np.float32)
        return drawn.patches, drawn.relief, share, drawn.is_face

    def _loss(self, patches: Any, relief: Any, share: Any, is_face: Any) -> Any:
        patches = _smoothed(self._augment(patches, relief), share)
        answer = self.network(patches, training=True)[:, 0]
        return ops.mean(ops.binary_crossentropy(is_face, answer, from_logits=True))


def in_spreads_of_faces(
    network: keras.Model, of_faces: NDArray[np.float32], of_paper: NDArray[np.float32]
) -> keras.Model:
    """Return the network with other units: paper is about 0, faces spread by 1.

    Args:
        network: A trained one.
        of_faces, of_paper: Its answers to some of them, shape (n,) and (m,).
    """
    spread = float(of_faces.std())
    scaled = layers.Rescaling(1.0 / spread, -float(of_paper.mean()) / spread)
    return keras.Model(network.input, scaled(network.output), name=network.name)


def _smoothed(patches: Any, shares: Any) -> Any:
    """Return patches of which shares are seen through coarser sensors."""
    height, known = patches[..., :1], patches[..., 1:]
    for number, size_px in enumerate(_BLUR_PX):
        total, weight = height * known, known
        weights = gaussian(size_px)
        for kernel in (weights.reshape(1, -1, 1, 1), weights.reshape(-1, 1, 1, 1)):
            total = tf.nn.conv2d(total, kernel, 1, "SAME")
            weight = tf.nn.conv2d(weight, kernel, 1, "SAME")
        smooth = total / (weight + 1e-3)
        height += shares[:, number, None, None, None] * (smooth - height)
    return tf.concat([height * known, known], axis=-1)
