"""Masks on face chips, drawn in millimeters of the face: what glasses and hats share.

The chip's points tell where the eyes are, and how long a millimeter is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from ..face_chip import CHIP_POINTS_PX
from ..types import COLOR_CROP_PX

OVERSAMPLING: Final = 3
_EYES_PX: Final = CHIP_POINTS_PX[:2]
#: Between the pupils of adults, in the mean (N. A. Dodgson, "Variation and extrema of human
#: interpupillary distance", 2004).
_EYES_APART_MM: Final = 63.0
PX_A_MM: Final = float(np.linalg.norm(_EYES_PX[1] - _EYES_PX[0])) / _EYES_APART_MM
#: Of a chip in which things have their own colors, the mean.
_BRIGHTNESS: Final = 110.0

Chip = NDArray[np.float32]
Points = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Place:
    """Where something sits: from its millimeters to pixels of the large mask.

    Attributes:
        at_px: Shape (2,), its origin on the chip.
        turn: Shape (2, 2), its own directions in those of the face.
    """

    at_px: Points
    turn: Points

    @classmethod
    def between_eyes(cls, off_mm: Points, angle: float, width: float = 1.0) -> Self:
        """Return a place by its distance from the middle between the eyes, y down.

        Args:
            off_mm: Shape (2,).
            angle: In radians, clockwise on the picture.
            width: How wide things become.
        """
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        return cls(_EYES_PX.mean(axis=0) + off_mm * PX_A_MM, turn @ np.diag([width, 1.0]))

    def __call__(self, points_mm: Points) -> NDArray[np.int32]:
        at = points_mm @ self.turn.T * PX_A_MM + self.at_px
        return np.round(at * OVERSAMPLING + OVERSAMPLING / 2).astype(np.int32)


def filled(outlines: Sequence[NDArray[np.int32]]) -> Chip:
    """Return what outlines cover, shape (192, 192, 1), in [0, 1]."""
    large = empty_mask()
    cv2.fillPoly(large, outlines, 1.0)
    return shrunk(large)


def empty_mask() -> Chip:
    """Return a mask to draw on, `OVERSAMPLING` times as large as a chip."""
    return np.zeros((COLOR_CROP_PX * OVERSAMPLING,) * 2, np.float32)


def shrunk(large: Chip) -> Chip:
    """Return a large mask as one of a chip, shape (192, 192, 1)."""
    size = (COLOR_CROP_PX, COLOR_CROP_PX)
    return np.asarray(cv2.resize(large, size, interpolation=cv2.INTER_AREA)[..., None], np.float32)


def light_of(chip: NDArray[np.integer | np.floating]) -> float:
    """Return how bright a chip is: in 1 things have their own colors."""
    return float(chip.mean()) / _BRIGHTNESS
