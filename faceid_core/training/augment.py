"""What real depth has and rendered heads lack: hair, glasses, moving mouths, surface error.

Works on batches inside TensorFlow, so that no two epochs see the same patch.
"""

from __future__ import annotations

from typing import Any, Final

import tensorflow as tf

from ..depth_patch import PATCH_SHAPE, mean_height, patch_coordinates_mm
from .depth_trunk import gaussian_kernels

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


def augment(patches: Any, relief: Any) -> Any:
    """Return patches with random faults.

    Args:
        patches: float32, shape (b, 64, 72, 2), see `faceid_core.depth_patch.patches_of`.
        relief: float32, shape (b, 1, 1), by which share of its height over its
            surroundings a face is more pronounced.
    """
    over, known = patches[..., 0], patches[..., 1]
    count = tf.shape(over)[0]
    x, y = (tf.constant(values[None]) for values in patch_coordinates_mm())

    over += _fine(over + mean_height()[None], known) * (
        0.3 * relief + tf.random.normal((count, 1, 1)) * 0.02
    )
    over += _moving_mouth(x, y, count)
    fringe = _happens(count, 0.03) & (y < _uniform(count, -75.0, -28.0) + _hairline(count))
    lies_on = _happens(count, 0.4)
    over -= _as_float(fringe & lies_on) * (
        _uniform(count, 1.0, 16.0) + _uniform(count, 0.0, 5.0) * _field(count, 12)
    )
    beside = _happens(count, 0.12) & (_side(count) * x > _uniform(count, 26.0, 75.0))
    flies = _happens(count, 0.5)
    over += _as_float(beside & flies) * (
        _uniform(count, -10.0, 10.0) + _uniform(count, 0.0, 5.0) * _field(count, 16)
    )
    glasses = _glasses(x, y, count)
    bulges = _happens(count, 0.5)
    over -= _as_float(glasses & bulges) * _uniform(count, 0.0, 8.0) * tf.abs(_field(count, 20))
    for size, limit_mm in _SURFACE_ERROR:
        over += _field(count, size) * _uniform(count, 0.0, limit_mm)
    over += tf.random.normal(tf.shape(over)) * _uniform(count, 0.0, _GRAIN_MM)
    over += (
        x * tf.random.normal((count, 1, 1)) * 0.008 + y * tf.random.normal((count, 1, 1)) * 0.012
    )
    over *= _uniform(count, 0.97, 1.03)

    cut_below = _happens(count, 0.1) & (y > _uniform(count, 14.0, 40.0))
    holes = _field(count, 14, "bilinear") > _uniform(count, 1.6, 3.2)
    missing = cut_below | holes | (fringe & ~lies_on) | (beside & ~flies) | (glasses & ~bulges)
    known *= _as_float(~missing)
    return tf.stack([over * known, known], axis=-1)


def _fine(height: Any, known: Any) -> Any:
    """Return heights over their surroundings."""
    total, weight = (height * known)[..., None], known[..., None]
    for kernel in gaussian_kernels(_SURROUNDINGS_PX):
        total = tf.nn.conv2d(total, kernel, 1, "SAME")
        weight = tf.nn.conv2d(weight, kernel, 1, "SAME")
    return height - (total / (weight + 1e-3))[..., 0]


def _moving_mouth(x: Any, y: Any, count: Any) -> Any:
    """Return how an open or pursed mouth moves what is around it, in millimeters."""
    around = tf.exp(
        -tf.square(x / _uniform(count, 10.0, 26.0))
        - tf.square((y - _uniform(count, 32.0, 55.0)) / _uniform(count, 8.0, 20.0))
    )
    return _as_float(_happens(count, 0.4)) * around * _uniform(count, -5.0, 20.0)


def _hairline(count: Any) -> Any:
    """Return a wavy line, shape (b, 1, 72), millimeters."""
    waves = tf.image.resize(tf.random.normal((count, 1, 8, 1)), (1, _WIDTH))[..., 0]
    return waves * _uniform(count, 0.0, 9.0)


def _glasses(x: Any, y: Any, count: Any) -> Any:
    rows = tf.abs(y - _EYE_ROW_MM - _uniform(count, -4.0, 4.0)) < _uniform(count, 6.0, 15.0)
    columns = tf.abs(tf.abs(x) - _EYE_COLUMN_MM) < _uniform(count, 8.0, 22.0)
    specks = tf.random.uniform((count, *_SIZE)) < _uniform(count, 0.3, 1.0)
    return _happens(count, 0.15) & rows & columns & specks


def _side(count: Any) -> Any:
    return tf.where(_happens(count, 0.5), 1.0, -1.0)


def _uniform(count: Any, low: float, high: float) -> Any:
    return tf.random.uniform((count, 1, 1), low, high)


def _happens(count: Any, chance: float) -> Any:
    return _uniform(count, 0.0, 1.0) < chance


def _as_float(mask: Any) -> Any:
    return tf.cast(mask, tf.float32)


def _field(count: Any, size: int, method: str = "bicubic") -> Any:
    """Return smooth noise of about unit size, shape (b, 64, 72)."""
    return tf.image.resize(tf.random.normal((count, size, size, 1)), _SIZE, method)[..., 0]
