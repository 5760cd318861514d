"""The depth trunk: fixed linear phases beside those of a residual SqueezeNet.

Fire modules after Iandola et al., "SqueezeNet", 2016, with batch normalization and
a shortcut wherever the shapes agree.

The answer is not a normalized vector of coordinates but the cosine and the sine of
`PHASES` numbers. It has length 1 by construction, and the distance of two faces depends on
the differences of their phases alone (Rahimi and Recht, "Random features for
large-scale kernel machines", 2007): what a sensor or a population has in common cancels,
where dividing by the length would let it drown what tells people apart.
"""

from __future__ import annotations

from typing import Any, Final

import keras
from keras import layers, ops

from ..depth_patch import PATCH_SHAPE
from ..types import DEPTH_EMBEDDING_SIZE
from .relief_layers import CoarseHeight, ReliefFeatures

#: Most phases are linear and stay as they were solved; the network learns a few. The more it
#: learns of the rendered world, the less it tells real people apart (`docs/experiments.md`).
FIXED_PHASES: Final = 20
LEARNED_PHASES: Final = DEPTH_EMBEDDING_SIZE // 2 - FIXED_PHASES
FIXED: Final = "fixed"
LINEAR: Final = "linear"
DROPOUT: Final = "dropout"

_FIRES: Final = ((16, 64), (16, 64), None, (32, 128), (32, 128), None)
_LATE_FIRES: Final = ((48, 192), (48, 192), (64, 256), (64, 256))


@keras.saving.register_keras_serializable(package="faceid")
class PhaseEmbedding(layers.Layer):
    """Cosines and sines of phases in radians, a vector of length 1.

    Input shape:
        (batch, n).

    Output shape:
        (batch, 2 n). The distance of two answers is
        sqrt(2 - 2 mean(cos(difference of the phases))).
    """

    def call(self, phases: Any) -> Any:
        scale = float(phases.shape[-1]) ** -0.5
        return ops.concatenate([ops.cos(phases), ops.sin(phases)], axis=-1) * scale


def build_depth_trunk() -> keras.Model:
    """Build the untrained network, about 0.8 million weights.

    Input shape:
        (batch, 64, 72), see `faceid_core.shape_model.ShapeModel.complete`.

    Output shape:
        (batch, 48), unit vectors.
    """
    shapes = keras.Input(PATCH_SHAPE[:2], name="depth")
    x = ReliefFeatures(name="relief")(shapes)
    x = layers.Conv2D(64, 3, strides=2, padding="same", use_bias=False)(x)
    x = layers.ReLU()(_normalize()(x))
    x = layers.MaxPool2D(3, 2, padding="same")(x)
    for sizes in _FIRES:
        x = layers.MaxPool2D(3, 2, padding="same")(x) if sizes is None else _fire(x, *sizes)
    for sizes in _LATE_FIRES:
        x = _fire(x, *sizes)
    x = layers.DepthwiseConv2D(x.shape[1:3], use_bias=False)(x)  # a weight for every place
    x = layers.Dropout(0.2, name=DROPOUT)(_normalize()(layers.Flatten()(x)))
    # Nearly nothing at first: training starts from the linear path.
    little = keras.initializers.RandomNormal(stddev=0.003)
    deep = layers.Dense(LEARNED_PHASES, use_bias=False, kernel_initializer=little)(x)
    coarse = layers.Flatten()(CoarseHeight(name="coarse")(shapes))
    learned = layers.Add()([deep, layers.Dense(LEARNED_PHASES, name=LINEAR)(coarse)])
    fixed = layers.Dense(FIXED_PHASES, name=FIXED, trainable=False)(coarse)
    phases = layers.Concatenate()([fixed, learned])
    return keras.Model(shapes, PhaseEmbedding(name="phases")(phases), name="depth_trunk")


def _fire(x: Any, squeeze: int, expand: int) -> Any:
    y = layers.Conv2D(squeeze, 1, use_bias=False)(x)
    y = layers.ReLU()(_normalize()(y))
    pointwise = layers.Conv2D(expand, 1, use_bias=False)(y)
    spatial = layers.Conv2D(expand, 3, padding="same", use_bias=False)(y)
    y = _normalize()(layers.Concatenate()([pointwise, spatial]))
    if x.shape[-1] == y.shape[-1]:
        y = layers.Add()([x, y])
    return layers.ReLU()(y)


def _normalize() -> layers.Layer:
    """Batch normalization whose means follow within a hundred batches."""
    return layers.BatchNormalization(momentum=0.97)
