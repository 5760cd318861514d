"""Reading a depth image between its pixels without inventing surfaces."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

#: Neighboring pixels of one surface differ by less than this share of their depth.
_SAME_SURFACE: Final = 0.03
_NEIGHBORS_TO_CLOSE: Final = 5  # of 8: a gap inside a surface, not a step beside one


class RegisteredSurface:
    """A depth image that can be asked for the depth at a fraction of a pixel.

    Args:
        depth_mm: uint16, shape (height, width), 0 where nothing was measured.
    """

    def __init__(self, depth_mm: NDArray[np.uint16]) -> None:
        self._depth_mm = depth_mm.astype(np.float32)
        # The smallest and largest of the 2 x 2 pixels that an interpolation mixes.
        block = np.ones((2, 2), np.uint8)
        anchor = (0, 0)
        low = cv2.erode(self._depth_mm, block, anchor=anchor)
        high = cv2.dilate(self._depth_mm, block, anchor=anchor)
        self._smooth = ((low > 0) & (high - low < _SAME_SURFACE * low)).astype(np.float32)

    def depth_at(
        self, column: NDArray[np.float32], row: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Depth at positions in pixels: interpolated inside a surface, else of the nearest pixel.

        Returns:
            float32 of the same shape, 0 where nothing was measured.
        """
        nearest = _sample(self._depth_mm, column, row, cv2.INTER_NEAREST)
        mixed = _sample(self._depth_mm, column, row, cv2.INTER_LINEAR)
        corner = _sample(self._smooth, np.floor(column), np.floor(row), cv2.INTER_NEAREST)
        return np.where(corner > 0, mixed, nearest)


def close_small_gaps(depth_mm: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Fill pixels without depth that are nearly surrounded, with the nearest neighbor's depth.

    Args:
        depth_mm: uint16, shape (height, width), 0 is no depth. It is not changed.

    Returns:
        uint16 of the same shape.
    """
    around = np.ones((3, 3), np.uint8)
    known = (depth_mm > 0).astype(np.float32)
    neighbors = cv2.filter2D(known, -1, around.astype(np.float32), borderType=cv2.BORDER_CONSTANT)
    unseen = np.where(depth_mm > 0, depth_mm, np.uint16(65535))
    nearest = cv2.erode(unseen, around)
    fill = (depth_mm == 0) & (neighbors >= _NEIGHBORS_TO_CLOSE)
    return np.where(fill, nearest, depth_mm)


def _sample(
    image: NDArray[np.float32],
    column: NDArray[np.float32],
    row: NDArray[np.float32],
    interpolation: int,
) -> NDArray[np.float32]:
    return np.asarray(
        cv2.remap(image, column, row, interpolation, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
    )
