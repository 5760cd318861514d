"""One decision from a stream of observations, for the command line and the daemon."""

from __future__ import annotations

import enum
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from .lock import refusal
from .row import NO_ROW, OPEN_YOUR_EYES, Row
from .types import Comparison, Liveness, Observation, Retry

#: Accepted frames in a row, of one person, that make a match.
FRAMES_TO_MATCH: Final = 5
#: Refused frames in a row that make a non-match.
FRAMES_TO_REFUSE: Final = 15


class Decision(enum.Enum):
    """What a verification ended with."""

    MATCH = "match"
    NON_MATCH = "non-match"
    NO_FACE = "no-face"


@dataclass(frozen=True)
class Verification:
    """A decision and what it rests on.

    Attributes:
        decision: Match, non-match, or nothing to judge.
        reason: One plain sentence.
        comparison: Of the frame that decided: the last accepted one of a match,
            the nearest refused one of a non-match.
        liveness: Of the same frame.
        frames: How many frames were looked at.
    """

    decision: Decision
    reason: str
    comparison: Comparison | None
    liveness: Liveness | None
    frames: int


@dataclass
class _Evidence:
    frames: int = 0
    row: Row = NO_ROW
    refused: int = 0
    is_somebody_there: bool = False
    refusals: Counter[str] = field(default_factory=Counter)
    retries: Counter[str] = field(default_factory=Counter)
    nearest_refused: Observation | None = None

    def add(self, seen: Observation) -> None:
        self.frames += 1
        self.is_somebody_there |= seen.retry is not Retry.NO_FACE
        self.row = self.row.after(seen, FRAMES_TO_MATCH)
        if self.row.is_accepted:
            self.refused = 0
            if not self.row.is_awake:
                self.retries[OPEN_YOUR_EYES] += 1
            return
        if seen.retry is not None:
            self.retries[seen.retry.value] += 1
            return
        self.refused += 1
        self.refusals[self.row.refusal or refusal(seen)] += 1
        if self.nearest_refused is None or _distance(seen) < _distance(self.nearest_refused):
            self.nearest_refused = seen


class Verifier:
    """Takes observations one by one until they decide.

    A match takes several accepted frames in a row of one person; a non-match
    many refused ones in a row, or an end with refused frames. Time is counted on
    the frames' own clock, so a recording always decides alike.

    Args:
        timeout_s: Longest span of frames to look at.
        absent_s: Longest span of frames to look at if they show nobody at all.

    Attributes:
        timeout_s: As given.
    """

    def __init__(self, *, timeout_s: float = 10.0, absent_s: float = math.inf) -> None:
        self.timeout_s = timeout_s
        self._absent_s = min(absent_s, timeout_s)
        self._evidence = _Evidence()
        self._start_s: float | None = None

    @property
    def refused(self) -> int:
        """How many frames in a row were refused last."""
        return self._evidence.refused

    def offer(self, seen: Observation) -> Verification | None:
        """Take the newest observation; return the decision once there is one."""
        now_s, evidence = seen.frame.timestamp_s, self._evidence
        if self._start_s is None:
            self._start_s = now_s
        evidence.add(seen)
        if evidence.row.opens(FRAMES_TO_MATCH):
            return Verification(
                Decision.MATCH,
                f"This is {evidence.row.name}",
                seen.comparison,
                seen.liveness,
                evidence.frames,
            )
        limit_s = self.timeout_s if evidence.is_somebody_there else self._absent_s
        is_late = not now_s - self._start_s < limit_s
        return self.end() if evidence.refused >= FRAMES_TO_REFUSE or is_late else None

    def end(self) -> Verification:
        """Return what holds if nothing more comes."""
        return _undecided(self._evidence)


def verify(observations: Iterable[Observation], *, timeout_s: float = 10.0) -> Verification:
    """Walk observations until they decide; see `Verifier`.

    Args:
        observations: From `pipeline.observe`, with at least one template.
        timeout_s: Longest span of frames to look at.
    """
    verifier = Verifier(timeout_s=timeout_s)
    decided = (found for seen in observations if (found := verifier.offer(seen)) is not None)
    return next(decided, None) or verifier.end()


def _undecided(evidence: _Evidence) -> Verification:
    nearest = evidence.nearest_refused
    if nearest is not None:
        ((reason, _),) = evidence.refusals.most_common(1)
        return Verification(
            Decision.NON_MATCH, reason, nearest.comparison, nearest.liveness, evidence.frames
        )
    if evidence.retries:
        ((reason, _),) = evidence.retries.most_common(1)
    elif evidence.frames:
        reason = f"Only {evidence.frames} usable frames, {FRAMES_TO_MATCH} are needed"
    else:
        reason = "There was no frame"
    return Verification(Decision.NO_FACE, reason, None, None, evidence.frames)


def _distance(seen: Observation) -> float:
    return seen.comparison.distance if seen.comparison is not None else float("inf")
