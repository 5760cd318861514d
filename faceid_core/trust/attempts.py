"""From frames to attempts: only a judged face is one, and one face is not many.

A face that stays refused is one attempt, and one more for each further `REPEAT_S`. It
has to go to begin anew; frames in which it cannot be judged neither count nor excuse.
"""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass
from typing import Final

from ..row import NO_ROW, Row
from ..types import Observation, Retry
from ..verification import FRAMES_TO_MATCH, FRAMES_TO_REFUSE

#: A face that stays refused for so long counts again.
REPEAT_S: Final = 5.0


class Attempt(enum.Enum):
    """What the newest frame completes."""

    REFUSED = "refused"
    GONE = "gone"  # the face that was there has left


@dataclass(frozen=True)
class Attempts:
    """What the last frames were. `after` returns the next one; nothing is mutated.

    Attributes:
        refused: Refused frames since a face came or was accepted.
        counted_s: When this row was last counted as an attempt; -inf if not yet.
        is_gone: Whether the last face left.
        completed: What the newest frame completed, or None.
        row: Accepted frames in a row, which may be refused together.
    """

    refused: int = 0
    counted_s: float = -math.inf
    is_gone: bool = False
    completed: Attempt | None = None
    row: Row = NO_ROW

    def after(self, seen: Observation, now_s: float) -> Attempts:
        """Return what holds after one more frame.

        Args:
            seen: What the pipeline found in the newest frame.
            now_s: Monotonic time in seconds.
        """
        if seen.retry is Retry.NO_FACE:
            return Attempts(is_gone=True, completed=None if self.is_gone else Attempt.GONE)
        if not seen.is_judged:
            return Attempts(self.refused, self.counted_s, self.is_gone)
        row = self.row.after(seen, FRAMES_TO_MATCH)
        if row.is_accepted:
            return Attempts(row=row)
        refused = self.refused + 1
        if refused < FRAMES_TO_REFUSE or now_s - self.counted_s < REPEAT_S:
            return Attempts(refused, self.counted_s, row=row)
        return Attempts(refused, now_s, completed=Attempt.REFUSED, row=row)
