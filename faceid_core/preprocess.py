"""From a located face to the 4-channel crop that the encoder takes."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hardware.frame import Frame

from .canonical import CanonicalMapper
from .face_chip import cut_face_chip
from .face_geometry import FaceGeometry, map_coordinates_mm
from .types import Face, FaceCrop, Retry

#: The part of the map that every face fills, measured from its middle.
INNER_HALF_WIDTH_MM: Final = 48.0
INNER_HALF_HEIGHT_MM: Final = 58.0
MIN_COVERAGE: Final = 0.7
#: Turned further than this, a head hides a part of its own face.
HIDING_TURN_DEG: Final = 30.0
#: Something stands in front of the face where it is this much nearer than the mean face.
COVER_MM: Final = 25.0
MAX_COVERED: Final = 0.08


class Preprocessor:
    """Cuts the color chip and the canonical depth map of a face."""

    def __init__(self, geometry: FaceGeometry) -> None:
        self._mapper = CanonicalMapper(geometry)
        x, y = map_coordinates_mm()
        ellipse = (x / INNER_HALF_WIDTH_MM) ** 2 + (y / INNER_HALF_HEIGHT_MM) ** 2 < 1.0
        self._inner = ellipse & np.isfinite(geometry.height_mm)
        self._mean_height = np.nan_to_num(geometry.height_mm)

    def crop(
        self, frame: Frame, face: Face, chip: NDArray[np.uint8] | None = None
    ) -> FaceCrop | Retry:
        """Return the aligned crop, or the reason why the face cannot be judged.

        Args:
            frame: The frame.
            face: Where the face is in it.
            chip: Its color, if `cut_face_chip` has cut it already.
        """
        depth_mm = self._mapper.map(frame, face)
        if depth_mm is None:
            return Retry.LITTLE_DEPTH
        inner = depth_mm[self._inner]
        known = np.isfinite(inner)
        if float(known.mean()) < MIN_COVERAGE:
            hides_itself = math.hypot(face.pose.yaw_deg, face.pose.pitch_deg) > HIDING_TURN_DEG
            return Retry.TURNED_AWAY if hides_itself else Retry.LITTLE_DEPTH
        if self._covered(inner, known) > MAX_COVERED:
            return Retry.COVERED
        if chip is None:
            chip = cut_face_chip(frame.rgb, face.landmarks_px)
        return FaceCrop(rgb=chip, depth_mm=depth_mm)

    def _covered(self, inner: NDArray[np.float32], known: NDArray[np.bool_]) -> float:
        in_front_mm = self._mean_height[self._inner] - inner
        return float((in_front_mm[known] > COVER_MM).mean())
