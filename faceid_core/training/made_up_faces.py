"""Face chips of nobody, and in other light: what a network must go on seeing as it did.

There are few rendered people. Mixed and bent they are many more, and none of them has to be right:
what a network says of a picture is known before it is trained further.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ..types import COLOR_CROP_PX

#: Points across and down that a face is bent at, and how far they move.
_BENDS: Final = 5
_BEND_PX: Final = (1.0, 4.0)
_MIX: Final = (0.3, 1.0)
_GRAY: Final = np.array([0.30, 0.59, 0.11], np.float32)

Chip = NDArray[np.float32]


def made_up_face(
    one: NDArray[np.integer | np.floating],
    other: NDArray[np.integer | np.floating],
    rng: np.random.Generator,
) -> Chip:
    """Return a face between two, the other one perhaps mirrored, with other proportions.

    Args:
        one, other: Shape (192, 192, 3), chips in [0, 255].
        rng: Of how they are mixed and bent.

    Returns:
        float32, shape (192, 192, 3), in [0, 255].
    """
    share = np.float32(rng.uniform(*_MIX))
    second = other[:, ::-1] if rng.random() < 0.5 else other
    mixed = share * one.astype(np.float32) + (1 - share) * second.astype(np.float32)
    return bent(mixed, rng)


def bent(chip: NDArray[np.integer | np.floating], rng: np.random.Generator) -> Chip:
    """Return a chip whose face has other proportions, float32, shape (192, 192, 3)."""
    size = (COLOR_CROP_PX, COLOR_CROP_PX)
    moved = rng.normal(0.0, rng.uniform(*_BEND_PX), (_BENDS, _BENDS, 2)).astype(np.float32)
    moved = np.asarray(cv2.resize(moved, size, interpolation=cv2.INTER_CUBIC), np.float32)
    y, x = np.mgrid[:COLOR_CROP_PX, :COLOR_CROP_PX].astype(np.float32)
    return np.asarray(
        cv2.remap(
            chip.astype(np.float32),
            x + moved[..., 0],
            y + moved[..., 1],
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REFLECT,
        ),
        np.float32,
    )


def in_other_light(chip: NDArray[np.integer | np.floating], rng: np.random.Generator) -> Chip:
    """Return a chip with another exposure, white balance, sharpness and noise; some are gray.

    Args:
        chip: Shape (192, 192, 3), in [0, 255].
        rng: Of all that.
    """
    lit = chip.astype(np.float32)
    if rng.random() < 0.25:
        lit = _gray(lit)
    elif rng.random() < 0.5:
        lit = lit * rng.uniform(0.88, 1.12, 3).astype(np.float32)
    lit = 255.0 * (np.clip(lit, 0.0, 255.0) / 255.0) ** rng.uniform(0.75, 1.3)
    lit = lit * np.float32(rng.uniform(0.7, 1.25))
    if rng.random() < 0.3:
        lit = np.asarray(cv2.GaussianBlur(lit, (0, 0), rng.uniform(0.4, 1.3)), np.float32)
    if rng.random() < 0.4:
        lit = lit + rng.normal(0.0, rng.uniform(1.0, 6.0), lit.shape).astype(np.float32)
    return np.clip(lit, 0.0, 255.0).astype(np.float32)


def in_other_contrast(chip: NDArray[np.integer | np.floating], rng: np.random.Generator) -> Chip:
    """Return a chip with a contrast that no light makes, half of them gray, as infrared is."""
    seen = chip.astype(np.float32)
    if rng.random() < 0.5:
        seen = _gray(seen)
    seen = (seen - 128.0) * np.float32(rng.uniform(0.6, 1.5)) + 128.0 + rng.uniform(-30.0, 30.0)
    return np.clip(seen, 0.0, 255.0).astype(np.float32)


def _gray(chip: Chip) -> Chip:
    return np.asarray(np.repeat((chip @ _GRAY)[..., None], 3, axis=2), np.float32)
