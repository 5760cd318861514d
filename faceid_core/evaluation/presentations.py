"""What the lock makes of presentations: frames, one after the other, to one decision.

Terms are those of ISO/IEC 30107-3. A presentation is acquired if so many frames in a row showed
a usable face that they could open the lock; it is classified as bona fide by liveness if so
many in a row passed it, and it succeeds if the lock would open for the person imitated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from ..pipeline import Gallery, Recognizer, observe
from ..presentation_sets import BONA_FIDE, ENROLLMENT, Presentation
from ..templates import Template
from ..types import Observation
from ..verification import FRAMES_TO_MATCH, Decision, verify
from .intervals import CountedRate, counted_rate
from .trunks import template_of, vectors_of


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
        refusing: How many presentations each cue refused a frame of, the most frequent first.
    """

    species: str
    presentations: int
    frames: int
    non_response: CountedRate
    passed_as_live: CountedRate
    matched: CountedRate
    opened: CountedRate
    refusing: dict[str, int]


@dataclass(frozen=True)
class PresentationSummary:
    """Everything that was counted in a presentation set.

    Attributes:
        encoder_id: Whose vectors were compared.
        people: How many.
        not_enrolled: Of how many no enrollment frame was usable.
        bpcer: Acquired bona fide presentations that liveness classified as attacks.
        bona_fide: Bona fide presentations.
        attacks: By species; the one that opens the lock most often first.
    """

    encoder_id: str
    people: int
    not_enrolled: int
    bpcer: CountedRate
    bona_fide: PresentationRates
    attacks: tuple[PresentationRates, ...]


def judge_presentations(
    presentations: Iterable[Presentation],
    recognizer: Recognizer,
    tell: Callable[[int], None] = lambda done: None,
) -> Iterator[JudgedPresentation]:
    """Walk presentations through the pipeline to the decision of `verify`.

    Args:
        presentations: Those of one person in a row, the enrollment first.
        recognizer: The loaded models.
        tell: Is told how many people are done.
    """
    by_person = groupby(presentations, key=lambda shown: shown.person)
    for done, (_, group) in enumerate(by_person, 1):
        template: Template | None = None
        for shown in group:
            if shown.species == ENROLLMENT:
                template = _template(shown, recognizer)
            else:
                yield _judged(shown, recognizer, template)
        tell(done)


def summarize_presentations(
    judged: Sequence[JudgedPresentation], encoder_id: str
) -> PresentationSummary:
    """Count what became of presentations, species by species."""
    bona_fide = _rates(BONA_FIDE, judged)
    acquired, live = bona_fide.passed_as_live.total, bona_fide.passed_as_live.count
    species = sorted({each.species for each in judged} - {BONA_FIDE})
    attacks = [_rates(name, judged) for name in species]
    people = {each.person for each in judged}
    enrolled = {each.person for each in judged if each.opened is not None}
    return PresentationSummary(
        encoder_id=encoder_id,
        people=len(people),
        not_enrolled=len(people - enrolled),
        bpcer=counted_rate(acquired - live, acquired),
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
    has_template = template is not None
    return JudgedPresentation(
        person=shown.person,
        species=shown.species,
        frames=len(seen),
        usable=sum(each.retry is None for each in seen),
        is_acquired=_is_enough(each.retry is None for each in seen),
        passed_as_live=_is_enough(_is_live(each) for each in seen),
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
    )


def _is_enough(flags: Iterable[bool]) -> bool:
    return longest_run(flags) >= FRAMES_TO_MATCH


def _is_live(seen: Observation) -> bool:
    return seen.liveness is not None and seen.liveness.is_bona_fide


def _matches(seen: Observation) -> bool:
    return seen.comparison is not None and seen.comparison.is_match


def _rates(species: str, judged: Sequence[JudgedPresentation]) -> PresentationRates:
    shown = [each for each in judged if each.species == species]
    acquired = [each for each in shown if each.is_acquired]
    compared = [each for each in acquired if each.opened is not None]
    refusing = Counter(name for each in acquired for name in each.refusing)
    return PresentationRates(
        species=species,
        presentations=len(shown),
        frames=sum(each.frames for each in shown),
        non_response=counted_rate(len(shown) - len(acquired), len(shown)),
        passed_as_live=_share([each.passed_as_live for each in acquired]),
        matched=_share([bool(each.matched) for each in compared]),
        opened=_share([bool(each.opened) for each in compared]),
        refusing=dict(refusing.most_common()),
    )


def _share(flags: Sequence[bool]) -> CountedRate:
    return counted_rate(int(np.count_nonzero(flags)), len(flags))


def _badness(rates: PresentationRates) -> tuple[float, float]:
    return rates.opened.value or 0.0, rates.passed_as_live.value or 0.0
