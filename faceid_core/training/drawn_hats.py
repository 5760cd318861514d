"""Draw hats on face chips: what a color trunk must learn to look past.

Knitted caps and caps with a brim, in any color, with ribs or folds and the shadow below, flat on
the picture. They are not the renderer's hats: what is learned on these can be tested on those.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ..types import COLOR_CROP_PX
from .chip_drawing import PX_A_MM, Chip, Place, Points, filled, light_of

_CORNERS: Final = 48
_HALF_HEAD_MM: Final = (72.0, 92.0)  # with hair and cloth
_RIM_ABOVE_EYES_MM: Final = (26.0, 66.0)
#: How much lower the rim is beside the head than in its middle; a lifted chin shows it bent upward.
_BOW_MM: Final = (-12.0, 38.0)
_TOP_ABOVE_RIM_MM: Final = (70.0, 110.0)
_ASIDE_MM: Final = 12.0  # what a turn of the head moves it by
_BRIM_MM: Final = (5.0, 30.0)
_BRIM_SHARE: Final = (0.75, 1.0)  # of the head's width


def draw_hat(chip: NDArray[np.integer | np.floating], rng: np.random.Generator) -> Chip:
    """Return a chip whose face wears a hat, float32 in [0, 255].

    Args:
        chip: Shape (192, 192, 3), in [0, 255], as from `face_chip.cut_face_chip`.
        rng: Of its looks.
    """
    off_mm = np.array([rng.normal(0.0, _ASIDE_MM), -rng.uniform(*_RIM_ABOVE_EYES_MM)])
    place = Place.between_eyes(off_mm, rng.normal(0.0, 0.06))
    half, bow = rng.uniform(*_HALF_HEAD_MM), rng.uniform(*_BOW_MM)
    cloth = filled([place(_crown_mm(half, bow, rng))])
    brim = _brim(place, half, bow, rng) if rng.random() < 0.5 else np.zeros_like(cloth)
    covered = np.maximum(cloth, brim)
    face = _shadowed(chip.astype(np.float32), covered, rng)
    light = np.clip(light_of(chip), 0.25, 1.3)
    own = _color(rng) * light * _shades(place, half, rng)
    below = np.float32(rng.uniform(0.4, 1.1))  # the brim is seen from above or from below
    own = own * (1.0 - brim * (1.0 - below))
    return np.clip(face * (1.0 - covered) + covered * own, 0.0, 255.0).astype(np.float32)


def _rim_mm(x: Points, half: float, bow: float) -> Points:
    """Return the rim's points at x, shape (n, 2), around its middle."""
    return np.stack([x, bow * (x / half) ** 2], axis=1)


def _crown_mm(half: float, bow: float, rng: np.random.Generator) -> Points:
    """Return the outline of the cloth, from the left end of the rim over the top and back."""
    height, power = rng.uniform(*_TOP_ABOVE_RIM_MM) + max(bow, 0.0), rng.uniform(2.0, 3.2)
    angles = np.linspace(np.pi, 0.0, _CORNERS)
    x, y = np.cos(angles), np.sin(angles)
    radius = (np.abs(x) ** power + np.abs(y) ** power) ** (-1.0 / power)
    over = np.stack([radius * x * half, bow - radius * y * height], axis=1)
    back = _rim_mm(np.linspace(half, -half, _CORNERS), half, bow)
    return np.concatenate([over, back])


def _brim(place: Place, half: float, bow: float, rng: np.random.Generator) -> Chip:
    """Return what a brim covers below the rim, shape (192, 192, 1)."""
    reach = half * rng.uniform(*_BRIM_SHARE)
    aside, length = rng.normal(0.0, 0.12) * half, rng.uniform(*_BRIM_MM)
    x = np.linspace(-reach, reach, _CORNERS)
    upper = _rim_mm(x, half, bow)
    lower = upper + np.stack([np.full(_CORNERS, aside), length * (1.0 - (x / reach) ** 2)], axis=1)
    return filled([place(np.concatenate([upper, lower[::-1]]))])


def _shadowed(face: Chip, covered: Chip, rng: np.random.Generator) -> Chip:
    down, wide = rng.uniform(2.0, 16.0), rng.uniform(1.0, 8.0)
    shift = np.array([[1.0, 0.0, rng.uniform(-4.0, 4.0)], [0.0, 1.0, down]])
    size = (COLOR_CROP_PX, COLOR_CROP_PX)
    moved = cv2.warpAffine(covered[..., 0], shift, size, borderMode=cv2.BORDER_REPLICATE)
    shadow = cv2.GaussianBlur(moved, (0, 0), wide)[..., None]
    return np.asarray(face * (1.0 - rng.uniform(0.0, 0.6) * shadow), np.float32)


def _color(rng: np.random.Generator) -> Points:
    if rng.random() < 0.4:  # black, gray, white, hardly any color
        return rng.uniform(10.0, 220.0) + rng.uniform(-10.0, 10.0, 3)
    return rng.uniform(10.0, 220.0, 3)


def _shades(place: Place, half: float, rng: np.random.Generator) -> Chip:
    """Return how bright each place of a hat is: round, lit from one side, ribbed, folded."""
    y, x = np.mgrid[:COLOR_CROP_PX, :COLOR_CROP_PX].astype(np.float32)
    across = ((x - place.at_px[0]) / (2.0 * half * PX_A_MM)).astype(np.float32)
    round_ = 1.0 - rng.uniform(0.0, 1.6) * across**2 + rng.uniform(-0.4, 0.4) * across
    upward = 1.0 + rng.uniform(-0.3, 0.3) * y / COLOR_CROP_PX
    ribs = np.float32(1.0)
    if rng.random() < 0.5:
        along = x if rng.random() < 0.8 else y
        ribs = 1.0 + rng.uniform(0.02, 0.25) * np.sin(along * rng.uniform(0.4, 2.0))
    cells = int(rng.integers(3, 9))
    folds = rng.normal(0.0, rng.uniform(0.02, 0.2), (cells, cells)).astype(np.float32)
    size = (COLOR_CROP_PX, COLOR_CROP_PX)
    folded = 1.0 + np.asarray(cv2.resize(folds, size, interpolation=cv2.INTER_CUBIC), np.float32)
    return np.asarray(np.clip(round_ * upward * ribs * folded, 0.1, 2.0)[..., None], np.float32)
