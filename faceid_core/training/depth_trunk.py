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

import cv2
import keras
import numpy as np
from keras import layers, ops
from numpy.typing import NDArray

from ..depth_patch import PATCH_SHAPE, face_region
from ..types import DEPTH_EMBEDDING_SIZE

#: Most phases are linear and stay as they were solved; the network learns a few. The more it
#: learns of the rendered world, the less it tells real people apart (`docs/experiments.md`).
FIXED_PHASES: Final = 20
LEARNED_PHASES: Final = DEPTH_EMBEDDING_SIZE // 2 - FIXED_PHASES
FIXED: Final = "fixed"
LINEAR: Final = "linear"
DROPOUT: Final = "dropout"

_SMOOTH_PX: Final = 1.2
_BROAD_PX: Final = 5.0
_COARSE_PX: Final = 2.0
_COARSE_STEP_PX: Final = 3
#: Kernels of more than 1,023 numbers would become int8 as well.
_PARTS: Final = 4
#: Typical sizes of height, fine relief (mm) and slope (mm in two pixels).
_HEIGHT_MM: Final = 4.0
_RELIEF_MM: Final = 1.5
_LIMIT_MM: Final = 12.0
_SLOPE_LIMIT: Final = 3.0
_FIRES: Final = ((16, 64), (16, 64), None, (32, 128), (32, 128), None)
_LATE_FIRES: Final = ((48, 192), (48, 192), (64, 256), (64, 256))


class _RegionHeight(layers.Layer):
    """What layers share that look at heights in the face's region."""

    def build(self, input_shape: Any) -> None:
        self._region = face_region().astype(np.float32)[None]
        super().build(input_shape)

    def _leveled(self, height: Any) -> Any:
        """Return heights without their mean, 0 outside of the region."""
        count = float(self._region.sum())
        level = ops.sum(height * self._region, axis=(1, 2), keepdims=True) / count
        return ops.clip(height - level, -_LIMIT_MM, _LIMIT_MM) * self._region

    def _blurred(self, height: Any, size_px: float) -> Any:
        """Blur heights by a Gaussian, what is outside of the region counting for nothing.

        Neighbors stand as channels: convolutions of single channels are slow.

        Args:
            height: Shape (batch, 64, 72), from `_leveled`.
        """
        across = ops.transpose(blur_down(ops.transpose(height, (0, 2, 1)), size_px), (0, 2, 1))
        weights = gaussian(size_px)
        region = self._region[0]
        weight = cv2.sepFilter2D(region, -1, weights, weights, borderType=cv2.BORDER_CONSTANT)
        return blur_down(across, size_px) / np.maximum(np.asarray(weight), 1e-3)[None]


@keras.saving.register_keras_serializable(package="faceid")
class ReliefFeatures(_RegionHeight):
    """Height, fine relief and slopes of a face's shape.

    Input shape:
        (batch, 64, 72), see `faceid_core.shape_model.ShapeModel.complete`.

    Output shape:
        (batch, 64, 72, 4), about unit size, 0 outside of the face's region.
    """

    def call(self, inputs: Any) -> Any:
        height = self._leveled(inputs)
        smooth = self._blurred(height, _SMOOTH_PX)
        relief = smooth - self._blurred(height, _BROAD_PX)
        across = ops.pad(smooth[:, :, 2:] - smooth[:, :, :-2], ((0, 0), (0, 0), (1, 1)))
        down = ops.pad(smooth[:, 2:] - smooth[:, :-2], ((0, 0), (1, 1), (0, 0)))
        features = ops.stack(
            [
                smooth / _HEIGHT_MM,
                relief / _RELIEF_MM,
                ops.clip(across, -_SLOPE_LIMIT, _SLOPE_LIMIT),
                ops.clip(down, -_SLOPE_LIMIT, _SLOPE_LIMIT),
            ],
            axis=-1,
        )
        return features * self._region[..., None]


@keras.saving.register_keras_serializable(package="faceid")
class CoarseHeight(_RegionHeight):
    """Smooth height at every third pixel.

    Input shape:
        (batch, 64, 72), see `faceid_core.shape_model.ShapeModel.complete`.

    Output shape:
        (batch, 21, 24, 1), millimeters, 0 outside of the face's region.
    """

    def call(self, inputs: Any) -> Any:
        smooth = self._blurred(self._leveled(inputs), _COARSE_PX) * self._region
        return smooth[:, 1::_COARSE_STEP_PX, 1::_COARSE_STEP_PX, None]


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


def gaussian(size_px: float) -> NDArray[np.float32]:
    """Return the weights of a Gaussian that ends at twice its size, shape (n,), sum 1."""
    steps = np.arange(-int(2 * size_px), int(2 * size_px) + 1)
    weights = np.exp(-0.5 * (steps / size_px) ** 2).astype(np.float32)
    weights /= weights.sum()
    return weights


def blur_down(pictures: Any, size_px: float) -> Any:
    """Blur the columns of pictures, shape (batch, rows, columns)."""
    rows, columns = pictures.shape[1:]
    channels = columns // _PARTS
    kernel = np.tile(gaussian(size_px)[:, None, None, None], (1, 1, channels, 1))
    parts = ops.reshape(pictures, (-1, rows, _PARTS, channels))
    return ops.reshape(ops.depthwise_conv(parts, kernel, padding="same"), (-1, rows, columns))


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
