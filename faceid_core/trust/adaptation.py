"""Temporary references that follow a changing face, within bounds.

A person's face changes slowly; what was enrolled does not. After a clear match, or after a
near miss that the passcode confirms at once, the vector just seen may be kept for a while
and carry later matches. So that this never wears the lock open:

- a reference is never farther from the *enrolled* vectors than `Bounds.reach`, and neither
  is a probe that it carries: references do not lead on to each other, and nobody is let in
  who is farther from the enrolled vectors than that;
- a probe has to be nearer to a reference than to an enrolled vector (`Bounds.carry`);
- a near miss has to match what clear matches left lately: the passcode, entered for somebody
  else who is refused, does not teach the lock that person's face;
- references are few, are used a limited number of times, and grow old;
- all are forgotten at once by `Adaptation.forgotten`, and when the person enrolls again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ..matching import Matcher, compare
from ..templates import Template
from ..types import Comparison, Embedding, Limits, Pose

DAY_S: Final = 86400.0


@dataclass(frozen=True)
class Bounds:
    """How far adaptation may go. Distances are parts of the limits of an ordinary match.

    Attributes:
        references: At most so many at once.
        uses: So many matches a reference may carry.
        age_s: So long it lives.
        clear: A match within this is clear enough to learn from.
        novelty: What is nearer than this to any stored vector would add nothing.
        near_miss: A refused face within this may be confirmed by the passcode.
        confirmed_s: So soon after the near miss.
        reach: Greatest distance from the enrolled vectors, of references and of probes.
        carry: Greatest distance of a probe from the reference that carries it.
        carry_depth: The same by depth alone, where two single frames of one face are farther
            apart than one is from the nearest of all that are enrolled.
    """

    references: int = 5
    uses: int = 50
    age_s: float = 30 * DAY_S
    clear: float = 0.75
    novelty: float = 0.5
    near_miss: float = 1.2
    confirmed_s: float = 10.0
    reach: float = 1.2
    carry: float = 0.75
    carry_depth: float = 1.0

    def carrying(self, limits: Limits) -> Limits:
        """Return within what a probe has to be of the reference that carries it."""
        return replace(limits.widened(self.carry), depth=limits.depth * self.carry_depth)


BOUNDS: Final = Bounds()


@dataclass(frozen=True, eq=False)
class Reference:
    """One temporary reference.

    Attributes:
        embedding: What was seen.
        pose: In which pose.
        added_at_s: Unix time.
        uses_left: Matches that it may still carry.
        by_passcode: Whether a near miss, confirmed by the passcode, left it: nothing further
            is learned from what is near to it.
    """

    embedding: Embedding
    pose: Pose
    added_at_s: float
    uses_left: int
    by_passcode: bool = False


@dataclass(frozen=True, eq=False)
class Adaptation:
    """The temporary references of one person; nothing is mutated.

    Attributes:
        enrolled: The enrollment that they belong to, see `enrollment_of`.
        references: Oldest first.
    """

    enrolled: str
    references: tuple[Reference, ...] = ()

    def forgotten(self) -> Adaptation:
        """Return it without references."""
        return replace(self, references=())

    def living(self, now_s: float, bounds: Bounds = BOUNDS) -> Adaptation:
        """Return it without references that are used up, too old, or of the future.

        Args:
            now_s: Unix time.
            bounds: How far adaptation may go.
        """
        kept = tuple(
            each
            for each in self.references
            if each.uses_left > 0 and 0.0 <= now_s - each.added_at_s <= bounds.age_s
        )
        return self if len(kept) == len(self.references) else replace(self, references=kept)

    def used(self, reference: Reference) -> Adaptation:
        """Return it after a reference carried a match."""
        left = replace(reference, uses_left=reference.uses_left - 1)
        return replace(
            self, references=tuple(left if each is reference else each for each in self.references)
        )


@dataclass(frozen=True)
class NearMiss:
    """A live face that was refused, but not by much. Forget it when that face leaves.

    Attributes:
        embedding: What was seen.
        pose: In which pose.
        boot_s: When, on the boot clock.
    """

    embedding: Embedding
    pose: Pose
    boot_s: float


def enrollment_of(template: Template) -> str:
    """Return what tells one enrollment of a person from another: the SHA-256 of its vectors."""
    parts = (template.vectors, template.color_vectors, template.depth_vectors)
    return hashlib.sha256(b"".join(part.tobytes() for part in parts)).hexdigest()


def compare_adapted(
    probe: Embedding,
    template: Template,
    adaptation: Adaptation,
    matcher: Matcher,
    bounds: Bounds = BOUNDS,
) -> tuple[Comparison, Reference | None]:
    """Compare a probe with what is enrolled, and only if that refuses it, with what was learned.

    Args:
        probe: The face seen now.
        template: What is enrolled.
        adaptation: What was learned, `living`.
        matcher: Of an ordinary match.
        bounds: How far adaptation may go.

    Returns:
        The comparison that decides, and the reference that carries it; None if none does.
    """
    return carried(probe, compare(probe, [template], matcher), adaptation, matcher, bounds)


def carried(
    probe: Embedding,
    enrolled: Comparison,
    adaptation: Adaptation,
    matcher: Matcher,
    bounds: Bounds = BOUNDS,
) -> tuple[Comparison, Reference | None]:
    """As `compare_adapted`, for a probe that was compared with what is enrolled already.

    Args:
        enrolled: That comparison.
    """
    if enrolled.is_match or not _is_within(enrolled, matcher, bounds.reach):
        return enrolled, None
    near = replace(matcher, limits=bounds.carrying(matcher.limits))
    for reference in adaptation.references:
        nearest = _to_reference(probe, reference, enrolled.name, near)
        if nearest.is_match:
            return nearest, reference
    return enrolled, None


def after_match(
    adaptation: Adaptation,
    probe: Embedding,
    pose: Pose,
    template: Template,
    matcher: Matcher,
    now_s: float,
    bounds: Bounds = BOUNDS,
) -> Adaptation:
    """Learn from a live face that has just unlocked, if the match was clear.

    Args:
        adaptation: What was learned so far.
        probe: The face.
        pose: Its pose.
        template: What is enrolled.
        matcher: Of an ordinary match.
        now_s: Unix time.
        bounds: How far adaptation may go.
    """
    adaptation = adaptation.living(now_s, bounds)
    enrolled = compare(probe, [template], matcher)
    learned = _to_learned(probe, adaptation, template.name, matcher)
    trusted = [enrolled, *_of_clear_matches(adaptation, learned)]
    if not any(_is_within(each, matcher, bounds.clear) for each in trusted):
        return adaptation
    fresh = Reference(probe, pose, now_s, bounds.uses)
    return _with(adaptation, fresh, enrolled, learned, matcher, bounds)


def after_unlock(
    adaptation: Adaptation,
    probe: Embedding,
    pose: Pose,
    template: Template,
    matcher: Matcher,
    now_s: float,
    bounds: Bounds = BOUNDS,
) -> Adaptation:
    """Return what holds after a live face has unlocked: a use less, perhaps a reference more.

    The same object means that nothing has to be written. Arguments as of `after_match`.
    """
    _, carrier = compare_adapted(probe, template, adaptation, matcher, bounds)
    if carrier is not None:
        adaptation = adaptation.used(carrier)
    return after_match(adaptation, probe, pose, template, matcher, now_s, bounds)


def after_passcode(
    adaptation: Adaptation,
    missed: NearMiss,
    boot_s: float,
    template: Template,
    matcher: Matcher,
    now_s: float,
    bounds: Bounds = BOUNDS,
) -> Adaptation:
    """Learn from a near miss that the passcode has just confirmed.

    Args:
        adaptation: What was learned so far.
        missed: The face that was refused, and has been there since.
        boot_s: When the passcode was right, on the boot clock.
        template: What is enrolled.
        matcher: Of an ordinary match.
        now_s: Unix time.
        bounds: How far adaptation may go.
    """
    adaptation = adaptation.living(now_s, bounds)
    enrolled = compare(missed.embedding, [template], matcher)
    is_at_once = 0.0 <= boot_s - missed.boot_s <= bounds.confirmed_s
    is_near = _is_within(enrolled, matcher, bounds.near_miss)
    learned = _to_learned(missed.embedding, adaptation, template.name, matcher)
    lately = _of_clear_matches(adaptation, learned)
    if not (is_at_once and is_near and any(each.is_match for each in lately)):
        return adaptation
    fresh = Reference(missed.embedding, missed.pose, now_s, bounds.uses, by_passcode=True)
    return _with(adaptation, fresh, enrolled, learned, matcher, bounds)


def drift_of(adaptation: Adaptation, template: Template, matcher: Matcher) -> tuple[float, ...]:
    """Return how far each reference is from the nearest enrolled vector."""
    return tuple(
        compare(each.embedding, [template], matcher).distance for each in adaptation.references
    )


def _with(
    adaptation: Adaptation,
    fresh: Reference,
    enrolled: Comparison,
    learned: Sequence[Comparison],
    matcher: Matcher,
    bounds: Bounds,
) -> Adaptation:
    """Keep a reference, if it is within reach of the enrolled, and adds something.

    Args:
        adaptation: What was learned so far.
        fresh: The reference.
        enrolled: It, compared with what is enrolled.
        learned: It, compared with what was learned so far.
        matcher: Of an ordinary match.
        bounds: How far adaptation may go.
    """
    nearest = min(each.distance for each in (enrolled, *learned))
    adds = nearest >= bounds.novelty * matcher.limits.fused
    if not adds or not _is_within(enrolled, matcher, bounds.reach):
        return adaptation
    kept = adaptation.references[-(bounds.references - 1) :] if bounds.references > 1 else ()
    return replace(adaptation, references=(*kept, fresh))


def _to_learned(
    probe: Embedding, adaptation: Adaptation, name: str, matcher: Matcher
) -> tuple[Comparison, ...]:
    """Compare a probe with each reference, in their order."""
    return tuple(_to_reference(probe, each, name, matcher) for each in adaptation.references)


def _of_clear_matches(
    adaptation: Adaptation, learned: Sequence[Comparison]
) -> tuple[Comparison, ...]:
    """Return the comparisons with the references that clear matches left."""
    pairs = zip(adaptation.references, learned, strict=True)
    return tuple(each for reference, each in pairs if not reference.by_passcode)


def _to_reference(
    probe: Embedding, reference: Reference, name: str, matcher: Matcher
) -> Comparison:
    stored = reference.embedding
    one = Template(
        name=name,
        encoder_id=stored.encoder_id,
        vectors=np.stack([stored.vector]),
        color_vectors=np.stack([stored.color_vector]),
        depth_vectors=np.stack([stored.depth_vector]),
        poses=(reference.pose,),
        is_partial=True,
        created_at="",
    )
    return compare(probe, [one], matcher)


def _is_within(comparison: Comparison, matcher: Matcher, part: float) -> bool:
    return replace(comparison, limits=matcher.limits.widened(part)).is_match
