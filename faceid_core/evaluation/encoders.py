"""The encoders that are measured: any described one, and dlib's own program as the reference."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from ..encoder import DESCRIPTION, Encoder, unit_vector
from ..errors import WeightsError
from ..installed_models import dlib_network_file
from ..litert import LiteModel
from ..matching import Matcher
from ..types import COLOR, COLOR_CROP_PX, DEPTH, DEPTH_MAP_PX, FUSED, FaceCrop
from .dlib_chip import dlib_chip
from .faces import Faces
from .samples import Encode
from .trunks import Vectors, embedding_of, template_of, units_of, vectors_of

DLIB: Final = "dlib"
#: "Distance limit" of dlib's own examples, of descriptors as they are.
DLIB_THRESHOLD: Final = 0.6
STACKED_INPUTS: Final = {
    "rgb": (1, COLOR_CROP_PX, COLOR_CROP_PX, 3),
    "depth": (1, DEPTH_MAP_PX, DEPTH_MAP_PX, 1),
}

#: Whether a probe matches a template of several faces.
Matches = Callable[[Vectors, Sequence[Vectors]], bool]


@dataclass(frozen=True, eq=False)
class EvaluatedEncoder:
    """One encoder with the decision that belongs to it.

    Attributes:
        name: What it is called in the report.
        encoder_id: Name of its weights.
        threshold: Largest accepted distance.
        limits: Largest accepted distance of single trunks, where it states one.
        sees_depth: Whether a crop's depth changes the vectors.
        encode: From a crop to vectors.
        matches: The decision.
        matcher: How the lock compares; None of encoders that are not the lock's.
    """

    name: str
    encoder_id: str
    threshold: float
    limits: Mapping[str, float]
    sees_depth: bool
    encode: Encode
    matches: Matches
    matcher: Matcher | None = None

    def with_units(self, faces: Faces) -> Faces:
        """Return faces that know in which units the distances from each vector count."""
        cohort = None if self.matcher is None else self.matcher.cohort
        return replace(faces, units=units_of(faces.vectors, cohort))

    def limit(self, trunk: str) -> float:
        """Return the limit of a trunk; the threshold where none is stated."""
        return self.limits.get(trunk, self.threshold)


def load_encoder(text: str | None = None) -> EvaluatedEncoder:
    """Load an encoder.

    Args:
        text: A description, `NAME.json` beside its weights; "dlib"; or None, the shipped one.

    Raises:
        WeightsError: If it cannot be loaded.
    """
    if text == DLIB:
        return _dlib_encoder()
    path = DESCRIPTION if text is None else Path(text)
    if _is_stacked(path):
        return _stacked_encoder(path)
    encoder = Encoder(path)

    def encode(crop: FaceCrop) -> Vectors:
        return vectors_of(encoder.encode(crop))

    limits = encoder.matcher.limits
    return EvaluatedEncoder(
        name=encoder.encoder_id,
        encoder_id=encoder.encoder_id,
        threshold=limits.fused,
        limits={COLOR: limits.color, DEPTH: limits.depth},
        sees_depth=True,
        encode=encode,
        matches=pipeline_decision(encoder.encoder_id, encoder.matcher),
        matcher=encoder.matcher,
    )


def pipeline_decision(encoder_id: str, matcher: Matcher) -> Matches:
    """Return the decision of the lock on a template of those faces."""

    def matches(probe: Vectors, stored: Sequence[Vectors]) -> bool:
        references = matcher.references([template_of(stored, encoder_id)])
        return references.compare(embedding_of(probe, encoder_id)).is_match

    return matches


def nearest_decision(threshold: float) -> Matches:
    """Return the decision of encoders that are not the lock's: the nearest vector counts."""

    def matches(probe: Vectors, stored: Sequence[Vectors]) -> bool:
        rows = np.stack([face[FUSED] for face in stored])
        return bool(np.linalg.norm(rows - probe[FUSED], axis=1).min() <= threshold)

    return matches


def _dlib_encoder() -> EvaluatedEncoder:
    """Return dlib's network in dlib's own program. Its descriptors are not of unit length.

    Raises:
        WeightsError: If dlib or its weights are not installed.
    """

    try:
        import dlib
    except ModuleNotFoundError as error:
        raise WeightsError(
            "dlib is missing. Install the extra: .venv/bin/pip install --editable '.[train]'"
        ) from error
    network = dlib.face_recognition_model_v1(str(dlib_network_file()))

    def encode(crop: FaceCrop) -> Vectors:
        return {FUSED: np.array(network.compute_face_descriptor(dlib_chip(crop.rgb)), np.float32)}

    return EvaluatedEncoder(
        name=DLIB,
        encoder_id=DLIB,
        threshold=DLIB_THRESHOLD,
        limits={},
        sees_depth=False,
        encode=encode,
        matches=nearest_decision(DLIB_THRESHOLD),
    )


def _is_stacked(path: Path) -> bool:
    """Whether a description is of one network on color and depth with one answer.

    Where it cannot be read, `Encoder` says why.
    """
    try:
        entries: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return {"inputs", "output"} <= entries.keys()


def _stacked_encoder(path: Path) -> EvaluatedEncoder:
    """Return a network that sees color and depth at once, such as the training's baseline.

    Raises:
        WeightsError: If it cannot be loaded, or has other inputs.
    """
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        encoder_id, threshold = str(entries["id"]), float(entries["threshold"])
        file, sha256 = path.parent / str(entries["file"]), str(entries["sha256"])
    except (KeyError, TypeError, ValueError) as error:
        raise WeightsError(f"{path} does not describe an encoder: {error}") from error
    model = LiteModel(file, sha256)
    if model.named_inputs != STACKED_INPUTS:
        raise WeightsError(f"{file} does not take a color chip and a depth map.")

    def encode(crop: FaceCrop) -> Vectors:
        (answer,) = model.run(
            rgb=crop.rgb[None].astype(np.float32),
            depth=np.nan_to_num(crop.depth_mm)[None, :, :, None],
        ).values()
        return {FUSED: unit_vector(answer)}

    return EvaluatedEncoder(
        name=encoder_id,
        encoder_id=encoder_id,
        threshold=threshold,
        limits={},
        sees_depth=True,
        encode=encode,
        matches=nearest_decision(threshold),
    )
