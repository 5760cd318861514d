"""The mean face that others are aligned to: landmarks and a height map in millimeters.

The face's own coordinates: x to the right of the picture, y down, z into the
head; the origin lies between nose and eyes, at the middle of the height map.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .bad_file import BAD_NPZ
from .errors import WeightsError
from .face_mesh import LANDMARK_COUNT
from .litert import ASSETS
from .types import DEPTH_MAP_PX

GEOMETRY_FILE: Final = ASSETS / "face_geometry.npz"
MAP_MM_PER_PX: Final = 1.6


@dataclass(frozen=True, eq=False)
class FaceGeometry:
    """The mean over many rendered heads (`faceid_core.mean_face` makes it).

    Attributes:
        landmarks_mm: float64, shape (468, 3), where the face mesh's landmarks
            lie on the mean face.
        rigid: int, shape (n,), landmarks that keep their place whoever it is and
            whatever the expression.
        height_mm: float32, shape (96, 96), z of the mean face on the map's grid,
            NaN beyond its edge.
    """

    landmarks_mm: NDArray[np.float64]
    rigid: NDArray[np.int64]
    height_mm: NDArray[np.float32]

    @classmethod
    def load(cls, path: Path = GEOMETRY_FILE) -> FaceGeometry:
        """Read the shipped mean face.

        Raises:
            WeightsError: If the file is missing or damaged.
        """
        try:
            with np.load(path, allow_pickle=False) as stored:
                geometry = cls(
                    landmarks_mm=stored["landmarks_mm"].astype(np.float64),
                    rigid=stored["rigid"].astype(np.int64),
                    height_mm=stored["height_mm"].astype(np.float32),
                )
        except BAD_NPZ as error:
            raise WeightsError(
                f"{path} is missing or damaged ({error}): install the project again."
            ) from error
        if geometry.landmarks_mm.shape != (LANDMARK_COUNT, 3) or geometry.height_mm.shape != (
            DEPTH_MAP_PX,
            DEPTH_MAP_PX,
        ):
            raise WeightsError(f"{path} is of another version: install the project again.")
        return geometry


def map_coordinates_mm() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return x and y of every pixel of a canonical map, each of shape (96, 96)."""
    steps = (np.arange(DEPTH_MAP_PX) - (DEPTH_MAP_PX - 1) / 2.0) * MAP_MM_PER_PX
    x, y = np.meshgrid(steps, steps)
    return x, y
