"""What is behind a face when no room is rendered: a blurred picture, a wall somewhere."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.frame import FRAME_HEIGHT, FRAME_WIDTH

from .light import Light
from .noise import smooth_noise

_COARSE: Final = 8  # pixels of the frame in one of the picture
_WALL_BEHIND_MM: Final = (250.0, 2500.0)


def backdrop(light: Light, rng: np.random.Generator) -> NDArray[np.float32]:
    """Return a picture of walls and furniture out of focus.

    Returns:
        float32, shape (480, 640, 3), linear RGB.
    """
    shape = (FRAME_HEIGHT // _COARSE, FRAME_WIDTH // _COARSE)
    wall = rng.uniform(0.05, 0.7) * (1.0 + 0.12 * rng.standard_normal(3))
    picture = np.broadcast_to(wall.clip(0.02, 0.9), (*shape, 3)).astype(np.float32).copy()
    for _ in range(rng.integers(2, 7)):
        left, top = rng.integers(0, shape[1]), rng.integers(0, shape[0])
        wide, high = rng.integers(5, 40), rng.integers(5, 40)
        color = rng.uniform(0.02, 0.6) * (1.0 + 0.3 * rng.standard_normal(3))
        picture[top : top + high, left : left + wide] = color.clip(0.01, 0.9)
    picture *= (1.0 + 0.15 * smooth_noise(rng, shape, 12.0))[..., None].clip(0.4, 1.6)
    soft = cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(0.4, 1.5)))
    full = cv2.resize(soft, (FRAME_WIDTH, FRAME_HEIGHT), interpolation=cv2.INTER_LINEAR)
    return (full * light.sky_rgb * rng.uniform(0.5, 1.2)).astype(np.float32)


def wall_mm(
    shape: tuple[int, int], distance_mm: float, rng: np.random.Generator
) -> NDArray[np.float32]:
    """Return the depth of a wall behind somebody at `distance_mm`, a little slanted."""
    middle = distance_mm + rng.uniform(*_WALL_BEHIND_MM)
    slant = rng.uniform(-0.15, 0.15) * middle
    across = np.linspace(-0.5, 0.5, shape[1], dtype=np.float32)
    return np.broadcast_to(middle + slant * across, shape).astype(np.float32)
