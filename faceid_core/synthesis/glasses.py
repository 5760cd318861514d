"""Eyeglasses: rims, bridge and temples as tubes, clear lenses that mirror and blind the sensor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from .appearance import linear
from .face_model import LANDMARK_VERTICES, SKIN_VERTICES
from .materials import Plain
from .mesh import Mesh
from .person import Rgb
from .tube import Shape, tube
from .worn import joined, plain

_OUTLINE_POINTS: Final = 36
_CLEARANCE_MM: Final = 4.0  # between lens and lashes
_COLORS: Final = (
    (0.05, 0.05, 0.05),
    (0.12, 0.08, 0.06),
    (0.30, 0.18, 0.10),
    (0.10, 0.13, 0.22),
    (0.55, 0.53, 0.50),
    (0.62, 0.52, 0.33),
    (0.45, 0.12, 0.12),
)


@dataclass(frozen=True)
class Glasses:
    """A pair of glasses.

    Attributes:
        half_width_mm, half_height_mm: Of a lens.
        squareness: Exponent of its outline: 2 is an ellipse, 4 nearly a rectangle.
        rim_mm: Radius of the frame, seen from the front; 0 has no rim.
        has_lower_rim: Whether the rim goes all around.
        slip_mm: How far they sit below the eyes' middle.
        rgb: Of the frame, sRGB.
        tint: Part of the light that passes the lenses, in [0, 1].
    """

    half_width_mm: float
    half_height_mm: float
    squareness: float
    rim_mm: float
    has_lower_rim: bool
    slip_mm: float
    rgb: Rgb
    tint: float

    @classmethod
    def random(cls, rng: np.random.Generator) -> Self:
        """Draw a pair."""
        red, green, blue = _COLORS[rng.integers(len(_COLORS))]
        rim_mm = float(rng.choice([0.0, 0.8, 1.3, 2.0, 2.6], p=[0.08, 0.3, 0.22, 0.25, 0.15]))
        return cls(
            half_width_mm=float(rng.uniform(22.0, 28.0)),
            half_height_mm=float(rng.uniform(15.0, 23.0)),
            squareness=float(rng.uniform(2.0, 4.0)),
            rim_mm=rim_mm,
            has_lower_rim=bool(rng.random() < 0.8),
            slip_mm=float(rng.uniform(0.0, 7.0)),
            rgb=(red, green, blue),
            tint=float(rng.uniform(0.86, 0.97)),
        )

    def frame(self, neutral_mm: NDArray[np.float32]) -> Mesh:
        """Return rims, bridge and temples on a head, head coordinates."""
        radius = np.array([max(self.rim_mm, 0.7), max(1.3 * self.rim_mm, 0.8)])
        shapes: list[Shape] = []
        middles = self._middles(neutral_mm)
        for middle in middles:
            outline = self._outline(middle)
            if self.rim_mm and self.has_lower_rim:
                shapes.append(tube(outline, radius, closed=True))
            elif self.rim_mm:
                upper = outline[_OUTLINE_POINTS // 2 - 1 :]
                shapes.append(tube(upper, radius))
        left, right = middles
        inner = self.half_width_mm * 0.97
        arch = np.linspace(0.0, 1.0, 9)[:, None]
        bridge = (left + np.array([inner, -3.0, 0.0])) * (1.0 - arch) + (
            right - np.array([inner, 3.0, 0.0])
        ) * arch
        bridge[:, 1:] -= (np.sin(np.pi * arch) * [2.5, 1.5]).reshape(-1, 2)
        shapes.append(tube(bridge, radius))
        skin = neutral_mm[SKIN_VERTICES]
        for side, middle in zip((-1.0, 1.0), middles, strict=True):
            start = middle + np.array([side * self.half_width_mm, -4.0, 4.0])
            ear_x = float(np.abs(_around(skin, side, (-25.0, 10.0), (60.0, 80.0))).max()) + 1.5
            end = np.array([side * ear_x, -2.0, 88.0])
            hinge = start + np.array([side * 3.0, 0.0, 5.0])
            shapes.append(tube(np.stack([start, hinge, 0.5 * (hinge + end), end]), radius))
        return joined(shapes, plain(linear(np.array(self.rgb)), 0.5, 60.0))

    def lenses(self, neutral_mm: NDArray[np.float32]) -> Mesh:
        """Return both lenses, slightly bulged, head coordinates."""
        shapes: list[Shape] = []
        for middle in self._middles(neutral_mm):
            outline = self._outline(middle)
            vertices = np.concatenate([outline, middle[None]])
            bulge = (vertices - middle) / 90.0
            normals = np.column_stack([bulge[:, :2], -np.ones(len(vertices))])
            normals /= np.linalg.norm(normals, axis=1, keepdims=True)
            first = np.arange(_OUTLINE_POINTS)
            fan = [first, np.roll(first, -1), np.full_like(first, _OUTLINE_POINTS)]
            triangles = np.stack(fan, axis=1).astype(np.int32)
            shapes.append((vertices.astype(np.float32), normals.astype(np.float32), triangles))
        return joined(shapes, Plain(np.ones(3, np.float32)))

    def _middles(self, neutral_mm: NDArray[np.float32]) -> tuple[NDArray[np.float64], ...]:
        """Return the middles of the lenses, in front of lids and brows."""
        landmarks = neutral_mm[LANDMARK_VERTICES].astype(np.float64)
        skin = neutral_mm[SKIN_VERTICES]
        eyes = [landmarks[36:42].mean(axis=0), landmarks[42:48].mean(axis=0)]
        fronts = [_around(skin, side, (-12.0, 18.0), (-60.0, 60.0)) for side in (-1.0, 1.0)]
        z = min(float(front[:, 2].min()) for front in fronts) - _CLEARANCE_MM
        apart = max(abs(eyes[0][0]), abs(eyes[1][0]), self.half_width_mm + 8.0)
        y = float((eyes[0][1] + eyes[1][1]) / 2.0) + self.slip_mm
        return np.array([-apart, y, z]), np.array([apart, y, z])

    def _outline(self, middle: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the outline of a lens, wrapped around the face and tilted, shape (n, 3)."""
        angle = np.linspace(0.0, 2.0 * np.pi, _OUTLINE_POINTS, endpoint=False)
        power = 2.0 / self.squareness
        x = self.half_width_mm * np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** power
        y = self.half_height_mm * np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** power
        outward = x * np.sign(middle[0])
        z = 0.09 * (outward + self.half_width_mm) + 0.12 * y
        return middle + np.column_stack([x, y, z])


def _around(
    skin_mm: NDArray[np.float32],
    side: float,
    y_mm: tuple[float, float],
    z_mm: tuple[float, float],
) -> NDArray[np.float32]:
    """Return the skin of one half of the head in a range of heights and depths."""
    x, y, z = skin_mm.T
    chosen = (side * x > 16.0) & (y > y_mm[0]) & (y < y_mm[1]) & (z > z_mm[0]) & (z < z_mm[1])
    if z_mm[1] < 70.0:
        chosen &= side * x < 52.0
    return skin_mm[chosen]
