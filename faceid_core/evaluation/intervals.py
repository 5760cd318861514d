"""95 % intervals: of counts (Clopper-Pearson) and of rates over pairs of people (bootstrap)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

CONFIDENCE: Final = 0.95
REPLICATES: Final = 500
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


def clopper_pearson(count: float, total: int) -> tuple[float, float]:
    """Return the exact interval of a binomial proportion (Clopper and Pearson, 1934).

    Args:
        count: Successes, at most `total`. They need not be whole: of many faces of a
            few people, a share can be put to as many trials as there are people.
        total: Independent trials, at least one.
    """
    from scipy.stats import beta  # slow to import; who only reads vectors needs none

    tail = (1.0 - CONFIDENCE) / 2.0
    low = 0.0 if count == 0 else float(beta.ppf(tail, count, total - count + 1))
    high = 1.0 if count == total else float(beta.ppf(1.0 - tail, count + 1, total - count))
    return low, high


def counted_rate(count: int, total: int, independent: int | None = None) -> CountedRate:
    """Return the rate of a count with its Clopper-Pearson interval.

    Args:
        count: Successes.
        total: Trials.
        independent: How many of the trials are independent, e.g. people of whom each was
            tried several times; the interval is that of the same share of these. None
            is all.
    """
    if total == 0:
        return CountedRate(0, 0, None, None, None)
    trials = total if independent is None else independent
    return CountedRate(
        count, total, count / total, *clopper_pearson(count * trials / total, trials)
    )


def draw_people(
    people: NDArray[np.int64], size: int, replicates: int = REPLICATES, seed: int = SEED
) -> NDArray[np.float64]:
    """Draw people with replacement: how often each came.

    Comparisons that share a person are not independent, so people are drawn and
    not comparisons (Snijders and Borgatti, "Non-parametric standard errors and tests for
    network statistics", 1999): a comparison counts as often as its two people came, multiplied.
    The same people and seed give the same draws, so that two encoders meet the same ones.

    Args:
        people: Those who can be drawn, shape (k,), below `size`.
        size: Width of the answer.
        replicates: How many draws.
        seed: Of the draws.

    Returns:
        float64, shape (replicates, size); each row's sum is k.
    """
    rng = np.random.default_rng(seed)
    times = np.zeros((replicates, size))
    for row in times:
        drawn = people[rng.integers(len(people), size=len(people))]
        row += np.bincount(drawn, minlength=size)
    return times


def interval_ends(replicates: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ends of percentile intervals.

    Args:
        replicates: float64, shape (r, k), k statistics of r draws.

    Returns:
        float64, shape (2, k), low and high ends.
    """
    tail = 50.0 * (1.0 - CONFIDENCE)
    ends: NDArray[np.float64] = np.percentile(replicates, [tail, 100.0 - tail], axis=0)
    return ends


def rate_estimate(value: float, ends: NDArray[np.float64], independent: int) -> Estimate:
    """Put a bootstrapped interval to a rate.

    Where nothing (or everything) failed, every resample says the same, and the
    interval would be a point. There it is Clopper-Pearson's for `independent` trials.

    Args:
        value: The rate.
        ends: Low and high end from `interval_ends`.
        independent: People, or pairs of people, that were compared.
    """
    if value in (0.0, 1.0):
        return Estimate(value, *clopper_pearson(round(value * independent), independent))
    return Estimate(value, float(ends[0]), float(ends[1]))


def share_estimate(
    counted: NDArray[np.bool_], people: NDArray[np.int64], draws: NDArray[np.float64]
) -> Estimate:
    """Return the share of comparisons that are counted, bootstrapped over people.

    Args:
        counted: Shape (n,), at least one.
        people: Shape (n,), whose each is.
        draws: From `draw_people`. Draws without any of these people are skipped.
    """
    size = draws.shape[1]
    totals = draws @ np.bincount(people, minlength=size).astype(np.float64)
    counts = draws @ np.bincount(people, counted, size)
    used = totals > 0
    ends = interval_ends((counts[used] / totals[used])[:, None])[:, 0]
    return rate_estimate(float(counted.mean()), ends, len(np.unique(people)))
