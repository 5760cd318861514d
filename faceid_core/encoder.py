"""From a face crop to 128 numbers: the shipped encoder on LiteRT.

The last number is a constant. Its sign tells whether the picture had color: in infrared,
different people look more alike, so distances count in another unit there (`cohort`), and
a picture with color and one without are never taken for the same face.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .depth_patch import PATCH_SHAPE, mean_height, patches_of
from .encoder_description import DESCRIPTION, EncoderDescription, WeightsFile
from .errors import WeightsError
from .face_geometry import FaceGeometry
from .litert import LiteModel
from .matching import Matcher
from .types import COLOR_CROP_PX, Embedding, FaceCrop

#: Mean difference between the channels of a pixel, in levels of 255, below which a picture has
#: no color. Infrared and gray pictures have 0 to 2, the palest of 7,923 rendered faces 14.
COLORLESS_LEVELS: Final = 6.0
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
        self._color = _trunk(folder, description.color, (1, COLOR_CROP_PX, COLOR_CROP_PX, 3))
        self._depth = _trunk(folder, description.depth, (1, *PATCH_SHAPE))
        self._shares = description.shares
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="color-trunk")
        self._mean_height = mean_height(geometry or FaceGeometry.load())
        self.encoder_id = description.encoder_id
        self.matcher = Matcher.of(description, folder)

    def begin_color(self, chip: NDArray[np.uint8]) -> ColorVector:
        """Let the color trunk begin, while the caller does something else.

        Args:
            chip: uint8, shape (150, 150, 3), `FaceCrop.rgb`.
        """
        return self._beside.submit(self._color_vector, chip)

    def encode(self, crop: FaceCrop, color: ColorVector | None = None) -> Embedding:
        """Map a face to unit vectors.

        Args:
            crop: The face.
            color: From `begin_color`, of this crop; None begins now.

        Raises:
            WeightsError: If the network answers something that is no direction.
        """
        color = color or self.begin_color(crop.rgb)
        (answer,) = self._depth(patches_of(crop.depth_mm[None], self._mean_height))
        depth_vector = unit_vector(answer)
        color_vector = color.result()
        fused = self._shares.fused(color_vector, depth_vector)
        if is_colorless(crop.rgb):
            fused[-1] *= -1.0
        return Embedding(
            vector=unit_vector(fused),
            color_vector=color_vector,
            depth_vector=depth_vector,
            encoder_id=self.encoder_id,
        )

    def _color_vector(self, chip: NDArray[np.uint8]) -> NDArray[np.float32]:
        (answer,) = self._color(chip[None].astype(np.float32))
        return unit_vector(answer)


def _trunk(folder: Path, weights: WeightsFile, shape: tuple[int, ...]) -> LiteModel:
    path = folder / weights.file
    model = LiteModel(path, weights.sha256, threads=1)
    if model.input_shape != shape:
        raise WeightsError(f"{path} takes {model.input_shape}, not a part of a face crop.")
    return model


def is_colorless(rgb: NDArray[np.uint8]) -> bool:
    """Whether a picture has no color: infrared, or a gray photo.

    Args:
        rgb: uint8, shape (height, width, 3).
    """
    brightest = np.maximum(np.maximum(rgb[..., 0], rgb[..., 1]), rgb[..., 2])
    darkest = np.minimum(np.minimum(rgb[..., 0], rgb[..., 1]), rgb[..., 2])
    return float((brightest - darkest).mean()) < COLORLESS_LEVELS


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
