"""The room behind the people: walls, a door, a shelf, at living-room distances."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from .appearance import linear
from .materials import Plain
from .mesh import Mesh

#: Center and size in millimeters (camera coordinates), and sRGB, of each box.
_BOXES: Final = (
    ((0.0, -100.0, 2650.0), (5200.0, 3400.0, 100.0), (0.74, 0.70, 0.63)),  # back wall
    ((-1750.0, -100.0, 1600.0), (100.0, 3400.0, 2600.0), (0.66, 0.66, 0.63)),  # left wall
    ((0.0, 1250.0, 1500.0), (5200.0, 100.0, 3400.0), (0.42, 0.35, 0.29)),  # floor
    ((880.0, 200.0, 2580.0), (820.0, 2100.0, 60.0), (0.56, 0.46, 0.36)),  # door
    ((590.0, 260.0, 2535.0), (30.0, 130.0, 40.0), (0.75, 0.74, 0.70)),  # its handle
    ((-780.0, -330.0, 2480.0), (860.0, 36.0, 260.0), (0.46, 0.36, 0.28)),  # shelf
    ((-1060.0, -450.0, 2470.0), (70.0, 210.0, 160.0), (0.45, 0.24, 0.22)),  # books
    ((-980.0, -435.0, 2470.0), (60.0, 180.0, 160.0), (0.25, 0.33, 0.42)),
    ((-905.0, -455.0, 2470.0), (76.0, 220.0, 160.0), (0.62, 0.57, 0.44)),
    ((-560.0, -410.0, 2460.0), (130.0, 130.0, 130.0), (0.35, 0.44, 0.36)),  # a pot
    ((-700.0, 620.0, 2350.0), (1000.0, 900.0, 420.0), (0.52, 0.47, 0.41)),  # a cupboard
)
_CORNERS = np.array([[x, y, z] for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)])
_SIDES = np.array(
    [[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]]
)
_NORMALS = np.array(
    [[-1, 0, 0], [1, 0, 0], [0, -1, 0], [0, 1, 0], [0, 0, -1], [0, 0, 1]], np.float32
)


def room_meshes() -> list[Mesh]:
    """Return the boxes of the room."""
    return [_box(np.array(center), np.array(size), srgb) for center, size, srgb in _BOXES]


def _box(
    center: NDArray[np.float64], size: NDArray[np.float64], srgb: tuple[float, float, float]
) -> Mesh:
    vertices = (_CORNERS * size + center)[_SIDES].reshape(-1, 3).astype(np.float32)
    halves = np.array([[0, 1, 2], [0, 2, 3]])
    triangles = (np.arange(6)[:, None, None] * 4 + halves).reshape(-1, 3).astype(np.int32)
    nothing = np.zeros((len(triangles), 3, 1), np.float32)
    normals = np.repeat(_NORMALS, 4, axis=0)
    return Mesh(vertices, triangles, normals, nothing, Plain(linear(np.array(srgb))))
