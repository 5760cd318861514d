"""Collect the poses of one sweep of the head into a template."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from .errors import EnrollmentError
from .templates import Template
from .types import Embedding, Observation, Pose

#: Head directions around the ring. Sector 0 is at the top (looking up), and they go
#: clockwise as the user sees himself in the mirrored picture.
SECTOR_COUNT: Final = 16
FRONT_COUNT: Final = 3  # frames that look straight ahead, before the sweep
#: The head's circle is wider than high: these angles count as one unit of turn.
YAW_UNIT_DEG: Final = 20.0
PITCH_UNIT_DEG: Final = 14.0
FRONT_MAX_TURN: Final = 0.80  # the sensor may stand above or below the screen
STILL_MAX_TURN: Final = 0.45  # from where the sweep started: not turned yet
RING_MIN_TURN: Final = 0.60
RING_MAX_TURN: Final = 1.80
MIN_SHARPNESS: Final = 20.0
MIN_BRIGHTNESS: Final = 55.0
#: A stored vector further than this from every other is not the same person.
MAX_STEP_DISTANCE: Final = 0.30

HINT_FRONT: Final = "Look straight at the camera"
HINT_CIRCLE: Final = "Move your head slowly to complete the circle"
HINT_FURTHER: Final = "Turn your head a little further"
HINT_LESS: Final = "Turn your head a little less"
HINT_BLURRED: Final = "Hold still"
HINT_DARK: Final = "More light, please"
HINT_OTHER: Final = "This looks like somebody else. Only one person, please"
HINT_DONE: Final = "Your face is enrolled"


@dataclass(frozen=True)
class EnrollmentStep:
    """What one frame brought.

    Attributes:
        accepted: Whether the frame was stored.
        hint: What the user should do next, a short sentence.
        coverage: For each of `SECTOR_COUNT` sectors 1.0 if it was captured, else 0.0.
        progress: Part of the whole enrollment that is done, in [0, 1].
        is_complete: Whether nothing is missing.
        pose: Where the head points, measured from where the sweep started; None
            before it has started, and without a face.
    """

    accepted: bool
    hint: str
    coverage: tuple[float, ...]
    progress: float
    is_complete: bool
    pose: Pose | None = None


def turn_of(pose: Pose) -> float:
    """Return how far the head is turned, 1 at the circle that a user should draw."""
    return math.hypot(pose.yaw_deg / YAW_UNIT_DEG, pose.pitch_deg / PITCH_UNIT_DEG)


def sector_of(pose: Pose) -> int:
    """Return the ring sector that the head points to; see `SECTOR_COUNT`."""
    right = -pose.yaw_deg / YAW_UNIT_DEG  # the picture is mirrored
    up = pose.pitch_deg / PITCH_UNIT_DEG
    turns = math.atan2(right, up) / (2.0 * math.pi)
    return round(turns * SECTOR_COUNT) % SECTOR_COUNT


class EnrollmentSession:
    """Takes observations one by one until every direction was seen.

    Only live, sharp, well lit faces of one person count: a frame whose face
    differs from all stored ones is not stored. The sweep is measured from the
    pose of the first frames, so that the sensor may stand above the screen, below
    it or beside it.
    """

    def __init__(self, name: str, encoder_id: str) -> None:
        self.name = name
        self._encoder_id = encoder_id
        self._front: list[tuple[Embedding, Pose]] = []
        self._ring: dict[int, tuple[Embedding, Pose]] = {}

    @property
    def is_complete(self) -> bool:
        """Whether the front and every sector are stored."""
        return len(self._front) == FRONT_COUNT and len(self._ring) == SECTOR_COUNT

    def offer(self, seen: Observation) -> EnrollmentStep:
        """Store the face of one frame if it adds something.

        Args:
            seen: The newest observation.
        """
        accepted, hint = self._take(seen)
        done = len(self._front) + len(self._ring)
        return EnrollmentStep(
            accepted=accepted,
            hint=hint,
            coverage=tuple(float(sector in self._ring) for sector in range(SECTOR_COUNT)),
            progress=done / (FRONT_COUNT + SECTOR_COUNT),
            is_complete=self.is_complete,
            pose=self._from_start(seen.face.pose)
            if seen.face is not None and len(self._front) == FRONT_COUNT
            else None,
        )

    def template(self, *, allow_partial: bool = False) -> Template:
        """Return what was stored.

        Args:
            allow_partial: Accept an incomplete sweep, and mark the template so.

        Raises:
            EnrollmentError: If poses are missing (with `allow_partial`: if the
                face was never seen from the front).
        """
        if not self._front or not (self.is_complete or allow_partial):
            missing = SECTOR_COUNT - len(self._ring)
            raise EnrollmentError(
                "The face was never seen clearly from the front. Look straight at the camera."
                if not self._front
                else f"{missing} of {SECTOR_COUNT} head directions are missing. Move the head "
                "in a full circle, or accept a partial enrollment (--partial)."
            )
        stored = [*self._front, *(self._ring[sector] for sector in sorted(self._ring))]
        embeddings = [embedding for embedding, _ in stored]
        return Template(
            name=self.name,
            encoder_id=self._encoder_id,
            vectors=np.stack([embedding.vector for embedding in embeddings]),
            color_vectors=np.stack([embedding.color_vector for embedding in embeddings]),
            depth_vectors=np.stack([embedding.depth_vector for embedding in embeddings]),
            poses=tuple(pose for _, pose in stored),
            is_partial=not self.is_complete,
            created_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        )

    def _take(self, seen: Observation) -> tuple[bool, str]:
        if self.is_complete:
            return False, HINT_DONE
        if seen.retry is not None:
            return False, seen.retry.value
        if seen.face is None or seen.embedding is None or seen.liveness is None:
            return False, self._next_hint()
        problem = self._problem(seen)
        if problem is not None:
            return False, problem
        pose = seen.face.pose
        if len(self._front) < FRONT_COUNT:
            if not turn_of(pose) <= FRONT_MAX_TURN:
                return False, HINT_FRONT
            self._front.append((seen.embedding, pose))
            return True, self._next_hint()
        from_start = self._from_start(pose)
        turn = turn_of(from_start)
        if not turn >= RING_MIN_TURN:
            return False, HINT_CIRCLE if turn < STILL_MAX_TURN else HINT_FURTHER
        if turn > RING_MAX_TURN:
            return False, HINT_LESS
        sector = sector_of(from_start)
        if sector in self._ring:
            return False, HINT_CIRCLE
        self._ring[sector] = (seen.embedding, pose)
        return True, self._next_hint()

    def _from_start(self, pose: Pose) -> Pose:
        """Return the pose as seen from the mean pose of the first frames."""
        start = [front for _, front in self._front]
        return Pose(
            pose.yaw_deg - sum(front.yaw_deg for front in start) / len(start),
            pose.pitch_deg - sum(front.pitch_deg for front in start) / len(start),
            pose.roll_deg,
        )

    def _problem(self, seen: Observation) -> str | None:
        """Return why a usable face is not good enough to store, or None."""
        if seen.liveness is not None and seen.liveness.refusal is not None:
            return seen.liveness.refusal
        if seen.face is not None and seen.face.sharpness < MIN_SHARPNESS:
            return HINT_BLURRED
        if seen.face is not None and seen.face.brightness < MIN_BRIGHTNESS:
            return HINT_DARK
        stored = [*self._front, *self._ring.values()]
        if seen.embedding is not None and stored:
            vector = seen.embedding.vector
            nearest = min(float(np.linalg.norm(vector - e.vector)) for e, _ in stored)
            if not nearest <= MAX_STEP_DISTANCE:
                return HINT_OTHER
        return None

    def _next_hint(self) -> str:
        if self.is_complete:
            return HINT_DONE
        return HINT_FRONT if len(self._front) < FRONT_COUNT else HINT_CIRCLE
