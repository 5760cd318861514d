"""Figures in words, for the terminal and for the report."""

from __future__ import annotations

import math

from .intervals import CountedRate, Estimate
from .matching_rates import FixedFmr

NOT_MEASURED = "not measured"


def percent(rate: float) -> str:
    """Return a rate in percent, with a digit more where it is small."""
    value = 100.0 * rate
    digits = 2 if value == 0 or value >= 1 else min(2 - math.floor(math.log10(value)) - 1, 5)
    return f"{value:.{digits}f}"


def rate_text(rate: Estimate | CountedRate) -> str:
    """Return e.g. "1.25 % (0.40 to 2.90)"; a counted rate also says of how many."""
    if rate.value is None or rate.low is None or rate.high is None:
        return NOT_MEASURED
    counted = f"{rate.count} of {rate.total}; " if isinstance(rate, CountedRate) else ""
    return f"{percent(rate.value)} % ({counted}{percent(rate.low)} to {percent(rate.high)})"


def distance_text(distance: Estimate) -> str:
    """Return e.g. "0.301 (0.290 to 0.315)"."""
    if distance.value is None or distance.low is None or distance.high is None:
        return NOT_MEASURED
    return f"{distance.value:.3f} ({distance.low:.3f} to {distance.high:.3f})"


def difference_text(difference: Estimate) -> str:
    """Return e.g. "+1.25 (-0.40 to +2.90)", in percentage points."""
    if difference.value is None or difference.low is None or difference.high is None:
        return NOT_MEASURED
    value, low, high = (
        f"{100.0 * end:+.2f}" for end in (difference.value, difference.low, difference.high)
    )
    return f"{value} ({low} to {high})"


def fixed_text(fixed: FixedFmr, comparisons: int) -> str:
    """Return FNMR at a fixed FMR, or why it is not stated."""
    if fixed.fnmr is None:
        return (
            f"not supported: {comparisons} non-mated comparisons, {fixed.comparisons_needed} needed"
        )
    return rate_text(fixed.fnmr)
