"""Hats: a knitted cap, or a cap with a brim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from .appearance import linear
from .face_model import SKIN_VERTICES
from .materials import Texture
from .mesh import Mesh, smooth_normals
from .noise import smooth_noise
from .person import Rgb
from .tube import rings

_RINGS: Final = 16
_AROUND: Final = 56
_LOFT_MM: Final = 7.0  # of the cloth above the skull, hair below it included
_SLANT: Final = 0.32  # how much the rim falls toward the nape, by depth
_BRIM_MM: Final = 68.0
_BRIM_HALF_DEG: Final = 62.0
_TEXTURE_PX: Final = 128


@dataclass(frozen=True)
class Hat:
    """A hat.

    Attributes:
        has_brim: Whether it is a cap with a brim, or a knitted one.
        rim_mm: How far above the eyes it begins at the forehead.
        rgb: sRGB.
        seed: Of the cloth.
    """

    has_brim: bool
    rim_mm: float
    rgb: Rgb
    seed: int

    @classmethod
    def random(cls, rng: np.random.Generator) -> Self:
        """Draw a hat."""
        red, green, blue = (float(value) for value in rng.uniform(0.04, 0.75, 3))
        has_brim = bool(rng.random() < 0.5)
        rim_mm = float(rng.uniform(46.0, 60.0) if has_brim else rng.uniform(36.0, 58.0))
        return cls(has_brim, rim_mm, (red, green, blue), int(rng.integers(1 << 30)))

    def is_under(self, points_mm: NDArray[np.floating]) -> NDArray[np.bool_]:
        """Return which points of the head, shape (n, 3), the hat hides."""
        hidden: NDArray[np.bool_] = points_mm[:, 1] < self._rim_y(points_mm[:, 2])
        return hidden

    def mesh(self, neutral_mm: NDArray[np.float32]) -> Mesh:
        """Return it on a head, head coordinates."""
        skin = neutral_mm[SKIN_VERTICES].astype(np.float64)
        upper = skin[self.is_under(skin + np.array([0.0, 6.0, 0.0]))]
        half_x = float(np.abs(upper[:, 0]).max()) + _LOFT_MM
        front, back = float(upper[:, 2].min()) - _LOFT_MM, float(upper[:, 2].max()) + _LOFT_MM
        top = float(upper[:, 1].min()) - _LOFT_MM - (8.0 if not self.has_brim else 2.0)
        middle_z, half_z = (front + back) / 2.0, (back - front) / 2.0
        angle = np.linspace(0.0, 2.0 * np.pi, _AROUND, endpoint=False)  # 0 is the front
        x = half_x * np.sin(angle)
        z = middle_z - half_z * np.cos(angle)
        rim_y = self._rim_y(z)
        rise = np.linspace(0.0, 0.5 * np.pi, _RINGS)
        narrow = np.cos(rise) ** 0.75
        share = np.sin(rise) ** 0.95
        points = np.stack(
            [
                narrow[:, None] * x,
                rim_y + share[:, None] * (top - rim_y),
                middle_z + narrow[:, None] * (z - middle_z),
            ],
            axis=-1,
        )
        if self.has_brim:
            points = np.concatenate([_brim(points[0], angle), points])
        rows = len(points)
        vertices = points.reshape(-1, 3).astype(np.float32)
        triangles = rings(rows, _AROUND)
        normals = smooth_normals(vertices, triangles)
        outward = vertices - np.array([0.0, rim_y.mean(), middle_z], np.float32)
        if float((normals * outward).sum()) < 0.0:
            normals = -normals
        turns = np.broadcast_to(angle / (2.0 * np.pi), (rows, _AROUND)).ravel()
        heights = np.repeat(np.linspace(0.0, 1.0, rows), _AROUND)
        uv = np.column_stack([turns, heights]).astype(np.float32)
        return Mesh(vertices, triangles, normals, uv[triangles], self._cloth())

    def _rim_y(self, z_mm: NDArray[np.floating]) -> NDArray[np.floating]:
        return -self.rim_mm + _SLANT * (z_mm - 10.0)

    def _cloth(self) -> Texture:
        rng = np.random.default_rng(self.seed)
        shape = (_TEXTURE_PX, 2 * _TEXTURE_PX)
        shade = 1.0 + 0.07 * smooth_noise(rng, shape, 14.0)
        if not self.has_brim:
            ribs = np.sin(np.arange(shape[1]) * 2.0 * np.pi / 6.0)
            shade = shade + 0.09 * ribs + 0.05 * smooth_noise(rng, shape, 2.0)
        rgb = linear(np.array(self.rgb) * shade[..., None])
        opaque = np.concatenate([rgb, np.ones((*shape, 1), np.float32)], axis=2)
        return Texture(opaque.astype(np.float32))


def _brim(rim_mm: NDArray[np.float64], angle: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return rings of the brim's upper side, outermost first, shape (4, n, 3)."""
    ahead = np.degrees(np.minimum(angle, 2.0 * np.pi - angle))
    reach = np.sqrt((1.0 - (ahead / _BRIM_HALF_DEG) ** 2).clip(0.0))
    rings = []
    for share in (1.0, 0.66, 0.33):
        ring = rim_mm.copy()
        ring[:, 2] -= share * reach * _BRIM_MM
        bent = (rim_mm[:, 0] / 75.0) ** 2
        ring[:, 1] += share * reach * (6.0 + 14.0 * bent)
        rings.append(ring)
    return np.stack(rings)
