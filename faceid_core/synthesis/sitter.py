"""A person at a place before the camera."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..geometry import rotation_about
from ..types import Pose
from .person import Person

Position = tuple[float, float, float]  # millimeters, camera coordinates

#: About which the head turns on the neck, head coordinates.
PIVOT_MM: Final = np.array([0.0, 66.0, 95.0])
_AHEAD: Final = Pose(0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Sitter:
    """A person at a place, in a pose.

    Attributes:
        person: Who.
        pose: Against the line of sight, as `types.Pose` has it.
        position_mm: The point between the eyes, camera coordinates.
        expression: Strengths in [0, 1] by the face model's names; without _L or _R both sides.
        looks_at_camera: Whether the eyes do, as far as they can; else they look ahead.
        covers_mouth: Whether a hand is held in front of the mouth.
    """

    person: Person
    pose: Pose = _AHEAD
    position_mm: Position = (0.0, 0.0, 750.0)
    expression: Mapping[str, float] = field(default_factory=dict)
    looks_at_camera: bool = True
    covers_mouth: bool = False

    @cached_property
    def axes(self) -> NDArray[np.float64]:
        """The head's own axes as columns, camera coordinates, shape (3, 3)."""
        return axes_of(self.pose, self.position_mm)

    @property
    def neck_mm(self) -> NDArray[np.float64]:
        """Where the head turns on the neck, camera coordinates, shape (3,)."""
        neck: NDArray[np.float64] = self.axes @ PIVOT_MM + np.array(self.position_mm)
        return neck


def axes_of(pose: Pose, position_mm: Position) -> NDArray[np.float64]:
    """Return the axes that `geometry.pose_of` measures as this pose at this place."""
    x, y, z = position_mm
    yaw, pitch, roll = np.radians([pose.yaw_deg, pose.pitch_deg, pose.roll_deg])
    about_y = rotation_about(np.array([0.0, -yaw, 0.0]))
    about_x = rotation_about(np.array([-pitch, 0.0, 0.0]))
    about_z = rotation_about(np.array([0.0, 0.0, roll]))
    from_sight = rotation_about(np.array([0.0, np.arctan2(x, z), 0.0])) @ rotation_about(
        np.array([-np.arctan2(y, np.hypot(x, z)), 0.0, 0.0])
    )
    axes: NDArray[np.float64] = from_sight @ about_y @ about_x @ about_z
    return axes
