"""The color trunk: OpenCV's SFace, a MobileNet, rebuilt in Keras with its weights.

Y. Zhong et al., "SFace: Sigmoid-Constrained Hypersphere Loss for Robust Face Recognition", 2021.
Thirteen depthwise convolutions, each with a pointwise one behind it (A. G. Howard et al.,
"MobileNets", 2017), and a last layer that sees every place of the face with other weights.
"""

from __future__ import annotations

from typing import Any, Final

import keras
import numpy as np
from keras import layers

from ..face_chip import ARCFACE_SIDE_PX
from .sface_weights import Convolution, SFaceWeights

LAST_LAYER: Final = "descriptor"


def build_color_trunk(weights: SFaceWeights) -> keras.Model:
    """Build the network with the given weights.

    Input shape:
        (batch, 112, 112, 3), RGB in [0, 255], `face_chip.arcface_square`.

    Output shape:
        (batch, 128), SFace's descriptor, not normalized.
    """
    picture = keras.Input((ARCFACE_SIDE_PX, ARCFACE_SIDE_PX, 3), name="rgb")
    x = layers.Rescaling(weights.scale, -weights.middle * weights.scale, name="rgb_range")(picture)
    for convolution in weights.convolutions:
        x = _convolve(x, convolution)
    dense = layers.Dense(weights.dense.shape[1], name=LAST_LAYER)
    descriptor = dense(layers.Flatten()(x))
    dense.set_weights([weights.dense, weights.dense_bias])
    return keras.Model(picture, descriptor, name="sface")


def _convolve(x: Any, weights: Convolution) -> Any:
    """Convolve with a border of one pixel, then PReLU."""
    size, stride = weights.kernel.shape[0], weights.stride
    padding = "same"
    if stride > 1:  # there, TensorFlow's own border would lie on one side only
        x, padding = layers.ZeroPadding2D(size // 2)(x), "valid"
    layer = (
        layers.DepthwiseConv2D(size, strides=stride, padding=padding)
        if weights.is_depthwise
        else layers.Conv2D(weights.kernel.shape[-1], size, strides=stride, padding=padding)
    )
    x = layer(x)
    layer.set_weights([weights.kernel, weights.bias])
    slope = layers.PReLU(shared_axes=[1, 2])
    x = slope(x)
    slope.set_weights([np.reshape(weights.slope, (1, 1, -1))])
    return x
