"""Faces of rendered people at scale: what training and evaluation read, as shards.

Every frame walks the way of a real one: located, aligned and cut by the code that ships,
with the landmark model's own errors. Equal seeds give equal faces; a shard that is there
is not made again, so an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from hardware.frame import FRAME_HEIGHT, FRAME_WIDTH, KINECT_INTRINSICS

from ..detector import FaceDetector
from ..errors import DatasetError
from ..face_geometry import FaceGeometry
from ..face_mesh import FaceMesh
from ..face_sets import SPLIT_SEEDS, FaceSet, packed, read_shard, shard_path, write_shard
from ..locate import Locator
from ..preprocess import Preprocessor
from ..types import COLOR_CROP_PX, DEPTH_MAP_PX, Face, FaceCrop, Pose
from .booth import Booth, DepthModel, Faults, Outfit
from .depth_maps import TimeOfFlightSensor
from .face_model import FaceModel
from .glasses import Glasses
from .hat import Hat
from .light import Light
from .person import Person
from .scarf import Scarf
from .sensor import ColorSensor, DepthSensor
from .sitter import Sitter
from .skins import SkinLibrary

SHARD_PEOPLE: Final = 25
SESSIONS: Final = 2
SET_FILE: Final = "set.json"
#: Luma of the skins that count as 0 and 1 in the condition "skin_tone".
_LIGHT_SKIN: Final = 0.85
_DARK_SKIN: Final = 0.20
_MAX_YAW_DEG: Final = 30.0
_MAX_PITCH_DEG: Final = 22.0
_MAX_ROLL_DEG: Final = 10.0
_WIDE_POSES: Final = 0.3  # part of the frames that take any pose of that range
_DISTANCES_MM: Final = (500.0, 1200.0)
_STRUCTURED_LIGHT_SHARE: Final = 0.7
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


@dataclass(frozen=True)
class Progress:
    """How far a run is.

    Attributes:
        people: People that are done, those of kept shards included.
        faces: Their faces.
        refused: Views without a usable face by the name of the `Retry`.
    """

    people: int
    faces: int
    refused: Mapping[str, int]


class FaceRenderer:
    """Renders people and takes their faces through the pipeline's first stages."""

    def __init__(self, face_model: FaceModel, skins: SkinLibrary | None = None) -> None:
        geometry = FaceGeometry.load()
        self._booth = Booth(face_model, skins)
        self._detector, self._mesh = FaceDetector(), FaceMesh()
        self._geometry = geometry
        self._preprocessor = Preprocessor(geometry)

    def faces_of(self, seed: int, views: int) -> tuple[FaceSet, Counter[str]]:
        """Return the faces of one person, and how many views were refused by reason.

        Args:
            seed: The person's; also what the faces are labeled with.
            views: How many frames, shared by `SESSIONS` sessions.
        """
        rng = np.random.default_rng([seed, 0xFACE5])
        person = Person.varied(seed)
        owns = Belongings.random(person, rng)
        refused: Counter[str] = Counter()
        crops: list[FaceCrop] = []
        sessions: list[int] = []
        conditions: list[dict[str, float]] = []
        for number in range(min(SESSIONS, views)):
            session = draw_session(person, owns, rng)
            tone = skin_tone(self._booth.skin_of(session.person).image)
            for _ in range(number, views, SESSIONS):
                sitter, outfit = draw_view(session, rng)
                frame = self._booth.shoot(sitter, outfit, session.light, session.faults, rng)
                face = Locator(self._detector, self._mesh, self._geometry).locate(frame)
                if isinstance(face, Face):
                    crop = self._preprocessor.crop(frame, face)
                    if isinstance(crop, FaceCrop):
                        crops.append(crop)
                        sessions.append(number)
                        conditions.append(_conditions(session, sitter, outfit, face, tone))
                        continue
                    face = crop
                refused[face.name] += 1
        return _face_set(seed, sessions, crops, conditions), refused


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
        light=_draw_light(rng),
        faults=_draw_faults(rng),
        nearest_mm=nearest_mm,
        farthest_mm=min(nearest_mm + 250.0, _DISTANCES_MM[1]),
    )


def draw_view(session: Session, rng: np.random.Generator) -> tuple[Sitter, Outfit]:
    """Draw where the person is in one frame, the pose, the expression, and a hand."""
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
    expression = _draw_expression(rng)
    looks_at_camera = bool(rng.random() < 0.9)
    outfit = session.outfit
    if outfit.scarf is not None and "jawOpen" in expression:
        expression["jawOpen"] = min(expression["jawOpen"], _MOST_OPEN_IN_SCARF)
    if rng.random() < 0.06:
        held = (float(rng.uniform(-40.0, 60.0)), float(rng.uniform(30.0, 65.0)), 0.0)
        outfit = replace(outfit, hand_shift_mm=held)
    sitter = Sitter(session.person, pose, (x, y, z), expression, looks_at_camera=looks_at_camera)
    return sitter, outfit


def skin_tone(image: NDArray[np.float32]) -> float:
    """Return how dark a skin is: 0 is light, 1 is dark.

    Args:
        image: float32, shape (h, 2 h, 4), the texture of the head; its left half is the face.
    """
    height = image.shape[0]
    # The middle of the texture's face is the nose, cheeks beside it.
    cheeks = image[height * 4 // 10 : height * 6 // 10, height * 3 // 10 : height * 7 // 10, :3]
    luma = float(np.median(np.power(cheeks, 1.0 / 2.2) @ np.array([0.299, 0.587, 0.114])))
    return float(np.clip((_LIGHT_SKIN - luma) / (_LIGHT_SKIN - _DARK_SKIN), 0.0, 1.0))


def write_faces(
    directory: Path,
    renderer: FaceRenderer,
    *,
    split: str,
    people: int,
    views: int,
    first: int = 0,
) -> Iterator[Progress]:
    """Write shards of `SHARD_PEOPLE` people; yields after every person.

    Args:
        directory: Made if it is missing. Whole shards in it are kept; several processes
            may write different people into one folder.
        renderer: Makes the faces.
        split: "train", "validation" or "test": whose seeds.
        people: How many.
        views: Frames a person, refused ones included.
        first: How many people of the split to leave out before.

    Raises:
        DatasetError: If the folder holds something else.
        OSError: If it cannot be written.
    """
    claim(directory, {"kind": "faces", "split": split, "views": views})
    first_seed = SPLIT_SEEDS[split] + first
    done, faces, refused = 0, 0, Counter[str]()
    for start in range(first_seed, first_seed + people, SHARD_PEOPLE):
        count = min(SHARD_PEOPLE, first_seed + people - start)
        kept = _kept_shard(directory, start, count)
        if kept is not None:
            done, faces = done + count, faces + kept[0]
            refused += kept[1]
            yield Progress(done, faces, dict(refused))
            continue
        sets, of_shard = [], Counter[str]()
        for seed in range(start, start + count):
            of_person, left_out = renderer.faces_of(seed, views)
            sets.append(of_person)
            of_shard += left_out
            if seed + 1 < start + count:
                so_far = faces + sum(len(part) for part in sets)
                yield Progress(done + len(sets), so_far, dict(refused + of_shard))
        shard = _concatenated(sets)
        _note_path(directory, start).write_text(
            json.dumps({"people": count, "refused": of_shard}) + "\n", encoding="utf-8"
        )
        write_shard(directory, start, shard)
        done, faces = done + count, faces + len(shard)
        refused += of_shard
        yield Progress(done, faces, dict(refused))


def claim(directory: Path, contents: Mapping[str, object]) -> None:
    """Note what a folder holds, or check that it already holds that.

    Raises:
        DatasetError: If it holds something else.
        OSError: If it cannot be written.
    """
    note = directory / SET_FILE
    try:
        known = json.loads(note.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = None
    except ValueError as error:
        raise DatasetError(f"{note} is damaged ({error}): name another folder.") from error
    if known is None:
        if directory.is_dir() and any(directory.iterdir()):
            raise DatasetError(
                f"{directory} holds something else. Nothing was changed; name a new folder."
            )
        directory.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps(dict(contents)) + "\n", encoding="utf-8")
    elif known != dict(contents):
        raise DatasetError(
            f"{directory} holds {_in_words(known)}, not {_in_words(contents)}. "
            "Nothing was changed; name another folder."
        )


def _in_words(contents: Any) -> str:
    return ", ".join(f"{name} {value}" for name, value in dict(contents).items())


def _note_path(directory: Path, start: int) -> Path:
    return shard_path(directory, start).with_suffix(".json")


def _kept_shard(directory: Path, start: int, count: int) -> tuple[int, Counter[str]] | None:
    """Return faces and refusals of a shard that is there and whole, else None."""
    try:
        note = json.loads(_note_path(directory, start).read_text(encoding="utf-8"))
        if note["people"] != count:
            return None
        return len(read_shard(shard_path(directory, start))), Counter(note["refused"])
    except (OSError, ValueError, KeyError, TypeError, DatasetError):
        return None


def _conditions(
    session: Session, sitter: Sitter, outfit: Outfit, face: Face, tone: float
) -> dict[str, float]:
    """Return what is known of a face; what the pipeline measured comes from `face`."""
    strengths = [strength for name, strength in sitter.expression.items()]
    return {
        "yaw_deg": face.pose.yaw_deg,
        "pitch_deg": face.pose.pitch_deg,
        "roll_deg": face.pose.roll_deg,
        "distance_mm": face.distance_mm,
        "brightness": face.brightness,
        "sharpness": face.sharpness,
        "true_yaw_deg": sitter.pose.yaw_deg,
        "true_pitch_deg": sitter.pose.pitch_deg,
        "true_roll_deg": sitter.pose.roll_deg,
        "skin_tone": tone,
        "woman": float(sitter.person.is_woman),
        "glasses": float(outfit.glasses is not None),
        "beard": float(outfit.beard_mm > 0.0),
        "beard_mm": outfit.beard_mm,
        "hat": float(outfit.hat is not None),
        "scarf": float(outfit.scarf is not None),
        "hand": float(outfit.hand_shift_mm is not None),
        "light_level": session.light.level,
        "lamp_share": session.light.lamp_share,
        "expression": max(strengths, default=0.0),
        "jaw_open": sitter.expression.get("jawOpen", 0.0),
        "time_of_flight": float(isinstance(session.faults.depth, TimeOfFlightSensor)),
    }


def _draw_light(rng: np.random.Generator) -> Light:
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


def _draw_faults(rng: np.random.Generator) -> Faults:
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


def _draw_expression(rng: np.random.Generator) -> dict[str, float]:
    mild = rng.random() < 0.5
    strength = float(rng.uniform(0.1, 0.5) if mild else rng.uniform(0.5, 1.1))
    expression: dict[str, float] = {}
    for _ in range(2):
        chosen = _EXPRESSIONS[rng.integers(len(_EXPRESSIONS))]
        for name, full in chosen.items():
            expression[name] = min(max(expression.get(name, 0.0), strength * full), 1.0)
        strength *= 0.5
    if rng.random() < 0.05:
        expression["eyeBlink"] = float(rng.uniform(0.5, 1.0))
    return expression


def _face_set(
    seed: int, sessions: list[int], crops: list[FaceCrop], conditions: list[dict[str, float]]
) -> FaceSet:
    count = len(crops)
    rgb = np.zeros((count, COLOR_CROP_PX, COLOR_CROP_PX, 3), np.uint8)
    depth_mm = np.zeros((count, DEPTH_MAP_PX, DEPTH_MAP_PX), np.float32)
    for index, crop in enumerate(crops):
        rgb[index], depth_mm[index] = crop.rgb, crop.depth_mm
    names = sorted(conditions[0]) if conditions else []
    return FaceSet(
        people=np.full(count, seed, np.int64),
        sessions=np.array(sessions, np.int64),
        rgb=rgb,
        depth=packed(depth_mm),
        conditions={
            name: np.array([face[name] for face in conditions], np.float32) for name in names
        },
    )


def _concatenated(sets: list[FaceSet]) -> FaceSet:
    """Join the faces of several people; a person without any leaves no trace."""
    seen = [part for part in sets if len(part)] or sets[:1]
    return FaceSet(
        people=np.concatenate([part.people for part in seen]),
        sessions=np.concatenate([part.sessions for part in seen]),
        rgb=np.concatenate([part.rgb for part in seen]),
        depth=np.concatenate([part.depth for part in seen]),
        conditions={
            name: np.concatenate([part.conditions[name] for part in seen])
            for name in seen[0].conditions
        },
    )
