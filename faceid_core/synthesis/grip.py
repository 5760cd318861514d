"""Hands that hold something at its edges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .appearance import linear
from .hand import capsule
from .materials import Plain
from .mesh import Mesh
from .person import Person
from .prints import Print
from .worn import joined

_THUMB_MM: Final = 9.0
_FINGER_MM: Final = 8.5
_PALM_MM: Final = 24.0
#: How far a thumb reaches over the edge, and at most as a part of the width.
_REACH_MM: Final = 16.0
_REACH: Final = 0.09


def hands_on(held: Print, edges: Sequence[tuple[float, float]], person: Person) -> Mesh:
    """Return hands, a thumb before the sheet and the rest behind it.

    Args:
        held: What they hold.
        edges: Where on its edge, from its middle, as parts of its half width and height:
            (-1, 0.4) is the left edge, a little low.
        person: Whose hands.
    """
    shapes = []
    for across, down in edges:
        x, y = across * held.width_mm / 2.0, down * held.height_mm / 2.0
        outward = np.array([np.sign(across) if abs(across) >= abs(down) else 0.0, 0.0])
        outward[1] = 0.0 if outward[0] else np.sign(down)
        side = np.array([-outward[1], outward[0]])
        reach_mm = min(_REACH_MM, _REACH * held.width_mm)
        for start, end, radius in _bones(outward, side, reach_mm):
            points, normals, faces = capsule(
                _at(held, (x, y), start), _at(held, (x, y), end), radius
            )
            shapes.append((points.astype(np.float32), normals.astype(np.float32), faces))
    rgb = linear(np.array(person.skin_rgb) * 0.95)
    return joined(
        [
            (points.astype(np.float32), out.astype(np.float32), faces)
            for points, out, faces in shapes
        ],
        Plain(rgb, 0.05, 15.0),
    )


def _bones(
    outward: NDArray[np.float64], side: NDArray[np.float64], reach_mm: float
) -> list[tuple[NDArray[np.float64], NDArray[np.float64], float]]:
    """Return start, end and radius of the bones of one hand around a place on an edge.

    Points are (x, y, z) from that place; z grows away from the viewer.
    """

    def place(out_mm: float, side_mm: float, z_mm: float) -> NDArray[np.float64]:
        return np.array([*(out_mm * outward + side_mm * side), z_mm])

    bones = [
        (place(38.0, -4.0, 4.0), place(6.0, -4.0, -9.5), _THUMB_MM),
        (place(6.0, -4.0, -9.5), place(-reach_mm, -2.0, -10.0), _THUMB_MM),
        (place(45.0, 5.0, 16.0), place(95.0, 30.0, 40.0), _PALM_MM),
    ]
    bones += [
        (place(30.0, 17.0 * i - 22.0, 14.0), place(-30.0, 17.0 * i - 22.0, 11.0), _FINGER_MM)
        for i in range(4)
    ]
    return bones


def _at(
    held: Print, edge_mm: tuple[float, float], from_edge_mm: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return a point beside the sheet's edge in camera coordinates."""
    x, y = (np.array([value]) for value in edge_mm)
    return held.placed(held.local_mm(x, y) + from_edge_mm)[0]
