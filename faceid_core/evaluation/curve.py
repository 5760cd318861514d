"""False matches and false non-matches over every possible threshold."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .scores import Scores

#: Comparisons for each false match that a rate allows. Fewer than 3 prove nothing even if
#: none fails (the "rule of 3"); 30 give 30 % accuracy (the "rule of 30", Doddington and
#: others, 2000; both in Mansfield and Wayman, "Best practices in testing and reporting
#: performance of biometric devices", 2002). With 10 the limit rests on ten false matches.
COMPARISONS_PER_ERROR: Final = 10
_ROUNDING: Final = 1e-12  # of cumulative sums


@dataclass(frozen=True, eq=False)
class ErrorCurve:
    """Error rates at every distance that is kept; at or below the threshold is a match.

    Attributes:
        mated: float64, shape (m,), distances of one person's faces, in order.
        mated_shares: float64, shape (m + 1,), share of the first 0, 1, ... of them.
        non_mated: float64, shape (n,), the smallest distances of two people's faces, in order.
        non_mated_shares: float64, shape (n + 1,), their shares of all such comparisons:
            the last is below 1 if larger distances are left out.
    """

    mated: NDArray[np.float64]
    mated_shares: NDArray[np.float64]
    non_mated: NDArray[np.float64]
    non_mated_shares: NDArray[np.float64]

    def at(self, threshold: float) -> tuple[float, float]:
        """Return FMR and FNMR at a threshold among the kept distances."""
        false_matches = np.searchsorted(self.non_mated, threshold, side="right")
        matches = np.searchsorted(self.mated, threshold, side="right")
        return float(self.non_mated_shares[false_matches]), 1.0 - float(self.mated_shares[matches])

    def equal_error(self) -> tuple[float, float]:
        """Return the equal error rate and its threshold.

        The mean of FMR and FNMR where they differ least.
        """
        after = min(self._crossing(self.mated), self._crossing(self.non_mated))
        before = self._largest_below(after)
        rates = [self.at(threshold) for threshold in (before, after)]
        gaps = [abs(fmr - fnmr) for fmr, fnmr in rates]
        nearest = int(gaps[1] < gaps[0])
        return sum(rates[nearest]) / 2.0, (before, after)[nearest]

    def fnmr_at_fmr(self, fmr: float) -> tuple[float, float]:
        """Return FNMR, and the threshold, where FMR is as large as it may be, at most `fmr`."""
        allowed = int(np.searchsorted(self.non_mated_shares, fmr + _ROUNDING, side="right")) - 1
        first_refused = self.non_mated[allowed] if allowed < len(self.non_mated) else np.inf
        matches = np.searchsorted(self.mated, first_refused, side="left")
        return 1.0 - float(self.mated_shares[matches]), self._largest_below(first_refused)

    def _crossing(self, distances: NDArray[np.float64]) -> float:
        """Return the first of the distances at which FMR is not below FNMR, or infinity."""

        def is_crossed(index: int) -> bool:
            fmr, fnmr = self.at(distances[index])
            return fmr >= fnmr

        index = bisect.bisect_left(range(len(distances)), True, key=is_crossed)
        return float(distances[index]) if index < len(distances) else np.inf

    def _largest_below(self, threshold: float) -> float:
        """Return the largest kept distance below a threshold, or minus infinity."""
        below = [
            float(distances[index - 1])
            for distances in (self.mated, self.non_mated)
            if (index := int(np.searchsorted(distances, threshold, side="left")))
        ]
        return max(below, default=-np.inf)


class RankedScores:
    """Scores sorted once, from which curves with any weights are made."""

    def __init__(self, scores: Scores) -> None:
        self._mated_order = np.argsort(scores.mated, kind="stable")
        self._mated = scores.mated[self._mated_order]
        self._non_mated_order = _order(scores.non_mated)
        self._non_mated = scores.non_mated[self._non_mated_order]
        self._count = float(scores.non_mated_count)

    def curve(
        self,
        mated_weights: NDArray[np.float64] | None = None,
        non_mated_weights: NDArray[np.float64] | None = None,
        non_mated_total: float | None = None,
    ) -> ErrorCurve:
        """Return the error rates.

        Args:
            mated_weights: How often each mated comparison counts, shape (m,);
                None is once. Some weight must not be zero.
            non_mated_weights: The same of the non-mated comparisons that are kept.
            non_mated_total: Sum of the weights of all non-mated comparisons; None if all
                are kept, or count once.
        """
        if non_mated_weights is None:
            non_mated_sums = np.arange(len(self._non_mated) + 1.0)
            total = self._count
        else:
            non_mated_sums = _sums(non_mated_weights[self._non_mated_order])
            total = non_mated_sums[-1] if non_mated_total is None else non_mated_total
        mated_sums = (
            np.arange(len(self._mated) + 1.0)
            if mated_weights is None
            else _sums(mated_weights[self._mated_order])
        )
        return ErrorCurve(
            mated=self._mated,
            mated_shares=mated_sums / mated_sums[-1],
            non_mated=self._non_mated,
            non_mated_shares=non_mated_sums / total,
        )


def comparisons_needed(fmr: float) -> int:
    """Return how many non-mated comparisons support a statement at this false match rate."""
    return round(COMPARISONS_PER_ERROR / fmr)


def _order(distances: NDArray[np.float64]) -> NDArray[np.int64] | slice:
    """Return what sorts the distances; nothing where they are in order."""
    if np.all(distances[1:] >= distances[:-1]):
        return slice(None)
    return np.argsort(distances, kind="stable")


def _sums(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum(weights)])
