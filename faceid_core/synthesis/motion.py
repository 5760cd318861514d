"""How people move before the camera: scripts of poses over time."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ..types import Pose
from .person import Person
from .sitter import PIVOT_MM, Position, Sitter, axes_of

#: What a script is: the moment at a time in seconds.
Script = Callable[[float], "Moment"]

CIRCLE_YAW_DEG: Final = 25.0
CIRCLE_PITCH_DEG: Final = 18.0
CIRCLE_TURNS: Final = 1.08
_BLINK_S: Final = 0.22
_BLINK_EVERY_S: Final = 3.1
_SWAY_MM: Final = 3.0
_SWAY_DEG: Final = 1.0


@dataclass(frozen=True)
class Moment:
    """What a head does at one time.

    Attributes:
        pose: Against the line of sight.
        neck_mm: Where the head turns on the neck, camera coordinates.
        expression: Strengths by the face model's names.
    """

    pose: Pose
    neck_mm: Position
    expression: Mapping[str, float] = field(default_factory=dict)

    def sitter(self, person: Person) -> Sitter:
        """Return that person at this moment."""
        neck = np.array(self.neck_mm)
        position = neck - PIVOT_MM
        for _ in range(3):  # the pose is against the line of sight to where the face is
            x, y, z = (float(value) for value in position)
            position = neck - axes_of(self.pose, (x, y, z)) @ PIVOT_MM
        x, y, z = (float(value) for value in position)
        return Sitter(person, self.pose, (x, y, z), self.expression)


def eased(share: float) -> float:
    """Return a smooth way from 0 to 1 while `share` goes from 0 to 1."""
    t = min(max(share, 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


def circle(share: float) -> Pose:
    """Return the pose on the way of an enrollment sweep: out, around a bit more than once, back.

    It starts upwards and goes clockwise in the picture.

    Args:
        share: Of the whole sweep, in [0, 1].
    """
    out, back = 0.1, 0.9
    radius = eased(share / out) * eased((1.0 - share) / (1.0 - back))
    turned = min(max((share - out / 2.0) / (back - out / 2.0), 0.0), 1.0)
    angle = 2.0 * math.pi * CIRCLE_TURNS * turned
    yaw = CIRCLE_YAW_DEG * radius * math.sin(angle)
    pitch = CIRCLE_PITCH_DEG * radius * math.cos(angle)
    return Pose(yaw, pitch, 0.15 * yaw)


def look(neck_mm: Position, expression: Mapping[str, float] | None = None, seed: int = 0) -> Script:
    """Return a script of somebody who looks at the camera, swaying and blinking a little."""
    phases = np.random.default_rng([seed, 0x10]).uniform(0.0, 2.0 * math.pi, 6)

    def moment(time_s: float) -> Moment:
        waves = [
            math.sin(time_s * (1.1 + 0.37 * index) + phase) for index, phase in enumerate(phases)
        ]
        pose = Pose(_SWAY_DEG * waves[0], _SWAY_DEG * waves[1], _SWAY_DEG * waves[2])
        x, y, z = (at + _SWAY_MM * wave for at, wave in zip(neck_mm, waves[3:], strict=True))
        return Moment(pose, (x, y, z), {**(expression or {}), **blinking(time_s, phases[0])})

    return moment


def sweep(neck_mm: Position, start_s: float, duration_s: float, seed: int = 0) -> Script:
    """Return a script of somebody who looks, rolls the head in a circle, and looks again."""
    still = look(neck_mm, seed=seed)

    def moment(time_s: float) -> Moment:
        at = still(time_s)
        share = (time_s - start_s) / duration_s
        if not 0.0 < share < 1.0:
            return at
        turned = circle(share)
        pose = Pose(
            at.pose.yaw_deg + turned.yaw_deg,
            at.pose.pitch_deg + turned.pitch_deg,
            at.pose.roll_deg + turned.roll_deg,
        )
        return Moment(pose, at.neck_mm, at.expression)

    return moment


def coming_and_going(
    script: Script, duration_s: float, from_mm: Position, coming_s: float, going_s: float
) -> Script:
    """Return a script whose person comes from elsewhere and leaves to there again.

    Args:
        script: What happens between.
        duration_s: Of everything.
        from_mm: Where the person comes from, relative to the script's places.
        coming_s, going_s: How long that takes; 0 to be there at once, or to stay.
    """

    def moment(time_s: float) -> Moment:
        at = script(time_s)
        away = 0.0
        if coming_s > 0.0:
            away = 1.0 - eased(time_s / coming_s)
        if going_s > 0.0:
            away = max(away, eased(1.0 - (duration_s - time_s) / going_s))
        x, y, z = (place + away * step for place, step in zip(at.neck_mm, from_mm, strict=True))
        yaw = at.pose.yaw_deg + 18.0 * away * (1.0 if from_mm[0] > 0 else -1.0)
        pose = Pose(yaw, at.pose.pitch_deg, at.pose.roll_deg)
        return Moment(pose, (x, y, z), at.expression)

    return moment


def blinking(time_s: float, phase: float) -> dict[str, float]:
    """Return how far the eyes are closed."""
    into = (time_s + phase) % _BLINK_EVERY_S
    closed = math.sin(math.pi * into / _BLINK_S) if into < _BLINK_S else 0.0
    return {"eyeBlink": closed} if closed > 0.0 else {}
