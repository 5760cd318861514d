"""How well distances tell people apart: one protocol, one trunk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .curve import COMPARISONS_PER_ERROR, ErrorCurve, RankedScores, comparisons_needed
from .intervals import Estimate, interval_ends, rate_estimate
from .scores import Scores, Totals, totals_of
from .traces import Trace, trace_of

REPORTED_FMR: Final = (1e-2, 1e-3, 1e-4, 1e-5)
#: Where only the nearest comparisons are kept, they must reach so far beyond the equal
#: error rate that it is among them in the resamples, too.
_EER_ROOM: Final = 1.5


@dataclass(frozen=True)
class FixedFmr:
    """FNMR at a false match rate.

    Attributes:
        fmr: The false match rate.
        comparisons_needed: Non-mated comparisons that a statement at this rate takes.
        is_supported: Whether there were as many. If not, the others are None.
        threshold: The distance.
        fnmr: The rate with its interval.
    """

    fmr: float
    comparisons_needed: int
    is_supported: bool
    threshold: float | None
    fnmr: Estimate | None


@dataclass(frozen=True)
class MatchingRates:
    """Every figure of one trunk in one protocol. Intervals are bootstrapped over people.

    Attributes:
        mean_mated: Mean distance of one person's faces.
        mean_non_mated: Mean distance of two people's faces.
        eer: The equal error rate; None where it is too large for the comparisons kept.
        eer_threshold: Its distance.
        fnmr_at_fmr: For each of `REPORTED_FMR`.
        threshold: The trunk's own limit if the encoder states one, else the encoder's.
        fmr: False match rate at that threshold.
        fnmr: False non-match rate at that threshold.
    """

    mean_mated: Estimate
    mean_non_mated: Estimate
    eer: Estimate
    eer_threshold: float | None
    fnmr_at_fmr: tuple[FixedFmr, ...]
    threshold: float
    fmr: Estimate
    fnmr: Estimate


@dataclass(frozen=True, eq=False)
class Measured:
    """Rates, and what they are compared by.

    Attributes:
        rates: The rates.
        trace: What they are read from, to be drawn.
        fnmr: float64, shape (r, k), FNMR at each of `REPORTED_FMR` in each draw of people.
    """

    rates: MatchingRates
    trace: Trace
    fnmr: NDArray[np.float64]


def measure_rates(scores: Scores, threshold: float, draws: NDArray[np.float64]) -> Measured:
    """Compute the rates of one set of comparisons.

    Args:
        scores: At least one mated and one non-mated comparison.
        threshold: Largest distance that matches.
        draws: From `draw_people`. Draws that leave nothing to compare are skipped.

    Raises:
        ValueError: If the scores were counted at another threshold.
    """
    totals = totals_of(scores, draws.shape[1], threshold)
    curve = RankedScores(scores).curve()
    fmr, fnmr = float(totals.matches.sum()) / totals.count, curve.at(threshold)[1]
    eer, eer_threshold = curve.equal_error()
    fixed = _fnmr_at_reported(curve)
    replicates = _replicates(scores, totals, draws)
    ends = interval_ends(replicates).T
    people = len(np.unique(scores.mated_people))
    pairs = int(np.count_nonzero(np.triu(totals.counts + totals.counts.T)))
    is_eer_kept = curve.non_mated_shares[-1] >= min(_EER_ROOM * eer, 1.0 - 1e-9)
    rates = MatchingRates(
        mean_mated=Estimate(float(scores.mated.mean()), *map(float, ends[0])),
        mean_non_mated=Estimate(totals.mean, *map(float, ends[1])),
        eer=rate_estimate(eer, ends[4], people) if is_eer_kept else Estimate(None, None, None),
        eer_threshold=eer_threshold if is_eer_kept and np.isfinite(eer_threshold) else None,
        fnmr_at_fmr=tuple(
            _fixed(curve, rate, rate_estimate(value, interval, people), totals.count)
            for rate, value, interval in zip(REPORTED_FMR, fixed, ends[5:], strict=True)
        ),
        threshold=threshold,
        fmr=rate_estimate(fmr, ends[2], pairs),
        fnmr=rate_estimate(fnmr, ends[3], people),
    )
    return Measured(rates, trace_of(curve, totals), replicates[:, 5:])


def _replicates(scores: Scores, totals: Totals, draws: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the statistics of each draw: both means, FMR, FNMR, EER, FNMR at each FMR."""
    size = draws.shape[1]
    mated = scores.mated_people
    mated_counts = draws @ np.bincount(mated, minlength=size).astype(np.float64)
    non_mated_counts = _weighed(totals.counts, draws)
    used = (mated_counts > 0) & (non_mated_counts > 0)
    draws, mated_counts, non_mated_counts = (
        draws[used],
        mated_counts[used],
        non_mated_counts[used],
    )
    missed = scores.mated > totals.threshold
    columns = [
        draws @ np.bincount(mated, scores.mated, size) / mated_counts,
        _weighed(totals.sums, draws) / non_mated_counts,
        _weighed(totals.matches, draws) / non_mated_counts,
        draws @ np.bincount(mated, missed, size) / mated_counts,
    ]
    ranked = RankedScores(scores)
    first, second = np.ascontiguousarray(scores.non_mated_people.T)
    curves = []
    for times, total in zip(draws, non_mated_counts, strict=True):
        curve = ranked.curve(times[mated], times[first] * times[second], total)
        curves.append([curve.equal_error()[0], *_fnmr_at_reported(curve)])
    return np.column_stack([*columns, np.array(curves)])


def _weighed(by_people: NDArray[np.float64], draws: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sum over two people, each pair as often as both came in each draw."""
    weighed: NDArray[np.float64] = ((draws @ by_people) * draws).sum(axis=1)
    return weighed


def _fnmr_at_reported(curve: ErrorCurve) -> list[float]:
    return [curve.fnmr_at_fmr(rate)[0] for rate in REPORTED_FMR]


def _fixed(curve: ErrorCurve, rate: float, fnmr: Estimate, comparisons: int) -> FixedFmr:
    needed = comparisons_needed(rate)
    if comparisons < needed:
        return FixedFmr(rate, needed, is_supported=False, threshold=None, fnmr=None)
    threshold = curve.fnmr_at_fmr(rate)[1]
    finite = threshold if np.isfinite(threshold) else None
    return FixedFmr(rate, needed, is_supported=True, threshold=finite, fnmr=fnmr)


def support_text() -> str:
    """The rule by which a false match rate is stated or not, in words."""
    return (
        f"A false match rate is stated only from {COMPARISONS_PER_ERROR} / FMR non-mated "
        "comparisons on, so that ten false matches set its limit (between the rule of 3 and "
        "the rule of 30 of biometric testing)."
    )
