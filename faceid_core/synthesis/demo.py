"""The demo recording: somebody enrolls, comes back; a stranger and a photograph follow."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from hardware.recordings.recording import CHAPTERS_FILE
from hardware.recordings.writer import open_writer

from .face_model import FaceModel
from .motion import Script, coming_and_going, look, sweep
from .pairs import write_text
from .person import Person
from .prints import Print
from .render import RenderedFrame, Studio
from .sensor import ColorSensor, DepthSensor
from .sitter import Sitter
from .skins import SkinLibrary

FRAMES_PER_S: Final = 20
JPEG_QUALITY: Final = 88
OWNER_SEED: Final = 22
STRANGER_SEED: Final = 30
SMILE: Final = {"mouthSmile": 0.45, "cheekSquint": 0.25}
#: Little noise keeps the files small.
DEMO_COLOR: Final = ColorSensor(noise=0.7)
DEMO_DEPTH: Final = DepthSensor(noise_px=0.015, noise_size_px=3.0)

Progress = Callable[[int, int], None]
_Subjects = Callable[[float], Sequence[Sitter | Print]]


@dataclass(frozen=True)
class Scene:
    """A chapter of the recording.

    Attributes:
        name: Of the chapter.
        duration_s: How long it is.
        subjects: Who and what is before the camera, seconds after its start.
    """

    name: str
    duration_s: float
    subjects: _Subjects

    @property
    def frame_count(self) -> int:
        return round(self.duration_s * FRAMES_PER_S)


def write_demo(
    directory: str | Path,
    face_model: FaceModel,
    skins: SkinLibrary | None = None,
    *,
    seed: int = 0,
    progress: Progress | None = None,
) -> None:
    """Write the demo recording, TUM RGB-D layout with `chapters.json`, to a new folder.

    Args:
        directory: The folder; it must be empty or missing.
        face_model: The face model.
        skins: Skins and hair, or None for painted people.
        seed: Of the people, the noise and small movements; 0 is the shipped demo.
        progress: Called with frames done and frames in all.

    Raises:
        RecordingWriteError: If the folder is not empty or cannot be written.
    """
    studio = Studio(face_model, skins)
    scenes = story(studio, seed)
    listed, first = [], 0
    for scene in scenes:
        listed.append({"name": scene.name, "first": first, "last": first + scene.frame_count - 1})
        first += scene.frame_count
    with open_writer(directory, "tum", rgb_format="jpg", quality=JPEG_QUALITY) as writer:
        for done, rendered in enumerate(play(studio, scenes, seed), start=1):
            writer.write(rendered.frame)
            if progress is not None:
                progress(done, first)
    write_text(Path(directory) / CHAPTERS_FILE, json.dumps(listed, indent=1) + "\n")


def play(studio: Studio, scenes: Sequence[Scene], seed: int = 0) -> Iterator[RenderedFrame]:
    """Render scenes one after the other."""
    number = 0
    for scene in scenes:
        for index in range(scene.frame_count):
            yield studio.render(
                scene.subjects(index / FRAMES_PER_S),
                color_sensor=DEMO_COLOR,
                depth_sensor=DEMO_DEPTH,
                timestamp_s=number / FRAMES_PER_S,
                seed=seed * 100_000 + number,
            )
            number += 1


def story(studio: Studio, seed: int = 0) -> list[Scene]:
    """Return what happens: enrollment, unlocking, a stranger, a photograph."""
    owner = Person.random(OWNER_SEED + 1000 * seed)
    stranger = Person.random(STRANGER_SEED + 1000 * seed)
    enrolling = sweep((0.0, 45.0, 845.0), start_s=1.8, duration_s=5.6, seed=seed)
    coming_back = look((-30.0, 55.0, 945.0), SMILE, seed=seed + 1)
    another = look((25.0, 40.0, 900.0), seed=seed + 2)
    aside, other_side = (620.0, 20.0, 150.0), (-640.0, 20.0, 150.0)
    return [
        Scene("enroll", 8.6, _of(owner, coming_and_going(enrolling, 8.6, aside, 0.7, 0.5))),
        Scene("away", 0.7, _nobody),
        Scene("owner", 2.9, _of(owner, coming_and_going(coming_back, 2.9, aside, 0.5, 0.4))),
        Scene("away2", 0.6, _nobody),
        Scene("stranger", 2.9, _of(stranger, coming_and_going(another, 2.9, other_side, 0.5, 0.4))),
        Scene("photo", 2.8, _held(studio.photo_of(owner), 2.8)),
    ]


def _nobody(time_s: float) -> Sequence[Sitter | Print]:
    return ()


def _of(person: Person, script: Script) -> _Subjects:
    return lambda time_s: (script(time_s).sitter(person),)


def _held(photo: Print, duration_s: float) -> _Subjects:
    """Return a photograph that somebody pushes into the picture from below, and holds."""
    coming_s = 0.5

    def subjects(time_s: float) -> Sequence[Sitter | Print]:
        x, y, z = photo.position_mm
        away = 1.0 - np.clip(time_s / coming_s, 0.0, 1.0)
        away = max(away, np.clip(1.0 - (duration_s - time_s) / 0.3, 0.0, 1.0))
        drop = 520.0 * away * away
        at = (
            x + 5.0 * math.sin(1.9 * time_s),
            y + 4.0 * math.sin(1.3 * time_s + 1.0) + drop,
            z + 6.0 * math.sin(1.6 * time_s + 2.0),
        )
        held = replace(
            photo,
            position_mm=at,
            yaw_deg=4.0 * math.sin(1.7 * time_s),
            pitch_deg=3.0 * math.sin(1.1 * time_s + 0.5),
            roll_deg=2.0 * math.sin(1.4 * time_s),
        )
        return (held,)

    return subjects
