"""What an attacker wears before the own face: paper, or a rigid mask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .booth import Dressed
from .face_model import LANDMARK_VERTICES, SKIN_VERTICES
from .materials import Eye, Plain, Texture
from .mesh import Mesh
from .portraits import Portrait
from .prints import Print
from .sheets import Profile, grid_of, laid, paper_mesh
from .sitter import Sitter
from .wardrobe import Wardrobe
from .worn import placed

_STEP_MM: Final = 3.0  # of the height map of a head
_HALF_MM: Final = 96.0
_BEHIND_NOSE_MM: Final = 105.0  # farther back, paper does not reach
_TOP_MM: Final = -62.0
_CHIN_MM: Final = 88.0
_PAPER_MM: Final = 0.6


@dataclass(frozen=True, eq=False)
class ColorMask:
    """A rigid mask in the victim's colors that has the wearer's shape.

    Attributes:
        skin: The victim's skin; heads share their texture coordinates.
    """

    skin: Texture

    def put_on(self, dressed: Dressed, sitter: Sitter, neutral_mm: NDArray[np.float32]) -> Dressed:
        face, *others = dressed.meshes
        return replace(dressed, meshes=(replace(face, material=self.skin), *others))


@dataclass(frozen=True, eq=False)
class PlainHead:
    """A rigid mask of one material; it has the shape of the head that it is put on.

    Attributes:
        material: Of skin and, without eye holes, of the eyes.
        has_eye_holes: Whether living eyes are seen.
        has_hair: Whether the hair is.
    """

    material: Plain
    has_eye_holes: bool
    has_hair: bool

    def put_on(self, dressed: Dressed, sitter: Sitter, neutral_mm: NDArray[np.float32]) -> Dressed:
        meshes = [replace(dressed.meshes[0], material=self.material), *dressed.meshes[1:]]
        if not self.has_hair:
            meshes[Wardrobe.hair_index] = _nothing(meshes[Wardrobe.hair_index])
        if not self.has_eye_holes:
            meshes = [
                replace(mesh, material=self.material) if isinstance(mesh.material, Eye) else mesh
                for mesh in meshes
            ]
        return replace(dressed, meshes=tuple(meshes))


@dataclass(frozen=True, eq=False)
class PaperFace:
    """A picture of the victim on paper that is wrapped around the wearer's face.

    Taut, it is bent across the face only, and touches it where that is nearest. Pressed on, it
    creases and follows the face.

    Attributes:
        portrait: What is printed, cut out.
        pressed: From 0, taut, to 1, on the skin everywhere.
        gap_mm: How far in front of the wearer's nearest points it is held; below 0 the nose
            comes through its hole.
        flatness: From 0, as bent as the head, to 1, a flat sheet.
    """

    portrait: Portrait
    pressed: float = 0.0
    gap_mm: float = 0.0
    flatness: float = 0.0

    def put_on(self, dressed: Dressed, sitter: Sitter, neutral_mm: NDArray[np.float32]) -> Dressed:
        sheet = placed(self.mesh(neutral_mm), sitter)
        return replace(
            dressed,
            meshes=(*dressed.meshes, sheet),
            disguise=(*dressed.disguise, len(dressed.meshes)),
        )

    def mesh(self, neutral_mm: NDArray[np.float32]) -> Mesh:
        """Return it on a head, head coordinates."""
        eyes = neutral_mm[LANDMARK_VERTICES]
        own_mm = float(np.linalg.norm(eyes[42:48].mean(axis=0) - eyes[36:42].mean(axis=0)))
        scale = own_mm / self.portrait.eye_distance_mm
        width, height = (scale * size for size in self.portrait.size_mm)
        shift_x, shift_y = (scale * shift for shift in self.portrait.from_middle_mm())
        x, y = grid_of(width, height)
        x, y = x + shift_x, y + shift_y
        across_mm, taut_mm, heights = _heights(neutral_mm)
        bent = taut_mm + self.flatness * (taut_mm.min() - taut_mm) - self.gap_mm - _PAPER_MM
        profile = Profile(tuple(across_mm.tolist()), tuple(bent.tolist()))
        points = laid(x, y, profile, 0.0)
        skin = _looked_up(heights, points[..., 0], points[..., 1]) - _PAPER_MM
        follows = np.where(np.isfinite(skin), skin, points[..., 2])
        points[..., 2] += self.pressed * (follows - points[..., 2])
        texture = Print(self.portrait.picture, width, height).texture()
        # The ray tracer sees no holes: a shadow of it would hide the eyes behind them.
        return replace(paper_mesh(points, texture), casts_shadow=False)


def _heights(
    neutral_mm: NDArray[np.float32],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return what paper can touch of a head.

    Returns:
        x of columns, the line of a taut sheet over them, and the head's height map, shape
        (rows, columns), NaN where nothing is.
    """
    skin = neutral_mm[SKIN_VERTICES].astype(np.float64)
    nearest = float(skin[:, 2].min())
    used = (skin[:, 2] < nearest + _BEHIND_NOSE_MM) & (np.abs(skin[:, 0]) < _HALF_MM)
    used &= (skin[:, 1] > _TOP_MM) & (skin[:, 1] < _CHIN_MM)
    skin = skin[used]
    count = round(2.0 * _HALF_MM / _STEP_MM) + 1
    columns = np.rint((skin[:, 0] + _HALF_MM) / _STEP_MM).astype(int)
    rows = np.rint((skin[:, 1] + _HALF_MM) / _STEP_MM).astype(int)
    heights = np.full((count, count), np.inf)
    np.minimum.at(heights, (rows, columns), skin[:, 2])
    across_mm = np.linspace(-_HALF_MM, _HALF_MM, count)
    line: NDArray[np.float64] = heights.min(axis=0)
    known = np.flatnonzero(np.isfinite(line))
    hull = _nearest_hull(across_mm[known], line[known])
    taut_mm: NDArray[np.float64] = np.interp(across_mm, across_mm[known][hull], line[known][hull])
    kept = slice(known[0], known[-1] + 1)
    heights[np.isinf(heights)] = np.nan
    return across_mm[kept], taut_mm[kept], heights[:, kept]


def _nearest_hull(x: NDArray[np.float64], z: NDArray[np.float64]) -> list[int]:
    """Return which points a thread touches that is pulled over them, x growing.

    The lower hull of Andrew's monotone chain; near is small z.
    """
    hull: list[int] = []
    for i in range(len(x)):
        while len(hull) > 1:
            a, b = hull[-2], hull[-1]
            turn = (x[b] - x[a]) * (z[i] - z[a]) - (z[b] - z[a]) * (x[i] - x[a])
            if turn > 0.0:
                break
            hull.pop()
        hull.append(i)
    return hull


def _looked_up(
    heights: NDArray[np.float64], x_mm: NDArray[np.float64], y_mm: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the height map under points, NaN beside it."""
    rows = np.rint((y_mm + _HALF_MM) / _STEP_MM).astype(int)
    columns = np.rint((x_mm + heights.shape[1] * _STEP_MM / 2.0) / _STEP_MM - 0.5).astype(int)
    inside = (rows >= 0) & (rows < heights.shape[0])
    inside &= (columns >= 0) & (columns < heights.shape[1])
    under = heights[rows.clip(0, heights.shape[0] - 1), columns.clip(0, heights.shape[1] - 1)]
    return np.where(inside, under, np.nan)


def _nothing(mesh: Mesh) -> Mesh:
    """Return a mesh of a single triangle without an area."""
    return replace(
        mesh,
        vertices_mm=np.repeat(mesh.vertices_mm[:1], 3, axis=0),
        normals=mesh.normals[:3],
        triangles=np.array([[0, 1, 2]], np.int32),
        attributes=mesh.attributes[:1],
    )
