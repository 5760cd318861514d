"""Does a face stand on a body, or is it held in front of one? What depth shows below the chin.

A face, also one with something worn on it, has a neck and a chest a hand's breadth behind it. A
phone, a small print or a mask in a hand is an island: below it is what stands farther away. Only
what is measured speaks against a face: beyond the picture's edge and in holes nothing does.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from hardware.frame import NO_DEPTH, Frame

from .types import Face

#: Where neck and chest are, from the face's origin; upright, for a body does not turn with a head.
_BESIDE_MM: Final = np.linspace(-45.0, 45.0, 13)
_BELOW_MM: Final = np.linspace(105.0, 165.0, 9)
_BEHIND_MM: Final = 60.0
#: A body is nearer behind the face's origin than this (docs/measurements.md).
ISLAND_MM: Final = 200.0


def body_below(frame: Frame, face: Face) -> float:
    """Return how much of the place below a face is not far behind it.

    Args:
        frame: The frame.
        face: Where the face is in it.

    Returns:
        From 0, everything is measured and too far away, to 1.
    """
    x, y, z = face.origin_mm
    camera = frame.intrinsics
    depth_mm = z + _BEHIND_MM
    columns = np.rint((x + _BESIDE_MM) / depth_mm * camera.fx_px + camera.cx_px).astype(int)
    rows = np.rint((y + _BELOW_MM) / depth_mm * camera.fy_px + camera.cy_px).astype(int)
    found = frame.depth_mm[np.ix_(_inside(rows, 0, frame), _inside(columns, 1, frame))]
    is_far = (found != NO_DEPTH) & (found > z + ISLAND_MM)
    return 1.0 - float(is_far.sum()) / (len(_BESIDE_MM) * len(_BELOW_MM))


def _inside(pixels: NDArray[np.int_], axis: int, frame: Frame) -> NDArray[np.int_]:
    inside: NDArray[np.int_] = pixels[(pixels >= 0) & (pixels < frame.depth_mm.shape[axis])]
    return inside
