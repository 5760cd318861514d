"""The baseline: one SqueezeNet on four stacked channels, as in the article that the idea is from.

Fire modules after Iandola et al., "SqueezeNet", 2016. What differs from the article's network:

- The input is the aligned `FaceCrop` (color and canonical depth on one grid of 96 x 96 pixels),
  not an unaligned square of 200 x 200.
- 3.4 million weights, not 32: on the smaller grid the one dense layer behind the last
  convolution, which held nearly all of them and here still holds most, has 2.4 million.
- Fire modules expand to 64 ... 256 + 256 channels as in SqueezeNet's own table, and every
  convolution is followed by batch normalization, without which a contrastive loss easily
  leaves all faces in one point.
"""

from __future__ import annotations

from typing import Any, Final

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from ..face_sets import HOLE, STEPS_PER_MM
from ..types import COLOR_CROP_PX, DEPTH_MAP_PX, EMBEDDING_SIZE

#: The square of the color chip that lies on the canonical map. On the mean face the chip's
#: pixel is 1.389 times the map's, turned a little; a test compares them with the landmarks.
CHIP_LEFT_PX: Final = 31
CHIP_TOP_PX: Final = 34
CHIP_SIDE_PX: Final = 133
#: Typical size of a face's relief.
_DEPTH_MM: Final = 40.0
_FIRES: Final = (
    ((16, 64), (16, 64)),
    ((32, 128), (32, 128)),
    ((48, 192), (48, 192), (64, 256), (64, 256)),
)
_DROPPED: Final = 0.2
#: The layer with a random state.
DROPOUT_NAME: Final = "dropout"


def build_baseline() -> keras.Model:
    """Build the untrained network in the current dtype policy.

    Input shape, a list of two:
        (batch, 192, 192, 3), RGB in [0, 255], `FaceCrop.rgb`.
        (batch, 96, 96, 1), `FaceCrop.depth_mm` with 0 in holes.

    Output shape:
        (batch, 128), unit vectors, float32 in every policy.
    """
    rgb = keras.Input((COLOR_CROP_PX, COLOR_CROP_PX, 3), name="rgb")
    depth = keras.Input((DEPTH_MAP_PX, DEPTH_MAP_PX, 1), name="depth")
    x = layers.Concatenate(name="stacked")([color_on_map(rgb), _scaled(depth)])
    x = _convolve(x, 64, 7, strides=2)
    for fires in _FIRES:
        x = layers.MaxPool2D(3, 2, padding="same")(x)
        for squeeze, expand in fires:
            x = _fire(x, squeeze, expand)
    x = _convolve(layers.Dropout(_DROPPED, seed=0, name=DROPOUT_NAME)(x), 512, 1)
    x = layers.Dense(EMBEDDING_SIZE, use_bias=False, name="embedding")(layers.Flatten()(x))
    x = layers.BatchNormalization(momentum=0.97, dtype="float32")(x)
    x = layers.UnitNormalization(dtype="float32")(x)
    return keras.Model([rgb, depth], x, name="baseline")


def color_on_map(rgb: Any) -> Any:
    """Lay the color chip on the grid of the canonical map, scaled to [-1, 1].

    Args:
        rgb: Shape (batch, 192, 192, 3), in [0, 255].

    Returns:
        Shape (batch, 96, 96, 3).
    """
    right = COLOR_CROP_PX - CHIP_LEFT_PX - CHIP_SIDE_PX
    bottom = COLOR_CROP_PX - CHIP_TOP_PX - CHIP_SIDE_PX
    x = layers.Cropping2D(((CHIP_TOP_PX, bottom), (CHIP_LEFT_PX, right)))(rgb)
    x = layers.Resizing(DEPTH_MAP_PX, DEPTH_MAP_PX)(x)
    return layers.Rescaling(1 / 127.5, -1.0)(x)


def _scaled(depth: Any) -> Any:
    return layers.Rescaling(1.0 / _DEPTH_MM)(depth)


def _fire(x: Any, squeeze: int, expand: int) -> Any:
    x = _convolve(x, squeeze, 1)
    pointwise = layers.Conv2D(expand, 1, use_bias=False)(x)
    spatial = layers.Conv2D(expand, 3, padding="same", use_bias=False)(x)
    return _activate(layers.Concatenate()([pointwise, spatial]))


def _convolve(x: Any, filters: int, size: int, strides: int = 1) -> Any:
    return _activate(
        layers.Conv2D(filters, size, strides=strides, padding="same", use_bias=False)(x)
    )


def _activate(x: Any) -> Any:
    return layers.ReLU()(layers.BatchNormalization(momentum=0.97)(x))


def baseline_depth(maps: NDArray[np.int16]) -> NDArray[np.float32]:
    """Return packed canonical maps as the network takes them.

    Args:
        maps: int16, shape (n, 96, 96), as `faceid_core.face_sets.packed` makes them.

    Returns:
        float32, shape (n, 96, 96, 1), millimeters, 0 in holes.
    """
    depth_mm = np.where(maps == HOLE, np.float32(0.0), maps / np.float32(STEPS_PER_MM))
    return depth_mm.astype(np.float32)[..., None]
