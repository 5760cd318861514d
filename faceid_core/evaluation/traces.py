"""What a plot needs of millions of comparisons: points of a curve, and bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .curve import ErrorCurve
from .scores import BINS, Totals

CURVE_POINTS: Final = 2000


@dataclass(frozen=True, eq=False)
class Trace:
    """One protocol and trunk, to be drawn.

    Attributes:
        fmr: float64, shape (k,), false match rate, increasing.
        fnmr: float64, shape (k,), false non-match rate there.
        mated: float64, shape (m,), distances of one person's faces.
        histogram: int64, shape (BINS,), distances of two people's faces.
        bin_width: Of the histogram, which begins at 0.
        mean_non_mated: Their mean.
        threshold: Largest distance that matches.
        at_threshold: FMR and FNMR there.
    """

    fmr: NDArray[np.float64]
    fnmr: NDArray[np.float64]
    mated: NDArray[np.float64]
    histogram: NDArray[np.int64]
    bin_width: float
    mean_non_mated: float
    threshold: float
    at_threshold: tuple[float, float]

    @property
    def non_mated_count(self) -> int:
        """How many comparisons of two people."""
        return int(self.histogram.sum())


def trace_of(curve: ErrorCurve, totals: Totals) -> Trace:
    """Keep of a measurement what is drawn: at most about 4,000 points, and the histogram."""
    kept = np.unique(np.concatenate([curve.mated, curve.non_mated]))
    last = curve.non_mated[-1] if _is_cut(curve) else np.inf
    kept = kept[kept <= last]
    kept = kept[_spread(len(kept))]
    kept_fmr = curve.non_mated_shares[np.searchsorted(curve.non_mated, kept, side="right")]
    # Beyond the kept comparisons the histogram counts exactly at the ends of its bins.
    ends = np.arange(1, BINS + 1) * totals.bin_width
    is_beyond = ends > last
    binned = (np.cumsum(totals.histogram) / totals.count)[is_beyond]
    thresholds = np.concatenate([[-np.inf], kept, ends[is_beyond]])
    return Trace(
        fmr=np.concatenate([[0.0], kept_fmr, binned]),
        fnmr=1.0 - curve.mated_shares[np.searchsorted(curve.mated, thresholds, side="right")],
        mated=curve.mated,
        histogram=totals.histogram,
        bin_width=totals.bin_width,
        mean_non_mated=totals.mean,
        threshold=totals.threshold,
        at_threshold=(float(totals.matches.sum()) / totals.count, curve.at(totals.threshold)[1]),
    )


def _is_cut(curve: ErrorCurve) -> bool:
    return bool(curve.non_mated_shares[-1] < 1.0 - 1e-9)


def _spread(count: int) -> NDArray[np.int64]:
    """Return at most about 2 `CURVE_POINTS` indices, dense at both ends of a sorted range."""
    if count <= 2 * CURVE_POINTS:
        return np.arange(count)
    steps = np.unique(np.geomspace(1, count, CURVE_POINTS).astype(np.int64)) - 1
    return np.unique(np.concatenate([steps, count - 1 - steps]))
