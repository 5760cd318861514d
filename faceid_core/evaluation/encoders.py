"""The encoders that are measured: any described one, and dlib's own program as the reference."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from ..encoder import DESCRIPTION, Encoder, EncoderDescription
from ..errors import WeightsError
from ..litert import THREADS
from ..matching import compare
from ..types import COLOR_CROP_PX, DEPTH_MAP_PX, FaceCrop
from .samples import Encode
from .trunks import COLOR, DEPTH, FUSED, Vectors, embedding_of, template_of, vectors_of

DLIB: Final = "dlib"
#: "Distance limit" of dlib's own examples, of descriptors as they are.
DLIB_THRESHOLD: Final = 0.6
_BLANK: Final = FaceCrop(
    rgb=np.zeros((COLOR_CROP_PX, COLOR_CROP_PX, 3), np.uint8),
    depth_mm=np.zeros((DEPTH_MAP_PX, DEPTH_MAP_PX), np.float32),
)

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
    """

    name: str
    encoder_id: str
    threshold: float
    limits: Mapping[str, float]
    sees_depth: bool
    encode: Encode
    matches: Matches

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

    return EvaluatedEncoder(
        name=encoder.encoder_id,
        encoder_id=encoder.encoder_id,
        threshold=encoder.threshold,
        limits=_limits(path),
        sees_depth=DEPTH in encode(_BLANK),
        encode=encode,
        matches=pipeline_decision(encoder.encoder_id, encoder.threshold),
    )


def pipeline_decision(encoder_id: str, threshold: float) -> Matches:
    """Return the decision of the lock: `compare` with a template of those faces."""

    def matches(probe: Vectors, stored: Sequence[Vectors]) -> bool:
        template = template_of(stored, encoder_id)
        return compare(embedding_of(probe, encoder_id), [template], threshold).is_match

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
    from ..training.dlib_weights import find_dlib_file

    try:
        import dlib
    except ModuleNotFoundError as error:
        raise WeightsError(
            "dlib is missing. Install the extra: .venv/bin/pip install --editable '.[train]'"
        ) from error
    network = dlib.face_recognition_model_v1(str(find_dlib_file()))

    def encode(crop: FaceCrop) -> Vectors:
        return {FUSED: np.array(network.compute_face_descriptor(crop.rgb), np.float32)}

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
    """Whether a description is of one network on color and depth with one answer."""
    return {"inputs", "output"} <= _entries(path).keys()


def _limits(path: Path) -> dict[str, float]:
    """Return the limits of single trunks, "limits" in a description."""
    limits = _entries(path).get("limits", {})
    return {trunk: float(limits[trunk]) for trunk in (COLOR, DEPTH) if trunk in limits}


def _entries(path: Path) -> dict[str, Any]:
    """Return what a description says, nothing where it cannot be read: `Encoder` says why."""
    try:
        entries: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return entries


def _stacked_encoder(path: Path) -> EvaluatedEncoder:
    """Return a network that sees color and depth at once, such as the training's baseline.

    Raises:
        WeightsError: If it cannot be loaded, or has other inputs.
    """
    description = EncoderDescription.load(path)
    model = path.parent / description.file
    try:
        content = model.read_bytes()
    except OSError as error:
        raise WeightsError(f"{model} cannot be read: {error.strerror}.") from error
    if hashlib.sha256(content).hexdigest() != description.sha256:
        raise WeightsError(f"{model} is not the file that {path} describes.")
    try:
        interpreter = Interpreter(model_content=content, num_threads=THREADS)
        interpreter.allocate_tensors()
    except (ValueError, RuntimeError) as error:
        raise WeightsError(f"{model} is not a LiteRT model: {error}") from error
    inputs = {
        int(detail["shape"][-1]): detail["index"] for detail in interpreter.get_input_details()
    }
    if sorted(inputs) != [1, 3]:
        raise WeightsError(f"{model} does not take a color chip and a depth map.")
    (output,) = interpreter.get_output_details()

    def encode(crop: FaceCrop) -> Vectors:
        interpreter.set_tensor(inputs[3], crop.rgb[None].astype(np.float32))
        interpreter.set_tensor(inputs[1], np.nan_to_num(crop.depth_mm)[None, :, :, None])
        interpreter.invoke()
        return {FUSED: _unit(interpreter.get_tensor(output["index"]).reshape(-1))}

    return EvaluatedEncoder(
        name=description.encoder_id,
        encoder_id=description.encoder_id,
        threshold=description.threshold,
        limits={},
        sees_depth=True,
        encode=encode,
        matches=nearest_decision(description.threshold),
    )


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    length = float(np.linalg.norm(vector))
    if not np.isfinite(length) or length < 1e-6:
        raise WeightsError("The encoder answered no usable vector.")
    unit: NDArray[np.float32] = (vector / length).astype(np.float32)
    return unit
