"""Pictures of people on paper or on a screen, held before the camera."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .appearance import linear
from .materials import Texture
from .mesh import Mesh
from .sheets import Curve, Flat, grid_of, laid, paper_mesh


@dataclass(frozen=True, eq=False)
class Print:
    """A picture on a sheet.

    Attributes:
        picture: uint8, shape (h, w, 3), sRGB; or (h, w, 4) with holes where the last is 0.
        width_mm, height_mm: Size of the paper.
        position_mm: The middle of the paper, camera coordinates.
        yaw_deg, pitch_deg, roll_deg: How the paper is turned, signs as in `types.Pose`.
        curve: What it follows across its bend.
        direction_deg: Across the bend; 0 bends it about an upright axis.
        cross_curve: A slight bend along the other direction, as of paper that was folded twice.
        gloss, shininess: Of its surface, as in `Material`.
        emission: How brightly a screen shines by itself.
    """

    picture: NDArray[np.uint8]
    width_mm: float
    height_mm: float
    position_mm: tuple[float, float, float] = (0.0, 0.0, 600.0)
    yaw_deg: float = 0.0
    pitch_deg: float = 0.0
    roll_deg: float = 0.0
    curve: Curve = Flat()  # noqa: RUF009 (frozen)
    direction_deg: float = 0.0
    cross_curve: Curve = Flat()  # noqa: RUF009 (frozen)
    gloss: float = 0.04
    shininess: float = 20.0
    emission: float = 0.0

    def mesh(self) -> Mesh:
        """Return the paper in camera coordinates."""
        points = self.placed(self.local_mm(*grid_of(self.width_mm, self.height_mm)))
        return paper_mesh(points, self.texture())

    def local_mm(self, x_mm: NDArray[np.float64], y_mm: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where points of the flat paper lie in its own coordinates, shape (..., 3)."""
        points = laid(x_mm, y_mm, self.curve, self.direction_deg)
        if not isinstance(self.cross_curve, Flat):
            further = laid(x_mm, y_mm, self.cross_curve, self.direction_deg + 90.0)
            points[..., 2] += further[..., 2]
        return points

    def placed(self, local_mm: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return points of the paper's own coordinates in camera coordinates."""
        points: NDArray[np.float64] = local_mm @ self._turn().T + np.array(self.position_mm)
        return points

    def moved(self, by_mm: NDArray[np.float64], turned_deg: NDArray[np.float64]) -> Print:
        """Return it shifted (3 numbers) and turned further (yaw, pitch and roll)."""
        x, y, z = (float(a + b) for a, b in zip(self.position_mm, by_mm, strict=True))
        yaw, pitch, roll = (float(angle) for angle in turned_deg)
        return replace(
            self,
            position_mm=(x, y, z),
            yaw_deg=self.yaw_deg + yaw,
            pitch_deg=self.pitch_deg + pitch,
            roll_deg=self.roll_deg + roll,
        )

    def texture(self) -> Texture:
        """Return what its surface is made of."""
        pixels = self.picture.astype(np.float32) / 255.0
        opacity = pixels[..., 3:] if pixels.shape[2] == 4 else np.ones_like(pixels[..., :1])
        image = np.concatenate([linear(pixels[..., :3]), opacity], axis=2)
        return Texture(image, gloss=self.gloss, shininess=self.shininess, emission=self.emission)

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
