"""False matches and false non-matches over every possible threshold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .protocols import Scores

#: Comparisons for each false match that a rate allows. Fewer than 3 prove nothing even if
#: none fails (the "rule of 3"); 30 give 30 % accuracy (the "rule of 30", Doddington and
#: others, 2000; both in Mansfield and Wayman, "Best practices in testing and reporting
#: performance of biometric devices", 2002). With 10 the limit rests on ten false matches.
COMPARISONS_PER_ERROR: Final = 10
_ROUNDING: Final = 1e-12  # of cumulative sums


@dataclass(frozen=True, eq=False)
class ErrorCurve:
    """Error rates at every distance that occurs; at or below the threshold is a match.

    Attributes:
        thresholds: float64, shape (k,), increasing; the first, minus infinity,
            matches nobody.
        fmr: float64, shape (k,), false match rate, from 0 to 1.
        fnmr: float64, shape (k,), false non-match rate, from 1 to 0.
    """

    thresholds: NDArray[np.float64]
    fmr: NDArray[np.float64]
    fnmr: NDArray[np.float64]

    def at(self, threshold: float) -> tuple[float, float]:
        """Return FMR and FNMR at a threshold."""
        index = int(np.searchsorted(self.thresholds, threshold, side="right")) - 1
        return float(self.fmr[index]), float(self.fnmr[index])

    def equal_error(self) -> tuple[float, float]:
        """Return the equal error rate and its threshold.

        The mean of FMR and FNMR where they differ least.
        """
        index = int(np.argmin(np.abs(self.fmr - self.fnmr)))
        rate = float(self.fmr[index] + self.fnmr[index]) / 2.0
        return rate, float(self.thresholds[index])

    def fnmr_at_fmr(self, fmr: float) -> tuple[float, float]:
        """Return FNMR, and the threshold, where FMR is as large as it may be, at most `fmr`."""
        index = int(np.searchsorted(self.fmr, fmr + _ROUNDING, side="right")) - 1
        return float(self.fnmr[index]), float(self.thresholds[index])


class RankedScores:
    """Scores sorted once, from which curves with any weights are made."""

    def __init__(self, scores: Scores) -> None:
        self._mated_order = np.argsort(scores.mated, kind="stable")
        self._non_mated_order = np.argsort(scores.non_mated, kind="stable")
        distances = np.unique(np.concatenate([scores.mated, scores.non_mated]))
        self._thresholds = np.concatenate([[-np.inf], distances])
        mated, non_mated = scores.mated[self._mated_order], scores.non_mated[self._non_mated_order]
        self._mated_below = np.searchsorted(mated, self._thresholds, side="right")
        self._non_mated_below = np.searchsorted(non_mated, self._thresholds, side="right")

    def curve(
        self,
        mated_weights: NDArray[np.float64] | None = None,
        non_mated_weights: NDArray[np.float64] | None = None,
    ) -> ErrorCurve:
        """Return the error rates.

        Args:
            mated_weights: How often each mated comparison counts, shape (m,);
                None is once. Some weight must not be zero.
            non_mated_weights: The same of the non-mated comparisons.
        """
        return ErrorCurve(
            thresholds=self._thresholds,
            fmr=_shares(self._non_mated_order, non_mated_weights)[self._non_mated_below],
            fnmr=1.0 - _shares(self._mated_order, mated_weights)[self._mated_below],
        )


def comparisons_needed(fmr: float) -> int:
    """Return how many non-mated comparisons support a statement at this false match rate."""
    return round(COMPARISONS_PER_ERROR / fmr)


def _shares(order: NDArray[np.int64], weights: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """Return the share of the weight in the first 0, 1, ... of the sorted comparisons."""
    ranked = np.ones(len(order)) if weights is None else weights[order]
    sums = np.concatenate([[0.0], np.cumsum(ranked)])
    shares: NDArray[np.float64] = sums / sums[-1]
    return shares
