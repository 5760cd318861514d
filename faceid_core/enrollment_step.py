"""What an enrollment tells after each frame."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from .types import Pose


class Stage(enum.Enum):
    """Where an enrollment is."""

    FRONT = "front"  # looks at the camera
    FIRST = "first"  # the circle that is stored
    PAUSE = "pause"  # a moment to breathe
    SECOND = "second"  # the circle that confirms
    MISMATCH = "mismatch"  # it showed somebody else: start again
    COMPLETE = "complete"


@dataclass(frozen=True)
class EnrollmentStep:
    """What one frame brought.

    Attributes:
        accepted: Whether the frame counted.
        hint: What the user should do next, a short sentence.
        coverage: For each of `SECTOR_COUNT` sectors 1.0 if it was captured in the
            circle that `stage` is about, else 0.0.
        progress: Part of the whole enrollment that is done, in [0, 1].
        is_complete: Whether nothing is missing.
        pose: Where the head points, measured from where the sweep started; None
            before it has started, and without a face.
        stage: Where the enrollment is.
    """

    accepted: bool
    hint: str
    coverage: tuple[float, ...]
    progress: float
    is_complete: bool
    pose: Pose | None = None
    stage: Stage = Stage.FIRST
