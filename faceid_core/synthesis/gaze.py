"""Where eyes look, and the lids that follow them."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from .face_model import EYE_VERTICES, LANDMARK_VERTICES
from .sitter import Sitter

_MOST_GAZE_DEG: Final = 32.0
_FULL_LID_DEG: Final = 26.0
_EYE_CORNERS: Final = ((42, 45), (36, 39))  # landmarks, in the order of EYE_VERTICES


def gaze_of(sitter: Sitter, from_mm: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where an eye looks, unit length, camera coordinates.

    Args:
        sitter: Whose eye.
        from_mm: Where the eye is. A place between both eyes has it look a little past
            the camera, as people do.
    """
    ahead = -sitter.axes[:, 2]
    if not sitter.looks_at_camera:
        return ahead
    return _limited(ahead, -from_mm / np.linalg.norm(from_mm), _MOST_GAZE_DEG)


def lids_of(gaze: NDArray[np.float64], sitter: Sitter) -> dict[str, float]:
    """Return the expression of lids that follow the eyes up or down."""
    down = float(np.degrees(np.arcsin(np.clip(gaze @ sitter.axes[:, 1], -1.0, 1.0))))
    share = min(abs(down) / _FULL_LID_DEG, 1.0)
    return {"eyeLookDown": share} if down > 0.0 else {"eyeLookUp": share}


def eye_turn(neutral_mm: NDArray[np.float32], side: int) -> float:
    """Return how far an eye is turned so that its iris lies in the middle of the lids.

    People's visual axis differs from the axis of the eyeball, and so do the model's
    lids from its eyeballs.
    """
    part = EYE_VERTICES[side]
    outside = neutral_mm[part.start : (part.start + part.stop) // 2]
    center = (outside.min(axis=0) + outside.max(axis=0)) / 2.0
    radius = float(np.linalg.norm(outside - center, axis=1).mean())
    corners = neutral_mm[LANDMARK_VERTICES][list(_EYE_CORNERS[side])]
    aside = float(corners[:, 0].mean() - center[0])
    return -float(np.arcsin(np.clip(aside / radius, -0.4, 0.4)))


def _limited(
    ahead: NDArray[np.float64], wanted: NDArray[np.float64], most_deg: float
) -> NDArray[np.float64]:
    """Turn `ahead` toward `wanted`, at most so far."""
    angle = np.degrees(np.arccos(np.clip(ahead @ wanted, -1.0, 1.0)))
    if angle <= most_deg:
        return wanted
    share = most_deg / angle
    between = ahead + share * (wanted - ahead)
    limited: NDArray[np.float64] = between / np.linalg.norm(between)
    return limited
