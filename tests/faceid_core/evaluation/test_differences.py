"""One encoder minus another, on arrays that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from faceid_core.evaluation.differences import differences_of, tar_differences
from faceid_core.evaluation.intervals import draw_people
from faceid_core.evaluation.matching_rates import Measured, measure_rates
from faceid_core.evaluation.scores import Scores

PEOPLE = 50
DRAWS = draw_people(np.arange(PEOPLE), PEOPLE)
PAIRS = np.stack(np.triu_indices(PEOPLE, 1), axis=1)  # 1,225: enough for FMR 1e-2


def measured(missed: int, *, first_missed: int = 0) -> Measured:
    """Every person compared twice; of `missed` people one of the two is beyond all strangers."""
    mated = np.full(2 * PEOPLE, 0.2)
    mated[2 * first_missed : 2 * (first_missed + missed) : 2] = 1.5
    people = np.repeat(np.arange(PEOPLE), 2)
    return measure_rates(Scores(mated, people, np.linspace(0.8, 1.2, 1225), PAIRS), 0.3, DRAWS)


def test_the_difference_is_that_of_the_shares_and_its_interval_holds_it() -> None:
    # 5 and 20 of 100 comparisons miss: TAR 0.95 and 0.80.
    (at_hundredth,) = tar_differences(measured(5), measured(20))  # 1e-3 takes 10,000
    assert at_hundredth.fmr == 1e-2
    assert at_hundredth.tar.value == pytest.approx(0.15)
    # The first misses only where the second does: of 15 in 50 people, one of two comparisons.
    spread = 0.5 * np.sqrt(0.3 * 0.7 / PEOPLE)
    assert at_hundredth.tar.low == pytest.approx(0.15 - 1.96 * spread, abs=0.015)
    assert at_hundredth.tar.high == pytest.approx(0.15 + 1.96 * spread, abs=0.015)
    (other_way,) = tar_differences(measured(20), measured(5))
    assert other_way.tar.value == pytest.approx(-0.15)
    assert other_way.tar.low == pytest.approx(-at_hundredth.tar.high)


def test_an_encoder_is_exactly_as_good_as_itself() -> None:
    (same,) = tar_differences(measured(7), measured(7))
    assert (same.tar.value, same.tar.low, same.tar.high) == (0.0, 0.0, 0.0)


def test_people_difficult_for_both_cancel_out_others_do_not() -> None:
    (alike,) = tar_differences(measured(10), measured(11))
    (elsewhere,) = tar_differences(measured(10), measured(11, first_missed=20))
    assert alike.tar.value == elsewhere.tar.value == pytest.approx(0.01)
    assert alike.tar.high - alike.tar.low < 0.5 * (elsewhere.tar.high - elsewhere.tar.low)
    assert elsewhere.tar.low < 0.0 < elsewhere.tar.high


def test_every_two_encoders_and_every_trunk_are_compared_in_every_protocol() -> None:
    one, two, three = measured(1), measured(2), measured(3)
    by_encoder = {
        "first": {
            "pairs": {"fused": one, "color": two, "depth": three},
            "enrolled": {"fused": two, "color": three, "depth": one},
        },
        "second": {
            "pairs": {"fused": three, "color": three},  # one vector under two names
            "enrolled": {"fused": three, "color": three},
        },
    }
    found = {
        (f.protocol, *f.first, *f.second): round(100 * f.at_fmr[0].tar.value)
        for f in differences_of(by_encoder)
    }
    assert found == {
        ("pairs", "first", "fused", "second", "fused"): 2,
        ("pairs", "first", "fused", "first", "color"): 1,
        ("pairs", "first", "fused", "first", "depth"): 2,
        ("enrolled", "first", "fused", "second", "fused"): 1,
        ("enrolled", "first", "fused", "first", "color"): 1,
        ("enrolled", "first", "fused", "first", "depth"): -1,
    }
