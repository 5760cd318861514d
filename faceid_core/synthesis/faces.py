"""Faces of rendered people at scale: what training and evaluation read, as shards.

Every frame walks the way of a real one: located, aligned and cut by the code that ships,
with the landmark model's own errors. Equal seeds give equal faces; a shard that is there
is not made again, so an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..detector import FaceDetector
from ..errors import DatasetError
from ..face_geometry import FaceGeometry
from ..face_mesh import FaceMesh
from ..face_sets import SPLIT_SEEDS, FaceSet, packed, read_shard, shard_path, write_shard
from ..locate import Locator
from ..preprocess import Preprocessor
from ..types import COLOR_CROP_PX, DEPTH_MAP_PX, Face, FaceCrop
from .booth import Booth, Outfit
from .depth_maps import TimeOfFlightSensor
from .face_model import FaceModel
from .person import Person
from .sessions import (
    CLOSED_EYES,
    Belongings,
    Session,
    draw_dressed_session,
    draw_session,
    draw_view,
)
from .set_folder import SET_FOLDER
from .sitter import Sitter
from .skins import SkinLibrary

SHARD_PEOPLE: Final = 25
#: Luma of the skins that count as 0 and 1 in the condition "skin_tone".
_LIGHT_SKIN: Final = 0.85
_DARK_SKIN: Final = 0.20


@dataclass(frozen=True)
class Views:
    """What is rendered of a person.

    Attributes:
        sessions: Frames of each session, those without a usable face included.
        dressed: Further frames, each of a session of its own in glasses or a hat.
        closed_eyes: In so many of all frames eyes are half or wholly closed, 0 to 1.
    """

    sessions: tuple[int, ...]
    dressed: int = 0
    closed_eyes: float = CLOSED_EYES

    @property
    def total(self) -> int:
        """How many frames of a person there are."""
        return sum(self.sessions) + self.dressed

    def fields(self) -> dict[str, object]:
        """As a folder's description holds it, which says nothing of what is as usual."""
        fields: dict[str, object] = {"views": list(self.sessions)}
        if self.dressed:
            fields["dressed"] = self.dressed
        if self.closed_eyes != CLOSED_EYES:
            fields["closed_eyes"] = self.closed_eyes
        return fields


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

    def __add__(self, other: Progress) -> Progress:
        refused = Counter(self.refused) + Counter(other.refused)
        return Progress(self.people + other.people, self.faces + other.faces, dict(refused))


class FaceRenderer:
    """Renders people and takes their faces through the pipeline's first stages."""

    def __init__(self, face_model: FaceModel, skins: SkinLibrary | None = None) -> None:
        geometry = FaceGeometry.load()
        self._booth = Booth(face_model, skins)
        self._detector, self._mesh = FaceDetector(), FaceMesh()
        self._geometry = geometry
        self._preprocessor = Preprocessor(geometry)

    def faces_of(self, seed: int, views: Views) -> tuple[FaceSet, Counter[str]]:
        """Return the faces of one person, and how many views were refused by reason.

        Args:
            seed: The person's; also what the faces are labeled with.
            views: Which.
        """
        rng = np.random.default_rng([seed, 0xFACE5])
        person = Person.varied(seed)
        owns = Belongings.random(person, rng)
        refused: Counter[str] = Counter()
        crops: list[FaceCrop] = []
        sessions: list[int] = []
        conditions: list[dict[str, float]] = []
        for number, count in enumerate((*views.sessions, *[1] * views.dressed)):
            if number < len(views.sessions):
                session = draw_session(person, owns, rng)
            else:
                session = draw_dressed_session(person, rng)
            tone = skin_tone(self._booth.skin_of(session.person).image)
            for _ in range(count):
                sitter, outfit = draw_view(session, rng, views.closed_eyes)
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
    views: Views,
    first: int = 0,
) -> Iterator[Progress]:
    """Write shards of `SHARD_PEOPLE` people; yields after every person.

    Args:
        directory: Made if it is missing. Whole shards in it are kept; several processes
            may write different people into one folder.
        renderer: Makes the faces.
        split: "train", "validation" or "test": whose seeds.
        people: How many.
        views: Of each person.
        first: How many people of the split to leave out before.

    Raises:
        DatasetError: If the folder holds something else.
        OSError: If it cannot be written.
    """
    claim_faces(directory, split, views)
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


def claim_faces(directory: Path, split: str, views: Views) -> None:
    """Take a folder for such a set, or find that it holds one; arguments and errors as above."""
    SET_FOLDER.take(directory, {"kind": "faces", "split": split, **views.fields()})


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
        "eyes_closed": sitter.expression.get("eyeBlink", 0.0),
        "time_of_flight": float(isinstance(session.faults.depth, TimeOfFlightSensor)),
    }


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
