"""From a face crop to 128 numbers: the shipped encoder on LiteRT."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .errors import WeightsError
from .litert import ASSETS, LiteModel
from .types import COLOR_CROP_PX, EMBEDDING_SIZE, Embedding, FaceCrop

DESCRIPTION: Final = ASSETS / "encoder.json"


@dataclass(frozen=True)
class EncoderDescription:
    """What `encoder.json` says about the weights beside it.

    Attributes:
        encoder_id: Name of these weights; a template remembers it.
        file: Name of the LiteRT file, beside the description.
        sha256: Of that file, hexadecimal.
        threshold: Largest accepted distance of two embeddings.
    """

    encoder_id: str
    file: str
    sha256: str
    threshold: float

    @classmethod
    def load(cls, path: Path) -> EncoderDescription:
        """Read a description.

        Raises:
            WeightsError: If the file is missing or lacks an entry.
        """
        try:
            entries: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                encoder_id=str(entries["id"]),
                file=str(entries["file"]),
                sha256=str(entries["sha256"]),
                threshold=float(entries["threshold"]),
            )
        except OSError as error:
            raise WeightsError(f"{path} cannot be read: {error.strerror}.") from error
        except (ValueError, KeyError, TypeError) as error:
            raise WeightsError(f"{path} does not describe an encoder: {error}") from error


class Encoder:
    """The shipped encoder. Its weights are refused when they were changed."""

    def __init__(self, description_path: Path = DESCRIPTION) -> None:
        """Load the weights that the description names.

        Raises:
            WeightsError: If a file is missing, or is not the one described.
        """
        description = EncoderDescription.load(description_path)
        path = description_path.parent / description.file
        self._model = LiteModel(path, description.sha256)
        if self._model.input_shape != (1, COLOR_CROP_PX, COLOR_CROP_PX, 3):
            raise WeightsError(f"{path} takes {self._model.input_shape}, not a face crop.")
        self.encoder_id = description.encoder_id
        self.threshold = description.threshold

    def encode(self, crop: FaceCrop) -> Embedding:
        """Map a face to a unit vector.

        These weights hold the color trunk only: `crop.depth_mm` passes through
        the same call, and `Embedding.depth_vector` is None until a depth trunk
        is shipped.

        Raises:
            WeightsError: If the network answers something that is no direction.
        """
        (descriptor,) = self._model(crop.rgb[None].astype(np.float32))
        color = _unit(descriptor.reshape(EMBEDDING_SIZE))
        return Embedding(
            vector=color, color_vector=color, depth_vector=None, encoder_id=self.encoder_id
        )


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    length = float(np.linalg.norm(vector))
    if not np.isfinite(length) or length < 1e-6:
        raise WeightsError("The encoder answered no usable vector.")
    unit = (vector / length).astype(np.float32)
    unit.flags.writeable = False
    return unit
