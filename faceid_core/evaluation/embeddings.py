"""The vectors of an evaluation in its folder: written on request, read to be looked at."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..errors import DatasetError
from ..types import COLOR, DEPTH, FUSED
from .evaluation import Evaluation
from .faces import Faces
from .summary_fields import JSON_FILE

EMBEDDINGS_FILE: Final = "embeddings.npz"
_TRUNKS: Final = (FUSED, COLOR, DEPTH)
_OWN: Final = "own"
_ATTACK: Final = "attack"
_UNIT: Final = "_unit"
# What reading a damaged file raises.
_DAMAGED: Final = (ValueError, KeyError, TypeError, AttributeError, EOFError, zipfile.BadZipFile)


@dataclass(frozen=True, eq=False)
class StoredEvaluation:
    """What an evaluation's folder tells of its faces.

    Attributes:
        title: The folder's name.
        encoder_id: The encoder that made the vectors.
        limits: Its largest accepted distances, by trunk; "fused" always.
        names: Of people; `Faces.people` are indices into them.
        own: Faces of the people themselves.
        attacks: Faces in presentation attacks.
    """

    title: str
    encoder_id: str
    limits: Mapping[str, float]
    names: tuple[str, ...]
    own: Faces
    attacks: Faces


def write_embeddings(directory: Path, evaluation: Evaluation) -> Path:
    """Write every vector with whose it is, readable by its owner alone (mode 0600).

    Those of the first encoder. They are personal data: a rough likeness can be made from them.

    Returns:
        The file: `names` and for own faces and attacks `own_*` and `attack_*`.

    Raises:
        FileExistsError: If it is there already.
        OSError: If it cannot be written.
    """
    path = directory / EMBEDDINGS_FILE
    collected = evaluation.collected
    arrays: dict[str, np.ndarray] = {"names": np.array(collected.names)}
    for kind, faces in ((_OWN, collected.own[0]), (_ATTACK, collected.attacks[0])):
        arrays |= {
            f"{kind}_people": faces.people,
            f"{kind}_sessions": faces.sessions,
            f"{kind}_species": faces.species,
            f"{kind}_is_live": faces.is_live,
            **{f"{kind}_{trunk}": rows for trunk, rows in faces.vectors.items()},
            **{f"{kind}_{trunk}{_UNIT}": units for trunk, units in faces.units.items()},
        }
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
    return path


def read_evaluation(directory: Path) -> StoredEvaluation:
    """Read what `faceid evaluate --out DIR --embeddings` has left in DIR.

    Raises:
        DatasetError: If it is not such a folder, or is damaged.
    """
    for name in (JSON_FILE, EMBEDDINGS_FILE):
        if not (directory / name).is_file():
            raise DatasetError(
                f"{directory} holds no {name}. Make such a folder with: "
                "faceid evaluate --dataset DIR --out NEW --embeddings"
            )
    try:
        text = (directory / JSON_FILE).read_text(encoding="utf-8")
        fields = json.loads(text)
        limits = {FUSED: fields["threshold"], **fields["limits"]}
        path = directory / EMBEDDINGS_FILE
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            names = tuple(str(name) for name in stored["names"])
            return StoredEvaluation(
                title=directory.resolve().name,
                encoder_id=str(fields["encoder_id"]),
                limits={trunk: float(limit) for trunk, limit in limits.items()},
                names=names,
                own=_faces(stored, _OWN, len(names)),
                attacks=_faces(stored, _ATTACK, len(names)),
            )
    except OSError as error:
        raise DatasetError(f"{directory} cannot be read: {error.strerror or error}.") from error
    except _DAMAGED as error:
        raise DatasetError(
            f"{directory} holds no evaluation that can be read ({error}). Evaluate again."
        ) from error


def _faces(stored: Any, kind: str, people: int) -> Faces:
    """Return one kind of faces.

    Raises:
        ValueError: If the arrays do not belong together.
    """
    faces = Faces(
        people=stored[f"{kind}_people"].astype(np.int64),
        sessions=stored[f"{kind}_sessions"].astype(np.int64),
        species=stored[f"{kind}_species"].astype(np.str_),
        is_live=stored[f"{kind}_is_live"].astype(np.bool_),
        vectors={
            trunk: _rows(stored[f"{kind}_{trunk}"])
            for trunk in _TRUNKS
            if f"{kind}_{trunk}" in stored.files
        },
        units={
            trunk: stored[f"{kind}_{trunk}{_UNIT}"].astype(np.float64)
            for trunk in _TRUNKS
            if f"{kind}_{trunk}{_UNIT}" in stored.files
        },
    )
    count = len(faces)
    columns = (
        faces.people,
        faces.sessions,
        faces.species,
        faces.is_live,
        *faces.units.values(),
    )
    if any(column.shape != (count,) for column in columns):
        raise ValueError(f"columns of {kind} faces of different lengths")
    if any(len(rows) != count for rows in faces.vectors.values()):
        raise ValueError(f"not a vector for each of {count} {kind} faces")
    if count and not (faces.people.min() >= 0 and faces.people.max() < people):
        raise ValueError(f"{kind} faces of people without a name")
    if not all(np.all(units > 0.0) for units in faces.units.values()):
        raise ValueError(f"units of {kind} faces that are none")
    if count and FUSED not in faces.vectors:
        raise ValueError(f"{kind} faces without a vector")
    return faces


def _rows(rows: NDArray[Any]) -> NDArray[np.float32]:
    if rows.ndim != 2 or not np.all(np.isfinite(rows)):
        raise ValueError(f"vectors of shape {rows.shape}")
    return rows.astype(np.float32)
