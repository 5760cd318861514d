"""The one conversion of a picture from numpy to Qt."""

from __future__ import annotations

from typing import Any, Final

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
    # Mirrored and converted before it is scaled: the square is smaller than a large circle.
    pixels = cv2.flip(cv2.cvtColor(square, cv2.COLOR_RGB2BGRA), 1)
    # Linear: the circle is at least half as wide as the square; area takes 1.5 ms.
    image, canvas = _new_image(side_px, side_px)
    cv2.resize(pixels, (side_px, side_px), dst=canvas, interpolation=cv2.INTER_LINEAR)
    return image


def image_of(rgb: NDArray[np.uint8]) -> QImage:
    """Convert a picture, uint8 of shape (height, width, 3), RGB order, to Qt.

    Returns:
        A 32-bit image that owns its pixels. 32 bits, because Qt draws them four
        times faster than 24.
    """
    image, canvas = _new_image(*rgb.shape[1::-1])
    cv2.cvtColor(rgb, cv2.COLOR_RGB2BGRA, dst=canvas)
    return image


def _new_image(width_px: int, height_px: int) -> tuple[QImage, NDArray[np.uint8]]:
    """Make a 32-bit image and the array that writes its pixels: 0xffRRGGBB, little-endian.

    The array must not outlive the image.
    """
    image = QImage(width_px, height_px, QImage.Format.Format_RGB32)
    memory: Any = image.bits()  # sip's pointer, a buffer once its size is known
    memory.setsize(image.sizeInBytes())
    return image, np.frombuffer(memory, np.uint8).reshape(height_px, width_px, 4)
