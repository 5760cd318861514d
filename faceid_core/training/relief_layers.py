"""Layers that turn heights of a face into what its networks look at: smooth height, relief, slopes.

The depth trunk sees completed shapes, known in the whole region of a face; the paper network
sees what was measured, with its holes. Neighbors stand as channels in all blurs: convolutions of
single channels are slow.
"""

from __future__ import annotations

from typing import Any, Final

import cv2
import keras
import numpy as np
from keras import layers, ops
from numpy.typing import NDArray

from ..depth_patch import REACH_MM, face_region

_SMOOTH_PX: Final = 1.2
_BROAD_PX: Final = 5.0
_COARSE_PX: Final = 2.0
_COARSE_STEP_PX: Final = 3
#: Kernels of more than 1,023 numbers would become int8 as well.
_PARTS: Final = 4
_FLOOR: Final = 1e-3  # against division by 0
#: Typical sizes of height, fine relief (mm) and slope (mm in two pixels).
_HEIGHT_MM: Final = 4.0
_RELIEF_MM: Final = 1.5
_LIMIT_MM: Final = 12.0
_SLOPE_LIMIT: Final = 3.0


class _RegionLayer(layers.Layer):
    """Looks at the face's region, shape (1, 64, 72)."""

    def build(self, input_shape: Any) -> None:
        self._region = face_region().astype(np.float32)[None]
        super().build(input_shape)

    def _leveled(self, height: Any) -> Any:
        """Return heights of the region without their mean, 0 outside of it."""
        count = float(self._region.sum())
        level = ops.sum(height * self._region, axis=(1, 2), keepdims=True) / count
        return ops.clip(height - level, -_LIMIT_MM, _LIMIT_MM) * self._region

    def _blurred(self, height: Any, size_px: float) -> Any:
        """Blur heights, what is outside of the region counting for nothing.

        Args:
            height: Shape (batch, 64, 72), from `_leveled`.
        """
        weights = gaussian(size_px)
        region = self._region[0]
        weight = cv2.sepFilter2D(region, -1, weights, weights, borderType=cv2.BORDER_CONSTANT)
        return blur(height, size_px) / np.maximum(np.asarray(weight), _FLOOR)[None]


@keras.saving.register_keras_serializable(package="faceid")
class ReliefFeatures(_RegionLayer):
    """Height, fine relief and slopes of a face's completed shape.

    Input shape:
        (batch, 64, 72), see `faceid_core.shape_model.ShapeModel.complete`.

    Output shape:
        (batch, 64, 72, 4), about unit size, 0 outside of the face's region.
    """

    def call(self, inputs: Any) -> Any:
        height = self._leveled(inputs)
        smooth, broad = (self._blurred(height, size_px) for size_px in (_SMOOTH_PX, _BROAD_PX))
        return _features(smooth, broad) * self._region[..., None]


@keras.saving.register_keras_serializable(package="faceid")
class MeasuredRelief(_RegionLayer):
    """The same of a patch with holes, as it was measured.

    Input shape:
        (batch, 64, 72, 2), see `faceid_core.depth_patch.patches_of`.

    Output shape:
        (batch, 64, 72, 4), about unit size, 0 in holes.
    """

    def call(self, inputs: Any) -> Any:
        height, known = inputs[..., 0], inputs[..., 1]
        known = known * self._region * ops.cast(ops.abs(height) < REACH_MM, height.dtype)
        count = ops.sum(known, axis=(1, 2), keepdims=True) + 1.0
        level = ops.sum(height * known, axis=(1, 2), keepdims=True) / count
        height = ops.clip(height - level, -_LIMIT_MM, _LIMIT_MM)
        both = ops.concatenate([height * known, known], axis=0)
        blurred = []
        for size_px in (_SMOOTH_PX, _BROAD_PX):
            total, weight = ops.split(blur(both, size_px), 2, axis=0)
            blurred.append(total / (weight + _FLOOR))
        return _features(*blurred) * known[..., None]


@keras.saving.register_keras_serializable(package="faceid")
class CoarseHeight(_RegionLayer):
    """Smooth height at every third pixel.

    Input shape:
        (batch, 64, 72), see `faceid_core.shape_model.ShapeModel.complete`.

    Output shape:
        (batch, 21, 24, 1), millimeters, 0 outside of the face's region.
    """

    def call(self, inputs: Any) -> Any:
        smooth = self._blurred(self._leveled(inputs), _COARSE_PX) * self._region
        return smooth[:, 1::_COARSE_STEP_PX, 1::_COARSE_STEP_PX, None]


def gaussian(size_px: float) -> NDArray[np.float32]:
    """Return the weights of a Gaussian that ends at twice its size, shape (n,), sum 1."""
    steps = np.arange(-int(2 * size_px), int(2 * size_px) + 1)
    weights = np.exp(-0.5 * (steps / size_px) ** 2).astype(np.float32)
    weights /= weights.sum()
    return weights


def blur(pictures: Any, size_px: float) -> Any:
    """Blur pictures by a Gaussian, shape (batch, rows, columns), nothing being outside of them."""
    across = blur_down(ops.transpose(pictures, (0, 2, 1)), size_px)
    return blur_down(ops.transpose(across, (0, 2, 1)), size_px)


def blur_down(pictures: Any, size_px: float) -> Any:
    """Blur the columns of pictures, shape (batch, rows, columns)."""
    rows, columns = pictures.shape[1:]
    channels = columns // _PARTS
    kernel = np.tile(gaussian(size_px)[:, None, None, None], (1, 1, channels, 1))
    parts = ops.reshape(pictures, (-1, rows, _PARTS, channels))
    return ops.reshape(ops.depthwise_conv(parts, kernel, padding="same"), (-1, rows, columns))


def _features(smooth: Any, broad: Any) -> Any:
    """Return smooth height, relief over broader surroundings, and slopes, as channels."""
    across = ops.pad(smooth[:, :, 2:] - smooth[:, :, :-2], ((0, 0), (0, 0), (1, 1)))
    down = ops.pad(smooth[:, 2:] - smooth[:, :-2], ((0, 0), (1, 1), (0, 0)))
    return ops.stack(
        [
            smooth / _HEIGHT_MM,
            (smooth - broad) / _RELIEF_MM,
            ops.clip(across, -_SLOPE_LIMIT, _SLOPE_LIMIT),
            ops.clip(down, -_SLOPE_LIMIT, _SLOPE_LIMIT),
        ],
        axis=-1,
    )
