"""Cut the upright face chip out of a color image.

Its five points lie where networks of the ArcFace family were trained to find them, one and a
half times as far apart, and there is more around them: dlib's own chip can be cut from it too.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from .face_mesh import (
    LEFT_EYE_INNER,
    LEFT_EYE_OUTER,
    LEFT_MOUTH_CORNER,
    NOSE_TIP,
    RIGHT_EYE_INNER,
    RIGHT_EYE_OUTER,
    RIGHT_MOUTH_CORNER,
)
from .types import COLOR_CROP_PX

#: Middles of the eyes, tip of the nose, corners of the mouth: the mesh's landmarks whose mean
#: each is, left and right as in the picture, in the order of `ARCFACE_POINTS_PX`.
FIVE_POINTS: Final = (
    (LEFT_EYE_OUTER, LEFT_EYE_INNER),
    (RIGHT_EYE_INNER, RIGHT_EYE_OUTER),
    (NOSE_TIP,),
    (LEFT_MOUTH_CORNER,),
    (RIGHT_MOUTH_CORNER,),
)
#: Where ArcFace expects them in 112 x 112 pixels (`arcface_src`, insightface; the same numbers
#: as in OpenCV's `FaceRecognizerSF`).
ARCFACE_POINTS_PX: Final = np.array(
    [
        [38.2946, 51.6963],
        [73.5318, 51.5014],
        [56.0252, 71.7366],
        [41.5493, 92.3655],
        [70.7299, 92.2041],
    ]
)
ARCFACE_SIDE_PX: Final = 112
#: A pixel of ArcFace's square in pixels of the chip.
CHIP_SCALE: Final = 1.5
#: ArcFace's square within the chip: its left edge, and its side. It begins at the top.
ARCFACE_LEFT_PX: Final = 12
ARCFACE_IN_CHIP_PX: Final = round(CHIP_SCALE * ARCFACE_SIDE_PX)
#: Where the five points lie in the chip; a pixel's middle is at whole numbers.
CHIP_POINTS_PX: Final = (ARCFACE_POINTS_PX + 0.5) * CHIP_SCALE - 0.5 + (ARCFACE_LEFT_PX, 0)


def cut_face_chip(rgb: NDArray[np.uint8], landmarks_px: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return the face turned upright and scaled, uint8, shape (192, 192, 3).

    Args:
        rgb: uint8, shape (height, width, 3). It is not changed.
        landmarks_px: float32, shape (468, 2), the face mesh.
    """
    size = (COLOR_CROP_PX, COLOR_CROP_PX)
    transform = _onto_chip(landmarks_px)
    return np.asarray(cv2.warpAffine(rgb, transform, size, flags=cv2.INTER_LINEAR), np.uint8)


def chip_points(landmarks_px: NDArray[np.float32]) -> NDArray[np.floating]:
    """Return where the face mesh lies in the chip that was cut by it, shape (468, 2), pixels."""
    transform = _onto_chip(landmarks_px)
    points: NDArray[np.floating] = landmarks_px @ transform[:, :2].T + transform[:, 2]
    return points


def _onto_chip(landmarks_px: NDArray[np.float32]) -> NDArray[np.float64]:
    return similarity_transform(five_points(landmarks_px), CHIP_POINTS_PX)


def five_points(landmarks: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return the five points of a mesh, shape (5, d), from its landmarks, shape (468, d)."""
    return np.stack([landmarks[list(those)].mean(axis=0) for those in FIVE_POINTS])


def arcface_square(chip: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return what networks of the ArcFace family take, uint8, shape (112, 112, 3).

    Args:
        chip: uint8, shape (192, 192, 3), from `cut_face_chip`.
    """
    square = chip[:ARCFACE_IN_CHIP_PX, ARCFACE_LEFT_PX : ARCFACE_LEFT_PX + ARCFACE_IN_CHIP_PX]
    size = (ARCFACE_SIDE_PX, ARCFACE_SIDE_PX)
    return np.asarray(cv2.resize(square, size, interpolation=cv2.INTER_AREA), np.uint8)


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
