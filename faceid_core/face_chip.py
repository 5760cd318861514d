"""Cut dlib's face chip out of a color image: what the color trunk was trained on."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from .face_mesh import (
    LEFT_EYE_INNER,
    LEFT_EYE_OUTER,
    NOSE_BASE,
    RIGHT_EYE_INNER,
    RIGHT_EYE_OUTER,
)
from .types import COLOR_CROP_PX

#: The mesh's landmarks for dlib's five points, in the order of `MEAN_SHAPE`.
FIVE_POINTS: Final = (
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
_TARGETS_PX: Final = (PADDING + MEAN_SHAPE) / (1.0 + 2.0 * PADDING) * COLOR_CROP_PX


def cut_face_chip(rgb: NDArray[np.uint8], landmarks_px: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return the face turned upright and scaled, uint8, shape (150, 150, 3).

    Args:
        rgb: uint8, shape (height, width, 3). It is not changed.
        landmarks_px: float32, shape (468, 2), the face mesh.
    """
    transform = similarity_transform(landmarks_px[list(FIVE_POINTS)], _TARGETS_PX)
    size = (COLOR_CROP_PX, COLOR_CROP_PX)
    return np.asarray(cv2.warpAffine(rgb, transform, size, flags=cv2.INTER_LINEAR), np.uint8)


def similarity_transform(
    source: NDArray[np.floating], target: NDArray[np.floating]
) -> NDArray[np.float64]:
    """Return the 2 x 3 turn, scale and shift that best maps `source` onto `target`.

    Least squares after S. Umeyama, "Least-squares estimation of transformation
    parameters between two point patterns", 1991. In the plane it is one complex
    number: scale * exp(i * angle) = sum(conj(s) * t) / sum(|s|**2), centered.

    Args:
        source, target: shape (n, 2).
    """
    source_center, target_center = source.mean(axis=0), target.mean(axis=0)
    s = (source - source_center) @ np.array([1.0, 1.0j])
    t = (target - target_center) @ np.array([1.0, 1.0j])
    factor = np.vdot(s, t) / max(float(np.vdot(s, s).real), 1e-12)
    turn = np.array([[factor.real, -factor.imag], [factor.imag, factor.real]])
    return np.hstack([turn, (target_center - turn @ source_center)[:, None]])
