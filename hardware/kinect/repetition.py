"""Telling a picture that a sensor has taken from the last one delivered again."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..calibration import RAW_NO_DATA
from .ring import RawFrame

#: Between the darkest and the brightest value of a picture in which noise shows. A covered
#: or dazzled camera delivers the same value everywhere, and is not stuck.
_CONTRAST: Final = 64


class Repetition:
    """Compares each frame of a sensor with the one before it.

    Noise makes every picture differ from every other, in its depth and in its color. Where
    either is bit by bit the same as before, the sensor or its driver is stuck, and shows what
    may be long gone.
    """

    def __init__(self) -> None:
        self._last: RawFrame | None = None

    def is_repeated(self, frame: RawFrame) -> bool:
        """Whether a frame holds the depth or the color image of the one before it."""
        last, self._last = self._last, frame
        if last is None:
            return False
        is_same_depth = _is_same(frame.raw, last.raw) and bool((frame.raw != RAW_NO_DATA).any())
        is_same_color = _is_same(frame.rgb, last.rgb) and bool(np.ptp(frame.rgb) > _CONTRAST)
        return is_same_depth or is_same_color


def _is_same(image: NDArray[np.generic], other: NDArray[np.generic]) -> bool:
    """Whether two images are the same; most differ in their first rows already."""
    return np.array_equal(image[:8], other[:8]) and np.array_equal(image, other)
