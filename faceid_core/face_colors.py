"""Has it a face's colors? A mask of one material has a face's shape and none of its contrasts.

Brows and lashes are darker than the forehead, lips redder than cheeks, eyes have a white, whoever
it is; the mesh says where they are. Of the color at each landmark, as a logarithm, what light
does to a plain surface is taken away: a factor for each channel (exposure, white balance), and
what grows with the surface's normals (a lamp beside the camera). The rest is weighed by Fisher's
linear discriminants of faces against plain masks, and of faces against prints that are worn: these
bring the light and the shadows of another place (`training.fit_face_colors` makes both).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from .face_geometry import MAP_MM_PER_PX, FaceGeometry
from .linear_filter import LinearFilter
from .litert import ASSETS
from .types import COLOR_CROP_PX, DEPTH_MAP_PX

MASK_FILE: Final = ASSETS / "face_colors.npz"
MASK_SHA256: Final = "734c848b971d74b5e0e476ba20df7cc425f3de5085f72caf85ef5cc67fa8897e"
PRINT_FILE: Final = ASSETS / "print_colors.npz"
PRINT_SHA256: Final = "76f0e634865b50c1c45717aea40634f5c1338321baaeb7dcf086bbfa08943f66"
_HALF_WIDTH_MM: Final = 62.0  # farther beside are hair and background
_MIN_FACING: Final = 0.35  # part of a unit normal that looks ahead
_MEAN_PX: Final = 5  # side of the square whose mean is a landmark's color
_SMOOTHING_PX: Final = 1.5  # of the mean face, before its normals are taken
_DARKEST: Final = 4.0  # below, noise is all there is
#: Nothing may weigh more: a factor of e ** 0.35 = 1.42 beside what light explains.
_CLIP: Final = 0.35


class ColorContrasts:
    """Takes what is no light from the colors at a face's landmarks.

    Attributes:
        landmarks: int, shape (n,), which landmarks of the mesh are looked at.
    """

    def __init__(self, geometry: FaceGeometry) -> None:
        normals = landmark_normals(geometry)
        is_facing = normals[:, 2] > _MIN_FACING  # never of a NaN
        is_inside = np.abs(geometry.landmarks_mm[:, 0]) < _HALF_WIDTH_MM
        self.landmarks = np.flatnonzero(is_facing & is_inside)
        light = np.column_stack([np.ones(len(self.landmarks)), normals[self.landmarks]])
        self._light = np.linalg.qr(light)[0]

    def of(
        self, chip: NDArray[np.uint8], points_px: NDArray[np.floating]
    ) -> NDArray[np.float32] | None:
        """Return the contrasts of one face.

        Args:
            chip: uint8, shape (192, 192, 3), from `cut_face_chip`.
            points_px: The mesh's landmarks in it, shape (468, 2).

        Returns:
            float32, shape (3 n,): brightness, red over green and blue over green at every landmark,
            as logarithms; None of a colorless picture.
        """
        red, green, blue = np.moveaxis(chip, -1, 0)
        if np.array_equal(red, green) and np.array_equal(green, blue):
            return None
        columns, rows = np.rint(points_px[self.landmarks]).clip(0, COLOR_CROP_PX - 1).T.astype(int)
        means = cv2.blur(chip, (_MEAN_PX, _MEAN_PX))[rows, columns]
        logs = np.log(np.maximum(means.astype(np.float64), _DARKEST))
        red_log, green_log, blue_log = logs.T
        parts = np.stack([logs.mean(axis=1), red_log - green_log, blue_log - green_log])
        parts -= parts @ self._light @ self._light.T
        return parts.clip(-_CLIP, _CLIP).astype(np.float32).ravel()


@dataclass(frozen=True)
class ColorShares:
    """How much of a face's colors there is, percent: 100 for the mean face.

    Attributes:
        of_mask: About 0 for a mask of one material.
        of_print: About 0 for a print that is worn.
    """

    of_mask: float
    of_print: float


#: What a picture without any color says: nothing speaks against a face.
NOT_MEASURED: Final = ColorShares(100.0, 100.0)


class FaceColors:
    """The loaded discriminants, and what they weigh."""

    def __init__(
        self,
        geometry: FaceGeometry,
        mask: tuple[Path, str] = (MASK_FILE, MASK_SHA256),
        print_: tuple[Path, str] = (PRINT_FILE, PRINT_SHA256),
    ) -> None:
        """Load the shipped ones.

        Args:
            geometry: The mean face, whose normals tell how light falls on a face.
            mask, print_: The files, and their SHA-256, hexadecimal.

        Raises:
            WeightsError: If one is missing or was changed.
        """
        self._contrasts = ColorContrasts(geometry)
        size = 3 * len(self._contrasts.landmarks)
        self._mask, self._print = (LinearFilter.read(*file, size) for file in (mask, print_))

    def shares(self, chip: NDArray[np.uint8], points_px: NDArray[np.floating]) -> ColorShares:
        """Return how much of a face's colors there is.

        Args:
            chip, points_px: As of `ColorContrasts.of`.

        Returns:
            `NOT_MEASURED` of a colorless picture.
        """
        contrasts = self._contrasts.of(chip, points_px)
        if contrasts is None:
            return NOT_MEASURED
        return ColorShares(self._mask.answer(contrasts), self._print.answer(contrasts))


def landmark_normals(geometry: FaceGeometry) -> NDArray[np.float64]:
    """Return the mean face's unit normals at its landmarks, toward the viewer.

    Returns:
        Shape (468, 3): to the right, down and ahead; NaN beyond the edge of its height map.
    """
    known = np.isfinite(geometry.height_mm)
    heights = np.nan_to_num(geometry.height_mm).astype(np.float64)
    sums, weight = (
        cv2.GaussianBlur(part, (0, 0), _SMOOTHING_PX)
        for part in (heights, known.astype(np.float64))
    )
    down, right = np.gradient(sums / np.maximum(weight, 1e-6), MAP_MM_PER_PX)
    normals = np.stack([right, down, np.ones_like(right)], axis=-1)
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    normals[cv2.erode(known.astype(np.uint8), np.ones((3, 3), np.uint8)) == 0] = np.nan
    pixels = np.rint(geometry.landmarks_mm[:, :2] / MAP_MM_PER_PX + (DEPTH_MAP_PX - 1) / 2.0)
    is_inside: NDArray[np.bool_] = np.all((pixels >= 0) & (pixels < DEPTH_MAP_PX), axis=1)
    columns, rows = pixels.clip(0, DEPTH_MAP_PX - 1).astype(int).T
    return np.where(is_inside[:, None], normals[rows, columns], np.nan)
