"""How paper lies: flat, bent, folded, wrapped. It is never stretched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from .face_model import triangles_of
from .mesh import Material, Mesh, smooth_normals

GRID: Final = 49  # points along each side
_STEP_MM: Final = 0.25  # of the arc length along a curve that is added up

Places = tuple[NDArray[np.float64], NDArray[np.float64]]


class Curve(Protocol):
    """A line that paper follows across its bend."""

    def at(self, along_mm: NDArray[np.float64]) -> Places:
        """Return where the paper is, across and behind, millimeters.

        Args:
            along_mm: How far from the middle, measured on the paper.
        """


@dataclass(frozen=True)
class Flat:
    """A straight line."""

    def at(self, along_mm: NDArray[np.float64]) -> Places:
        return along_mm, np.zeros_like(along_mm)


@dataclass(frozen=True)
class Cylinder:
    """A circle, its middle nearest to the viewer; a negative radius has it farthest."""

    radius_mm: float

    def at(self, along_mm: NDArray[np.float64]) -> Places:
        angle = along_mm / self.radius_mm
        return self.radius_mm * np.sin(angle), self.radius_mm * (1.0 - np.cos(angle))


@dataclass(frozen=True)
class Folded:
    """Straight parts between creases.

    Attributes:
        creases: Where each is, in mm along the paper, and by how many degrees it turns the
            paper away from the viewer.
        radius_mm: How round the creases are.
    """

    creases: tuple[tuple[float, float], ...]
    radius_mm: float = 2.0

    def at(self, along_mm: NDArray[np.float64]) -> Places:
        reach = float(np.abs(along_mm).max()) + _STEP_MM
        steps = np.arange(-reach, reach + _STEP_MM, _STEP_MM)
        turn = np.zeros_like(steps)
        for place_mm, turn_deg in self.creases:
            turn += np.radians(turn_deg) * np.tanh((steps - place_mm) / self.radius_mm) / 2.0
        return _followed(steps, turn, along_mm)


@dataclass(frozen=True)
class Profile:
    """Any line, given by points of increasing x; beyond them it goes on straight.

    Attributes:
        across_mm, behind_mm: Its points.
    """

    across_mm: tuple[float, ...]
    behind_mm: tuple[float, ...]

    def at(self, along_mm: NDArray[np.float64]) -> Places:
        x, z = np.array(self.across_mm), np.array(self.behind_mm)
        length = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(z)))])
        middle = np.interp(0.0, x, length)
        places = along_mm + middle
        across, behind = np.interp(places, length, x), np.interp(places, length, z)
        for end, before in ((0, 1), (-1, -2)):
            beyond = places < 0.0 if end == 0 else places > length[-1]
            further = np.abs(places - length[end]) * beyond
            span = np.hypot(x[end] - x[before], z[end] - z[before])
            across = across + further * (x[end] - x[before]) / span
            behind = behind + further * (z[end] - z[before]) / span
        return across, behind


def _followed(
    steps: NDArray[np.float64], turn: NDArray[np.float64], along_mm: NDArray[np.float64]
) -> Places:
    """Add up a line from its direction at each step; its middle is the origin."""
    across = np.cumsum(np.cos(turn)) * _STEP_MM
    behind = np.cumsum(np.sin(turn)) * _STEP_MM
    places = []
    for line in (across, behind):
        at_zero = np.interp(0.0, steps, line)
        places.append(np.interp(along_mm, steps, line) - at_zero)
    return places[0], places[1]


def grid_of(width_mm: float, height_mm: float) -> Places:
    """Return x and y of points on flat paper, each of shape (GRID, GRID), millimeters."""
    u, v = np.meshgrid(np.linspace(-0.5, 0.5, GRID), np.linspace(-0.5, 0.5, GRID))
    return u * width_mm, v * height_mm


def laid(
    x_mm: NDArray[np.float64], y_mm: NDArray[np.float64], curve: Curve, direction_deg: float
) -> NDArray[np.float64]:
    """Return points of paper that follows a curve, shape (..., 3).

    Args:
        x_mm, y_mm: Points on the flat paper.
        curve: What it follows.
        direction_deg: Across the bend; 0 is along x, so that the bend's axis is upright.
    """
    cosine, sine = np.cos(np.radians(direction_deg)), np.sin(np.radians(direction_deg))
    across, behind = curve.at((x_mm * cosine + y_mm * sine).ravel())
    across, behind = across.reshape(x_mm.shape), behind.reshape(x_mm.shape)
    kept = -x_mm * sine + y_mm * cosine
    return np.stack([across * cosine - kept * sine, across * sine + kept * cosine, behind], axis=-1)


def paper_mesh(points_mm: NDArray[np.floating], material: Material) -> Mesh:
    """Return a grid of points, shape (GRID, GRID, 3), as a surface; z grows away from the viewer.

    Texture coordinates go over the whole sheet.
    """
    row, column = np.meshgrid(np.arange(GRID - 1), np.arange(GRID - 1), indexing="ij")
    first = (row * GRID + column).ravel()
    quads = np.stack([first, first + GRID, first + GRID + 1, first + 1], axis=-1)
    triangles = triangles_of(quads.astype(np.int32))
    u, v = np.meshgrid(np.linspace(0.0, 1.0, GRID), np.linspace(0.0, 1.0, GRID))
    uv = np.stack([u, 1.0 - v], axis=-1).reshape(-1, 2).astype(np.float32)
    vertices = points_mm.reshape(-1, 3).astype(np.float32)
    normals = smooth_normals(vertices, triangles)
    if float(normals[:, 2].mean()) > 0.0:
        normals = -normals
    return Mesh(vertices, triangles, normals, uv[triangles], material)
