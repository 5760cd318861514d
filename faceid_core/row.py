"""Frames in a row that speak for one person: how many there are, and what they say together.

Each frame of a row has passed by itself. The noise of a sensor lifts single frames of paper over
a limit; the mean over a row is steadier than a frame, so its limit can be higher. Eyes blink, so
they count over a row, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .eyes import OPEN_FROM
from .types import Liveness, Observation

#: What to say to somebody whose face would open, were the eyes not closed.
OPEN_YOUR_EYES: Final = "Open your eyes"


@dataclass(frozen=True)
class Row:
    """Accepted frames in a row. `after` returns the next one; nothing is mutated.

    Attributes:
        name: Whom they match; None while there is none.
        accepted: How many there are.
        newest: What was measured of the newest ones, as many as are judged together.
        refusal: Why they are refused together, words for people; None if they are not, or
            as long as they are too few.
        openings: Of the newest ones, how far apart the lids are; none if nobody asks for it.
    """

    name: str | None = None
    accepted: int = 0
    newest: tuple[Liveness, ...] = ()
    refusal: str | None = None
    openings: tuple[float, ...] = ()

    def after(self, seen: Observation, frames: int) -> Row:
        """Return the row after one more frame.

        Args:
            seen: What the pipeline found in it.
            frames: So many are judged together.
        """
        if not seen.is_accepted or seen.comparison is None or seen.liveness is None:
            return NO_ROW
        before = self if self.name == seen.comparison.name else NO_ROW
        newest = (*before.newest, seen.liveness)[-frames:]
        refusal = row_refusal(newest) if len(newest) == frames else None
        openings = before.openings
        if seen.eye_opening is not None:
            openings = (*openings, seen.eye_opening)[-frames:]
        return Row(seen.comparison.name, before.accepted + 1, newest, refusal, openings)

    @property
    def is_accepted(self) -> bool:
        """Whether the newest frame belongs to a row that nothing speaks against."""
        return self.accepted > 0 and self.refusal is None

    @property
    def is_awake(self) -> bool:
        """Whether eyes are open, on average, or nobody asks for it; a NaN never is."""
        openings = self.openings
        return not openings or sum(openings) / len(openings) >= OPEN_FROM

    def opens(self, frames: int) -> bool:
        """Whether it is so many frames long, the eyes are open, and nothing speaks against it."""
        return self.is_accepted and self.accepted >= frames and self.is_awake


NO_ROW: Final = Row()


def row_refusal(row: Sequence[Liveness]) -> str | None:
    """Return words for the first cue whose mean over a row of frames is too low, or None."""
    for cues in zip(*(liveness.cues for liveness in row), strict=True):
        limit = cues[-1].row_limit
        if limit is not None and not sum(cue.value for cue in cues) / len(cues) >= limit:
            return cues[-1].refusal
    return None
