"""A scarf or a high collar around the neck, up to the chin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from .appearance import linear
from .materials import Texture
from .mesh import Mesh, smooth_normals
from .noise import smooth_noise
from .person import Rgb
from .sitter import Sitter
from .tube import rings

_AROUND: Final = 40
_TEXTURE_PX: Final = 128
#: Half axes of the neck's surroundings, and how far the middle lies behind the pivot.
_HALF_X_MM: Final = 76.0
_HALF_Z_MM: Final = 74.0


@dataclass(frozen=True)
class Scarf:
    """What is wound around a neck.

    Attributes:
        top_mm: How far below the eyes its upper edge is; the chin is at about 115.
        bulge_mm: Thickness of a scarf; a few millimeters make a collar.
        rgb: sRGB.
        seed: Of cloth and folds.
    """

    top_mm: float
    bulge_mm: float
    rgb: Rgb
    seed: int

    @classmethod
    def random(cls, rng: np.random.Generator) -> Self:
        """Draw a scarf or a collar."""
        red, green, blue = (float(value) for value in rng.uniform(0.05, 0.8, 3))
        return cls(
            top_mm=float(rng.uniform(98.0, 125.0)),
            bulge_mm=float(rng.uniform(3.0, 24.0)),
            rgb=(red, green, blue),
            seed=int(rng.integers(1 << 30)),
        )

    def mesh(self, sitter: Sitter) -> Mesh:
        """Return it on the torso, which does not turn with the head; camera coordinates."""
        rng = np.random.default_rng(self.seed)
        angle = np.linspace(0.0, 2.0 * np.pi, _AROUND, endpoint=False)
        share = np.linspace(0.0, 1.0, 14)[:, None]
        profile = np.sin(np.pi * share.clip(0.02, 0.98)) ** 0.6
        folds = 1.0 + 0.25 * np.sin(3.0 * angle + 9.0 * share + rng.uniform(0.0, 6.3))
        out = self.bulge_mm * profile * folds
        y = self.top_mm - 66.0 + 75.0 * share + 5.0 * np.sin(angle + rng.uniform(0.0, 6.3))
        y = y - 14.0 * np.cos(angle)  # higher at the nape
        widen = 1.0 + 0.25 * share
        x = (_HALF_X_MM * widen + out) * np.sin(angle)
        z = (_HALF_Z_MM * widen + out) * np.cos(angle) + 6.0
        points = np.stack([x, y, z], axis=-1)
        vertices = (points.reshape(-1, 3) + sitter.neck_mm).astype(np.float32)
        triangles = rings(*points.shape[:2])
        normals = smooth_normals(vertices, triangles)
        outward = points.reshape(-1, 3) * [1.0, 0.0, 1.0]
        if float((normals * outward).sum()) < 0.0:
            normals = -normals
        uv = (
            np.stack(np.broadcast_arrays(angle / (2.0 * np.pi), share), axis=-1)
            .reshape(-1, 2)
            .astype(np.float32)
        )
        return Mesh(vertices, triangles, normals, uv[triangles], self._cloth(rng))

    def _cloth(self, rng: np.random.Generator) -> Texture:
        shape = (_TEXTURE_PX, _TEXTURE_PX)
        weave = 1.0 + 0.10 * smooth_noise(rng, shape, 12.0) + 0.06 * smooth_noise(rng, shape, 2.0)
        rgb: NDArray[np.float32] = linear(np.array(self.rgb) * weave[..., None])
        opaque = np.concatenate([rgb, np.ones((*shape, 1), np.float32)], axis=2)
        return Texture(opaque.astype(np.float32))
