"""The color trunk: dlib's face recognition ResNet, rebuilt in Keras with dlib's weights.

Architecture: dlib's `dnn_face_recognition_ex.cpp` (`anet_type`), 29 convolutions.
Each affine layer (a batch normalization frozen to a scale and a shift) is folded
into the convolution before it: a * (k x + b) + c = (a k) x + (a b + c).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import keras
import numpy as np
from keras import layers

from ..types import COLOR_CROP_PX, EMBEDDING_SIZE
from .dlib_weights import Convolution, DlibWeights

#: dlib's `input_rgb_image`: mean color of its training set, then division by 256.
MEAN_RGB: Final = (122.782, 117.001, 104.298)
SCALE: Final = 1.0 / 256.0

#: (filters, halves the picture) of each residual block.
BLOCKS: Final = (
    *((32, False),) * 3,
    (64, True),
    *((64, False),) * 3,
    (128, True),
    *((128, False),) * 2,
    (256, True),
    *((256, False),) * 2,
    (256, True),
)


def build_color_trunk(weights: DlibWeights) -> keras.Model:
    """Build the network with the given weights.

    Input shape:
        (batch, 150, 150, 3), RGB in [0, 255], dlib's face chip.

    Output shape:
        (batch, 128), dlib's face descriptor, not normalized.
    """
    convolutions = iter(weights.convolutions)
    picture = keras.Input((COLOR_CROP_PX, COLOR_CROP_PX, 3), name="rgb")
    x = layers.Rescaling(SCALE, [-mean * SCALE for mean in MEAN_RGB], name="rgb_range")(picture)
    x = layers.ReLU()(_convolve(x, next(convolutions), padding="valid"))
    x = layers.MaxPool2D(3, strides=2, padding="valid")(x)
    for filters, halves in BLOCKS:
        x = _block(x, convolutions, filters, halves)
    x = layers.GlobalAveragePooling2D()(x)
    dense = layers.Dense(EMBEDDING_SIZE, use_bias=False, name="descriptor")
    descriptor = dense(x)
    dense.set_weights([weights.dense])
    return keras.Model(picture, descriptor, name="dlib_resnet")


def _block(x: Any, convolutions: Iterator[Convolution], filters: int, halves: bool) -> Any:
    y = _convolve(x, next(convolutions), padding="valid" if halves else "same")
    y = _convolve(layers.ReLU()(y), next(convolutions), padding="same")
    if halves:
        x = layers.AveragePooling2D(2, strides=2, padding="valid")(x)
        missing = filters - x.shape[-1]
        if missing:
            x = keras.ops.pad(x, [[0, 0], [0, 0], [0, 0], [0, missing]])
        # dlib's add_prev lets the sides differ: the smaller counts as zero beyond its edge.
        size = max(x.shape[1], y.shape[1])
        x, y = (_grow(branch, size) for branch in (x, y))
    return layers.ReLU()(layers.Add()([x, y]))


def _grow(x: Any, size: int) -> Any:
    missing = size - x.shape[1]
    return layers.ZeroPadding2D(((0, missing), (0, missing)))(x) if missing else x


def _convolve(x: Any, weights: Convolution, padding: str) -> Any:
    kernel = weights.kernel * weights.gamma
    bias = weights.bias * weights.gamma + weights.beta
    layer = layers.Conv2D(
        kernel.shape[-1], kernel.shape[:2], strides=weights.stride, padding=padding
    )
    y = layer(x)
    layer.set_weights([kernel.astype(np.float32), bias.astype(np.float32)])
    return y
