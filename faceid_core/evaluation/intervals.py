"""95 % intervals: of counts (Clopper-Pearson) and of rates over pairs of people (bootstrap)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from .protocols import Scores

CONFIDENCE: Final = 0.95
REPLICATES: Final = 500
FEWEST_REPLICATES: Final = 100
MOST_WEIGHTS: Final = 200_000_000  # drawn in all: about a minute
SEED: Final = 20261122


@dataclass(frozen=True)
class Estimate:
    """A value with the ends of its 95 % interval; None where there is no value or end."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class CountedRate:
    """`count` of `total`, with the Clopper-Pearson interval; None of no trials."""

    count: int
    total: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, eq=False)
class Resample:
    """People drawn with replacement, as weights of the comparisons."""

    mated_weights: NDArray[np.float64]
    non_mated_weights: NDArray[np.float64]


def clopper_pearson(count: int, total: int) -> tuple[float, float]:
    """Return the exact interval of a binomial proportion (Clopper and Pearson, 1934).

    Args:
        count: Successes, at most `total`.
        total: Independent trials, at least one.
    """
    tail = (1.0 - CONFIDENCE) / 2.0
    low = 0.0 if count == 0 else float(beta.ppf(tail, count, total - count + 1))
    high = 1.0 if count == total else float(beta.ppf(1.0 - tail, count + 1, total - count))
    return low, high


def counted_rate(count: int, total: int) -> CountedRate:
    """Return the rate of a count with its Clopper-Pearson interval."""
    if total == 0:
        return CountedRate(0, 0, None, None, None)
    return CountedRate(count, total, count / total, *clopper_pearson(count, total))


def replicates_for(comparisons: int) -> int:
    """Return how many resamples are drawn: fewer where there are millions of comparisons."""
    return max(FEWEST_REPLICATES, min(REPLICATES, MOST_WEIGHTS // max(comparisons, 1)))


def resamples(scores: Scores, seed: int = SEED) -> Iterator[Resample]:
    """Draw people with replacement, and weigh each comparison by how often its people came.

    Comparisons that share a person are not independent, so people are drawn and
    not comparisons (Snijders and Borgatti, "Non-parametric standard errors and tests for
    network statistics", 1999). Draws that leave nothing to compare are skipped. The
    same seed gives the same draws.
    """
    rng = np.random.default_rng(seed)
    people = np.unique(np.concatenate([scores.mated_people, scores.non_mated_people.ravel()]))
    mated = np.searchsorted(people, scores.mated_people)
    first, second = np.searchsorted(people, scores.non_mated_people).T
    for _ in range(replicates_for(len(mated) + len(first))):
        draws = rng.integers(len(people), size=len(people))
        times = np.bincount(draws, minlength=len(people)).astype(np.float64)
        drawn = Resample(times[mated], times[first] * times[second])
        if drawn.mated_weights.any() and drawn.non_mated_weights.any():
            yield drawn


def bootstrap(
    scores: Scores, statistic: Callable[[Resample], list[float]], seed: int = SEED
) -> NDArray[np.float64]:
    """Return the ends of the percentile intervals of several statistics.

    Args:
        scores: The comparisons.
        statistic: Computes k numbers of one resample.
        seed: Of the draws.

    Returns:
        float64, shape (2, k), low and high ends.
    """
    values = np.array([statistic(drawn) for drawn in resamples(scores, seed)])
    tail = 50.0 * (1.0 - CONFIDENCE)
    ends: NDArray[np.float64] = np.percentile(values, [tail, 100.0 - tail], axis=0)
    return ends


def rate_estimate(value: float, ends: NDArray[np.float64], independent: int) -> Estimate:
    """Put a bootstrapped interval to a rate.

    Where nothing (or everything) failed, every resample says the same, and the
    interval would be a point. There it is Clopper-Pearson's for `independent` trials.

    Args:
        value: The rate.
        ends: Low and high end from `bootstrap`.
        independent: People, or pairs of people, that were compared.
    """
    if value in (0.0, 1.0):
        return Estimate(value, *clopper_pearson(round(value * independent), independent))
    return Estimate(value, float(ends[0]), float(ends[1]))
