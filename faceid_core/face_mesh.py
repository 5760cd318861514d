"""Place 468 landmarks on a face: MediaPipe's face mesh."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .detector import Detection
from .litert import THREADS, LiteModel, mediapipe_model
from .upright_square import UprightSquare

LANDMARK_COUNT: Final = 468
#: The square that the network sees, as a multiple of the face's longer side.
REGION_SCALE: Final = 1.5

# Landmarks with a name (numbers of the mesh). Left and right are those of the picture.
LEFT_EYE_OUTER: Final = 33
LEFT_EYE_INNER: Final = 133
RIGHT_EYE_INNER: Final = 362
RIGHT_EYE_OUTER: Final = 263
NOSE_BASE: Final = 2
NOSE_TIP: Final = 4
LEFT_MOUTH_CORNER: Final = 61
RIGHT_MOUTH_CORNER: Final = 291


@dataclass(frozen=True, eq=False)
class Mesh:
    """Landmarks of one face.

    Attributes:
        landmarks_px: float32, shape (468, 2), column and row in the image.
        score: How sure the network is that it saw a face, in [0, 1].
    """

    landmarks_px: NDArray[np.float32]
    score: float


class FaceMesh:
    """The network of Kartynnik et al., "Real-time Facial Surface Geometry", 2019."""

    def __init__(self, *, threads: int = THREADS) -> None:
        self._model = LiteModel(mediapipe_model("face_landmark"), threads=threads)
        self._size_px = self._model.input_shape[1]

    def place(self, rgb: NDArray[np.uint8], detection: Detection) -> Mesh:
        """Place the landmarks of a detected face.

        The network runs twice: the detector's box differs from the region that the
        network was trained on, and its own landmarks give a better one.

        Args:
            rgb: uint8, shape (height, width, 3). It is not changed.
        """
        left, top, right, bottom = detection.box_px
        corners = np.array([[left, top], [right, bottom]], np.float32)
        mesh = self._run(rgb, corners, detection.eyes_px)
        eyes = mesh.landmarks_px[[LEFT_EYE_OUTER, RIGHT_EYE_OUTER]]
        return self._run(rgb, mesh.landmarks_px, eyes)

    def _run(
        self, rgb: NDArray[np.uint8], extent_px: NDArray[np.float32], eyes_px: NDArray[np.float32]
    ) -> Mesh:
        """Run the network once on the upright square around the points `extent_px`."""
        low, high = extent_px.min(axis=0), extent_px.max(axis=0)
        center = (low + high) / 2.0
        side = max(float((high - low).max()), 1.0) * REGION_SCALE
        square = UprightSquare.around(center, side, eyes_px[1] - eyes_px[0], self._size_px)
        points, logit = self._model(square.cut(rgb))
        landmarks = square.outside(points.reshape(LANDMARK_COUNT, 3)[:, :2])
        score = 1.0 / (1.0 + np.exp(-float(np.clip(logit.flat[0], -80.0, 80.0))))
        return Mesh(landmarks, score)
