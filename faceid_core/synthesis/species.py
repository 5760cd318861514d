"""Presentation attacks, one function a species: what is held or worn, how, and before which light.

A presentation is a few moments; the sensors look at each several times.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ..types import Pose
from .appearance import linear
from .booth import Booth, Disguise, Outfit
from .disguises import ColorMask, PaperFace, PlainHead
from .grip import hands_on
from .light import Light
from .materials import Plain
from .person import Person
from .portraits import Portrait, aged, bordered, cut_out, on_screen, portrait_of
from .prints import Print
from .sessions import Session, draw_faults, draw_light, draw_view
from .sheets import Curve, Cylinder, Flat, Folded
from .sitter import Sitter
from .snapshot import Shot
from .stage import Highlight, ScreenDepth, take_objects

MOMENTS: Final = 2  # of a presentation; a replay has more
REPLAY_MOMENTS: Final = 3
_PORTRAIT_LIGHT: Final = Light(level=0.9, lamp_share=0.3, lamp_radius_deg=28.0)
#: Width, height and edge of devices, mm.
_PHONES: Final = ((62.0, 110.0, 8.0), (65.0, 140.0, 4.0), (71.0, 150.0, 4.0), (77.0, 165.0, 4.0))
_TABLETS: Final = ((120.0, 180.0, 9.0), (150.0, 205.0, 10.0), (179.0, 239.0, 9.0))
_PLAIN: Final = (
    ((0.86, 0.85, 0.82), 0.03),  # plaster
    ((0.55, 0.56, 0.58), 0.25),  # gray resin
    ((0.93, 0.92, 0.90), 0.15),  # white filament
    ((0.72, 0.52, 0.42), 0.20),  # latex of one tone
)
_DRIFT_MM: Final = np.array([4.0, 4.0, 5.0])
_DRIFT_DEG: Final = np.array([2.5, 2.0, 1.5])


@dataclass(frozen=True, eq=False)
class Cast:
    """Who takes part in an attack.

    Attributes:
        victim: Who is imitated.
        attacker: Who does it.
        portraits: Pictures of the victim: the first looks ahead, the others move.
    """

    victim: Person
    attacker: Person
    portraits: tuple[Portrait, ...]


def portraits_of(booth: Booth, victim: Person, rng: np.random.Generator) -> tuple[Portrait, ...]:
    """Photograph the victim: one picture looks ahead, `REPLAY_MOMENTS` are of a video."""
    poses = [Pose(0.0, 0.0, 0.0)]
    poses += [
        Pose(*(float(angle) for angle in rng.normal(0.0, [6.0, 4.0, 2.0])))
        for _ in range(REPLAY_MOMENTS)
    ]
    looks: list[Mapping[str, float]] = [{}, {}, {"mouthSmile": 0.4}, {"jawOpen": 0.15}]
    return tuple(
        portrait_of(booth, Sitter(victim, pose, expression=look), _PORTRAIT_LIGHT, rng)
        for pose, look in zip(poses, looks, strict=True)
    )


def _photo_matte(booth: Booth, cast: Cast, rng: np.random.Generator) -> list[Shot]:
    return _held(cast, rng, gloss=float(rng.uniform(0.0, 0.05)))


def _photo_glossy(booth: Booth, cast: Cast, rng: np.random.Generator) -> list[Shot]:
    highlight = Highlight(
        across=float(rng.uniform(-0.8, 0.8)),
        down=float(rng.uniform(-0.8, 0.8)),
        radius_mm=float(rng.uniform(6.0, 30.0)),
        strength=float(rng.uniform(0.2, 1.5)),
    )
    return _held(cast, rng, gloss=float(rng.uniform(0.2, 0.6)), highlight=highlight)


def _photo_bent(booth: Booth, cast: Cast, rng: np.random.Generator) -> list[Shot]:
    radius_mm = float(np.exp(rng.uniform(np.log(65.0), np.log(400.0))))
    inward = rng.random() < 0.15
    direction_deg = float(rng.choice([0.0, 0.0, 90.0, rng.uniform(-90.0, 90.0)]))
    curve = Cylinder(-radius_mm if inward else radius_mm)
    return _held(cast, rng, curve=curve, direction_deg=direction_deg)


def _photo_folded(booth: Booth, cast: Cast, rng: np.random.Generator) -> list[Shot]:
    kind = rng.integers(3)
    cross: Curve = Flat()
    radius_mm = float(rng.uniform(0.5, 6.0))
    if kind == 0:  # once, like a roof
        place_mm = float(rng.normal(0.0, 8.0))
        creases: tuple[tuple[float, float], ...] = ((place_mm, float(rng.uniform(20.0, 110.0))),)
    elif kind == 1:  # three times, like a nose with cheeks
        beside_mm, turn_deg = float(rng.uniform(14.0, 35.0)), float(rng.uniform(20.0, 80.0))
        creases = ((-beside_mm, -turn_deg / 2.0), (0.0, turn_deg), (beside_mm, -turn_deg / 2.0))
    else:  # in four and opened again
        creases = ((float(rng.normal(0.0, 15.0)), float(rng.uniform(6.0, 30.0))),)
        cross = Folded(
            ((float(rng.normal(0.0, 15.0)), float(rng.uniform(-20.0, 20.0))),), radius_mm
        )
    upright = rng.random() < 0.75
    return _held(
        cast,
        rng,
        curve=Folded(creases, radius_mm),
        direction_deg=0.0 if upright else float(rng.uniform(-90.0, 90.0)),
        cross_curve=cross,
    )


def _phone(booth: Booth, cast: Cast, rng: np.random.Generator) -> list[Shot]:
    return _screen(cast, rng, _PHONES, (480.0, 640.0), cast.portraits[:1])


def _tablet(booth: Booth, cast: Cast, rng: np.random.Generator) -> list[Shot]:
    return _screen(cast, rng, _TABLETS, (500.0, 850.0), cast.portraits[:1])


def _replay(booth: Booth, cast: Cast, rng: np.random.Generator) -> list[Shot]:
    if rng.random() < 0.4:
        return _screen(cast, rng, _PHONES, (480.0, 640.0), cast.portraits[1:])
    return _screen(cast, rng, _TABLETS, (500.0, 850.0), cast.portraits[1:])


def _cut_out(booth: Booth, cast: Cast, rng: np.random.Generator) -> list[Shot]:
    paper = PaperFace(
        cut_out(_printed(cast.portraits[0], rng), with_nose=False),
        gap_mm=float(rng.uniform(0.0, 15.0)),
        flatness=float(rng.uniform(0.5, 1.0)),
    )
    return _worn(booth, cast.attacker, paper, rng)


def _cut_out_nose(booth: Booth, cast: Cast, rng: np.random.Generator) -> list[Shot]:
    paper = PaperFace(
        cut_out(_printed(cast.portraits[0], rng), with_nose=True),
        gap_mm=float(rng.uniform(-26.0, -14.0)),
        flatness=float(rng.uniform(0.5, 0.9)),
    )
    return _worn(booth, cast.attacker, paper, rng)


def _paper_mask(booth: Booth, cast: Cast, rng: np.random.Generator) -> list[Shot]:
    with_nose = rng.random() < 0.3
    paper = PaperFace(
        cut_out(_printed(cast.portraits[0], rng), with_nose=with_nose),
        pressed=float(rng.uniform(0.0, 0.6)),
        gap_mm=float(rng.uniform(-22.0, -10.0)) if with_nose else float(rng.uniform(0.0, 3.0)),
        flatness=0.0,
    )
    return _worn(booth, cast.attacker, paper, rng)


def _mask_color(booth: Booth, cast: Cast, rng: np.random.Generator) -> list[Shot]:
    return _worn(booth, cast.attacker, ColorMask(booth.skin_of(cast.victim)), rng, is_rigid=True)


def _mask_shape(booth: Booth, cast: Cast, rng: np.random.Generator) -> list[Shot]:
    rgb, gloss = _PLAIN[rng.integers(len(_PLAIN))]
    mask = PlainHead(
        Plain(linear(np.array(rgb)), gloss, 30.0),
        has_eye_holes=bool(rng.random() < 0.6),
        has_hair=bool(rng.random() < 0.5),
    )
    return _worn(booth, cast.victim, mask, rng, is_rigid=True)


Present = Callable[[Booth, Cast, np.random.Generator], list[Shot]]

SPECIES: Final[Mapping[str, Present]] = {
    "photo-matte": _photo_matte,
    "photo-glossy": _photo_glossy,
    "photo-bent": _photo_bent,
    "photo-folded": _photo_folded,
    "phone": _phone,
    "tablet": _tablet,
    "replay": _replay,
    "cut-out": _cut_out,
    "cut-out-nose": _cut_out_nose,
    "paper-mask": _paper_mask,
    "mask-color": _mask_color,
    "mask-shape": _mask_shape,
}


def bona_fide(booth: Booth, session: Session, rng: np.random.Generator) -> list[Shot]:
    """Return moments of somebody who wants to unlock."""
    sitter, outfit = draw_view(session, rng)
    shots = []
    for _ in range(MOMENTS):
        shots.append(booth.take(sitter, outfit, session.light, session.faults, rng))
        sitter = _moved(sitter, rng)
    return shots


def _held(
    cast: Cast,
    rng: np.random.Generator,
    *,
    gloss: float = 0.04,
    curve: Curve = Flat(),  # noqa: B008 (frozen)
    direction_deg: float = 0.0,
    cross_curve: Curve = Flat(),  # noqa: B008 (frozen)
    highlight: Highlight | None = None,
) -> list[Shot]:
    """Return moments of a photo that is held in one or two hands."""
    portrait = bordered(_printed(cast.portraits[0], rng), float(rng.uniform(0.5, 12.0)), 238)
    scale = float(np.clip(rng.normal(1.0, 0.12), 0.7, 1.35))
    width, height = (scale * size for size in portrait.size_mm)
    held = Print(
        portrait.picture,
        width,
        height,
        _place(rng, 500.0, 950.0),
        *_turned(rng),
        curve=curve,
        direction_deg=direction_deg,
        cross_curve=cross_curve,
        gloss=gloss,
        shininess=20.0 if gloss < 0.1 else 90.0,
    )
    low = float(rng.uniform(0.4, 0.95))
    edges = [(-1.0, low), (1.0, low)] if rng.random() < 0.7 else [(float(rng.choice([-1, 1])), low)]
    light, faults = draw_light(rng), draw_faults(rng)
    shots = []
    for _ in range(MOMENTS):
        meshes = [held.mesh(), hands_on(held, edges, cast.attacker)]
        shots.append(
            take_objects(
                meshes, held.position_mm, (width, height), light, faults, rng, highlight=highlight
            )
        )
        held = _drifted(held, rng)
    return shots


def _screen(
    cast: Cast,
    rng: np.random.Generator,
    devices: tuple[tuple[float, float, float], ...],
    distances_mm: tuple[float, float],
    portraits: tuple[Portrait, ...],
) -> list[Shot]:
    """Return moments of a device that shows a picture, or one picture after the other."""
    screen_width, screen_height, edge = devices[rng.integers(len(devices))]
    shown = [on_screen(portrait, screen_width, screen_height, edge) for portrait in portraits]
    width, height = screen_width + 2.0 * edge, screen_height + 2.0 * edge
    held = Print(
        shown[0].picture,
        width,
        height,
        _place(rng, *distances_mm),
        *_turned(rng),
        gloss=float(rng.uniform(0.1, 0.5)),
        shininess=150.0,
        emission=float(rng.uniform(0.5, 2.5)),
    )
    depth = _screen_depth(rng)
    side = float(rng.choice([-1.0, 1.0]))
    edges = [(side, float(rng.uniform(0.0, 0.8)))]
    if rng.random() < 0.4:
        edges.append((-side, edges[0][1]))
    light, faults = draw_light(rng), draw_faults(rng)
    shots = []
    for number in range(max(MOMENTS, len(shown))):
        held = replace(held, picture=shown[number % len(shown)].picture)
        meshes = [held.mesh(), hands_on(held, edges, cast.attacker)]
        size = (width, height)
        shots.append(take_objects(meshes, held.position_mm, size, light, faults, rng, screen=depth))
        held = _drifted(held, rng)
    return shots


def _screen_depth(rng: np.random.Generator) -> ScreenDepth:
    kind = rng.integers(3)
    if kind == 0:
        return ScreenDepth()
    if kind == 1:
        return ScreenDepth(lost=float(rng.uniform(0.1, 0.6)))
    return ScreenDepth(
        lost=float(rng.uniform(0.0, 0.3)),
        error_mm=float(rng.uniform(2.0, 25.0)),
        blob_px=float(rng.uniform(8.0, 50.0)),
    )


def _worn(
    booth: Booth,
    wearer: Person,
    disguise: Disguise,
    rng: np.random.Generator,
    *,
    is_rigid: bool = False,
) -> list[Shot]:
    """Return moments of somebody in a disguise, who moves."""
    light, faults = draw_light(rng), draw_faults(rng)
    session = Session(wearer, Outfit(), light, faults, 500.0, 950.0)
    sitter, _ = draw_view(session, rng)
    pose = Pose(0.5 * sitter.pose.yaw_deg, 0.5 * sitter.pose.pitch_deg, sitter.pose.roll_deg)
    sitter = replace(sitter, pose=pose)
    shots = []
    for _ in range(MOMENTS):
        worn = replace(sitter, expression={}) if is_rigid else sitter
        shots.append(booth.take(worn, Outfit(), light, faults, rng, disguise))
        sitter = _moved(sitter, rng)
    return shots


def _printed(portrait: Portrait, rng: np.random.Generator) -> Portrait:
    return replace(portrait, picture=aged(portrait.picture, rng))


def _place(
    rng: np.random.Generator, nearest_mm: float, farthest_mm: float
) -> tuple[float, float, float]:
    """Draw where something is held so that most of it stays in the picture."""
    z = float(rng.uniform(nearest_mm, farthest_mm))
    return float(rng.normal(0.0, 30.0)), float(rng.normal(0.0, 20.0)), z


def _turned(rng: np.random.Generator) -> tuple[float, float, float]:
    yaw, pitch, roll = rng.normal(0.0, [10.0, 8.0, 4.0])
    return float(yaw), float(pitch), float(roll)


def _drifted(held: Print, rng: np.random.Generator) -> Print:
    return held.moved(rng.normal(0.0, _DRIFT_MM), rng.normal(0.0, _DRIFT_DEG))


def _moved(sitter: Sitter, rng: np.random.Generator) -> Sitter:
    """Return somebody a quarter of a second later."""
    yaw, pitch, roll = rng.normal(0.0, _DRIFT_DEG)
    x, y, z = (float(value) for value in sitter.position_mm + rng.normal(0.0, _DRIFT_MM))
    pose = sitter.pose
    return replace(
        sitter,
        pose=Pose(pose.yaw_deg + yaw, pose.pitch_deg + pitch, pose.roll_deg + roll),
        position_mm=(x, y, z),
    )
