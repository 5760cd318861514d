"""Train the color trunk on: with glasses, a hat or in other light a face shall be what it was.

A student begins as SFace and learns from SFace's own answers (G. Hinton et al., "Distilling the
knowledge in a neural network", 2015), so that it moves no further than it must. The early layers
stay as they are, and so does the last, whose many weights would learn the rendered people by heart.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops

from ..errors import DatasetError
from ..face_sets import FaceSet
from .color_directions import Descriptors, described, learned_directions
from .color_lessons import FACES_A_LESSON, LESSONS, ColorLessons
from .color_trunk import LAST_LAYER, build_color_trunk
from .fusion import build_color_branch
from .sface_weights import SFaceWeights
from .siamese import SiameseTrainer

PEAK_RATE: Final = 2e-4
#: Of 27 convolutions, from the picture on: those that stay as they are. (15 did until the eighth
#: encoder; the tenth learned from there on with 7, see `docs/experiments.md`.)
KEPT_CONVOLUTIONS: Final = 7
LEAST_FACES: Final = 128  # as many as a descriptor has numbers


class ColorTrainer(SiameseTrainer):
    """A color trunk in training."""

    peak_rate = PEAK_RATE

    def __init__(
        self,
        faces: FaceSet,
        weights: SFaceWeights,
        directory: Path,
        *,
        begun: keras.Model | None = None,
        seed: int = 0,
        strategy: Any = None,
    ) -> None:
        """Make the student, or take it up from the checkpoints in a folder.

        Args:
            faces: Rendered people.
            weights: SFace's.
            directory: Of the checkpoints.
            begun: A trunk that has learned something, to go on from; None is SFace.
            seed: Of all choices.
            strategy: A `tf.distribute.Strategy`; None is one device.

        Raises:
            DatasetError: If there are too few faces to learn from.
            TrainingError: If there are checkpoints, and none fits.
        """
        check_faces(faces)
        chosen = tf.distribute.get_strategy() if strategy is None else strategy
        with chosen.scope():
            teacher = build_color_trunk(weights)
        descriptors = described(teacher, faces.rgb)
        directions = learned_directions(Descriptors(descriptors, faces.people))
        self._lessons = ColorLessons(faces, directions(descriptors), seed)
        super().__init__(
            lambda: student_of(weights, begun),
            directory,
            images_a_replica=LESSONS * FACES_A_LESSON,
            strategy=chosen,
        )
        with chosen.scope():
            self._stem = stem_of(self.network)
            self._teacher, self._student = (
                build_color_branch(head_of(trunk), directions.center, directions.matrix)
                for trunk in (teacher, self.network)
            )

    def _batch(self, step: int, replica: int) -> tuple[Any, ...]:
        batch = self._lessons.batch(step, replica)
        return batch.known, batch.answers, batch.nobody, batch.wearing, batch.strange

    def _loss(self, known: Any, answers: Any, nobody: Any, wearing: Any, strange: Any) -> Any:
        pictures = ops.concatenate([nobody, strange, wearing, known], axis=0)
        seen = self._stem(pictures, training=False)
        told = self._teacher(seen[: 2 * FACES_A_LESSON], training=False)
        expected = ops.concatenate([told, told[:FACES_A_LESSON], answers], axis=0)
        vectors = self._student(seen, training=True)
        return ops.mean(ops.sum(ops.square(vectors - expected), axis=-1))


def check_faces(faces: FaceSet) -> None:
    """Check that there is enough to learn from.

    Raises:
        DatasetError: If there is not.
    """
    if len(faces) < LEAST_FACES or len(np.unique(faces.people)) == len(faces):
        raise DatasetError(
            f"{len(faces)} faces are too few to learn from: at least {LEAST_FACES} are needed, and "
            "somebody with two. Render more people."
        )


def student_of(weights: SFaceWeights, begun: keras.Model | None = None) -> keras.Model:
    """Return SFace, or what it has become, with the layers that may learn."""
    network = build_color_trunk(weights)
    if begun is not None:
        network.set_weights(begun.get_weights())
    for layer in network.layers[: _head_start(network)]:
        layer.trainable = False
    network.get_layer(LAST_LAYER).trainable = False
    return network


def stem_of(network: keras.Model) -> keras.Model:
    """Return the layers that stay as SFace's, from pictures to what the others see."""
    return keras.Model(network.input, network.layers[_head_start(network) - 1].output)


def head_of(network: keras.Model) -> keras.Model:
    """Return the other layers, from what `stem_of` answers to descriptors."""
    start = _head_start(network)
    seen = keras.Input(network.layers[start - 1].output.shape[1:])
    x = seen
    for layer in network.layers[start:]:
        x = layer(x)
    return keras.Model(seen, x)


def _head_start(network: keras.Model) -> int:
    """Return the index of the first layer that learns."""
    met = 0
    for index, layer in enumerate(network.layers):
        met += isinstance(layer, layers.Conv2D | layers.DepthwiseConv2D)
        if met > KEPT_CONVOLUTIONS:
            return index
    raise ValueError(f"Expected more than {KEPT_CONVOLUTIONS} convolutions. Received {met}.")
