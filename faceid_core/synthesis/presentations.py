"""Rendered people who enroll and unlock, and attacks on them: a presentation set, as shards.

Equal seeds give equal frames; a shard that is there is not made again, so an interrupted run
goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from hardware.frame import Frame

from ..errors import DatasetError
from ..face_sets import SPLIT_SEEDS
from ..presentation_sets import (
    BONA_FIDE,
    ENROLLMENT,
    Presentation,
    read_shard,
    shard_path,
    write_shard,
)
from ..types import Pose
from .booth import Booth
from .face_model import FaceModel
from .person import Person
from .sessions import Belongings, draw_session, draw_view
from .set_folder import SET_FOLDER
from .skins import SkinLibrary
from .snapshot import Shot
from .species import SPECIES, Cast, bona_fide, portraits_of

SHARD_PEOPLE: Final = 5
#: What a person can be shown in, in this order.
KINDS: Final = (ENROLLMENT, BONA_FIDE, *SPECIES)
#: What everyone does besides being attacked once by each species.
BONA_FIDE_PRESENTATIONS: Final = 4
ENROLLED_POSES: Final = (
    (0.0, 0.0),
    *((20.0 * np.sin(turn), 14.0 * np.cos(turn)) for turn in np.arange(8) * np.pi / 4.0),
)
#: Frames of a presentation: each moment is looked at several times.
FRAMES: Final = 6
_FRAME_S: Final = 1.0 / 30.0
_MOMENT_S: Final = 0.25


@dataclass(frozen=True)
class Progress:
    """How far a run is.

    Attributes:
        people: People that are done, those of kept shards included.
        presentations: Theirs, enrollments included.
    """

    people: int
    presentations: int

    def __add__(self, other: Progress) -> Progress:
        return Progress(self.people + other.people, self.presentations + other.presentations)


class PresentationRenderer:
    """Renders everything about one person."""

    def __init__(self, face_model: FaceModel, skins: SkinLibrary | None = None) -> None:
        self._booth = Booth(face_model, skins)

    def presentations_of(self, seed: int, kinds: Sequence[str] = KINDS) -> list[Presentation]:
        """Return an enrollment, `BONA_FIDE_PRESENTATIONS`, and one attack of each species.

        The attacker is the person of the next seed. Attacks without enrollment and bona fide
        presentations are others than with them.

        Args:
            seed: The person's.
            kinds: Only these of `KINDS`.
        """
        victim, attacker = Person.varied(seed), Person.varied(seed + 1)
        rng = np.random.default_rng([seed, 0xB0FA])
        owns = Belongings.random(victim, rng)
        shown = []
        if ENROLLMENT in kinds:
            shown.append(Presentation(seed, ENROLLMENT, self._enrollment(victim, owns, rng)))
        for _ in range(BONA_FIDE_PRESENTATIONS if BONA_FIDE in kinds else 0):
            shots = bona_fide(self._booth, draw_session(victim, owns, rng), rng)
            shown.append(Presentation(seed, BONA_FIDE, _exposed(shots, rng)))
        species = [name for name in SPECIES if name in kinds]
        if species:
            cast = Cast(victim, attacker, portraits_of(self._booth, victim, rng))
        for name in species:
            own_rng = np.random.default_rng([seed, *name.encode()])
            shots = SPECIES[name](self._booth, cast, own_rng)
            shown.append(Presentation(seed, name, _exposed(shots, own_rng)))
        return shown

    def _enrollment(
        self, person: Person, owns: Belongings, rng: np.random.Generator
    ) -> tuple[Frame, ...]:
        session = draw_session(person, owns, rng)
        frames = []
        for number, (yaw, pitch) in enumerate(ENROLLED_POSES):
            sitter, _ = draw_view(session, rng)
            sitter = replace(sitter, pose=Pose(float(yaw), float(pitch), 0.0), expression={})
            shot = self._booth.take(sitter, session.outfit, session.light, session.faults, rng)
            frames.append(shot.expose(rng, number * _MOMENT_S))
        return tuple(frames)


def write_presentations(
    directory: Path,
    renderer: PresentationRenderer,
    *,
    split: str,
    people: int,
    first: int = 0,
    kinds: Sequence[str] = KINDS,
) -> Iterator[Progress]:
    """Write shards of `SHARD_PEOPLE` people; yields after every person.

    Args:
        directory: Made if it is missing. Whole shards in it are kept; several processes may
            write different people into one folder.
        renderer: Makes the frames.
        split: "train", "validation" or "test": whose seeds.
        people: How many.
        first: How many people of the split to leave out before.
        kinds: What of `KINDS` to show of each.

    Raises:
        DatasetError: If the folder holds something else.
        OSError: If it cannot be written.
    """
    claim_presentations(directory, split, kinds)
    first_seed = SPLIT_SEEDS[split] + first
    done = presentations = 0
    for start in range(first_seed, first_seed + people, SHARD_PEOPLE):
        count = min(SHARD_PEOPLE, first_seed + people - start)
        path = shard_path(directory, start)
        kept = _kept(path, start, count)
        if kept is not None:
            done, presentations = done + count, presentations + kept
            yield Progress(done, presentations)
            continue
        shard: list[Presentation] = []
        for seed in range(start, start + count):
            shard += renderer.presentations_of(seed, kinds)
            if seed + 1 < start + count:
                yield Progress(done + seed + 1 - start, presentations + len(shard))
        write_shard(path, shard)
        done, presentations = done + count, presentations + len(shard)
        yield Progress(done, presentations)


def claim_presentations(directory: Path, split: str, kinds: Sequence[str] = KINDS) -> None:
    """Take a folder for such a set, or find that it holds one; arguments and errors as above."""
    shown = [name for name in KINDS if name in kinds]
    species = len(SPECIES) if len(shown) == len(KINDS) else " ".join(shown)
    SET_FOLDER.take(directory, {"kind": "attacks", "split": split, "species": species})


def _kept(path: Path, start: int, count: int) -> int | None:
    """Return how many presentations a shard holds that is there and whole, else None."""
    if not path.exists():
        return None
    try:
        people = [shown.person for shown in read_shard(path)]
    except DatasetError:
        return None
    return len(people) if set(people) == set(range(start, start + count)) else None


def _exposed(shots: Sequence[Shot], rng: np.random.Generator) -> tuple[Frame, ...]:
    """Look at each moment equally often, `FRAMES` times in all."""
    each = FRAMES // len(shots)
    return tuple(
        shot.expose(rng, moment * _MOMENT_S + number * _FRAME_S)
        for moment, shot in enumerate(shots)
        for number in range(each)
    )
