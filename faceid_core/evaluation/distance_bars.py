"""How the distances of one person's faces and of two people's are spread, as bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .faces import Faces
from .protocols import pair_scores

BAR_WIDTH: Final = 0.025  # of distance


@dataclass(frozen=True, eq=False)
class DistanceBars:
    """Pairs of faces, counted by their distance.

    Attributes:
        bar_width: Of distance; bar i begins at i times it.
        mated: int64, shape (k,), pairs of one person.
        non_mated: int64, shape (k,), pairs of two people.
        mean_mated: Mean distance of one person's pairs; None without any.
        mean_non_mated: Of two people's.
    """

    bar_width: float
    mated: NDArray[np.int64]
    non_mated: NDArray[np.int64]
    mean_mated: float | None
    mean_non_mated: float | None

    @property
    def mated_count(self) -> int:
        """How many pairs of one person."""
        return int(self.mated.sum())

    @property
    def non_mated_count(self) -> int:
        """How many pairs of two people."""
        return int(self.non_mated.sum())


def distance_bars(faces: Faces, trunk: str, rule: str) -> DistanceBars:
    """Compare every face with every other, once, and count.

    Args:
        faces: At least one.
        trunk: Whose vectors.
        rule: Which faces of one person are compared, as in `protocols.pair_scores`.
    """
    scores = pair_scores(faces, trunk, rule)
    totals = scores.totals
    mated = np.bincount((scores.mated / BAR_WIDTH).astype(np.int64))
    non_mated = np.zeros(0, np.int64)
    mean_non_mated = None
    if totals is not None and totals.count:
        last = int(np.flatnonzero(totals.histogram)[-1]) + 1
        centers = (np.arange(last) + 0.5) * totals.bin_width
        bars = (centers / BAR_WIDTH).astype(np.int64)
        non_mated = np.bincount(bars, totals.histogram[:last]).astype(np.int64)
        mean_non_mated = totals.mean
    count = max(len(mated), len(non_mated))
    return DistanceBars(
        bar_width=BAR_WIDTH,
        mated=np.pad(mated, (0, count - len(mated))),
        non_mated=np.pad(non_mated, (0, count - len(non_mated))),
        mean_mated=float(scores.mated.mean()) if len(scores.mated) else None,
        mean_non_mated=mean_non_mated,
    )
