"""Distances of comparisons, and whose they are: all of them, or of millions only the nearest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

BINS: Final = 20_000
#: Up to so many comparisons of two people are all kept.
MOST_WHOLE: Final = 400_000
#: Of more, the nearest are: enough for the largest reported FMR, 1e-2, in every resample,
NEAREST_SHARE: Final = 0.03
#: and so many times the equal error rate, but not more comparisons than this.
EER_ROOM: Final = 2.0
MOST_NEAREST: Final = 6_000_000


@dataclass(frozen=True, eq=False)
class Totals:
    """What is known of every comparison of two people, by person.

    Attributes:
        counts: float64, shape (p, p), comparisons of a person with another. Which of
            the two comes first does not matter.
        sums: float64, shape (p, p), sums of their distances.
        matches: float64, shape (p, p), how many are at or below `threshold`.
        threshold: The encoder's.
        histogram: int64, shape (BINS,), how many distances are in each bin from 0 on.
        bin_width: Of one bin.
    """

    counts: NDArray[np.float64]
    sums: NDArray[np.float64]
    matches: NDArray[np.float64]
    threshold: float
    histogram: NDArray[np.int64]
    bin_width: float

    @property
    def count(self) -> int:
        """How many comparisons."""
        return int(self.histogram.sum())

    @property
    def mean(self) -> float:
        """Their mean distance."""
        return float(self.sums.sum() / self.count)


@dataclass(frozen=True, eq=False)
class Scores:
    """Distances of comparisons, and whose they are.

    Attributes:
        mated: float64, shape (m,), distances of one person's faces.
        mated_people: int64, shape (m,), that person.
        non_mated: float64, shape (n,), distances of two people's faces. If `totals`
            is set, these are the n smallest, in order, and larger ones may be left out.
        non_mated_people: int64, shape (n, 2), those two.
        totals: What is known of all comparisons of two people; None if `non_mated` is all.
        mated_probes: int64, shape (m,), index of the face that was compared with its
            own template; None where two faces were compared.
    """

    mated: NDArray[np.float64]
    mated_people: NDArray[np.int64]
    non_mated: NDArray[np.float64]
    non_mated_people: NDArray[np.int64]
    totals: Totals | None = None
    mated_probes: NDArray[np.int64] | None = None

    @property
    def non_mated_count(self) -> int:
        """How many comparisons of two people there were."""
        return len(self.non_mated) if self.totals is None else self.totals.count


@dataclass(frozen=True, eq=False)
class Block:
    """A part of the comparisons of two people: distances, and the two people of each."""

    distances: NDArray[np.float64]
    first: NDArray[np.int64]
    second: NDArray[np.int64]


#: Computes the comparisons anew each time, a block after the other.
Blocks = Callable[[], Iterator[Block]]


def scores_of_blocks(
    mated: NDArray[np.float64],
    mated_people: NDArray[np.int64],
    blocks: Blocks,
    people: int,
    threshold: float,
    *,
    most_distance: float = 2.0,
    most_whole: int = MOST_WHOLE,
    mated_probes: NDArray[np.int64] | None = None,
) -> Scores:
    """Collect comparisons of two people without holding all of them.

    The blocks are computed twice: for the histogram, which tells how near a
    comparison must be to be kept, and for the rest.

    Args:
        mated: Distances of one person's faces, at least one.
        mated_people: That person.
        blocks: The comparisons of two people.
        people: Persons are below it.
        threshold: The encoder's.
        most_distance: No distance is larger. Of unit vectors it is 2.
        most_whole: Up to so many comparisons are all kept.
        mated_probes: As in `Scores`.
    """
    bin_width = _bin_width(most_distance)
    histogram = sum(
        (_binned(block.distances, bin_width) for block in blocks()), np.zeros(BINS, np.int64)
    )
    end = _kept_end(histogram, bin_width, mated, most_whole)
    tally = _Tally(people, threshold)
    kept: list[Block] = []
    for block in blocks():
        tally.add(block)
        near = block.distances < end
        kept.append(Block(block.distances[near], block.first[near], block.second[near]))
    distances = np.concatenate([block.distances for block in kept])
    order = np.argsort(distances, kind="stable")
    both = np.stack(
        [
            np.concatenate([block.first for block in kept])[order],
            np.concatenate([block.second for block in kept])[order],
        ],
        axis=1,
    )
    totals = tally.totals(histogram, bin_width)
    return Scores(mated, mated_people, distances[order], both, totals, mated_probes)


def totals_of(scores: Scores, people: int, threshold: float) -> Totals:
    """Return the totals of scores, from the comparisons where all of them are there.

    Raises:
        ValueError: If they were counted at another threshold.
    """
    totals = scores.totals
    if totals is None:
        tally = _Tally(people, threshold)
        tally.add(Block(scores.non_mated, *scores.non_mated_people.T))
        bin_width = _bin_width(float(scores.non_mated.max()))
        return tally.totals(_binned(scores.non_mated, bin_width), bin_width)
    if totals.threshold != threshold:
        raise ValueError(f"Expected totals at {threshold:g}. Received {totals.threshold:g}.")
    return totals


class _Tally:
    """Counts blocks by person."""

    def __init__(self, people: int, threshold: float) -> None:
        self._people = people
        self._threshold = threshold
        self._counts, self._sums, self._matches = (np.zeros(people * people) for _ in range(3))

    def add(self, block: Block) -> None:
        cells = block.first * self._people + block.second
        size = self._people * self._people
        self._counts += np.bincount(cells, minlength=size)
        self._sums += np.bincount(cells, block.distances, size)
        self._matches += np.bincount(cells[block.distances <= self._threshold], minlength=size)

    def totals(self, histogram: NDArray[np.int64], bin_width: float) -> Totals:
        shape = (self._people, self._people)
        return Totals(
            counts=self._counts.reshape(shape),
            sums=self._sums.reshape(shape),
            matches=self._matches.reshape(shape),
            threshold=self._threshold,
            histogram=histogram,
            bin_width=bin_width,
        )


def _bin_width(most_distance: float) -> float:
    """Return the width of bins of which the last holds the largest distance, too."""
    return max(most_distance, 1e-9) * (1.0 + 1e-9) / BINS


def _binned(distances: NDArray[np.float64], bin_width: float) -> NDArray[np.int64]:
    return np.bincount((distances / bin_width).astype(np.int64), minlength=BINS)


def _kept_end(
    histogram: NDArray[np.int64], bin_width: float, mated: NDArray[np.float64], most_whole: int
) -> float:
    """Return the distance below which comparisons are kept."""
    total = int(histogram.sum())
    if total <= most_whole:
        return float("inf")
    ends = np.arange(1, BINS + 1) * bin_width
    below = np.cumsum(histogram)
    missed = 1.0 - np.searchsorted(np.sort(mated), ends) / len(mated)
    crossing = int(np.argmax(below / total >= missed))
    wanted = max(NEAREST_SHARE * total, min(EER_ROOM * below[crossing], MOST_NEAREST))
    return float(ends[np.searchsorted(below, wanted)])
