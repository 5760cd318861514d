"""The upright square around a part of a face: what MediaPipe's landmark networks take."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class UprightSquare:
    """A square of a picture, turned until a line in it is level.

    Attributes:
        size_px: Its side where it is cut out.
        turn: float64, shape (2, 2): its own pixels become those of the picture...
        move: float64, shape (2,): ... by `turn`, then by this shift.
    """

    size_px: int
    turn: NDArray[np.float64]
    move: NDArray[np.float64]

    @classmethod
    def around(
        cls,
        center_px: NDArray[np.floating],
        side_px: float,
        along_px: NDArray[np.floating],
        size_px: int,
        *,
        is_mirrored: bool = False,
    ) -> UprightSquare:
        """Return the square around a point.

        Args:
            center_px: The point, column and row.
            side_px: Its side in the picture.
            along_px: What is level in it, from left to right.
            size_px: Its side where it is cut out.
            is_mirrored: Whether left and right are exchanged in it.
        """
        angle = float(np.arctan2(along_px[1], along_px[0]))
        cosine, sine = np.cos(angle), np.sin(angle)
        # The square's pixels -> the picture's: turn, scale, move.
        turn = np.array([[cosine, -sine], [sine, cosine]]) * (side_px / size_px)
        if is_mirrored:
            turn[:, 0] *= -1.0
        return cls(size_px, turn, center_px - turn @ np.full(2, size_px / 2.0))

    def cut(self, rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return what a network takes, shape (1, size, size, 3), in [0, 1].

        Args:
            rgb: uint8, shape (height, width, 3). It is not changed.
        """
        region = cv2.warpAffine(
            rgb,
            np.hstack([self.turn, self.move[:, None]]),
            (self.size_px, self.size_px),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        )
        return np.divide(region, np.float32(255.0))[None]

    def outside(self, points: NDArray[np.floating]) -> NDArray[np.float32]:
        """Return where its points, shape (n, 2), lie in the picture."""
        return (points @ self.turn.T + self.move).astype(np.float32)
