"""The two trunks as they are shipped; `faceid_core.shares` makes one vector of their answers.

A projection that is learned on rendered color would bend what the color trunk knows of
real color, so hardly anything is learned here: color descriptors are centered a little, what
differs between faces of one person counts less (`whitening`), and what tells people apart least
comes last (`discriminant`). The depth trunk sees a face and its mirror image, and answers with the
mean of both; its sines are turned until their principal directions come first, which changes no
distance of its own.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import layers, ops
from numpy.typing import NDArray


@keras.saving.register_keras_serializable(package="faceid")
class Centered(layers.Layer):
    """From descriptors to unit vectors, less a center.

    Input shape:
        (batch, d).

    Output shape:
        (batch, d), rows of length 1.
    """

    def __init__(self, center: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._center = np.asarray(center, np.float32)

    def call(self, descriptors: Any) -> Any:
        return _unit(_unit(descriptors) - self._center)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "center": self._center.tolist()}


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
class TurnedSines(layers.Layer):
    """Cosines as they are, sines multiplied with a rotation.

    Input shape:
        (batch, 2 n): n cosines, then n sines.

    Output shape:
        (batch, 2 n); lengths and distances stay.
    """

    def __init__(self, rotation: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._rotation = np.asarray(rotation, np.float32)

    def call(self, vectors: Any) -> Any:
        cosines, sines = ops.split(vectors, 2, axis=-1)
        return ops.concatenate([cosines, ops.matmul(sines, self._rotation)], axis=-1)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "rotation": self._rotation.tolist()}


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
    """Shapes, and after them the same faces mirrored.

    Heights are over the mean face, which is not quite symmetric: those of the mirrored
    face are its heights over the same mean face.

    Input shape:
        (n, 64, 72), see `shape_model.ShapeModel.complete`.

    Output shape:
        (2 n, 64, 72).
    """

    def __init__(self, mean_height_mm: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._mean = np.asarray(mean_height_mm, np.float32)

    def call(self, heights: Any) -> Any:
        asymmetry = (self._mean[:, ::-1] - self._mean)[None]
        return ops.concatenate([heights, ops.flip(heights, axis=2) + asymmetry], axis=0)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "mean_height_mm": self._mean.tolist()}


def build_color_branch(
    color_trunk: keras.Model, center: NDArray[np.floating], matrix: NDArray[np.floating]
) -> keras.Model:
    """Return the color trunk as it is shipped.

    Args:
        color_trunk: From `build_color_trunk`.
        center: Shape (128,), subtracted from unit descriptors.
        matrix: Shape (128, 128), what the centered ones are multiplied with.

    Returns:
        A model from (batch, 112, 112, 3) to (batch, 128), rows of length 1.
    """
    rgb = keras.Input(color_trunk.input_shape[1:])
    return keras.Model(rgb, Whitened(matrix)(Centered(center)(color_trunk(rgb))))


def build_depth_branch(
    depth_trunk: keras.Model,
    mean_height_mm: NDArray[np.float32],
    rotation: NDArray[np.floating] | None = None,
) -> keras.Model:
    """Return the depth trunk as it is shipped.

    Args:
        depth_trunk: From `build_depth_trunk`, trained.
        mean_height_mm: float32, shape (64, 72), what heights were measured over.
        rotation: Shape (24, 24), what the sines are multiplied with; None leaves them.

    Returns:
        A model from (batch, 64, 72) to (batch, 48), rows of length 1.
    """
    shapes = keras.Input(depth_trunk.input_shape[1:])
    answers = MirrorMean()(depth_trunk(WithMirrored(mean_height_mm)(shapes)))
    return keras.Model(shapes, answers if rotation is None else TurnedSines(rotation)(answers))


def _unit(rows: Any) -> Any:
    return rows / ops.sqrt(ops.sum(ops.square(rows), axis=-1, keepdims=True) + 1e-12)
