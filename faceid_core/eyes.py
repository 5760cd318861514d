"""Whether somebody's eyes are open: who sleeps in front of the sensor has not asked to unlock."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hardware.frame import Frame

from .face_mesh import LEFT_EYE_INNER, LEFT_EYE_OUTER, RIGHT_EYE_INNER, RIGHT_EYE_OUTER
from .litert import LiteModel, mediapipe_model
from .types import Face
from .upright_square import UprightSquare

#: Eyes count as open if their lids are this far apart, in widths of the eye, over a row of frames.
OPEN_FROM: Final = 0.17
#: Eyes that were open in a whole row are not looked at again so soon, and twice as long after
#: each further look, up to `LONGEST_PAUSE_S`: what opens a lock has been seen by then.
FIRST_PAUSE_S: Final = 0.1
LONGEST_PAUSE_S: Final = 1.0

#: What the network sees, in widths of an eye.
_REGION_WIDTHS: Final = 2.3
_CONTOUR_POINTS: Final = 71
#: Points of the contour that lie above each other, around the middle of the lids.
_LOWER_LID: Final = slice(3, 6)
_UPPER_LID: Final = slice(11, 14)
_CORNERS: Final = (0, 8)


class EyeReader:
    """The network of Ablavatski et al., "Real-time Pupil Tracking from Monocular Video", 2020.

    It places 71 points around an eye. It was trained on pictures of people; on how far apart the
    lids are it does better than the face mesh, which hardly sees that eyes are closed.
    """

    def __init__(self) -> None:
        # With a second thread an eye takes no less time, so there is one.
        self._model = LiteModel(mediapipe_model("iris_landmark"), threads=1)
        self._size_px = self._model.input_shape[1]

    def opening(self, rgb: NDArray[np.uint8], landmarks_px: NDArray[np.float32]) -> float:
        """Return how far apart the lids are in widths of the eye, the mean of both eyes.

        Open eyes have about 0.25 to 0.4, closed ones less than 0.17.

        Args:
            rgb: uint8, shape (height, width, 3). It is not changed.
            landmarks_px: float32, shape (468, 2), the face mesh.
        """
        left = self._opening_of(rgb, landmarks_px[[LEFT_EYE_OUTER, LEFT_EYE_INNER]], False)
        right = self._opening_of(rgb, landmarks_px[[RIGHT_EYE_INNER, RIGHT_EYE_OUTER]], True)
        return (left + right) / 2.0

    def _opening_of(
        self, rgb: NDArray[np.uint8], corners_px: NDArray[np.float32], is_mirrored: bool
    ) -> float:
        """Return it of one eye; the network knows left eyes, so others are mirrored."""
        along = corners_px[1] - corners_px[0]
        width = max(float(np.linalg.norm(along)), 1.0)
        square = UprightSquare.around(
            corners_px.mean(axis=0),
            width * _REGION_WIDTHS,
            along,
            self._size_px,
            is_mirrored=is_mirrored,
        )
        answers = self._model(square.cut(rgb))
        contour = max(answers, key=np.size).reshape(_CONTOUR_POINTS, 3)[:, :2]
        gaps = np.linalg.norm(contour[_LOWER_LID] - contour[_UPPER_LID], axis=1)
        across = float(np.linalg.norm(contour[_CORNERS[1]] - contour[_CORNERS[0]]))
        return float(gaps.mean()) / max(across, 1.0)


class EyeWatch:
    """Looks at the eyes of one stream of frames no more often than it must.

    Args:
        reader: Reads them.
        row_frames: So many frames are judged together. Each of them is looked at: were a reading
            repeated before, one that is wrong would count several times among them.
    """

    def __init__(self, reader: EyeReader, row_frames: int) -> None:
        self._reader = reader
        self._row_frames = row_frames
        self.forget()

    def forget(self) -> None:
        """Look at the next frame: something else was seen in between."""
        self._name: str | None = None
        self._opening = math.nan
        self._looked_s = -math.inf
        self._pause_s = 0.0
        self._open_looks = 0

    def opening(self, frame: Frame, face: Face, name: str) -> float:
        """Return `EyeReader.opening`, or what it was if eyes have just been open.

        Args:
            frame: The newest one.
            face: The face in it.
            name: Who that is. Somebody else's eyes are looked at anew.
        """
        if name != self._name:
            self.forget()
            self._name = name
        since_s = frame.timestamp_s - self._looked_s
        if not 0.0 <= since_s < self._pause_s:
            self._opening = self._reader.opening(frame.rgb, face.landmarks_px)
            self._looked_s = frame.timestamp_s
            self._open_looks = self._open_looks + 1 if self._opening >= OPEN_FROM else 0
            self._pause_s = self._next_pause_s()
        return self._opening

    def _next_pause_s(self) -> float:
        """Return how long the newest reading holds."""
        if self._open_looks < self._row_frames:
            return 0.0
        return min(max(2.0 * self._pause_s, FIRST_PAUSE_S), LONGEST_PAUSE_S)
