"""Whether a usable face is good enough to be stored."""

from __future__ import annotations

from typing import Final

from .enrollment_hints import HINT_BLURRED, HINT_DARK
from .types import Observation

MIN_SHARPNESS: Final = 20.0  # variance of the Laplacian, see `Face.sharpness`
MIN_BRIGHTNESS: Final = 55.0  # mean luma


def problem_of(seen: Observation) -> str | None:
    """Return why a face that was found is not good enough to store, or None."""
    if seen.liveness is not None and seen.liveness.refusal is not None:
        return seen.liveness.refusal
    if seen.face is not None and seen.face.sharpness < MIN_SHARPNESS:
        return HINT_BLURRED
    if seen.face is not None and seen.face.brightness < MIN_BRIGHTNESS:
        return HINT_DARK
    return None
