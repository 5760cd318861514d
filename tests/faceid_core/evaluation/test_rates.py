"""Error rates and intervals on arrays that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from faceid_core.evaluation.curve import RankedScores, comparisons_needed
from faceid_core.evaluation.intervals import (
    bootstrap,
    clopper_pearson,
    counted_rate,
    rate_estimate,
    replicates_for,
    resamples,
)
from faceid_core.evaluation.matching_rates import measure_rates
from faceid_core.evaluation.protocols import Scores


def scores(mated: list[float], non_mated: list[float]) -> Scores:
    """Comparisons of four people: mated of 0, 1, 2, 3 in turn, non-mated of neighbors."""
    people = np.arange(len(mated)) % 4
    first = np.arange(len(non_mated)) % 4
    both = np.stack([first, (first + 1) % 4], axis=1)
    return Scores(np.array(mated), people, np.array(non_mated), both)


HAND = scores([0.1, 0.2, 0.3, 0.5], [0.3, 0.4, 0.6, 0.7, 0.8])


@pytest.mark.parametrize(
    ("threshold", "fmr", "fnmr"),
    [
        (0.05, 0.0, 1.0),
        (0.1, 0.0, 0.75),  # at the threshold is a match
        (0.29, 0.0, 0.5),
        (0.3, 0.2, 0.25),  # one of each at the same distance
        (0.45, 0.4, 0.25),
        (0.5, 0.4, 0.0),
        (2.0, 1.0, 0.0),
    ],
)
def test_rates_at_a_threshold(threshold: float, fmr: float, fnmr: float) -> None:
    assert RankedScores(HAND).curve().at(threshold) == pytest.approx((fmr, fnmr))


def test_equal_error_is_where_the_rates_differ_least() -> None:
    rate, threshold = RankedScores(HAND).curve().equal_error()
    assert rate == pytest.approx((0.2 + 0.25) / 2)
    assert threshold == 0.3


def test_separate_distances_have_no_error() -> None:
    rate, threshold = RankedScores(scores([0.1, 0.2], [0.6, 0.7])).curve().equal_error()
    assert rate == 0.0
    assert 0.2 <= threshold < 0.6


@pytest.mark.parametrize(("fmr", "fnmr"), [(0.0, 0.5), (0.19, 0.5), (0.2, 0.25), (0.4, 0.0)])
def test_fnmr_at_fmr_uses_every_false_match_that_is_allowed(fmr: float, fnmr: float) -> None:
    assert RankedScores(HAND).curve().fnmr_at_fmr(fmr)[0] == pytest.approx(fnmr)


def test_equal_weights_change_nothing_and_weights_repeat_comparisons() -> None:
    ranked = RankedScores(HAND)
    doubled = RankedScores(scores([0.1, 0.1, 0.2, 0.3, 0.5], [0.3, 0.4, 0.4, 0.4, 0.6, 0.7, 0.8]))
    weighted = ranked.curve(np.array([2.0, 1, 1, 1]), np.array([1.0, 3, 1, 1, 1]))
    np.testing.assert_allclose(weighted.fmr, doubled.curve().fmr)
    np.testing.assert_allclose(weighted.fnmr, doubled.curve().fnmr)


@pytest.mark.parametrize(("fmr", "count"), [(1e-2, 1000), (1e-3, 10_000), (1e-4, 100_000)])
def test_a_false_match_rate_needs_ten_comparisons_for_each_error(fmr: float, count: int) -> None:
    assert comparisons_needed(fmr) == count


def test_fmr_is_stated_from_the_needed_comparisons_on() -> None:
    non_mated = np.linspace(0.3, 1.0, 1000).tolist()
    few, enough = (
        measure_rates(scores([0.1, 0.2, 0.3, 0.5], non_mated[:count]), 0.28).fnmr_at_fmr[0]
        for count in (999, 1000)
    )
    assert (few.is_supported, few.fnmr, few.threshold) == (False, None, None)
    assert enough.is_supported
    assert enough.fnmr is not None
    assert enough.fnmr.value == 0.25  # 0.5 is beyond the tenth non-mated distance


def test_clopper_pearson_agrees_with_its_definition() -> None:
    # Closed forms at the ends: 1 - (alpha / 2) ** (1 / n); and the table value of 4 in 10.
    assert clopper_pearson(0, 30) == pytest.approx((0.0, 1.0 - 0.025 ** (1 / 30)))
    assert clopper_pearson(30, 30) == pytest.approx((0.025 ** (1 / 30), 1.0))
    assert clopper_pearson(4, 10) == pytest.approx((0.12155, 0.73762), abs=1e-5)


def test_no_trials_have_no_rate() -> None:
    rate = counted_rate(0, 0)
    assert (rate.value, rate.low, rate.high) == (None, None, None)


def test_people_are_drawn_and_not_comparisons() -> None:
    for drawn in resamples(HAND):
        times = drawn.mated_weights  # one mated comparison of each of four people
        assert times.sum() == 4.0
        neighbors = [0, 1, 2, 3, 0]
        expected = [times[i] * times[(i + 1) % 4] for i in neighbors]
        np.testing.assert_array_equal(drawn.non_mated_weights, expected)


@pytest.mark.parametrize(
    ("comparisons", "replicates"), [(0, 500), (400_000, 500), (1_000_000, 200), (10**9, 100)]
)
def test_millions_of_comparisons_are_resampled_less_often(
    comparisons: int, replicates: int
) -> None:
    assert replicates_for(comparisons) == replicates


def test_the_bootstrap_is_the_same_each_time_and_covers_the_mean() -> None:
    rng = np.random.default_rng(1)
    many = scores(rng.normal(0.3, 0.1, 40).tolist(), rng.normal(1.0, 0.1, 40).tolist())

    def ends() -> np.ndarray:
        return bootstrap(
            many, lambda drawn: [float(np.average(many.mated, weights=drawn.mated_weights))]
        )

    low, high = ends()[:, 0]
    assert low < many.mated.mean() < high
    np.testing.assert_array_equal(ends()[:, 0], [low, high])


def test_where_nothing_failed_the_interval_is_that_of_so_many_people() -> None:
    none = rate_estimate(0.0, np.array([0.0, 0.0]), 10)
    assert (none.low, none.high) == clopper_pearson(0, 10)
    everyone = rate_estimate(1.0, np.array([1.0, 1.0]), 10)
    assert (everyone.low, everyone.high) == clopper_pearson(10, 10)
    some = rate_estimate(0.5, np.array([0.4, 0.6]), 10)
    assert (some.low, some.high) == (0.4, 0.6)


def test_every_interval_holds_its_value() -> None:
    rates = measure_rates(HAND, 0.3)
    for estimate in (rates.mean_mated, rates.mean_non_mated, rates.eer, rates.fmr, rates.fnmr):
        assert estimate.value is not None
        assert estimate.low is not None
        assert estimate.high is not None
        assert estimate.low <= estimate.value <= estimate.high
    assert (rates.fmr.value, rates.fnmr.value) == pytest.approx((0.2, 0.25))
