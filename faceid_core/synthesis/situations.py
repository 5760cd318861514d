"""One frame of each situation that recognition must handle, for tests."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np

from hardware.frame import NO_DEPTH, Frame

from ..types import Pose
from .demo import OWNER_SEED, STRANGER_SEED, Progress
from .face_model import FaceModel
from .light import Light
from .pairs import make_folder, write_camera, write_pair, write_text
from .person import Person
from .prints import Print
from .render import Studio
from .sensor import ColorSensor, DepthSensor
from .sheets import Cylinder, Flat
from .sitter import Position, Sitter
from .skins import SkinLibrary

THIRD_SEED: Final = 19
INDEX_FILE: Final = "frames.json"
_COLOR: Final = ColorSensor(noise=0.4)
_DEPTH: Final = DepthSensor()
_HOLE_MM: Final = (75.0, 95.0)  # half axes of an ellipse around the nose
_BEND_RADIUS_MM: Final = 100.0
_AHEAD: Final = Pose(0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Situation:
    """What a test frame shows.

    Attributes:
        name: Of the files.
        shows: In words.
        seed: Of the person; None for an empty room.
        pose: Of the head.
        distance_mm: Of the point between the eyes, along the optical axis.
        aside_mm: To the right of the picture's middle.
        expression: Strengths by the face model's names.
        light: The light.
        second_seed: Of a second person beside the first.
        kind: "person", "flat photo" or "bent photo".
        covers_mouth: Whether a hand is in front of the mouth.
        has_hole: Whether the depth of the face is missing.
    """

    name: str
    shows: str
    seed: int | None = OWNER_SEED
    pose: Pose = _AHEAD
    distance_mm: float = 750.0
    aside_mm: float = 0.0
    expression: Mapping[str, float] = field(default_factory=dict)
    light: Light = Light()  # noqa: RUF009 (frozen)
    second_seed: int | None = None
    kind: str = "person"
    covers_mouth: bool = False
    has_hole: bool = False


SITUATIONS: Final = (
    *(
        Situation(f"frontal_{distance}", f"A from the front at {distance} mm", distance_mm=distance)
        for distance in (600, 750, 900, 1050)
    ),
    Situation("yaw_left", "A turned to the left of the picture", pose=Pose(-20.0, 0.0, 0.0)),
    Situation("yaw_right", "A turned to the right of the picture", pose=Pose(20.0, 0.0, 0.0)),
    Situation("pitch_up", "A looking up", pose=Pose(0.0, 15.0, 0.0)),
    Situation("pitch_down", "A looking down", pose=Pose(0.0, -15.0, 0.0)),
    Situation("roll_left", "A tilted counterclockwise", pose=Pose(0.0, 0.0, -15.0)),
    Situation("roll_right", "A tilted clockwise", pose=Pose(0.0, 0.0, 15.0)),
    Situation(
        "smile",
        "A smiling, brows up",
        pose=Pose(4.0, -3.0, 2.0),
        distance_mm=820.0,
        expression={"mouthSmile": 0.8, "cheekSquint": 0.5, "browInnerUp": 0.5},
    ),
    Situation("other", "B from the front", seed=STRANGER_SEED),
    Situation("third", "C from the front", seed=THIRD_SEED),
    Situation("empty", "the room without anybody", seed=None),
    Situation("two_faces", "A and B side by side", aside_mm=-165.0, second_seed=STRANGER_SEED),
    Situation("too_far", "A at 1.6 m", distance_mm=1600.0),
    Situation("too_close", "A at 0.42 m, nearer than the sensor measures", distance_mm=420.0),
    Situation("off_center", "A cut by the picture's edge", aside_mm=400.0),
    Situation("dark", "A in a dark room", light=Light(level=0.035)),
    Situation("depth_hole", "A without depth in the face", has_hole=True),
    Situation("covered", "A with a hand in front of the mouth", covers_mouth=True),
    Situation("turned_away", "A turned away by 60 degrees", pose=Pose(60.0, 0.0, 0.0)),
    Situation("flat_photo", "a flat print of A", kind="flat photo", distance_mm=600.0),
    Situation("bent_photo", "a print of A bent to 100 mm", kind="bent photo", distance_mm=600.0),
)


def write_situations(
    directory: str | Path,
    face_model: FaceModel,
    skins: SkinLibrary | None = None,
    *,
    progress: Progress | None = None,
) -> None:
    """Write every situation as a plain pair, with `camera.json` and the index `frames.json`.

    Raises:
        RecordingWriteError: If the folder cannot be written.
    """
    folder = Path(directory)
    make_folder(folder)
    studio = Studio(face_model, skins)
    index = []
    for number, situation in enumerate(SITUATIONS):
        frame = render_situation(studio, situation, seed=number)
        write_pair(folder, situation.name, frame)
        pose = situation.pose
        index.append(
            {
                "name": situation.name,
                "shows": situation.shows,
                "person_seed": situation.seed,
                "kind": situation.kind,
                "yaw_deg": pose.yaw_deg,
                "pitch_deg": pose.pitch_deg,
                "roll_deg": pose.roll_deg,
                "distance_mm": None if situation.seed is None else situation.distance_mm,
            }
        )
        if progress is not None:
            progress(number + 1, len(SITUATIONS))
    write_camera(folder)
    write_text(folder / INDEX_FILE, json.dumps(index, indent=1) + "\n")


def render_situation(studio: Studio, situation: Situation, seed: int = 0) -> Frame:
    """Render the frame of a situation."""
    if situation.seed is None:
        subjects: Sequence[Sitter | Print] = ()
    elif situation.kind != "person":
        photo = studio.photo_of(Person.random(situation.seed), situation.distance_mm)
        curve = Cylinder(_BEND_RADIUS_MM) if situation.kind == "bent photo" else Flat()
        subjects = [replace(photo, curve=curve)]
    else:
        first = Sitter(
            Person.random(situation.seed),
            situation.pose,
            _place(situation.aside_mm, situation.distance_mm),
            situation.expression,
            covers_mouth=situation.covers_mouth,
        )
        subjects = [first]
        if situation.second_seed is not None:
            beside = _place(-situation.aside_mm, situation.distance_mm + 30.0)
            subjects = [first, Sitter(Person.random(situation.second_seed), position_mm=beside)]
    frame = studio.render(
        subjects, light=situation.light, color_sensor=_COLOR, depth_sensor=_DEPTH, seed=seed
    ).frame
    return _with_hole(frame, situation.distance_mm) if situation.has_hole else frame


def _place(aside_mm: float, distance_mm: float) -> Position:
    return aside_mm, -10.0, distance_mm


def _with_hole(frame: Frame, distance_mm: float) -> Frame:
    height, width = frame.depth_mm.shape
    rows, columns = np.mgrid[:height, :width]
    camera = frame.intrinsics
    x = (columns - camera.cx_px) / camera.fx_px * distance_mm / _HOLE_MM[0]
    y = ((rows - camera.cy_px) / camera.fy_px * distance_mm - 25.0) / _HOLE_MM[1]
    depth = np.where(np.hypot(x, y) < 1.0, NO_DEPTH, frame.depth_mm).astype(np.uint16)
    return replace(frame, depth_mm=depth)
