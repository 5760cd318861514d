"""Make a picture smaller on two cores; OpenCV's mean over areas uses only one."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
from numpy.typing import NDArray


class Shrinker:
    """Shrinks the upper part of a picture in one thread and the lower in another.

    Args:
        threads: 1 shrinks it in one piece, which takes longer and less processor time.
    """

    def __init__(self, *, threads: int = 2) -> None:
        self._lower = (
            ThreadPoolExecutor(max_workers=1, thread_name_prefix="shrinking")
            if threads > 1
            else None
        )

    def shrink(self, picture: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
        """Return the mean color of areas, bit for bit as of the picture in one piece.

        It is cut where an area of the whole picture ends; where none does, it stays whole.

        Args:
            picture: uint8, shape (height, width, 3). It is not changed.
            size: Width and height of the answer, pixels, no larger.
        """
        height, (_, small_height) = picture.shape[0], size
        cuts = math.gcd(height, small_height)
        cut, small_cut = (rows // cuts * (cuts // 2) for rows in (height, small_height))
        small = np.empty((small_height, size[0], 3), np.uint8)
        if cut == 0 or self._lower is None:
            _shrink(picture, small)
            return small
        below = self._lower.submit(_shrink, picture[cut:], small[small_cut:])
        _shrink(picture[:cut], small[:small_cut])
        below.result()
        return small


def _shrink(picture: NDArray[np.uint8], small: NDArray[np.uint8]) -> None:
    cv2.resize(picture, small.shape[1::-1], dst=small, interpolation=cv2.INTER_AREA)
