"""The depth trunk: a residual SqueezeNet on canonical depth maps.

Fire modules after Iandola et al., "SqueezeNet", 2016, with batch normalization and
a shortcut wherever the shapes agree.
"""

from __future__ import annotations

from typing import Any, Final

import keras
import numpy as np
from keras import layers, ops
from numpy.typing import NDArray

from ..face_geometry import map_coordinates_mm
from ..types import DEPTH_MAP_PX, EMBEDDING_SIZE

#: Only this part of the map is looked at: beyond it are hair and background.
_HALF_WIDTH_MM: Final = 67.0
_HALF_HEIGHT_MM: Final = 75.0
_REACH_MM: Final = 70.0
_SMOOTH_PX: Final = 1.2
_BROAD_PX: Final = 5.0
#: Typical sizes of height, fine relief and slope (mm, mm, mm per pixel).
_HEIGHT_MM: Final = 30.0
_RELIEF_MM: Final = 5.0
_SLOPE: Final = 4.0
_FIRES: Final = ((16, 64), (16, 64), None, (32, 128), (32, 128), None)
_LATE_FIRES: Final = ((48, 192), (48, 192), (64, 256), (64, 256))


@keras.saving.register_keras_serializable(package="faceid")
class ReliefFeatures(layers.Layer):
    """Height, fine relief and slopes of a map whose holes are left out of every mean.

    Input shape:
        (batch, 96, 96, 2): z in millimeters with 0 in holes, and 1 where it is known.

    Output shape:
        (batch, 96, 96, 4), about unit size, 0 in holes.
    """

    def build(self, input_shape: Any) -> None:
        x, y = map_coordinates_mm()
        inside = (x / _HALF_WIDTH_MM) ** 2 + (y / _HALF_HEIGHT_MM) ** 2 < 1.0
        self._inside = inside.astype(np.float32)[None, :, :, None]
        self._kernels = {size: _gaussian(size) for size in (_SMOOTH_PX, _BROAD_PX)}
        super().build(input_shape)

    def call(self, inputs: Any) -> Any:
        height, known = inputs[..., :1], inputs[..., 1:]
        known = known * self._inside * ops.cast(ops.abs(height) < _REACH_MM, height.dtype)
        smooth = self._blur(height, known, _SMOOTH_PX)
        relief = smooth - self._blur(height, known, _BROAD_PX)
        count = ops.sum(known, axis=(1, 2, 3), keepdims=True) + 1.0
        level = ops.sum(smooth * known, axis=(1, 2, 3), keepdims=True) / count
        smooth = smooth - level
        across = ops.pad(smooth[:, :, 2:] - smooth[:, :, :-2], ((0, 0), (0, 0), (1, 1), (0, 0)))
        down = ops.pad(smooth[:, 2:] - smooth[:, :-2], ((0, 0), (1, 1), (0, 0), (0, 0)))
        features = ops.concatenate(
            [
                smooth / _HEIGHT_MM,
                relief / _RELIEF_MM,
                ops.clip(across / _SLOPE, -2.0, 2.0),
                ops.clip(down / _SLOPE, -2.0, 2.0),
            ],
            axis=-1,
        )
        return features * known

    def _blur(self, height: Any, known: Any, size_px: float) -> Any:
        """Blur what is known, holes counting for nothing."""
        total, weight = height * known, known
        for kernel in self._kernels[size_px]:
            total = ops.conv(total, kernel, padding="same")
            weight = ops.conv(weight, kernel, padding="same")
        return total / (weight + 1e-3)


def _gaussian(size_px: float) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return a row and a column of a Gaussian as convolution kernels."""
    steps = np.arange(-int(2 * size_px), int(2 * size_px) + 1)
    weights = np.exp(-0.5 * (steps / size_px) ** 2).astype(np.float32)
    weights /= weights.sum()
    return weights.reshape(1, -1, 1, 1), weights.reshape(-1, 1, 1, 1)


def build_depth_trunk() -> keras.Model:
    """Build the untrained network, about 0.8 million weights.

    Input shape:
        (batch, 96, 96, 2), see `ReliefFeatures`.

    Output shape:
        (batch, 128), unit vectors.
    """
    maps = keras.Input((DEPTH_MAP_PX, DEPTH_MAP_PX, 2), name="depth")
    x = ReliefFeatures(name="relief")(maps)
    x = layers.Conv2D(64, 3, strides=2, padding="same", use_bias=False)(x)
    x = layers.ReLU()(_normalize()(x))
    x = layers.MaxPool2D(3, 2, padding="same")(x)
    for sizes in _FIRES:
        x = layers.MaxPool2D(3, 2, padding="same")(x) if sizes is None else _fire(x, *sizes)
    for sizes in _LATE_FIRES:
        x = _fire(x, *sizes)
    x = layers.DepthwiseConv2D(x.shape[1], use_bias=False)(x)  # a weight for every place
    x = _normalize()(layers.Flatten()(x))
    x = layers.Dense(EMBEDDING_SIZE, use_bias=False)(layers.Dropout(0.2)(x))
    x = layers.UnitNormalization()(_normalize()(x))
    return keras.Model(maps, x, name="depth_trunk")


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


def trunk_input(depth_mm: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return canonical maps as the trunk takes them.

    Args:
        depth_mm: float32, shape (n, 96, 96), NaN in holes.

    Returns:
        float32, shape (n, 96, 96, 2).
    """
    known = np.isfinite(depth_mm)
    return np.stack([np.where(known, depth_mm, 0.0), known], axis=-1).astype(np.float32)
