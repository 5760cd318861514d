"""Pictures of people on paper: flat or bent prints, held before the camera."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .appearance import linear
from .materials import Texture
from .mesh import Mesh, smooth_normals


@dataclass(frozen=True, eq=False)
class Print:
    """A picture on paper.

    Attributes:
        picture: uint8, shape (h, w, 3), sRGB.
        width_mm, height_mm: Size of the paper.
        position_mm: The middle of the paper, camera coordinates.
        yaw_deg, pitch_deg, roll_deg: How the paper is turned, signs as in `types.Pose`.
        bend_radius_mm: Of the cylinder, upright axis, that it is bent around; None is flat.
    """

    picture: NDArray[np.uint8]
    width_mm: float
    height_mm: float
    position_mm: tuple[float, float, float] = (0.0, 0.0, 600.0)
    yaw_deg: float = 0.0
    pitch_deg: float = 0.0
    roll_deg: float = 0.0
    bend_radius_mm: float | None = None

    def mesh(self) -> Mesh:
        """Return the paper in camera coordinates."""
        columns, rows = np.linspace(0.0, 1.0, 49), np.linspace(0.0, 1.0, 49)
        u, v = np.meshgrid(columns, rows)
        x, y = (u - 0.5) * self.width_mm, (v - 0.5) * self.height_mm
        z = np.zeros_like(x)
        if self.bend_radius_mm is not None:
            angle = x / self.bend_radius_mm
            x = self.bend_radius_mm * np.sin(angle)
            z = self.bend_radius_mm * (1.0 - np.cos(angle))
        local = np.stack([x, y, z], axis=-1).reshape(-1, 3)
        vertices = (local @ self._turn().T + np.array(self.position_mm)).astype(np.float32)
        row, column = np.meshgrid(np.arange(48), np.arange(48), indexing="ij")
        a = (row * 49 + column).ravel()
        triangles = np.concatenate(
            [np.stack([a, a + 49, a + 50], axis=1), np.stack([a, a + 50, a + 1], axis=1)]
        ).astype(np.int32)
        uv = np.stack([u, 1.0 - v], axis=-1).reshape(-1, 2).astype(np.float32)
        normals = smooth_normals(vertices, triangles)
        if float(normals[:, 2].mean()) > 0.0:
            normals = -normals
        image = linear(self.picture.astype(np.float32) / 255.0)
        opaque = np.concatenate([image, np.ones((*image.shape[:2], 1), np.float32)], axis=2)
        return Mesh(
            vertices, triangles, normals, uv[triangles], Texture(opaque, gloss=0.04, shininess=20.0)
        )

    def _turn(self) -> NDArray[np.float64]:
        yaw, pitch, roll = np.radians([self.yaw_deg, self.pitch_deg, self.roll_deg])
        about_y = np.array(
            [[np.cos(yaw), 0, -np.sin(yaw)], [0, 1, 0], [np.sin(yaw), 0, np.cos(yaw)]]
        )
        about_x = np.array(
            [[1, 0, 0], [0, np.cos(pitch), np.sin(pitch)], [0, -np.sin(pitch), np.cos(pitch)]]
        )
        about_z = np.array(
            [[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]]
        )
        turn: NDArray[np.float64] = about_y @ about_x @ about_z
        return turn
