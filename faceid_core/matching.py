"""Compare a probe with the enrolled templates."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .cohort import Cohort, LocalScale, mean_unit, scale_of
from .encoder_description import DESCRIPTION, EncoderDescription, shipped_encoder
from .errors import IncompatibleTemplateError
from .segments import Segments
from .shortlist import Shortlist, has_faiss
from .templates import Template
from .types import COLOR, DEPTH, FUSED, Comparison, Embedding, Limits

#: Vectors from which on a shortlist is quicker than looking at all (`benchmarks/growth.py`).
SHORTLIST_FROM: Final = 200_000
#: Of squared distances of unit vectors computed by their product, in float32.
_ROUNDING: Final = 1e-5


@dataclass(frozen=True, eq=False)
class Matcher:
    """How one encoder's vectors are compared.

    The distance of a probe x to a person is that to the nearest line between two vectors
    of one of their appearances, divided by sqrt(s(x) s(T)): the unit of the probe and the
    mean unit of the person's vectors, as the cohort tells them. Depth alone has no unit.

    Attributes:
        limits: Largest accepted distances.
        cohort: None where an encoder has none: then distances stay as they are.
    """

    limits: Limits
    cohort: Cohort | None = None

    @classmethod
    def of(cls, description: EncoderDescription, folder: Path) -> Matcher:
        """Return the matcher of a described encoder.

        Args:
            description: What is known of it.
            folder: Where its files are.

        Raises:
            WeightsError: If the cohort's file is missing or was changed.
        """
        cohort = description.cohort
        return cls(description.limits, None if cohort is None else Cohort.load(folder, cohort))

    def widened(self, factor: float) -> Matcher:
        """Return a matcher that also accepts what is this many times as far."""
        return Matcher(self.limits.widened(factor), self.cohort)

    def tightened(self, threshold: float) -> Matcher:
        """Return a matcher with another threshold, if that is a smaller one."""
        return Matcher(replace(self.limits, fused=min(threshold, self.limits.fused)), self.cohort)

    def unit_of(self, vector: NDArray[np.float32]) -> float:
        """Return the unit in which distances from a vector count, float32 of shape (128,)."""
        return mean_unit(vector[None], scale_of(self.cohort, FUSED))

    def references(self, templates: Sequence[Template]) -> References:
        """Make templates ready to be compared with.

        Args:
            templates: Who is enrolled; at least one.

        Raises:
            ValueError: If there is no template.
        """
        if not templates:
            raise ValueError("Expected at least one template. Received none.")
        return References(templates, self)


@dataclass(frozen=True, eq=False)
class _Stored:
    """What one trunk knows of one person.

    Attributes:
        rows: float32, shape (n, d).
        segments: The lines between them.
        scale: Tells units; None of a trunk without.
        unit: The mean unit of the rows.
    """

    rows: NDArray[np.float32]
    segments: Segments
    scale: LocalScale | None
    unit: float

    @classmethod
    def of(
        cls, rows: NDArray[np.float32], labels: Sequence[str], scale: LocalScale | None
    ) -> _Stored:
        return cls(rows, Segments.within(rows, labels), scale, mean_unit(rows, scale))

    def squares(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the squared distances of a vector to the rows, not scaled."""
        squares: NDArray[np.float32] = ((self.rows - vector) ** 2).sum(axis=1)
        return squares

    def distance(self, vector: NDArray[np.float32]) -> float:
        nearest = float(self.segments.squared_distances(self.squares(vector)).min())
        return float(np.sqrt(nearest / (mean_unit(vector[None], self.scale) * self.unit)))


@dataclass(frozen=True, eq=False)
class _Person:
    template: Template
    fused: _Stored
    color: _Stored
    depth: _Stored

    @classmethod
    def of(cls, template: Template, cohort: Cohort | None) -> _Person:
        labels = template.labels
        fused, color, depth = (scale_of(cohort, trunk) for trunk in (FUSED, COLOR, DEPTH))
        return cls(
            template,
            fused=_Stored.of(template.vectors, labels, fused),
            color=_Stored.of(template.color_vectors, labels, color),
            depth=_Stored.of(template.depth_vectors, labels, depth),
        )


class References:
    """Templates ready to be compared with: lines and units are known.

    Args:
        templates: Who is enrolled.
        matcher: How they are compared.
        shortlist_from: With so many vectors, those that cannot count are ruled out by faiss if
            it is installed; the answer is the same.
    """

    def __init__(
        self,
        templates: Sequence[Template],
        matcher: Matcher,
        *,
        shortlist_from: int = SHORTLIST_FROM,
    ) -> None:
        self._limits = matcher.limits
        self._people = [_Person.of(template, matcher.cohort) for template in templates]
        self._made_by = {template.encoder_id: template.name for template in templates}
        self._rows = np.concatenate([template.vectors for template in templates])
        self._squares = (self._rows**2).sum(axis=1)
        counts = [len(template.poses) for template in templates]
        self._starts = np.cumsum([0, *counts[:-1]])
        fused = [person.fused for person in self._people]
        self._units = np.array([stored.unit for stored in fused])
        self._reaches = np.array([s.segments.squared_lengths.max() / 4.0 for s in fused])
        is_many = len(self._rows) >= shortlist_from and has_faiss()
        self._shortlist = Shortlist(self._rows) if is_many else None

    def compare(self, probe: Embedding) -> Comparison:
        """Compare a probe with the nearest of the people.

        Args:
            probe: The face seen now.

        Raises:
            IncompatibleTemplateError: If another encoder made one of the templates.
        """
        for encoder_id, name in self._made_by.items():
            if encoder_id != probe.encoder_id:
                raise IncompatibleTemplateError(
                    f"The template of {name} was made by encoder {encoder_id!r}, "
                    f"this program uses {probe.encoder_id!r}. Enroll {name} again."
                )
        distances = {
            person: person.fused.distance(probe.vector) for person in self._near(probe.vector)
        }
        nearest = min(distances, key=lambda person: distances[person])
        return Comparison(
            name=nearest.template.name,
            distance=distances[nearest],
            color_distance=nearest.color.distance(probe.color_vector),
            depth_distance=nearest.depth.distance(probe.depth_vector),
            limits=self._limits,
            nearest_pose=nearest.template.poses[int(nearest.fused.squares(probe.vector).argmin())],
        )

    def _near(self, vector: NDArray[np.float32]) -> list[_Person]:
        """Return who can be the nearest; of one vector that is no number, everybody.

        A line of length L is never nearer than sqrt(d^2 - L^2 / 4), where d is the
        distance of the nearer end; so most of many people need no second look.
        """
        listed = self._listed(vector)
        if listed is not None:
            return listed
        squares = self._squares + float(vector @ vector) - 2.0 * (self._rows @ vector)
        ends = np.minimum.reduceat(squares, self._starts).astype(np.float64)
        near, _ = _nearest_of(ends, self._reaches, self._units)
        return [self._people[index] for index in np.flatnonzero(near)]

    def _listed(self, vector: NDArray[np.float32]) -> list[_Person] | None:
        """Do the same from the shortlist; None if nobody outside of it is not proven."""
        if self._shortlist is None:
            return None
        rows, others = self._shortlist.near(vector)
        owners = np.searchsorted(self._starts, rows, side="right") - 1
        people, starts = np.unique(owners, return_index=True)
        squares = ((self._rows[rows] - vector) ** 2).sum(axis=1)
        ends = np.minimum.reduceat(squares, starts).astype(np.float64)
        near, most = _nearest_of(ends, self._reaches[people], self._units[people])
        if not most < (others - self._reaches.max() - _ROUNDING) / self._units.max():
            return None
        return [self._people[index] for index in people[near]]


def _nearest_of(
    ends: NDArray[np.float64], reaches: NDArray[np.float64], units: NDArray[np.float64]
) -> tuple[NDArray[np.bool_], float]:
    """Tell which people can be the nearest, and how far the nearest is at most.

    Args:
        ends: The squared distance to each one's nearest vector, shape (n,).
        reaches: How much nearer than its ends one's nearest line can be, squared, shape (n,).
        units: Of each, shape (n,).
    """
    least = (ends - reaches - _ROUNDING) / units
    most = float(((ends + _ROUNDING) / units).min())
    return ~(least > most), most


@functools.cache
def shipped_matcher() -> Matcher:
    """Return how this program compares, without loading the encoder.

    Raises:
        WeightsError: If a file is missing or was changed.
    """
    return Matcher.of(shipped_encoder(), DESCRIPTION.parent)


def compare(probe: Embedding, templates: Sequence[Template], matcher: Matcher) -> Comparison:
    """Compare one probe with the nearest of all templates; for many prepare `References`.

    Raises:
        ValueError: If there is no template.
        IncompatibleTemplateError: If another encoder made one of the templates.
    """
    return matcher.references(templates).compare(probe)
