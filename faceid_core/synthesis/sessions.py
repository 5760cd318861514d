"""Occasions on which people are rendered: light, clothes, sensor, and each view's pose.

Poses cover the range of an enrollment; most are moderate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from hardware.frame import FRAME_HEIGHT, FRAME_WIDTH, KINECT_INTRINSICS

from ..types import Pose
from .booth import Outfit
from .depth_maps import TimeOfFlightSensor
from .faults import DepthModel, Faults
from .glasses import Glasses
from .hat import Hat
from .light import Light
from .person import Person
from .scarf import Scarf
from .sensor import ColorSensor, DepthSensor
from .sitter import Sitter

#: In so many views eyes are half or wholly closed, where nothing else is asked for.
CLOSED_EYES: Final = 0.05
_MAX_YAW_DEG: Final = 30.0
_MAX_PITCH_DEG: Final = 22.0
_MAX_ROLL_DEG: Final = 10.0
_WIDE_POSES: Final = 0.3  # part of the frames that take any pose of that range
_DISTANCES_MM: Final = (500.0, 1200.0)
_STRUCTURED_LIGHT_SHARE: Final = 0.7
#: On a dressed occasion: how often both glasses and a hat, and else how often a hat.
_BOTH_WORN: Final = 0.15
_HAT_WORN: Final = 0.3
_MOST_OPEN_IN_SCARF: Final = 0.25  # further, the jaw would go through it
_EXPRESSIONS: Final[tuple[Mapping[str, float], ...]] = (
    {},
    {},
    {"mouthSmile": 0.9, "cheekSquint": 0.5},
    {"mouthSmile": 1.0, "jawOpen": 0.3, "cheekSquint": 0.8, "eyeSquint": 0.5},
    {"browInnerUp": 0.9, "eyeWide": 0.7, "jawOpen": 0.3},
    {"browDown": 0.9, "mouthPress": 0.6, "noseSneer": 0.5},
    {"jawOpen": 0.25, "mouthFunnel": 0.5},
    {"jawOpen": 0.8},
    {"mouthPucker": 0.8},
    {"mouthFrown": 0.8, "browInnerUp": 0.5},
    {"cheekPuff": 0.8},
    {"mouthSmile_L": 0.8, "cheekSquint_L": 0.5},
    {"jawLeft": 0.6, "mouthLeft": 0.5},
    {"mouthRight": 0.7, "noseSneer_R": 0.5},
    {"eyeSquint": 0.9, "browDown": 0.5},
    {"mouthRollLower": 0.6, "mouthPress": 0.5},
)


@dataclass(frozen=True)
class Session:
    """What stays the same on one occasion.

    Attributes:
        person: The person, in the hair of that day.
        outfit: What is worn, without a hand.
        light: The light.
        faults: The sensors'.
        nearest_mm, farthest_mm: Where the person sits.
    """

    person: Person
    outfit: Outfit
    light: Light
    faults: Faults
    nearest_mm: float
    farthest_mm: float


@dataclass(frozen=True)
class Belongings:
    """What a person owns and may wear on some days."""

    glasses: Glasses | None
    beard_mm: float

    @classmethod
    def random(cls, person: Person, rng: np.random.Generator) -> Belongings:
        """Draw what a person owns."""
        glasses = Glasses.random(rng) if rng.random() < 0.35 else None
        beard_mm = float(1.0 + 9.0 * rng.random() ** 2) if rng.random() < 0.3 else 0.0
        return cls(glasses, 0.0 if person.is_woman else beard_mm)


def draw_session(person: Person, owns: Belongings, rng: np.random.Generator) -> Session:
    """Draw an occasion."""
    if rng.random() < 0.2:
        person = replace(person, hair_draw=float(rng.random()))
    wears_beard = owns.beard_mm > 0.0 and rng.random() < 0.75
    outfit = Outfit(
        glasses=owns.glasses if rng.random() < 0.7 else None,
        hat=Hat.random(rng) if rng.random() < 0.15 else None,
        scarf=Scarf.random(rng) if rng.random() < 0.15 else None,
        beard_mm=float(owns.beard_mm * rng.uniform(0.5, 1.5)) if wears_beard else 0.0,
    )
    nearest_mm = float(rng.uniform(_DISTANCES_MM[0], 0.8 * _DISTANCES_MM[1]))
    return Session(
        person=person,
        outfit=outfit,
        light=draw_light(rng),
        faults=draw_faults(rng),
        nearest_mm=nearest_mm,
        farthest_mm=min(nearest_mm + 250.0, _DISTANCES_MM[1]),
    )


def draw_dressed_session(person: Person, rng: np.random.Generator) -> Session:
    """Draw an occasion on which glasses, a hat or both are worn that nobody saw before."""
    session = draw_session(person, Belongings.random(person, rng), rng)
    both = rng.random() < _BOTH_WORN
    only_hat = rng.random() < _HAT_WORN
    outfit = replace(
        session.outfit,
        glasses=Glasses.random(rng) if both or not only_hat else None,
        hat=Hat.random(rng) if both or only_hat else None,
    )
    return replace(session, outfit=outfit)


def draw_view(
    session: Session, rng: np.random.Generator, closed_eyes: float = CLOSED_EYES
) -> tuple[Sitter, Outfit]:
    """Draw where the person is in one frame, the pose, the expression, and a hand.

    Args:
        session: The occasion.
        rng: Of everything.
        closed_eyes: In so many of all views eyes are half or wholly closed, 0 to 1.
    """
    if rng.random() < _WIDE_POSES:
        yaw, pitch = rng.uniform(-1.0, 1.0, 2) * [_MAX_YAW_DEG, _MAX_PITCH_DEG]
    else:
        yaw, pitch = rng.standard_normal(2) * [_MAX_YAW_DEG / 3.0, _MAX_PITCH_DEG / 3.0]
    roll = np.clip(rng.normal(0.0, 4.0), -_MAX_ROLL_DEG, _MAX_ROLL_DEG)
    pose = Pose(
        float(np.clip(yaw, -_MAX_YAW_DEG, _MAX_YAW_DEG)),
        float(np.clip(pitch, -_MAX_PITCH_DEG, _MAX_PITCH_DEG)),
        float(roll),
    )
    z = float(rng.uniform(session.nearest_mm, session.farthest_mm))
    # As far aside as the head stays in the picture.
    half_x = (FRAME_WIDTH / 2.0) * z / KINECT_INTRINSICS.fx_px - 150.0
    half_y = (FRAME_HEIGHT / 2.0) * z / KINECT_INTRINSICS.fy_px - 150.0
    x = float(np.clip(rng.normal(0.0, 60.0), -half_x, half_x))
    y = float(np.clip(rng.normal(-10.0, 35.0), -half_y, half_y))
    expression = _draw_expression(rng, closed_eyes)
    looks_at_camera = bool(rng.random() < 0.9)
    outfit = session.outfit
    if outfit.scarf is not None and "jawOpen" in expression:
        expression["jawOpen"] = min(expression["jawOpen"], _MOST_OPEN_IN_SCARF)
    if rng.random() < 0.06:
        held = (float(rng.uniform(-40.0, 60.0)), float(rng.uniform(30.0, 65.0)), 0.0)
        outfit = replace(outfit, hand_shift_mm=held)
    sitter = Sitter(session.person, pose, (x, y, z), expression, looks_at_camera=looks_at_camera)
    return sitter, outfit


def draw_light(rng: np.random.Generator) -> Light:
    """Draw a light, from a dark room to sun through a window."""
    if rng.random() < 0.2:  # sun through a window
        return Light(
            level=float(rng.uniform(0.8, 1.6)),
            lamp_azimuth_deg=float(rng.uniform(-85.0, 85.0)),
            lamp_elevation_deg=float(rng.uniform(5.0, 60.0)),
            lamp_share=float(rng.uniform(0.65, 0.9)),
            lamp_radius_deg=float(rng.uniform(1.0, 6.0)),
            warmth=float(rng.normal(0.3, 0.6)),
        )
    return Light(
        level=float(np.exp(rng.uniform(np.log(0.12), np.log(1.3)))),
        lamp_azimuth_deg=float(rng.uniform(-75.0, 75.0)),
        lamp_elevation_deg=float(rng.uniform(-10.0, 70.0)),
        lamp_share=float(rng.uniform(0.15, 0.65)),
        lamp_radius_deg=float(rng.uniform(10.0, 28.0)),
        warmth=float(rng.normal(0.0, 0.8)),
    )


def draw_faults(rng: np.random.Generator) -> Faults:
    """Draw a sensor of either kind."""
    depth: DepthModel
    if rng.random() < _STRUCTURED_LIGHT_SHARE:
        depth = DepthSensor(
            noise_px=float(rng.uniform(0.01, 0.06)),
            noise_size_px=float(rng.uniform(0.6, 1.6)),
            grazing_limit=float(rng.uniform(0.006, 0.02)),
        )
    else:
        depth = TimeOfFlightSensor(float(rng.uniform(0.3, 2.0)))
    color = ColorSensor(
        blur_px=float(rng.uniform(0.4, 1.1)),
        noise=float(rng.uniform(0.5, 3.0)),
        sharpening=float(rng.uniform(0.0, 0.6)),
    )
    return Faults(
        depth=depth,
        color=color,
        exposure=float(np.exp(rng.uniform(np.log(0.09), np.log(0.4)))),
        hair_loss=float(rng.uniform(0.1, 0.7)),
        beard_loss=float(rng.uniform(0.0, 0.25)),
        lens_loss=float(rng.uniform(0.3, 1.0)),
        lens_error_mm=float(rng.uniform(-4.0, 8.0)),
        glare=float(rng.uniform(0.0, 0.8)),
    )


def _draw_expression(rng: np.random.Generator, closed_eyes: float) -> dict[str, float]:
    mild = rng.random() < 0.5
    strength = float(rng.uniform(0.1, 0.5) if mild else rng.uniform(0.5, 1.1))
    expression: dict[str, float] = {}
    for _ in range(2):
        chosen = _EXPRESSIONS[rng.integers(len(_EXPRESSIONS))]
        for name, full in chosen.items():
            expression[name] = min(max(expression.get(name, 0.0), strength * full), 1.0)
        strength *= 0.5
    if rng.random() < closed_eyes:
        expression["eyeBlink"] = float(rng.uniform(0.5, 1.0))
    return expression
