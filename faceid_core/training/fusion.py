"""The two trunks as they are shipped; `faceid_core.shares` makes one vector of their answers.

A projection that is learned on rendered color would bend what the color trunk knows of
real color, so hardly anything is learned here: the color descriptor is turned into the 79
directions that it really uses, and what differs between faces of one person counts less
(`whitening`); the depth trunk's 48 numbers stand beside it.

Both trunks see a face and its mirror image, and answer with the mean of both.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import layers, ops
from numpy.typing import NDArray

from ..types import COLOR_EMBEDDING_SIZE
from .dlib_weights import DlibWeights


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


@keras.saving.register_keras_serializable(package="faceid")
class MirrorMean(layers.Layer):
    """The mean of the vectors of faces and of their mirror images, again of length 1.

    Input shape:
        (2 n, d), rows of length 1: the faces, then their mirror images in the same order.

    Output shape:
        (n, d).
    """

    def call(self, vectors: Any) -> Any:
        plain, mirrored = ops.split(vectors, 2, axis=0)
        return _unit(plain + mirrored)


@keras.saving.register_keras_serializable(package="faceid")
class Whitened(layers.Layer):
    """Vectors turned by a matrix, of length 1 again.

    Input shape:
        (batch, d).

    Output shape:
        (batch, d).
    """

    def __init__(self, matrix: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._matrix = np.asarray(matrix, np.float32)

    def call(self, vectors: Any) -> Any:
        return _unit(ops.matmul(vectors, self._matrix))

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "matrix": self._matrix.tolist()}


@keras.saving.register_keras_serializable(package="faceid")
class WithMirrored(layers.Layer):
    """Patches of depth, and after them the same faces mirrored.

    Heights are over the mean face, which is not quite symmetric: those of the mirrored
    face are its heights over the same mean face.

    Input shape:
        (n, 64, 72, 2), see `depth_patch.patches_of`.

    Output shape:
        (2 n, 64, 72, 2).
    """

    def __init__(self, mean_height_mm: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._mean = np.asarray(mean_height_mm, np.float32)

    def call(self, patches: Any) -> Any:
        height, known = ops.split(ops.flip(patches, axis=2), 2, axis=-1)
        asymmetry = (self._mean[:, ::-1] - self._mean)[None, :, :, None]
        mirrored = ops.concatenate([height + known * asymmetry, known], axis=-1)
        return ops.concatenate([patches, mirrored], axis=0)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "mean_height_mm": self._mean.tolist()}


def build_color_part(
    color_trunk: keras.Model, directions: NDArray[np.float32], center: NDArray[np.float32]
) -> keras.Model:
    """Return the color trunk as it answers on a face and its mirror image.

    Args:
        color_trunk: From `build_color_trunk`.
        directions: From `color_directions`.
        center: float32, shape (128,), subtracted from unit descriptors.

    Returns:
        A model from (batch, 150, 150, 3) to (batch, 79), rows of length 1.
    """
    rgb = keras.Input(color_trunk.input_shape[1:])
    both = ops.concatenate([rgb, ops.flip(rgb, axis=2)], axis=0)
    color = ColorDirection(directions, center)(color_trunk(both))
    return keras.Model(rgb, MirrorMean()(color))


def build_color_branch(color_part: keras.Model, whitening: NDArray[np.floating]) -> keras.Model:
    """Return the color trunk as it is shipped.

    Args:
        color_part: From `build_color_part`.
        whitening: Shape (79, 79), what color vectors are multiplied with.

    Returns:
        A model from (batch, 150, 150, 3) to (batch, 79), rows of length 1.
    """
    rgb = keras.Input(color_part.input_shape[1:])
    return keras.Model(rgb, Whitened(whitening)(color_part(rgb)))


def build_depth_branch(
    depth_trunk: keras.Model, mean_height_mm: NDArray[np.float32]
) -> keras.Model:
    """Return the depth trunk as it is shipped.

    Args:
        depth_trunk: From `build_depth_trunk`, trained.
        mean_height_mm: float32, shape (64, 72), what heights were measured over.

    Returns:
        A model from (batch, 64, 72, 2) to (batch, 48), rows of length 1.
    """
    patches = keras.Input(depth_trunk.input_shape[1:])
    return keras.Model(patches, MirrorMean()(depth_trunk(WithMirrored(mean_height_mm)(patches))))


def _unit(rows: Any) -> Any:
    return rows / ops.sqrt(ops.sum(ops.square(rows), axis=-1, keepdims=True) + 1e-12)
