"""Error rates by condition: turned faces, dark skin, glasses, ... each on its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .curve import RankedScores, comparisons_needed
from .faces import Faces
from .intervals import Estimate, share_estimate
from .scores import Scores

#: Conditions that are measured, in three parts with equally many probes.
BINNED: Final = ("yaw_deg", "pitch_deg", "distance_mm", "skin_tone", "brightness")
#: Conditions that are there, more or less (above 0), or not.
YES_OR_NO: Final = ("glasses", "beard", "hat", "hand", "eyes_closed")
PARTS: Final = 3
FMR: Final = 1e-3


@dataclass(frozen=True)
class Slice:
    """Rates of the probes under one condition.

    Attributes:
        condition: Its name, with a unit.
        low: Smallest value; None of conditions that are there or not.
        high: Largest value.
        is_there: Of conditions that are there or not.
        probes: How many probes, each compared with its own person's template.
        people: Of how many people.
        fnmr: FNMR at the encoder's threshold.
        tar_at_fmr: TAR at the distance where FMR over all probes is 1e-3; None where the
            comparisons do not support that rate.
    """

    condition: str
    low: float | None
    high: float | None
    is_there: bool | None
    probes: int
    people: int
    fnmr: Estimate
    tar_at_fmr: Estimate | None


def measure_slices(
    scores: Scores, faces: Faces, threshold: float, draws: NDArray[np.float64]
) -> tuple[Slice, ...]:
    """Compute the rates by condition.

    Args:
        scores: Of probes with templates, fused.
        faces: The probes are among them.
        threshold: The encoder's.
        draws: From `draw_people`; both distances stay as they are in each.

    Raises:
        ValueError: If the scores do not know their probes.
    """
    if scores.mated_probes is None:
        raise ValueError("Expected scores of probes with templates. Received those of pairs.")
    limit = None
    if scores.non_mated_count >= comparisons_needed(FMR):
        limit = RankedScores(scores).curve().fnmr_at_fmr(FMR)[1]
    found = []
    for condition in (*BINNED, *YES_OR_NO):
        if condition not in faces.conditions:
            continue
        values = faces.conditions[condition][scores.mated_probes]
        for mask, low, high, is_there in _parts(values, condition in YES_OR_NO):
            people = scores.mated_people[mask]
            tar = None
            if limit is not None:
                tar = share_estimate(scores.mated[mask] <= limit, people, draws)
            found.append(
                Slice(
                    condition=condition,
                    low=low,
                    high=high,
                    is_there=is_there,
                    probes=int(mask.sum()),
                    people=len(np.unique(people)),
                    fnmr=share_estimate(scores.mated[mask] > threshold, people, draws),
                    tar_at_fmr=tar,
                )
            )
    return tuple(found)


Part = tuple[NDArray[np.bool_], float | None, float | None, bool | None]


def _parts(values: NDArray[np.float32], is_yes_or_no: bool) -> Iterator[Part]:
    """Split probes by a condition; those of whom it is unknown are in no part."""
    if is_yes_or_no:
        for is_there, mask in ((False, values == 0.0), (True, values > 0.0)):
            if mask.any():
                yield mask, None, None, is_there
        return
    known = values[np.isfinite(values)]
    if not len(known):
        return
    inner = np.quantile(known, np.arange(1, PARTS) / PARTS)
    part = np.where(np.isfinite(values), np.searchsorted(inner, values, side="left"), -1)
    for index in range(PARTS):
        mask = part == index
        if mask.any():
            yield mask, float(values[mask].min()), float(values[mask].max()), None
