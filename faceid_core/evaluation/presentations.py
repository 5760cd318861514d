"""What the lock makes of presentations: frames, one after the other, to one decision.

Terms are those of ISO/IEC 30107-3. A presentation is acquired if so many frames in a row showed
a usable face that they could open the lock; it is classified as bona fide by liveness if so
many in a row passed it, and it succeeds if the lock would open for the person imitated.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np

from ..pipeline import Gallery, Recognizer, observe
from ..presentation_sets import BONA_FIDE, ENROLLMENT, Presentation
from ..templates import Template
from ..types import Observation
from ..verification import FRAMES_TO_MATCH, Decision, verify
from .intervals import CountedRate, counted_rate
from .nearness import Nearness, lives, nearness_of, rows_of
from .trunks import template_of, vectors_of

#: For how many owners the lock is to open, where limits are widened to see what attacks do then.
OWNERS_SHARE: Final = 0.95


@dataclass(frozen=True)
class JudgedPresentation:
    """What became of one presentation.

    Attributes:
        person: Who is shown or imitated.
        species: As in `Presentation`.
        frames, usable: How many frames, and how many with a usable face.
        is_acquired: Whether enough usable frames came in a row.
        passed_as_live: Whether liveness alone would have let the lock open.
        matched: Whether comparison alone would have; None without a template.
        opened: Whether the lock would have opened; None without a template.
        refusing: Cues that refused a frame.
        near: How near it came while it passed as live; None without a template.
    """

    person: int
    species: str
    frames: int
    usable: int
    is_acquired: bool
    passed_as_live: bool
    matched: bool | None
    opened: bool | None
    refusing: tuple[str, ...]
    near: Nearness | None = None


@dataclass(frozen=True)
class PresentationRates:
    """The rates of one species, or of bona fide presentations.

    Attributes:
        species: Which.
        presentations, frames: How many.
        non_response: Presentations that were not acquired; they are not in the rates below.
        passed_as_live: Classified as bona fide by liveness alone: APCER of an attack, and
            1 - BPCER of the bona fide.
        matched: Of those with a template, what comparison alone accepts.
        opened: Of those, where the lock opens: IAPAR of an attack.
        live_within: Of those, what passes liveness and comes within one limit alone, by its
            name: "fused", "color", "depth".
        opened_if_wide: Of those, where the lock would open with limits so wide that it opens for
            `OWNERS_SHARE` of the owners.
        refusing: How many presentations each cue refused a frame of, the most frequent first.
    """

    species: str
    presentations: int
    frames: int
    non_response: CountedRate
    passed_as_live: CountedRate
    matched: CountedRate
    opened: CountedRate
    live_within: dict[str, CountedRate]
    opened_if_wide: CountedRate
    refusing: dict[str, int]


@dataclass(frozen=True)
class PresentationSummary:
    """Everything that was counted in a presentation set.

    Attributes:
        encoder_id: Whose vectors were compared.
        people: How many.
        not_enrolled: Of how many no enrollment frame was usable.
        bpcer: Acquired bona fide presentations that liveness classified as attacks.
        wide: How many times as wide the limits have to be to open for `OWNERS_SHARE` of the
            acquired bona fide presentations; None if no width does.
        bona_fide: Bona fide presentations.
        attacks: By species; the one that opens the lock most often first.
    """

    encoder_id: str
    people: int
    not_enrolled: int
    bpcer: CountedRate
    wide: float | None
    bona_fide: PresentationRates
    attacks: tuple[PresentationRates, ...]


def judge_presentations(
    presentations: Iterable[Presentation], recognizer: Recognizer
) -> Iterator[JudgedPresentation]:
    """Walk presentations through the pipeline to the decision of `verify`.

    Args:
        presentations: Those of one person in a row, the enrollment first.
        recognizer: The loaded models.
    """
    for _, group in groupby(presentations, key=lambda shown: shown.person):
        template: Template | None = None
        for shown in group:
            if shown.species == ENROLLMENT:
                template = _template(shown, recognizer)
            else:
                yield _judged(shown, recognizer, template)


def summarize_presentations(
    judged: Sequence[JudgedPresentation], encoder_id: str
) -> PresentationSummary:
    """Count what became of presentations, species by species."""
    wide = _wide(judged)
    bona_fide = _rates(BONA_FIDE, judged, wide)
    acquired, live = bona_fide.passed_as_live.total, bona_fide.passed_as_live.count
    species = sorted({each.species for each in judged} - {BONA_FIDE})
    attacks = [_rates(name, judged, wide) for name in species]
    people = {each.person for each in judged}
    enrolled = {each.person for each in judged if each.opened is not None}
    return PresentationSummary(
        encoder_id=encoder_id,
        people=len(people),
        not_enrolled=len(people - enrolled),
        bpcer=counted_rate(acquired - live, acquired),
        wide=wide if math.isfinite(wide) else None,
        bona_fide=bona_fide,
        attacks=tuple(sorted(attacks, key=_badness, reverse=True)),
    )


def longest_run(flags: Iterable[bool]) -> int:
    """Return how many true values stand in a row at most."""
    return max((len(list(group)) for flag, group in groupby(flags) if flag), default=0)


def _template(shown: Presentation, recognizer: Recognizer) -> Template | None:
    vectors = [
        vectors_of(seen.embedding)
        for seen in observe(shown.frames, recognizer, Gallery())
        if seen.embedding is not None
    ]
    return template_of(vectors, recognizer.encoder_id) if vectors else None


def _judged(
    shown: Presentation, recognizer: Recognizer, template: Template | None
) -> JudgedPresentation:
    gallery = Gallery(()) if template is None else Gallery((template,))
    seen = list(observe(shown.frames, recognizer, gallery))
    return outcome_of(shown.person, shown.species, seen, has_template=template is not None)


def outcome_of(
    person: int, species: str, seen: Sequence[Observation], *, has_template: bool
) -> JudgedPresentation:
    """Return what became of a presentation.

    Args:
        person: Who is shown or imitated.
        species: As in `Presentation`.
        seen: Its frames as the pipeline saw them, compared with that person's template.
        has_template: Whether there is one.
    """
    return JudgedPresentation(
        person=person,
        species=species,
        frames=len(seen),
        usable=sum(each.retry is None for each in seen),
        is_acquired=_is_enough(each.retry is None for each in seen),
        passed_as_live=any(lives(row) for row in rows_of(seen)),
        matched=_is_enough(_matches(each) for each in seen) if has_template else None,
        opened=verify(seen).decision is Decision.MATCH if has_template else None,
        refusing=tuple(
            sorted(
                {
                    cue.name
                    for each in seen
                    if each.liveness is not None
                    for cue in each.liveness.cues
                    if not cue.passed
                }
            )
        ),
        near=nearness_of(seen) if has_template else None,
    )


def _is_enough(flags: Iterable[bool]) -> bool:
    return longest_run(flags) >= FRAMES_TO_MATCH


def _matches(seen: Observation) -> bool:
    return seen.comparison is not None and seen.comparison.is_match


def _wide(judged: Sequence[JudgedPresentation]) -> float:
    """Return the width of the limits at which the lock opens for enough owners."""
    widths = sorted(
        each.near.all
        for each in judged
        if each.species == BONA_FIDE and each.is_acquired and each.near is not None
    )
    index = math.ceil(OWNERS_SHARE * len(widths)) - 1
    return widths[index] if widths else math.inf


def _rates(species: str, judged: Sequence[JudgedPresentation], wide: float) -> PresentationRates:
    shown = [each for each in judged if each.species == species]
    acquired = [each for each in shown if each.is_acquired]
    compared = [each for each in acquired if each.opened is not None]
    nearness = [each.near for each in compared if each.near is not None]
    refusing = Counter(name for each in acquired for name in each.refusing)
    return PresentationRates(
        species=species,
        presentations=len(shown),
        frames=sum(each.frames for each in shown),
        non_response=counted_rate(len(shown) - len(acquired), len(shown)),
        passed_as_live=_share([each.passed_as_live for each in acquired]),
        matched=_share([bool(each.matched) for each in compared]),
        opened=_share([bool(each.opened) for each in compared]),
        live_within={
            "fused": _share([near.fused <= 1.0 for near in nearness]),
            "color": _share([near.color <= 1.0 for near in nearness]),
            "depth": _share([near.depth <= 1.0 for near in nearness]),
        },
        opened_if_wide=_share([near.all <= wide < math.inf for near in nearness]),
        refusing=dict(refusing.most_common()),
    )


def _share(flags: Sequence[bool]) -> CountedRate:
    return counted_rate(int(np.count_nonzero(flags)), len(flags))


def _badness(rates: PresentationRates) -> tuple[float, float]:
    return rates.opened.value or 0.0, rates.passed_as_live.value or 0.0
