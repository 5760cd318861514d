"""From a face crop to 128 numbers: the shipped encoder on LiteRT."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .depth_patch import PATCH_SHAPE, DepthPatcher
from .encoder_description import DESCRIPTION, EncoderDescription, WeightsFile
from .errors import WeightsError
from .face_chip import ARCFACE_SIDE_PX, arcface_square
from .face_geometry import FaceGeometry
from .litert import LiteModel
from .matching import Matcher
from .shape_model import ShapeModel
from .types import Embedding, FaceCrop

#: What the color trunk says, as soon as it has said it.
ColorVector = Future[NDArray[np.float32]]


class Encoder:
    """The shipped encoder. Its weights are refused when they were changed.

    Its trunks run side by side, one core each.

    Attributes:
        encoder_id: Name of the weights.
        matcher: How the embeddings are compared.
    """

    def __init__(
        self, description_path: Path = DESCRIPTION, *, geometry: FaceGeometry | None = None
    ) -> None:
        """Load the weights that the description names.

        Args:
            description_path: `encoder.json`, its files beside it.
            geometry: The mean face; None reads the shipped one.

        Raises:
            WeightsError: If a file is missing, or is not the one described.
        """
        description = EncoderDescription.load(description_path)
        folder = description_path.parent
        self._color = _trunk(folder, description.color, (1, ARCFACE_SIDE_PX, ARCFACE_SIDE_PX, 3))
        self._depth = _trunk(folder, description.depth, (1, *PATCH_SHAPE[:2]))
        self._shapes = ShapeModel.load(
            folder / description.shape_model.file, description.shape_model.sha256
        )
        self._shares = description.shares
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="color-trunk")
        self._patcher = DepthPatcher(geometry or FaceGeometry.load())
        self.encoder_id = description.encoder_id
        self.matcher = Matcher.of(description, folder)

    def begin_color(self, chip: NDArray[np.uint8]) -> ColorVector:
        """Let the color trunk begin, while the caller does something else.

        Args:
            chip: uint8, shape (192, 192, 3), `FaceCrop.rgb`.
        """
        return self._beside.submit(self._color_vector, chip)

    def encode(
        self,
        crop: FaceCrop,
        color: ColorVector | None = None,
        patch: NDArray[np.float32] | None = None,
    ) -> Embedding:
        """Map a face to unit vectors.

        Args:
            crop: The face.
            color: From `begin_color`, of this crop; None begins now.
            patch: From a `DepthPatcher`, of this crop; None cuts it now.

        Raises:
            WeightsError: If the network answers something that is no direction.
        """
        color = color or self.begin_color(crop.rgb)
        if patch is None:
            patch = self._patcher.cut(crop.depth_mm)
        (answer,) = self._depth(self._shapes.complete(patch[None]))
        depth_vector = unit_vector(answer)
        color_vector = color.result()
        fused = self._shares.fused(color_vector, depth_vector)
        return Embedding(
            vector=unit_vector(fused),
            color_vector=color_vector,
            depth_vector=depth_vector,
            encoder_id=self.encoder_id,
        )

    def _color_vector(self, chip: NDArray[np.uint8]) -> NDArray[np.float32]:
        (answer,) = self._color(arcface_square(chip)[None].astype(np.float32))
        return unit_vector(answer)


def _trunk(folder: Path, weights: WeightsFile, shape: tuple[int, ...]) -> LiteModel:
    path = folder / weights.file
    model = LiteModel(path, weights.sha256, threads=1)
    if model.input_shape != shape:
        raise WeightsError(f"{path} takes {model.input_shape}, not a part of a face crop.")
    return model


def unit_vector(row: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a network's answer as a read-only vector of length 1.

    Raises:
        WeightsError: If it is no direction.
    """
    vector = row.reshape(-1)
    length = float(np.linalg.norm(vector))
    if not np.isfinite(length) or length < 1e-6:
        raise WeightsError("The encoder answered no usable vector.")
    unit = (vector / length).astype(np.float32)
    unit.flags.writeable = False
    return unit
