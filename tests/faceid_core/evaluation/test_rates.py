"""Error rates and intervals on arrays that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from faceid_core.evaluation.curve import RankedScores, comparisons_needed
from faceid_core.evaluation.intervals import (
    clopper_pearson,
    counted_rate,
    draw_people,
    interval_ends,
    rate_estimate,
)
from faceid_core.evaluation.matching_rates import measure_rates
from faceid_core.evaluation.scores import Scores


def scores(mated: list[float], non_mated: list[float]) -> Scores:
    """Comparisons of four people: mated of 0, 1, 2, 3 in turn, non-mated of neighbors."""
    people = np.arange(len(mated)) % 4
    first = np.arange(len(non_mated)) % 4
    both = np.stack([first, (first + 1) % 4], axis=1)
    return Scores(np.array(mated), people, np.array(non_mated), both)


DRAWS = draw_people(np.arange(4), 4)
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
    for threshold in (0.05, 0.1, 0.3, 0.4, 0.5, 0.8):
        assert weighted.at(threshold) == pytest.approx(doubled.curve().at(threshold))


@pytest.mark.parametrize(
    ("fmr", "count"), [(1e-2, 1000), (1e-3, 10_000), (1e-4, 100_000), (1e-5, 1_000_000)]
)
def test_a_false_match_rate_needs_ten_comparisons_for_each_error(fmr: float, count: int) -> None:
    assert comparisons_needed(fmr) == count


def test_fmr_is_stated_from_the_needed_comparisons_on() -> None:
    non_mated = np.linspace(0.3, 1.0, 1000).tolist()
    few, enough = (
        measure_rates(
            scores([0.1, 0.2, 0.3, 0.5], non_mated[:count]), 0.28, DRAWS
        ).rates.fnmr_at_fmr[0]
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


@pytest.mark.parametrize(("count", "is_supported"), [(999_999, False), (1_000_000, True)])
def test_one_in_a_hundred_thousand_takes_a_million_comparisons(
    count: int, is_supported: bool
) -> None:
    many = scores([0.1, 0.2, 0.3, 0.5], np.linspace(0.25, 1.0, count).tolist())
    hundred_thousandth = measure_rates(many, 0.28, DRAWS[:2]).rates.fnmr_at_fmr[-1]
    assert hundred_thousandth.fmr == 1e-5
    assert hundred_thousandth.is_supported == is_supported
    if is_supported:
        assert hundred_thousandth.fnmr is not None
        assert hundred_thousandth.fnmr.value == 0.5  # ten false matches are below 0.2500075
        assert hundred_thousandth.threshold == pytest.approx(0.25 + 9 * 0.75 / (count - 1))


def test_people_are_drawn_and_not_comparisons() -> None:
    people = np.array([1, 4, 6])
    draws = draw_people(people, 8, replicates=200)
    assert draws.shape == (200, 8)
    assert (draws.sum(axis=1) == 3.0).all()
    assert not draws[:, [0, 2, 3, 5, 7]].any()
    np.testing.assert_allclose(draws[:, people].mean(axis=0), 1.0, atol=0.2)
    np.testing.assert_array_equal(draws, draw_people(people, 8, replicates=200))


def test_a_comparison_counts_as_often_as_both_its_people_came() -> None:
    draw = np.array([[2.0, 1.0, 0.0, 1.0]])
    # Mated 0.5 is of person 3; non-mated neighbors (0, 1), (1, 2), (2, 3), (3, 0), (0, 1).
    rates = measure_rates(HAND, 0.6, np.repeat(draw, 3, axis=0)).rates
    assert rates.mean_mated.low == pytest.approx((2 * 0.1 + 0.2 + 0.5) / 4)
    assert rates.mean_non_mated.low == pytest.approx((2 * 0.3 + 2 * 0.7 + 2 * 0.8) / 6)
    assert rates.fmr.low == rates.fmr.high == pytest.approx(2 / 6)  # 0.3 twice


def test_a_draw_that_leaves_nothing_to_compare_is_skipped() -> None:
    lonely = np.array([[4.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]])
    rates = measure_rates(HAND, 0.3, lonely).rates
    assert (rates.fmr.low, rates.fmr.high) == pytest.approx((0.2, 0.2))


def test_the_interval_of_a_mean_is_near_that_of_the_textbook() -> None:
    rng = np.random.default_rng(1)
    mated = rng.normal(0.3, 0.1, 400)
    people = np.arange(400)
    both = np.stack([people, (people + 1) % 400], axis=1)
    rates = measure_rates(
        Scores(mated, people, mated + 0.5, both), 0.3, draw_people(people, 400)
    ).rates
    half = 1.96 * mated.std() / np.sqrt(400)
    low, high = rates.mean_mated.low, rates.mean_mated.high
    assert (low, high) == pytest.approx((mated.mean() - half, mated.mean() + half), abs=0.002)


def test_the_share_of_many_faces_of_few_people_has_the_interval_of_the_people() -> None:
    rate = counted_rate(10, 100, independent=20)
    assert (rate.count, rate.total, rate.value) == (10, 100, 0.1)
    assert (rate.low, rate.high) == clopper_pearson(2, 20)


def test_interval_ends_are_percentiles() -> None:
    replicates = np.stack([np.arange(1001.0), -np.arange(1001.0)], axis=1)
    np.testing.assert_allclose(interval_ends(replicates), [[25.0, -975.0], [975.0, -25.0]])


def test_where_nothing_failed_the_interval_is_that_of_so_many_people() -> None:
    none = rate_estimate(0.0, np.array([0.0, 0.0]), 10)
    assert (none.low, none.high) == clopper_pearson(0, 10)
    everyone = rate_estimate(1.0, np.array([1.0, 1.0]), 10)
    assert (everyone.low, everyone.high) == clopper_pearson(10, 10)
    some = rate_estimate(0.5, np.array([0.4, 0.6]), 10)
    assert (some.low, some.high) == (0.4, 0.6)


def test_every_interval_holds_its_value() -> None:
    rates = measure_rates(HAND, 0.3, DRAWS).rates
    for estimate in (rates.mean_mated, rates.mean_non_mated, rates.eer, rates.fmr, rates.fnmr):
        assert estimate.value is not None
        assert estimate.low is not None
        assert estimate.high is not None
        assert estimate.low <= estimate.value <= estimate.high
    assert (rates.fmr.value, rates.fnmr.value) == pytest.approx((0.2, 0.25))
