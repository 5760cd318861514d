"""The one conversion of a picture from numpy to Qt."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PyQt5.QtGui import QImage

SHOWN_SHARE: Final = 0.85  # of the picture's height: faces are small at arm's length


def mirrored_square(rgb: NDArray[np.uint8], side_px: int) -> QImage:
    """Cut the middle square out of a picture, scale it and mirror it.

    Mirrored, because people know themselves from mirrors: turning the head to
    the right then moves the picture to the right as well.

    Args:
        rgb: uint8, shape (height, width, 3), RGB order. It is not changed.
        side_px: Wanted side in device pixels, at least 1.

    Returns:
        An image of `side_px` x `side_px`, as `image_of` makes it.
    """
    height, width = rgb.shape[:2]
    side = round(min(height, width) * SHOWN_SHARE)
    top, left = (height - side) // 2, (width - side) // 2
    square = rgb[top : top + side, left : left + side]
    # Linear: the circle is at least half as wide as the square; area takes 1.5 ms.
    scaled = cv2.resize(square, (side_px, side_px), interpolation=cv2.INTER_LINEAR)
    return image_of(np.asarray(cv2.flip(scaled, 1), np.uint8))


def image_of(rgb: NDArray[np.uint8]) -> QImage:
    """Convert a picture, uint8 of shape (height, width, 3), RGB order, to Qt.

    Returns:
        A 32-bit image that owns its pixels. 32 bits, because Qt draws them four
        times faster than 24.
    """
    height, width = rgb.shape[:2]
    pixels = cv2.cvtColor(rgb, cv2.COLOR_RGB2BGRA)  # 0xffRRGGBB, little-endian
    borrowed = QImage(
        pixels.tobytes(), width, height, pixels.strides[0], QImage.Format.Format_RGB32
    )
    return borrowed.copy()
