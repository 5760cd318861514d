"""Light from a lamp and from the room around, with soft shadows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .mesh import Meshes

SKY_DIRECTIONS: Final = 40
LAMP_DIRECTIONS: Final = 12
_LIFT_MM: Final = 0.6  # off the surface, so that it does not shade itself


@dataclass(frozen=True)
class Light:
    """How a scene is lit.

    Attributes:
        level: 1 is a well lit room, 0.1 is dark.
        lamp_azimuth_deg: Where the lamp stands, positive to the right of the picture.
        lamp_elevation_deg: How high it stands.
        lamp_share: Part of the light that comes from the lamp, in [0, 1].
        lamp_radius_deg: Half its apparent size; larger makes softer shadows.
        warmth: Above 0 is yellowish, below 0 bluish.
    """

    level: float = 1.0
    lamp_azimuth_deg: float = -32.0
    lamp_elevation_deg: float = 38.0
    lamp_share: float = 0.5
    lamp_radius_deg: float = 22.0
    warmth: float = 0.0

    @property
    def toward_lamp(self) -> NDArray[np.float32]:
        """Unit vector from the scene to the lamp, camera coordinates."""
        azimuth, elevation = np.radians([self.lamp_azimuth_deg, self.lamp_elevation_deg])
        across = np.cos(elevation)
        direction = [across * np.sin(azimuth), -np.sin(elevation), -across * np.cos(azimuth)]
        return np.array(direction, np.float32)

    @property
    def lamp_rgb(self) -> NDArray[np.float32]:
        """Linear color of the lamp's light at `level`."""
        tone = np.array([1.0 + 0.12 * self.warmth, 1.0, 1.0 - 0.18 * self.warmth])
        return (self.level * tone * np.array([1.03, 1.0, 0.95])).astype(np.float32)

    @property
    def sky_rgb(self) -> NDArray[np.float32]:
        """Linear color of the room's light at `level`."""
        tone = np.array([1.0 + 0.06 * self.warmth, 1.0, 1.0 - 0.08 * self.warmth])
        return (self.level * tone * np.array([0.98, 1.0, 1.03])).astype(np.float32)


def irradiance(
    light: Light,
    points_mm: NDArray[np.float32],
    normals: NDArray[np.float32],
    blockers: Meshes,
    *,
    sky_directions: int = SKY_DIRECTIONS,
    lamp_directions: int = LAMP_DIRECTIONS,
) -> NDArray[np.float32]:
    """Return the light that falls on points, linear RGB, shape (n, 3).

    A white matte surface of that irradiance looks so bright. Light comes from
    fixed directions, so a still scene does not flicker.

    Args:
        light: The light.
        points_mm, normals: float32, shape (n, 3).
        blockers: What casts shadows.
        sky_directions, lamp_directions: From how many directions light of each kind
            comes; fewer are quicker, and their shadows have coarser steps.
    """
    total = np.zeros((len(points_mm), 3), np.float32)
    lifted = (points_mm + _LIFT_MM * normals).astype(np.float32)
    for direction, color in _rays(light, sky_directions, lamp_directions):
        facing = normals @ direction
        lit = np.flatnonzero(facing > 0.0)
        if len(lit):
            toward = np.broadcast_to(direction, (len(lit), 3)).astype(np.float32)
            lit = lit[~blockers.occluded(lifted[lit], toward)]
        total[lit] += facing[lit, None] * color
    return total


def _rays(
    light: Light, sky_directions: int, lamp_directions: int
) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """Return directions to the light, each with its color."""
    rays = []
    sky = _fibonacci_sphere(sky_directions)
    brightness = 0.45 + 0.55 * (-sky[:, 1] * 0.5 + 0.5) + 0.45 * (-sky[:, 2]).clip(0.0)
    brightness /= brightness.mean()
    for direction, weight in zip(sky, brightness, strict=True):
        # A whole bright sphere gives an unshaded surface sum(facing) = count / 4.
        share = (1.0 - light.lamp_share) * weight * 4.0 / len(sky)
        rays.append((direction, (share * light.sky_rgb).astype(np.float32)))
    lamp = light.toward_lamp
    across = np.cross(lamp, [0.0, 1.0, 0.0])
    across /= np.linalg.norm(across)
    upward = np.cross(lamp, across)
    for index in range(lamp_directions):
        radius = np.tan(np.radians(light.lamp_radius_deg)) * np.sqrt(
            (index + 0.5) / lamp_directions
        )
        angle = index * np.pi * (3.0 - np.sqrt(5.0))
        direction = lamp + radius * (np.cos(angle) * across + np.sin(angle) * upward)
        direction = (direction / np.linalg.norm(direction)).astype(np.float32)
        share = light.lamp_share * 1.25 / lamp_directions
        rays.append((direction, (share * light.lamp_rgb).astype(np.float32)))
    return rays


def _fibonacci_sphere(count: int) -> NDArray[np.float32]:
    index = np.arange(count) + 0.5
    y = 1.0 - 2.0 * index / count
    angle = index * np.pi * (3.0 - np.sqrt(5.0))
    radius = np.sqrt(1.0 - y**2)
    return np.stack([radius * np.cos(angle), y, radius * np.sin(angle)], axis=1).astype(np.float32)
