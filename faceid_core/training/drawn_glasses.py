"""Draw glasses on face chips: what a color trunk must learn to look past.

Rims of many shapes, colors and thicknesses, a bridge, temples, tinted and mirroring lenses, and
the shadow of it all, flat on the picture. They are not the renderer's glasses: what is learned on
these can be tested on those.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ..types import COLOR_CROP_PX
from .chip_drawing import (
    OVERSAMPLING,
    PX_A_MM,
    Chip,
    Place,
    Points,
    empty_mask,
    filled,
    light_of,
    shrunk,
)

_CORNERS: Final = 90

_LENS_MM: Final = (44.0, 58.0)
_LENS_HEIGHT: Final = (0.55, 0.95)  # of its width
_BRIDGE_MM: Final = (14.0, 22.0)
#: Wire, metal, plastic.
_RIMS_MM: Final = ((0.7, 1.5), (1.5, 3.0), (3.0, 6.0))
#: Exponents of superellipses: round, oval, square.
_ROUNDNESS: Final = (2.0, 2.3, 3.0, 4.0, 6.0)


def draw_glasses(chip: NDArray[np.integer | np.floating], rng: np.random.Generator) -> Chip:
    """Return a chip whose face wears glasses, float32 in [0, 255].

    Args:
        chip: Shape (192, 192, 3), in [0, 255], as from `face_chip.cut_face_chip`.
        rng: Of their looks.
    """
    place = _placed(rng)
    width, bridge = rng.uniform(*_LENS_MM), rng.uniform(*_BRIDGE_MM)
    lens = _lens_mm(width, rng)
    middle = np.array([(width + bridge) / 2, 0.0])
    lenses_mm = (lens * (-1, 1) - middle, lens + middle)
    rims = _rims(place, lenses_mm, bridge / 2, rng)
    glass = filled([place(each) for each in lenses_mm])
    light = light_of(chip)
    face = _shadowed(chip.astype(np.float32), rims, rng)
    face = _tinted(face, glass, rng)
    if rng.random() < 0.5:
        face = _mirroring(face, glass, place, middle, light, rng)
    color = _rim_color(rng) * np.clip(light, 0.25, 1.3)
    gleam = 1.0 + 0.25 * rng.uniform() * np.linspace(1.0, -1.0, COLOR_CROP_PX)[:, None, None]
    opacity = rng.uniform(0.75, 1.0) if rng.random() < 0.85 else rng.uniform(0.3, 0.7)
    face = face * (1.0 - rims * opacity) + rims * opacity * color * gleam
    return np.clip(face, 0.0, 255.0).astype(np.float32)


def _placed(rng: np.random.Generator) -> Place:
    angle = rng.normal(0.0, 0.025)
    off_mm = np.array([rng.normal(0.0, 3.0), rng.uniform(-1.0, 6.0)])
    return Place.between_eyes(off_mm, angle, rng.uniform(0.92, 1.02))


def _lens_mm(width: float, rng: np.random.Generator) -> Points:
    """Return the outline of a right lens, shape (90, 2), around its middle."""
    height, power = width * rng.uniform(*_LENS_HEIGHT), rng.choice(_ROUNDNESS)
    angles = np.linspace(0.0, 2.0 * np.pi, _CORNERS, endpoint=False)
    x, y = np.cos(angles), np.sin(angles)
    radius = (np.abs(x) ** power + np.abs(y) ** power) ** (-1.0 / power)
    narrower_below = 1.0 + rng.uniform(-0.125, 0.125) * radius * y
    return np.stack([radius * x * narrower_below * width / 2, radius * y * height / 2], axis=1)


def _rims(
    place: Place,
    lenses_mm: tuple[Points, Points],
    half_bridge: float,
    rng: np.random.Generator,
) -> Chip:
    """Return what rims, bridge and temples cover, shape (192, 192, 1), in [0, 1]."""
    thick = _RIMS_MM[rng.integers(len(_RIMS_MM))]
    width_px = rng.uniform(*thick) * PX_A_MM * OVERSAMPLING
    right = lenses_mm[1]
    hinge_y = right[:, 1].min() * rng.uniform(0.2, 0.7)
    hinge_x = right[:, 0].max() - 1.0
    inner = half_bridge + 1.0
    lines = [([[-inner, hinge_y], [0.0, hinge_y - rng.uniform(0.0, 3.0)], [inner, hinge_y]], 0.9)]
    for side in (-1.0, 1.0):
        end = [side * (hinge_x + rng.uniform(6.0, 25.0)), hinge_y + rng.uniform(-4.0, 4.0)]
        lines.append(([[side * hinge_x, hinge_y], end], rng.uniform(0.8, 1.5)))
    large = empty_mask()
    if rng.random() < 0.93:  # the others are rimless
        for lens in lenses_mm:
            cv2.polylines(large, [place(lens)], True, 1.0, _pixels(width_px), cv2.LINE_AA)
    for points, share in lines:
        ends = [place(np.array(points))]
        cv2.polylines(large, ends, False, 1.0, _pixels(width_px * share), cv2.LINE_AA)
    return shrunk(large)


def _shadowed(face: Chip, rims: Chip, rng: np.random.Generator) -> Chip:
    down, aside = int(rng.integers(1, 5)), int(rng.integers(-2, 3))
    shifted = np.roll(rims[..., 0], (down, aside), (0, 1))
    shadow = cv2.GaussianBlur(shifted, (0, 0), rng.uniform(0.8, 2.5))[..., None]
    return np.asarray(face * (1.0 - rng.uniform(0.0, 0.45) * shadow), np.float32)


def _tinted(face: Chip, glass: Chip, rng: np.random.Generator) -> Chip:
    tint = glass * (rng.uniform(0.0, 0.12) if rng.random() < 0.8 else rng.uniform(0.1, 0.5))
    return np.asarray(face * (1.0 - tint) + tint * rng.uniform(0.0, 90.0, 3), np.float32)


def _mirroring(
    face: Chip,
    glass: Chip,
    place: Place,
    middle_mm: Points,
    light: float,
    rng: np.random.Generator,
) -> Chip:
    """Return the face behind lenses in which windows and lamps are seen."""
    large = empty_mask()
    for _ in range(int(rng.integers(1, 4))):
        at = rng.choice((-1.0, 1.0)) * middle_mm + rng.normal((0.0, -3.0), (10.0, 7.0))
        axes = rng.uniform((2.0, 1.0), (14.0, 6.0)) * PX_A_MM * OVERSAMPLING
        x, y = place(at[None])[0]
        size = (int(axes[0]), int(axes[1]))
        cv2.ellipse(large, (int(x), int(y)), size, rng.uniform(0.0, 180.0), 0.0, 360.0, 1.0, -1)
    spots = cv2.GaussianBlur(shrunk(large)[..., 0], (0, 0), rng.uniform(0.6, 2.0))[..., None]
    share = spots * glass * rng.uniform(0.1, 0.8)
    return np.asarray(face + share * (230.0 * min(light, 1.2) - face), np.float32)


def _rim_color(rng: np.random.Generator) -> Points:
    if rng.random() < 0.6:  # black, brown
        return rng.uniform(0.0, 60.0) + rng.uniform(-10.0, 10.0, 3)
    return rng.uniform(20.0, 200.0, 3)


def _pixels(width: float) -> int:
    return max(1, round(width))
