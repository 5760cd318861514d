"""Two trunks in one network: color and depth each keep their place among the 128 numbers.

A projection that is learned on rendered color would bend what the color trunk knows of
real color, so nothing is learned here: the color descriptor is turned into the 79 directions
that it really uses, the depth trunk's 48 numbers stand beside it, and one constant
number sets the scale. All of it has length 1, and

    distance^2 = color_share * color_distance^2 + depth_share * depth_distance^2
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import keras
import numpy as np
from keras import layers, ops
from numpy.typing import NDArray

from ..types import COLOR_EMBEDDING_SIZE, DEPTH_EMBEDDING_SIZE, EMBEDDING_SIZE
from .dlib_weights import DlibWeights

_CONSTANTS: Final = EMBEDDING_SIZE - COLOR_EMBEDDING_SIZE - DEPTH_EMBEDDING_SIZE


@dataclass(frozen=True)
class Shares:
    """How much each trunk counts in the squared distance; what is missing to 1 is constant."""

    color: float
    depth: float

    def __post_init__(self) -> None:
        if min(self.color, self.depth) <= 0.0 or self.color + self.depth > 1.0:
            raise ValueError(f"Expected positive shares of at most 1 together. Received {self}.")


def color_directions(weights: DlibWeights) -> NDArray[np.float32]:
    """Return the directions that dlib's descriptors use, shape (128, 79), orthonormal.

    The last layer of the network, 256 to 128, has only so many singular values above a
    thirtieth of the greatest: turning descriptors into these loses nothing.
    """
    _, _, directions = np.linalg.svd(weights.dense.astype(np.float64), full_matrices=False)
    return directions[:COLOR_EMBEDDING_SIZE].T.astype(np.float32)


@keras.saving.register_keras_serializable(package="faceid")
class ColorDirection(layers.Layer):
    """From dlib's descriptor to a unit vector of the 79 directions it uses.

    Input shape:
        (batch, 128).

    Output shape:
        (batch, 79).
    """

    def __init__(self, directions: Any, center: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._directions = np.asarray(directions, np.float32)
        self._center = np.asarray(center, np.float32)

    def call(self, descriptors: Any) -> Any:
        used = ops.matmul(_unit(descriptors) - self._center, self._directions)
        return _unit(used)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "directions": self._directions.tolist(),
            "center": self._center.tolist(),
        }


def build_encoder(
    color_trunk: keras.Model,
    depth_trunk: keras.Model,
    directions: NDArray[np.float32],
    center: NDArray[np.float32],
    shares: Shares,
) -> keras.Model:
    """Join the trunks.

    Args:
        color_trunk: From `build_color_trunk`.
        depth_trunk: From `build_depth_trunk`, trained.
        directions: From `color_directions`.
        center: float32, shape (128,), subtracted from unit descriptors.
        shares: Of the squared distance.

    Returns:
        A model of inputs "rgb" (batch, 150, 150, 3) and "depth" (batch, 64, 72, 2), with
        outputs "embedding" (batch, 128), "color" (batch, 79) and "depth" (batch, 48), each
        row of length 1.
    """
    rgb = keras.Input(color_trunk.input_shape[1:], name="rgb")
    patches = keras.Input(depth_trunk.input_shape[1:], name="depth")
    color = ColorDirection(directions, center, name="color")(color_trunk(rgb))
    depth = depth_trunk(patches)
    rest = 1.0 - shares.color - shares.depth
    constant = ops.ones_like(color[:, :_CONSTANTS]) * float(np.sqrt(rest / _CONSTANTS))
    embedding = ops.concatenate(
        [color * float(np.sqrt(shares.color)), depth * float(np.sqrt(shares.depth)), constant],
        axis=-1,
    )
    return keras.Model(
        {"rgb": rgb, "depth": patches}, {"embedding": embedding, "color": color, "depth": depth}
    )


def _unit(rows: Any) -> Any:
    return rows / ops.sqrt(ops.sum(ops.square(rows), axis=-1, keepdims=True) + 1e-12)
