"""What real depth has and rendered heads lack: hair, glasses, moving mouths, surface error.

Works on batches inside TensorFlow, so that no two epochs see the same patch. How often each
fault happens was chosen on real faces: a fringe that hides a forehead half of the time
teaches to ignore foreheads (`docs/experiments.md`).
"""

from __future__ import annotations

from typing import Any, Final

import tensorflow as tf

from ..depth_patch import PATCH_SHAPE, mean_height, patch_coordinates_mm
from ..face_geometry import FaceGeometry
from .relief_layers import gaussian

_HEIGHT, _WIDTH, _ = PATCH_SHAPE
_SIZE: Final = (_HEIGHT, _WIDTH)
_SURROUNDINGS_PX: Final = 9.0
#: Grids and largest deviations (mm) of the surface error, from waves over the whole face to
#: blots of a centimeter. Between frames of one real head each octave holds 0.2 to 0.4 mm.
_SURFACE_ERROR: Final = ((3, 0.7), (6, 0.7), (10, 0.5), (18, 0.5), (28, 0.5))
_GRAIN_MM: Final = 1.2
#: Standard deviations of a wrong tilt, mm per mm.
_YAW_ERROR: Final = 0.008
_PITCH_ERROR: Final = 0.012
_EYE_ROW_MM: Final = -26.0
_EYE_COLUMN_MM: Final = 32.0
#: How often each fault happens.
_MOUTH: Final = 0.4
_FRINGE: Final = 0.03
_BESIDE: Final = 0.15
_GLASSES: Final = 0.15
_CUT: Final = 0.1
_SCALE: Final = (0.97, 1.03)
_RELIEF_ERROR: Final = 0.02


class Augmenter:
    """Draws faults; its state belongs into a checkpoint, as `random`."""

    def __init__(self, seed: int) -> None:
        self.random = tf.random.Generator.from_seed(seed)
        x, y = patch_coordinates_mm()
        self._x, self._y = x[None], y[None]
        self._mean_height = mean_height(FaceGeometry.load())[None]

    def __call__(self, patches: Any, relief: Any) -> Any:
        """Return patches with random faults.

        Args:
            patches: float32, shape (b, 64, 72, 2), see `faceid_core.depth_patch.patches_of`.
            relief: float32, shape (b, 1, 1), by which share of its height over its
                surroundings a face is more pronounced.
        """
        over, known = self._in_relief(patches, relief)
        count = tf.shape(over)[0]
        over += self._moving_mouth(count)
        fringe = self._fringe(count)
        lies_on = self._happens(count, 0.4)
        over -= _as_float(fringe & lies_on) * (
            self._uniform(count, 1.0, 16.0)
            + self._uniform(count, 0.0, 5.0) * self._field(count, 12)
        )
        beside = self._beside(count)
        flies = self._happens(count, 0.5)
        over += _as_float(beside & flies) * (
            self._uniform(count, -10.0, 10.0)
            + self._uniform(count, 0.0, 5.0) * self._field(count, 16)
        )
        glasses = self._glasses(count)
        bulges = self._happens(count, 0.5)
        over -= (
            _as_float(glasses & bulges)
            * self._uniform(count, 0.0, 8.0)
            * tf.abs(self._field(count, 20))
        )
        over += self._surface_error(count)
        over *= self._uniform(count, *_SCALE)

        cut_below = self._happens(count, _CUT) & (self._y > self._uniform(count, 14.0, 40.0))
        holes = self._field(count, 14, "bilinear") > self._uniform(count, 1.6, 3.2)
        missing = cut_below | holes | (fringe & ~lies_on) | (beside & ~flies) | (glasses & ~bulges)
        known *= _as_float(~missing)
        return tf.stack([over * known, known], axis=-1)

    def surface(self, patches: Any, relief: Any) -> Any:
        """Return patches as a sensor sees faces that nothing hides.

        Args:
            patches, relief: As for a call.
        """
        over, known = self._in_relief(patches, relief)
        over += self._surface_error(tf.shape(over)[0])
        return tf.stack([over * known, known], axis=-1)

    def hidden(self, count: int, chance: float) -> Any:
        """Return bool, shape (count,), each true with a chance."""
        return self.random.uniform((count,)) < chance

    def _in_relief(self, patches: Any, relief: Any) -> tuple[Any, Any]:
        """Return heights, more or less pronounced, and where they are known."""
        over, known = patches[..., 0], patches[..., 1]
        changed = relief + self._normal((tf.shape(over)[0], 1, 1)) * _RELIEF_ERROR
        return over + _fine(over + self._mean_height, known) * changed, known

    def _surface_error(self, count: Any) -> Any:
        error = self._normal((count, *_SIZE)) * self._uniform(count, 0.0, _GRAIN_MM)
        for size, limit_mm in _SURFACE_ERROR:
            error += self._field(count, size) * self._uniform(count, 0.0, limit_mm)
        error += self._x * self._normal((count, 1, 1)) * _YAW_ERROR
        return error + self._y * self._normal((count, 1, 1)) * _PITCH_ERROR

    def _moving_mouth(self, count: Any) -> Any:
        """Return how an open or pursed mouth moves what is around it, in millimeters."""
        around = tf.exp(
            -tf.square(self._x / self._uniform(count, 10.0, 26.0))
            - tf.square(
                (self._y - self._uniform(count, 32.0, 55.0)) / self._uniform(count, 8.0, 20.0)
            )
        )
        return _as_float(self._happens(count, _MOUTH)) * around * self._uniform(count, -5.0, 20.0)

    def _fringe(self, count: Any) -> Any:
        waves = tf.image.resize(self._normal((count, 1, 8, 1)), (1, _WIDTH))[..., 0]
        hairline = self._uniform(count, -75.0, -28.0) + waves * self._uniform(count, 0.0, 9.0)
        return self._happens(count, _FRINGE) & (self._y < hairline)

    def _beside(self, count: Any) -> Any:
        """Return what a turned head hides, or shows past its edge."""
        side = tf.where(self._happens(count, 0.5), 1.0, -1.0)
        return self._happens(count, _BESIDE) & (side * self._x > self._uniform(count, 26.0, 75.0))

    def _glasses(self, count: Any) -> Any:
        row = _EYE_ROW_MM + self._uniform(count, -4.0, 4.0)
        rows = tf.abs(self._y - row) < self._uniform(count, 6.0, 15.0)
        columns = tf.abs(tf.abs(self._x) - _EYE_COLUMN_MM) < self._uniform(count, 8.0, 22.0)
        specks = self.random.uniform((count, *_SIZE)) < self._uniform(count, 0.3, 1.0)
        return self._happens(count, _GLASSES) & rows & columns & specks

    def _normal(self, shape: Any) -> Any:
        return self.random.normal(shape)

    def _uniform(self, count: Any, low: float, high: float) -> Any:
        return self.random.uniform((count, 1, 1), low, high)

    def _happens(self, count: Any, chance: float) -> Any:
        return self._uniform(count, 0.0, 1.0) < chance

    def _field(self, count: Any, size: int, method: str = "bicubic") -> Any:
        """Return smooth noise of about unit size, shape (b, 64, 72)."""
        return tf.image.resize(self._normal((count, size, size, 1)), _SIZE, method)[..., 0]


def _fine(height: Any, known: Any) -> Any:
    """Return heights over their surroundings."""
    total, weight = (height * known)[..., None], known[..., None]
    weights = gaussian(_SURROUNDINGS_PX)
    for kernel in (weights.reshape(1, -1, 1, 1), weights.reshape(-1, 1, 1, 1)):
        total = tf.nn.conv2d(total, kernel, 1, "SAME")
        weight = tf.nn.conv2d(weight, kernel, 1, "SAME")
    return height - (total / (weight + 1e-3))[..., 0]


def _as_float(mask: Any) -> Any:
    return tf.cast(mask, tf.float32)
