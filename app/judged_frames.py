"""What was found in every frame of a recording, for the time line and for the export."""

from __future__ import annotations

import enum
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from faceid_core.lock import Lock, refusal
from faceid_core.templates import Template
from faceid_core.types import Comparison, Liveness, LockState, Observation, Pose, Retry

KEPT_CHANGES: Final = 1000  # at least so many changes can be followed one by one
NOBODY_ENROLLED: Final = "Nobody is enrolled yet"


class FrameVerdict(enum.Enum):
    """What one frame alone says, whatever came before it."""

    MATCH = "match"
    REFUSED = "refused"
    NO_FACE = "no face"  # none that could be judged
    NOT_COMPARED = "not compared"  # nobody is enrolled


@dataclass(frozen=True)
class JudgedFrame:
    """What was found in one frame, and what became of the lock. No picture, no embedding.

    Attributes:
        index: Which frame of the recording.
        timestamp_s: When it was recorded.
        chapter: The recording's chapter, or None.
        verdict: What this frame alone says.
        reason: Why it was not accepted, one sentence; empty for a match.
        retry: Why there was no face to judge, or None.
        comparison: With the nearest template; None where nothing was compared.
        liveness: Every measured cue; None where nothing was measured.
        range_mm: Distance of the face from the camera, or None.
        pose: Where the head points, or None.
        lock_state: The lock after this frame.
        lock_name: Who has unlocked it, or None.
        lock_verdict: What the last frames say.
        pass_first: The frame with which the lock started, last time.
        eye_opening: As of `Observation`.
    """

    index: int
    timestamp_s: float
    chapter: str | None
    verdict: FrameVerdict
    reason: str
    retry: Retry | None
    comparison: Comparison | None
    liveness: Liveness | None
    range_mm: float | None
    pose: Pose | None
    lock_state: LockState
    lock_name: str | None
    lock_verdict: str
    pass_first: int
    eye_opening: float | None = None


def judge(
    index: int, chapter: str | None, seen: Observation, lock: Lock, pass_first: int
) -> JudgedFrame:
    """Note what was found in a frame.

    Args:
        index: Which frame of the recording.
        chapter: The recording's chapter, or None.
        seen: What the pipeline found.
        lock: The lock after this frame.
        pass_first: The frame with which the lock started.
    """
    face = seen.face
    if seen.retry is not None:
        verdict, reason = FrameVerdict.NO_FACE, seen.retry.value
    elif seen.comparison is None:
        verdict, reason = FrameVerdict.NOT_COMPARED, NOBODY_ENROLLED
    elif seen.is_accepted:
        verdict, reason = FrameVerdict.MATCH, ""
    else:
        verdict, reason = FrameVerdict.REFUSED, refusal(seen)
    return JudgedFrame(
        index=index,
        timestamp_s=seen.frame.timestamp_s,
        chapter=chapter,
        verdict=verdict,
        reason=reason,
        retry=seen.retry,
        comparison=seen.comparison,
        liveness=seen.liveness,
        range_mm=None if face is None else face.distance_mm,
        pose=None if face is None else face.pose,
        lock_state=lock.state,
        lock_name=lock.name,
        lock_verdict=lock.verdict.value,
        pass_first=pass_first,
        eye_opening=seen.eye_opening,
    )


class JudgedFrames:
    """The newest judgement of every frame, with the longest history.

    A frame's lock depends on what came before: of two judgements the one whose
    pass began earlier stays, so that a look back spoils no run. All of them were
    made with the same templates; with others everything starts anew.
    """

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._frames: dict[int, JudgedFrame] = {}
        self._templates: Sequence[Template] | None = None
        self._changed: list[int] = []  # the frames of the newest changes, in their order
        self._oldest = 0  # the version before the first of these changes

    @property
    def version(self) -> int:
        """Grows with every change."""
        return self._oldest + len(self._changed)

    def __len__(self) -> int:
        return len(self._frames)

    def add(self, found: JudgedFrame, templates: Sequence[Template]) -> None:
        """Take one judgement, which was made with these templates."""
        with self._mutex:
            if templates is not self._templates:
                self._frames = {}
                self._templates = templates
                self._forget_changes(len(self._changed))
                self._oldest += 1  # that all is gone is a change, which nobody can follow
            known = self._frames.get(found.index)
            if known is None or found.pass_first <= known.pass_first:
                self._frames[found.index] = found
            self._changed.append(found.index)
            if len(self._changed) > 2 * KEPT_CHANGES:
                self._forget_changes(KEPT_CHANGES)

    def changed_since(self, version: int | None) -> tuple[tuple[JudgedFrame, ...] | None, int]:
        """What is new since a version, and the version with it.

        Args:
            version: A former `version`; None for none.

        Returns:
            The judgements that were added, or None if everything may have changed.
        """
        with self._mutex:
            if version is None or version < self._oldest:
                return None, self.version
            changed = dict.fromkeys(self._changed[version - self._oldest :])
            return tuple(self._frames[index] for index in changed), self.version

    def at(self, index: int) -> JudgedFrame | None:
        """What was found in a frame; None if it was not judged."""
        return self._frames.get(index)

    def in_order(self) -> tuple[JudgedFrame, ...]:
        """Everything so far, by index."""
        with self._mutex:
            return tuple(self._frames[index] for index in sorted(self._frames))

    def is_one_pass(self, last: int) -> bool:
        """Whether the frames from the first to this one were judged in one pass."""
        with self._mutex:
            frames = self._frames
            return all(
                index in frames and frames[index].pass_first == 0 for index in range(last + 1)
            )

    def _forget_changes(self, count: int) -> None:
        """Drop the oldest changes; the caller holds the mutex."""
        self._oldest += count
        del self._changed[:count]
