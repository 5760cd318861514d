"""What surfaces are made of: textures, eyes, plain color."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

_IRIS_RADIUS: Final = 0.40  # of the eyeball's
_PUPIL_RADIUS: Final = 0.15
_MAX_ROWS: Final = 30000  # cv2.remap's limit is 32767


@dataclass(frozen=True, eq=False)
class Texture:
    """A picture on a surface; attributes are texture coordinates, v up.

    Attributes:
        image: float32, shape (h, w, 4), linear RGB and opacity.
        width: How many units of u the image is wide.
    """

    image: NDArray[np.float32]
    width: float = 1.0
    gloss: float = 0.0
    shininess: float = 10.0
    emission: float = 0.0

    def color(self, attributes: NDArray[np.float32]) -> NDArray[np.float32]:
        height, width = self.image.shape[:2]
        columns = attributes[:, 0] / self.width * width - 0.5
        rows = (1.0 - attributes[:, 1]) * height - 0.5
        return sample(self.image, columns, rows)


@dataclass(frozen=True, eq=False)
class Plain:
    """One color; no attributes are looked at."""

    rgb: NDArray[np.float32]
    gloss: float = 0.0
    shininess: float = 10.0
    emission: float = 0.0

    def color(self, attributes: NDArray[np.float32]) -> NDArray[np.float32]:
        answer = np.ones((len(attributes), 4), np.float32)
        answer[:, :3] = self.rgb
        return answer


@dataclass(frozen=True, eq=False)
class Eye:
    """An eyeball; attributes are points of the unit sphere, which looks along -z.

    Attributes:
        iris_rgb: Linear.
        seed: Of the iris' streaks.
    """

    iris_rgb: NDArray[np.float32]
    seed: int
    gloss: float = 0.9
    shininess: float = 260.0
    emission: float = 0.0

    def color(self, attributes: NDArray[np.float32]) -> NDArray[np.float32]:
        x, y, z = attributes.T
        length = np.maximum(np.sqrt(x * x + y * y + z * z), 1e-6)
        radius = np.where(z < 0, np.hypot(x, y) / length, 2.0)
        angle = np.arctan2(y, x)
        streaks = np.zeros_like(radius)
        rng = np.random.default_rng([self.seed, 0xE7E])
        for frequency in (9, 17, 31):
            streaks += np.sin(frequency * angle + rng.uniform(0, 6.3)) / 3.0
        white = np.array([0.62, 0.58, 0.56], np.float32)
        red = np.array([0.62, 0.42, 0.38], np.float32)
        sclera = white + (red - white) * _ramp(radius, 0.75, 1.0)[:, None]
        inward = _ramp(radius, _IRIS_RADIUS, _PUPIL_RADIUS)[:, None]
        iris = self.iris_rgb * (0.5 + 0.6 * inward) * (1.0 + 0.25 * streaks[:, None])
        iris = iris * (1.0 - 0.75 * _ramp(radius, 0.33, _IRIS_RADIUS)[:, None])
        rgb = iris + (sclera - iris) * _ramp(radius, 0.375, 0.425)[:, None]
        rgb = rgb * _ramp(radius, 0.13, 0.17)[:, None] + 0.004
        return np.column_stack([rgb, np.ones(len(rgb))]).astype(np.float32)


def sample(
    image: NDArray[np.float32], columns: NDArray[np.floating], rows: NDArray[np.floating]
) -> NDArray[np.float32]:
    """Look up an image between its pixels, shape (n, channels)."""
    parts = []
    for start in range(0, len(columns), _MAX_ROWS):
        part = slice(start, start + _MAX_ROWS)
        at_columns = columns[part, None].astype(np.float32)
        at_rows = rows[part, None].astype(np.float32)
        looked_up = cv2.remap(
            image, at_columns, at_rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        parts.append(looked_up[:, 0])
    if not parts:
        return np.zeros((0, image.shape[2]), np.float32)
    return np.concatenate(parts).astype(np.float32)


def _ramp(values: NDArray[np.floating], low: float, high: float) -> NDArray[np.floating]:
    t = ((values - low) / (high - low)).clip(0.0, 1.0)
    smooth: NDArray[np.floating] = t * t * (3.0 - 2.0 * t)
    return smooth
