"""Tubes along a line: frames of glasses, scarves."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from .face_model import triangles_of

_AROUND: Final = 8

Shape = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int32]]


def tube(
    path_mm: NDArray[np.floating], radius_mm: NDArray[np.floating] | float, *, closed: bool = False
) -> Shape:
    """Return vertices, outward normals and triangles of a tube with open ends.

    Args:
        path_mm: Shape (n, 3), its middle line.
        radius_mm: One number, or two of shape (2,): across the line in x and y, and in z.
        closed: Whether the last point is joined to the first.
    """
    count = len(path_mm)
    wide, deep = np.broadcast_to(np.asarray(radius_mm, float), 2)
    if closed:
        along = np.roll(path_mm, -1, axis=0) - np.roll(path_mm, 1, axis=0)
    else:
        along = np.gradient(path_mm, axis=0)
    along = along / np.linalg.norm(along, axis=1, keepdims=True)
    # Across the line, as level in z as possible; a line straight along z takes y.
    across = np.cross(along, [0.0, 0.0, 1.0])
    steep = np.linalg.norm(across, axis=1) < 0.2
    across[steep] = np.cross(along[steep], [1.0, 0.0, 0.0])
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    third = np.cross(along, across)
    angle = np.linspace(0.0, 2.0 * np.pi, _AROUND, endpoint=False)
    cosine, sine = np.cos(angle)[None, :, None], np.sin(angle)[None, :, None]
    offset = wide * cosine * across[:, None] + deep * sine * third[:, None]
    outward = cosine / wide * across[:, None] + sine / deep * third[:, None]
    outward /= np.linalg.norm(outward, axis=2, keepdims=True)
    points = np.asarray(path_mm)[:, None] + offset
    return (
        points.reshape(-1, 3).astype(np.float32),
        outward.reshape(-1, 3).astype(np.float32),
        rings(count, _AROUND, closed=closed),
    )


def rings(count: int, around: int, *, closed: bool = False) -> NDArray[np.int32]:
    """Return the triangles between rings of vertices, each joined to itself.

    Args:
        count: How many rings.
        around: Vertices of a ring.
        closed: Whether the last ring is joined to the first.
    """
    row, column = np.meshgrid(
        np.arange(count if closed else count - 1), np.arange(around), indexing="ij"
    )
    after_row, after_column = (row + 1) % count, (column + 1) % around
    corners = [
        row * around + column,
        after_row * around + column,
        after_row * around + after_column,
        row * around + after_column,
    ]
    return triangles_of(np.stack(corners, axis=-1).reshape(-1, 4).astype(np.int32))
