"""What was seen in a dataset, by every encoder: a folder of frames, or a face set."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..errors import DatasetError
from ..face_sets import SHARD_PATTERN, read_shard, read_shards, shard_paths, unpacked
from ..types import FaceCrop
from ..work_pool import THIS_PROCESS, Work, Workers, spread
from .faces import Faces, faces_of, trunk_rows
from .intervals import CountedRate, counted_rate
from .samples import Encode, Sample

#: Vectors of a shard's crops by encoder, then by trunk: float32, shape (n, size of the trunk).
EncodedShard = tuple[dict[str, NDArray[np.float32]], ...]


@dataclass(frozen=True)
class Acquisition:
    """Frames of people's own faces.

    Attributes:
        failed: Those without a usable face; of none where that is not known.
        reasons: How often each `Retry`, by its name, the most frequent first.
        people_without_face: People of whom no frame was usable.
    """

    failed: CountedRate
    reasons: dict[str, int]
    people_without_face: int


@dataclass(frozen=True, eq=False)
class Collected:
    """Everything that was seen; the faces are the same for every encoder, their vectors are not.

    Attributes:
        names: Of people; `Faces.people` are indices into them.
        people: How many, besides attacks.
        sessions: Besides attacks.
        frames: Besides attacks.
        acquisition: Failure to acquire.
        bpcer: Usable frames of people's own faces that liveness refused; of none where
            liveness was not judged.
        own: By encoder: usable faces of the people themselves.
        attacks: By encoder: usable faces in attacks.
        attack_samples: All frames of attacks.
        is_face_set: Whether these were crops, and not frames.
    """

    names: tuple[str, ...]
    people: int
    sessions: int
    frames: int
    acquisition: Acquisition
    bpcer: CountedRate
    own: tuple[Faces, ...]
    attacks: tuple[Faces, ...]
    attack_samples: tuple[Sample, ...]
    is_face_set: bool = False


def collect(samples: Sequence[Sample], encoders: int = 1) -> Collected:
    """Collect the samples of a folder of frames.

    Args:
        samples: All frames of all sessions, in the order of `find_sessions`.
        encoders: Of how many each has vectors.
    """
    names = tuple(sorted({sample.session.person for sample in samples}))
    own_samples = [sample for sample in samples if sample.session.species is None]
    attack_samples = [sample for sample in samples if sample.session.species is not None]
    own = tuple(faces_of(own_samples, names, index) for index in range(encoders))
    return Collected(
        names=names,
        people=len({sample.session.person for sample in own_samples}),
        sessions=len({sample.session.path for sample in own_samples}),
        frames=len(own_samples),
        acquisition=_acquisition(own_samples),
        bpcer=counted_rate(int((~own[0].is_live).sum()), len(own[0])),
        own=own,
        attacks=tuple(faces_of(attack_samples, names, index) for index in range(encoders)),
        attack_samples=tuple(attack_samples),
    )


def collect_face_set(
    directory: Path,
    encoding: Work[Path, EncodedShard],
    tell: Callable[[int, int], None],
    workers: Workers = THIS_PROCESS,
) -> Collected:
    """Encode every crop of a face set. The crops themselves are not kept.

    Args:
        directory: Holds the shards.
        encoding: Encodes one shard, as `encoded_shard` does.
        tell: Is told how many crops are done, of how many.
        workers: Who encodes.

    Raises:
        DatasetError: If there is no shard, one is damaged, or it shows fewer than two people.
        WorkError: If workers cannot be had, or die.
    """
    # All are read first: damage in the last must not cost the work on the others.
    people, sessions, conditions = [], [], []
    for shard in read_shards(directory):
        people.append(shard.people)
        sessions.append(shard.sessions)
        conditions.append(shard.conditions)
    total = sum(map(len, people))
    encoded: list[EncodedShard] = []
    done = 0
    for found in spread(encoding, shard_paths(directory), workers):
        done += len(people[len(encoded)])
        encoded.append(found)
        tell(done, total)
    shown, numbers = np.unique(np.concatenate(people), return_inverse=True)
    if len(shown) < 2:
        raise DatasetError(f"{directory} shows too few people: {len(shown)}. Expected at least 2.")
    # Sessions are counted within a person; here they are one number each.
    places = np.stack([numbers, np.concatenate(sessions)], axis=1)
    session_numbers = np.unique(places, axis=0, return_inverse=True)[1].reshape(-1)
    known = sorted({name for shard in conditions for name in shard})
    sizes = [len(shard) for shard in people]
    columns = {
        name: np.concatenate(
            [
                shard.get(name, np.full(size, np.nan, np.float32))
                for shard, size in zip(conditions, sizes, strict=True)
            ]
        )
        for name in known
    }
    nobody = faces_of((), ())
    own = tuple(
        Faces(
            people=numbers,
            sessions=session_numbers,
            species=np.full(done, "", np.str_),
            is_live=np.ones(done, np.bool_),
            vectors=_joined(rows),
            conditions=columns,
        )
        for rows in zip(*encoded, strict=True)
    )
    return Collected(
        names=tuple(str(person) for person in shown),
        people=len(shown),
        sessions=len(np.unique(session_numbers)),
        frames=done,
        acquisition=_noted_acquisition(directory, done),
        bpcer=counted_rate(0, 0),
        own=own,
        attacks=(nobody,) * len(own),
        attack_samples=(),
        is_face_set=True,
    )


def encoded_shard(path: Path, encoders: Sequence[Encode]) -> EncodedShard:
    """Encode every crop of one shard of a face set.

    Raises:
        DatasetError: If it is damaged.
    """
    shard = read_shard(path)
    crops = [
        FaceCrop(rgb=rgb, depth_mm=unpacked(depth))
        for rgb, depth in zip(shard.rgb, shard.depth, strict=True)
    ]
    return tuple(trunk_rows([encode(crop) for crop in crops]) for encode in encoders)


def _joined(shards: Sequence[dict[str, NDArray[np.float32]]]) -> dict[str, NDArray[np.float32]]:
    """Join the vectors of shards by trunk; a shard without a face has none."""
    seen = [rows for rows in shards if rows]
    trunks = seen[0] if seen else ()
    return {trunk: np.concatenate([rows[trunk] for rows in seen]) for trunk in trunks}


def face_set_crops(directory: Path, wanted: Sequence[int]) -> dict[int, FaceCrop]:
    """Read some crops of a face set again, by their place in it.

    Raises:
        DatasetError: If a shard is damaged.
    """
    crops: dict[int, FaceCrop] = {}
    start = 0
    for shard in read_shards(directory):
        for index in wanted:
            if start <= index < start + len(shard):
                place = index - start
                crops[index] = FaceCrop(shard.rgb[place].copy(), unpacked(shard.depth[place]))
        start += len(shard)
    return crops


def is_face_set(directory: Path) -> bool:
    """Whether a folder holds shards of a face set."""
    return any(directory.glob(SHARD_PATTERN))


def _noted_acquisition(directory: Path, faces: int) -> Acquisition:
    """Return what rendering noted beside the shards: views without a usable face, by reason.

    Where a shard has no such note, nothing is known.
    """
    refused: Counter[str] = Counter()
    for shard in directory.glob(SHARD_PATTERN):
        try:
            note = json.loads(shard.with_suffix(".json").read_text(encoding="utf-8"))
            refused.update({str(reason): int(count) for reason, count in note["refused"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return Acquisition(counted_rate(0, 0), {}, 0)
    failed = counted_rate(refused.total(), faces + refused.total())
    return Acquisition(failed, dict(refused.most_common()), 0)


def _acquisition(samples: Sequence[Sample]) -> Acquisition:
    reasons = Counter(sample.retry.name for sample in samples if sample.retry is not None)
    everyone = {sample.session.person for sample in samples}
    seen = {sample.session.person for sample in samples if sample.retry is None}
    return Acquisition(
        failed=counted_rate(reasons.total(), len(samples)),
        reasons=dict(reasons.most_common()),
        people_without_face=len(everyone - seen),
    )
