"""What real depth has and rendered heads lack: hair edges, glasses, open mouths, surface error.

Works on batches inside TensorFlow, so that no two epochs see the same map.
"""

from __future__ import annotations

from typing import Any, Final

import tensorflow as tf

from ..types import DEPTH_MAP_PX

_SIZE: Final = DEPTH_MAP_PX
_MOUTH_ROW_PX: Final = (70.0, 80.0)
_EYE_ROW_PX: Final = (28.0, 36.0)
_HAIR_ROW_PX: Final = (-14.0, 22.0)


def augment(maps: Any) -> Any:
    """Return maps with random faults.

    Args:
        maps: float32, shape (batch, 96, 96, 2): z in millimeters with 0 in holes, and 1
            where it is known.
    """
    height, known = maps[..., 0], maps[..., 1]
    count = tf.shape(height)[0]
    rows = tf.range(_SIZE, dtype=tf.float32)[None, :, None]
    columns = tf.range(_SIZE, dtype=tf.float32)[None, None, :]

    holes = _field(count, 14, "bilinear") > _uniform(count, 1.0, 3.0)
    wave = tf.image.resize(tf.random.normal((count, 1, 8, 1)), (1, _SIZE))[..., 0]
    hair = rows < _uniform(count, *_HAIR_ROW_PX) + wave * _uniform(count, 0.0, 6.0)
    glasses = _happens(count, 0.25) & (
        (tf.abs(rows - _uniform(count, *_EYE_ROW_PX)) < _uniform(count, 3.0, 8.0))
        & (tf.abs(tf.abs(columns - _SIZE / 2) - 20.0) < _uniform(count, 6.0, 12.0))
    )
    glasses &= tf.random.uniform(tf.shape(height)) < _uniform(count, 0.3, 1.0)
    mouth = tf.exp(
        -tf.square((columns - _SIZE / 2) / _uniform(count, 6.0, 14.0))
        - tf.square((rows - _uniform(count, *_MOUTH_ROW_PX)) / _uniform(count, 4.0, 12.0))
    )
    open_mouth = _happens(count, 0.2) & (mouth > 0.5)

    height += tf.cast(_happens(count, 0.35), tf.float32) * mouth * _uniform(count, -3.0, 14.0)
    height += _field(count, 6, "bicubic") * _uniform(count, 0.0, 1.6)
    height += _field(count, 20, "bicubic") * _uniform(count, 0.0, 1.4)
    height += tf.random.normal(tf.shape(height)) * _uniform(count, 0.0, 1.5)
    height *= _uniform(count, 0.97, 1.03)
    known *= tf.cast(~(holes | hair | glasses | open_mouth), tf.float32)
    return tf.stack([height * known, known], axis=-1)


def _uniform(count: Any, low: float, high: float) -> Any:
    return tf.random.uniform((count, 1, 1), low, high)


def _happens(count: Any, chance: float) -> Any:
    return _uniform(count, 0.0, 1.0) < chance


def _field(count: Any, coarse: int, method: str) -> Any:
    """Return smooth noise of about unit size, shape (batch, 96, 96)."""
    return tf.image.resize(tf.random.normal((count, coarse, coarse, 1)), (_SIZE, _SIZE), method)[
        ..., 0
    ]
