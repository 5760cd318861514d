"""Millimeters as colors: one scale for a picture and for the legend beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

HOLE_RGB: Final = (92, 92, 98)  # gray, which the color map has nowhere
STEPS: Final = 255  # the last index of a byte is the hole


def _table() -> NDArray[np.uint8]:
    """Viridis, whose steps look equally large, from near (yellow) to far (violet), then the hole.

    Returns:
        uint8, shape (256, 1, 3), RGB order.
    """
    shares = np.linspace(255.0, 0.0, STEPS).round().astype(np.uint8)[:, np.newaxis]
    bgr = cv2.applyColorMap(shares, cv2.COLORMAP_VIRIDIS)
    rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)
    return np.concatenate([rgb, np.full((1, 1, 3), HOLE_RGB, np.uint8)])


TABLE: Final = _table()


@dataclass(frozen=True)
class ColorScale:
    """Even steps of color between two distances; what lies beyond has the end's color.

    Attributes:
        near_mm, far_mm: The distances of the first color and of the last.
    """

    near_mm: float
    far_mm: float

    def picture(
        self, distance_mm: NDArray[np.uint16] | NDArray[np.float32], known: NDArray[np.bool_]
    ) -> NDArray[np.uint8]:
        """Color an image of distances.

        Args:
            distance_mm: uint16 or float32, shape (height, width); anything where it is not known.
            known: Where something was measured, same shape.

        Returns:
            uint8, shape (height, width, 3), RGB order; `HOLE_RGB` where nothing is known.
        """
        alpha = (STEPS - 1) / (self.far_mm - self.near_mm)
        from_near = np.maximum(distance_mm, distance_mm.dtype.type(self.near_mm))
        # Rounds and saturates, and NaN becomes anything: a fifth of numpy's time.
        scaled = cv2.convertScaleAbs(from_near, alpha=alpha, beta=-self.near_mm * alpha)
        index = np.minimum(np.asarray(scaled, np.uint8), np.uint8(STEPS - 1))
        index = np.where(known, index, np.uint8(STEPS))
        return np.asarray(cv2.applyColorMap(index, TABLE), np.uint8)


#: From the nearest that the sensor measures to behind a person at arm's length.
ROOM: Final = ColorScale(450.0, 1450.0)
#: About the face's own origin plane: the nose is nearer, the ears are behind.
RELIEF: Final = ColorScale(-40.0, 60.0)
