"""How well distances tell people apart: one protocol, one trunk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from .curve import COMPARISONS_PER_ERROR, ErrorCurve, RankedScores, comparisons_needed
from .intervals import Estimate, Resample, bootstrap, rate_estimate
from .protocols import Scores

REPORTED_FMR: Final = (1e-2, 1e-3, 1e-4)


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
        eer: The equal error rate.
        eer_threshold: Its distance.
        fnmr_at_fmr: For each of `REPORTED_FMR`.
        threshold: The encoder's own.
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


def measure_rates(scores: Scores, threshold: float) -> MatchingRates:
    """Compute the rates of one set of comparisons.

    Args:
        scores: At least one mated and one non-mated comparison.
        threshold: The encoder's own.
    """
    ranked = RankedScores(scores)
    curve = ranked.curve()

    def of_resample(drawn: Resample) -> list[float]:
        weighted = ranked.curve(drawn.mated_weights, drawn.non_mated_weights)
        means = [
            float(np.average(scores.mated, weights=drawn.mated_weights)),
            float(np.average(scores.non_mated, weights=drawn.non_mated_weights)),
        ]
        return means + _rates(weighted, threshold)

    ends = bootstrap(scores, of_resample).T
    people = len(np.unique(scores.mated_people))
    pairs = len(np.unique(np.sort(scores.non_mated_people, axis=1), axis=0))
    means = [float(scores.mated.mean()), float(scores.non_mated.mean())]
    eer, fmr, fnmr, *fixed = _rates(curve, threshold)
    eer_threshold = curve.equal_error()[1]
    return MatchingRates(
        mean_mated=Estimate(means[0], *map(float, ends[0])),
        mean_non_mated=Estimate(means[1], *map(float, ends[1])),
        eer=rate_estimate(eer, ends[2], people),
        eer_threshold=eer_threshold if np.isfinite(eer_threshold) else None,
        fnmr_at_fmr=tuple(
            _fixed(curve, rate, rate_estimate(value, interval, people), len(scores.non_mated))
            for rate, value, interval in zip(REPORTED_FMR, fixed, ends[5:], strict=True)
        ),
        threshold=threshold,
        fmr=rate_estimate(fmr, ends[3], pairs),
        fnmr=rate_estimate(fnmr, ends[4], people),
    )


def _rates(curve: ErrorCurve, threshold: float) -> list[float]:
    """Return EER, FMR and FNMR at the threshold, and FNMR at each of `REPORTED_FMR`."""
    fixed = [curve.fnmr_at_fmr(rate)[0] for rate in REPORTED_FMR]
    return [curve.equal_error()[0], *curve.at(threshold), *fixed]


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
