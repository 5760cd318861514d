"""One decision from a stream of observations, for the command line and the daemon."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from .lock import refusal
from .types import Comparison, Liveness, Observation

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
    accepted: int = 0
    refused: int = 0
    name: str | None = None
    refusals: Counter[str] = field(default_factory=Counter)
    retries: Counter[str] = field(default_factory=Counter)
    nearest_refused: Observation | None = None

    def add(self, seen: Observation) -> None:
        self.frames += 1
        if seen.is_accepted and seen.comparison is not None:
            same = seen.comparison.name == self.name
            self.accepted = self.accepted + 1 if same else 1
            self.refused, self.name = 0, seen.comparison.name
            return
        self.accepted, self.name = 0, None
        if seen.retry is not None:
            self.retries[seen.retry.value] += 1
            return
        self.refused += 1
        self.refusals[refusal(seen)] += 1
        if self.nearest_refused is None or _distance(seen) < _distance(self.nearest_refused):
            self.nearest_refused = seen


def verify(observations: Iterable[Observation], *, timeout_s: float = 10.0) -> Verification:
    """Walk observations until they decide.

    A match takes several accepted frames in a row of one person; a non-match
    many refused ones in a row, or an end with refused frames. The time limit
    is counted on the frames' own clock, so a recording always decides alike.

    Args:
        observations: From `pipeline.observe`, with at least one template.
        timeout_s: Longest span of frames to look at.
    """
    evidence = _Evidence()
    start_s: float | None = None
    for seen in observations:
        start_s = seen.frame.timestamp_s if start_s is None else start_s
        evidence.add(seen)
        if evidence.accepted >= FRAMES_TO_MATCH:
            return Verification(
                Decision.MATCH,
                f"This is {evidence.name}",
                seen.comparison,
                seen.liveness,
                evidence.frames,
            )
        is_late = not seen.frame.timestamp_s - start_s < timeout_s
        if evidence.refused >= FRAMES_TO_REFUSE or is_late:
            break
    return _undecided(evidence)


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
