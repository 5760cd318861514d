"""dlib's face chip, cut from ours: what its network is given when it is measured beside ours.

How both lie to each other is taken from the mean face, so dlib's alignment is ours here, not that
of its own five landmarks.
"""

from __future__ import annotations

import functools
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ..face_chip import CHIP_POINTS_PX, five_points, similarity_transform
from ..face_geometry import FaceGeometry
from ..face_mesh import (
    LEFT_EYE_INNER,
    LEFT_EYE_OUTER,
    NOSE_BASE,
    RIGHT_EYE_INNER,
    RIGHT_EYE_OUTER,
)

DLIB_CHIP_PX: Final = 150
#: The mesh's landmarks for dlib's five points, in the order of `MEAN_SHAPE`.
DLIB_POINTS: Final = (
    RIGHT_EYE_OUTER,
    RIGHT_EYE_INNER,
    LEFT_EYE_OUTER,
    LEFT_EYE_INNER,
    NOSE_BASE,
)
#: dlib's mean face, in units of the face's size (`get_face_chip_details`,
#: dlib/image_transforms/interpolation.h).
MEAN_SHAPE: Final = np.array(
    [
        [0.8595674595992, 0.2134981538014],
        [0.6460604764104, 0.2289674387677],
        [0.1205750620789, 0.2137274526848],
        [0.3340850613712, 0.2290642403242],
        [0.4901123135679, 0.6277975316475],
    ]
)
PADDING: Final = 0.25  # on each side, as a part of the face's size
DLIB_POINTS_PX: Final = (PADDING + MEAN_SHAPE) / (1.0 + 2.0 * PADDING) * DLIB_CHIP_PX


def dlib_chip(chip: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return what dlib's network takes, uint8, shape (150, 150, 3).

    Args:
        chip: uint8, shape (192, 192, 3), `FaceCrop.rgb`.
    """
    size = (DLIB_CHIP_PX, DLIB_CHIP_PX)
    cut = cv2.warpAffine(chip, chip_to_dlib(), size, flags=cv2.INTER_LINEAR)
    return np.ascontiguousarray(cut, np.uint8)


@functools.cache
def chip_to_dlib() -> NDArray[np.float64]:
    """Return the turn, scale and shift from our chip to dlib's, shape (2, 3)."""
    landmarks = FaceGeometry.load().landmarks_mm[:, :2]
    to_chip = similarity_transform(five_points(landmarks), CHIP_POINTS_PX)
    on_chip = landmarks[list(DLIB_POINTS)] @ to_chip[:, :2].T + to_chip[:, 2]
    return similarity_transform(on_chip, DLIB_POINTS_PX)
