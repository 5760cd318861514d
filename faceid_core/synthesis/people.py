"""A folder of rendered people, as the evaluation reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from ..types import Pose
from .demo import Progress
from .face_model import FaceModel
from .light import Light
from .pairs import make_folder, write_camera, write_pair
from .person import Person
from .render import Studio
from .sitter import Sitter
from .skins import SkinLibrary

SESSIONS: Final = ("first", "second")
ATTACK_SESSION: Final = "attack-print"
_EXPRESSIONS: Final[tuple[Mapping[str, float], ...]] = (
    {},
    {},
    {"mouthSmile": 0.6, "cheekSquint": 0.3},
    {"browInnerUp": 0.7, "eyeWide": 0.4},
    {"browDown": 0.6, "mouthPress": 0.5},
    {"jawOpen": 0.15},
    {"mouthFrown": 0.5},
)


def write_people(
    directory: str | Path,
    face_model: FaceModel,
    skins: SkinLibrary | None = None,
    *,
    count: int = 10,
    frames: int = 8,
    seed: int = 0,
    attacks: bool = False,
    progress: Progress | None = None,
) -> None:
    """Write `DIR/<person>/<session>/NAME_rgb.png` and `_depth.png`, and `DIR/camera.json`.

    Each person has two sessions that differ in light and place; pose and
    expression differ in every frame.

    Args:
        directory: The folder; files of the same name are replaced.
        face_model: The face model.
        skins: Skins and hair, or None for painted people.
        count: How many people.
        frames: Frames a session.
        seed: Of the first person; the others follow.
        attacks: Also write a session of flat prints of each person.
        progress: Called with frames done and frames in all.

    Raises:
        RecordingWriteError: If the folder cannot be written.
        ValueError: If `count` or `frames` is not positive.
    """
    if count < 1 or frames < 1:
        raise ValueError(f"Expected at least one person and frame. Received {count} and {frames}.")
    folder = Path(directory)
    studio = Studio(face_model, skins)
    sessions = (*SESSIONS, ATTACK_SESSION) if attacks else SESSIONS
    total, done = count * frames * len(sessions), 0
    for person_seed in range(seed, seed + count):
        person = Person.random(person_seed)
        for number, session in enumerate(sessions):
            place = folder / f"person{person_seed:04d}" / session
            make_folder(place)
            rng = np.random.default_rng([person_seed, number])
            light = _light(rng)
            for index in range(frames):
                if session == ATTACK_SESSION:
                    photo = studio.photo_of(person, float(rng.uniform(550.0, 750.0)))
                    subject = replace(
                        photo, yaw_deg=rng.uniform(-12, 12), pitch_deg=rng.uniform(-8, 8)
                    )
                    rendered = studio.render([subject], light=light, seed=done)
                else:
                    rendered = studio.render([_sitter(person, rng)], light=light, seed=done)
                write_pair(place, f"{index:04d}", rendered.frame)
                done += 1
                if progress is not None:
                    progress(done, total)
    write_camera(folder)


def _light(rng: np.random.Generator) -> Light:
    return Light(
        level=float(rng.uniform(0.75, 1.15)),
        lamp_azimuth_deg=float(rng.uniform(-60.0, 60.0)),
        lamp_elevation_deg=float(rng.uniform(15.0, 60.0)),
        lamp_share=float(rng.uniform(0.3, 0.65)),
        warmth=float(rng.normal(0.0, 0.5)),
    )


def _sitter(person: Person, rng: np.random.Generator) -> Sitter:
    pose = Pose(float(rng.normal(0, 9.0)), float(rng.normal(0, 6.0)), float(rng.normal(0, 4.0)))
    place = (
        float(rng.normal(0.0, 40.0)),
        float(rng.normal(-10.0, 25.0)),
        float(rng.uniform(600.0, 950.0)),
    )
    strength = float(rng.uniform(0.4, 1.0))
    chosen = _EXPRESSIONS[rng.integers(len(_EXPRESSIONS))]
    return Sitter(person, pose, place, {name: strength * full for name, full in chosen.items()})
