"""A hand in front of a mouth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .appearance import linear
from .face_model import LANDMARK_VERTICES, triangles_of
from .materials import Plain
from .mesh import Mesh
from .sitter import Sitter


def hand_of(
    sitter: Sitter,
    neutral_mm: NDArray[np.float32],
    shift_mm: tuple[float, float, float] = (0.0, 0.0, 0.0),
) -> Mesh:
    """Four fingers and a palm in front of mouth and nose tip, as capsules in one mesh.

    Args:
        sitter: Whose hand.
        neutral_mm: The person's head without expression.
        shift_mm: How far from there it is held, head coordinates.
    """
    landmarks = neutral_mm[LANDMARK_VERTICES]
    mouth = landmarks[48:60].mean(axis=0)
    front = float(landmarks[:, 2].min()) - 6.0
    bones = [
        (np.array([-62.0, -22.0 + 15.5 * i, 10.0]), np.array([40.0, -26.0 + 17.0 * i, 0.0]), 10.5)
        for i in range(4)
    ]
    bones += [
        (np.array([40.0, -20.0 + 13.5 * i, 3.0]), np.array([105.0, 12.0 + 15.0 * i, 12.0]), 15.0)
        for i in range(4)
    ]
    vertices: list[NDArray[np.float64]] = []
    normals: list[NDArray[np.float64]] = []
    triangles: list[NDArray[np.int32]] = []
    for start, end, radius in bones:
        points, outward, faces = capsule(start, end, radius)
        triangles.append(faces + sum(len(part) for part in vertices))
        vertices.append(points)
        normals.append(outward)
    local = np.concatenate(vertices) + np.array([mouth[0], mouth[1] - 6.0, front])
    local += shift_mm
    placed = (local @ sitter.axes.T + np.array(sitter.position_mm)).astype(np.float32)
    turned = (np.concatenate(normals) @ sitter.axes.T).astype(np.float32)
    faces = np.concatenate(triangles).astype(np.int32)
    rgb = linear(np.array(sitter.person.skin_rgb) * 0.95)
    nothing = np.zeros((len(faces), 3, 1), np.float32)
    return Mesh(placed, faces, turned, nothing, Plain(rgb, 0.05, 15.0))


def capsule(
    start: NDArray[np.float64], end: NDArray[np.float64], radius: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int32]]:
    """Return vertices, outward normals and triangles of a cylinder with round ends."""
    along = (end - start) / np.linalg.norm(end - start)
    across = np.cross(along, [0.0, 0.3, 1.0])
    across /= np.linalg.norm(across)
    third = np.cross(along, across)
    around, rings = 16, 6
    tilt = np.linspace(-np.pi / 2, np.pi / 2, 2 * rings)
    angle = np.linspace(0, 2 * np.pi, around, endpoint=False)
    circle = np.cos(angle)[:, None] * across + np.sin(angle)[:, None] * third
    outward = np.cos(tilt)[:, None, None] * circle[None] + np.sin(tilt)[:, None, None] * along
    ends = np.where((tilt < 0)[:, None], start, end)
    points = ends[:, None] + radius * outward
    row, column = np.meshgrid(np.arange(2 * rings - 1), np.arange(around), indexing="ij")
    a, b = row * around + column, row * around + (column + 1) % around
    quads = np.stack([a, a + around, b + around, b], axis=-1).reshape(-1, 4).astype(np.int32)
    return points.reshape(-1, 3), outward.reshape(-1, 3), triangles_of(quads)
