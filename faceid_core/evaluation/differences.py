"""Whether one encoder, or one trunk, is better than another: the same draws of people for both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..types import FUSED
from .intervals import Estimate, interval_ends
from .matching_rates import REPORTED_FMR, Measured

#: Measured, by protocol and then by trunk.
Protocols = Mapping[str, Mapping[str, Measured]]


@dataclass(frozen=True)
class TarDifference:
    """By how much the share of mated comparisons that match is larger.

    Attributes:
        fmr: At this false match rate, each with a threshold of its own.
        tar: True accept rate (1 - FNMR) of the first minus that of the second, with
            the paired interval.
    """

    fmr: float
    tar: Estimate


@dataclass(frozen=True)
class Difference:
    """One encoder and trunk minus another, on the same comparisons.

    Attributes:
        protocol: How was compared.
        first: Name and trunk.
        second: Of what is subtracted.
        at_fmr: For each false match rate that the comparisons support.
    """

    protocol: str
    first: tuple[str, str]
    second: tuple[str, str]
    at_fmr: tuple[TarDifference, ...]


def differences_of(measured: Mapping[str, Protocols]) -> tuple[Difference, ...]:
    """Compare every two encoders, and the fused vectors of each with each of its trunks.

    Args:
        measured: By encoder. Their faces and draws of people must be the same.
    """
    names = list(measured)
    sides = [
        ((first, FUSED), (second, FUSED))
        for index, first in enumerate(names)
        for second in names[index + 1 :]
    ]
    for name, protocols in measured.items():
        trunks = next(iter(protocols.values()))
        sides += [
            ((name, FUSED), (name, trunk))
            for trunk in trunks
            if trunk != FUSED and trunks[trunk] is not trunks[FUSED]
        ]
    return tuple(
        Difference(
            protocol,
            first,
            second,
            tar_differences(
                measured[first[0]][protocol][first[1]], measured[second[0]][protocol][second[1]]
            ),
        )
        for protocol in next(iter(measured.values()))
        for first, second in sides
    )


def tar_differences(first: Measured, second: Measured) -> tuple[TarDifference, ...]:
    """Return TAR of the first minus TAR of the second at each supported FMR.

    The interval is that of the difference within each draw of people (paired bootstrap:
    Efron and Tibshirani, "An introduction to the bootstrap", 1993): people who are
    difficult for both cancel out.

    Args:
        first: Measured on the same faces and draws as
        second: The other.
    """
    ends = interval_ends(second.fnmr - first.fnmr).T
    found = []
    for index, fmr in enumerate(REPORTED_FMR):
        one, other = (side.rates.fnmr_at_fmr[index].fnmr for side in (first, second))
        if one is None or other is None or one.value is None or other.value is None:
            continue
        low, high = map(float, np.round(ends[index], 12))
        found.append(TarDifference(fmr, Estimate(other.value - one.value, low, high)))
    return tuple(found)
