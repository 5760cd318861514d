"""Everything that is measured on one dataset, computed from what was seen in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..types import FUSED
from .attacks import SpeciesResult, measure_attacks
from .collected import Acquisition, Collected
from .cross_modal import (
    CropsOf,
    CrossModalResult,
    choose_impostors,
    crops_for,
    measure_cross_modal,
)
from .decision import decision_fnmr
from .differences import Difference, differences_of
from .encoders import EvaluatedEncoder
from .faces import Faces
from .intervals import CountedRate, Estimate, draw_people
from .matching_rates import MatchingRates, Measured, measure_rates
from .protocols import (
    ACROSS_SESSIONS,
    Enrollment,
    enroll,
    enrolled_scores,
    mated_rule,
    pair_scores,
)
from .scores import Scores
from .slices import Slice, measure_slices
from .traces import Trace

PAIRS: Final = "pairs"
ENROLLED: Final = "enrolled"
ENROLLED_FRAMES: Final = 9


@dataclass(frozen=True)
class ProtocolResult:
    """What one way of comparing gave.

    Attributes:
        description: What was compared with what, a sentence.
        mated: How many comparisons of one person.
        non_mated: How many comparisons of two people.
        trunks: Rates by trunk: "fused", "color", and "depth" where there is one.
    """

    description: str
    mated: int
    non_mated: int
    trunks: dict[str, MatchingRates]


@dataclass(frozen=True)
class EncoderResult:
    """The figures of one encoder.

    Attributes:
        mean_mated_distance: Fused, every pair: the article's first figure.
        mean_non_mated_distance: Its second.
        name: What the encoder is called here.
        encoder_id: It made the vectors.
        threshold: Its largest accepted distance.
        limits: Those of single trunks, where it states one.
        protocols: "pairs" and "enrolled".
        decision_fnmr: Probes that the whole decision refuses their own person's template,
            with the limits of single trunks.
        attacks: By species, the worst first.
        cross_modal: Color of one person on the shape of another; None if the encoder
            does not see depth.
        slices: By condition; empty if not asked for, or nothing is known.
    """

    mean_mated_distance: float | None
    mean_non_mated_distance: float | None
    name: str
    encoder_id: str
    threshold: float
    limits: dict[str, float]
    protocols: dict[str, ProtocolResult]
    decision_fnmr: Estimate
    attacks: tuple[SpeciesResult, ...]
    cross_modal: tuple[CrossModalResult, ...] | None
    slices: tuple[Slice, ...]


@dataclass(frozen=True)
class Summary:
    """The figures, without a face or a vector in them.

    Attributes:
        people: Besides attacks.
        sessions: Besides attacks.
        frames: Besides attacks.
        is_face_set: Whether the dataset held crops: then liveness is not known, and failure
            to acquire only where the set notes it.
        acquisition: Failure to acquire.
        bpcer: Usable frames of people's own faces that liveness refused.
        encoders: The figures of each, in the order asked for.
        differences: Between encoders and between trunks.
    """

    people: int
    sessions: int
    frames: int
    is_face_set: bool
    acquisition: Acquisition
    bpcer: CountedRate
    encoders: tuple[EncoderResult, ...]
    differences: tuple[Difference, ...]

    @property
    def unit(self) -> str:
        """What is compared: "crops" of a face set, or "frames"."""
        return "crops" if self.is_face_set else "frames"

    @property
    def first(self) -> EncoderResult:
        """The encoder that the report is about; others are compared with it."""
        return self.encoders[0]


@dataclass(frozen=True, eq=False)
class Evaluation:
    """The figures and what plots are made from.

    Attributes:
        summary: The figures.
        collected: What was seen.
        traces: By encoder, by protocol, then by trunk; trunks whose vectors are the
            fused ones are left out.
    """

    summary: Summary
    collected: Collected
    traces: dict[str, dict[str, dict[str, Trace]]]


@dataclass(frozen=True, eq=False)
class _Setting:
    """What all encoders share."""

    rule: str
    enrollment: Enrollment
    draws: NDArray[np.float64]
    enrolled_frames: int
    with_slices: bool


def evaluate(
    collected: Collected,
    encoders: Sequence[EvaluatedEncoder],
    enrolled_frames: int = ENROLLED_FRAMES,
    *,
    with_slices: bool = False,
    crops_of: CropsOf | None = None,
) -> Evaluation:
    """Compute every figure.

    Args:
        collected: What was seen.
        encoders: Those that saw it, in the same order.
        enrolled_frames: Frames of each person in the protocol "enrolled".
        with_slices: Whether to compute the rates by condition.
        crops_of: Returns crops again, for cross-modal impostors; None leaves them out.

    Raises:
        DatasetError: If too few faces were usable.
    """
    collected = replace(
        collected,
        own=_with_units(encoders, collected.own),
        attacks=_with_units(encoders, collected.attacks),
    )
    faces = collected.own[0]
    rule = mated_rule(faces)
    draws = draw_people(np.unique(faces.people), int(faces.people.max()) + 1)
    enrollment = enroll(faces, enrolled_frames, rule)
    setting = _Setting(rule, enrollment, draws, enrolled_frames, with_slices)
    impostors = choose_impostors(faces, enrollment)
    sees_depth = any(encoder.sees_depth for encoder in encoders)
    crops = crops_for(impostors, crops_of) if sees_depth and crops_of is not None else None
    results, measured, traces = [], {}, {}
    for index, encoder in enumerate(encoders):
        own, attacks = collected.own[index], collected.attacks[index]
        found = _measure(own, encoder, setting)
        measured[encoder.name] = found.protocols
        traces[encoder.name] = {
            protocol: {
                trunk: rates.trace
                for trunk, rates in by_trunk.items()
                if trunk == FUSED or rates is not by_trunk[FUSED]
            }
            for protocol, by_trunk in found.protocols.items()
        }
        cross_modal = None
        if encoder.sees_depth and crops is not None:
            cross_modal = measure_cross_modal(impostors, crops, own, enrollment, encoder)
        protocols = {
            protocol: _result(_description(protocol, own, setting), by_trunk)
            for protocol, by_trunk in found.protocols.items()
        }
        means = protocols[PAIRS].trunks[FUSED]
        results.append(
            EncoderResult(
                mean_mated_distance=means.mean_mated.value,
                mean_non_mated_distance=means.mean_non_mated.value,
                name=encoder.name,
                encoder_id=encoder.encoder_id,
                threshold=encoder.threshold,
                limits=dict(encoder.limits),
                protocols=protocols,
                decision_fnmr=decision_fnmr(own, enrollment, encoder, draws),
                attacks=measure_attacks(
                    collected.attack_samples, attacks, own, enrollment, encoder
                ),
                cross_modal=cross_modal,
                slices=found.slices,
            )
        )
    summary = Summary(
        people=collected.people,
        sessions=collected.sessions,
        frames=collected.frames,
        is_face_set=collected.is_face_set,
        acquisition=collected.acquisition,
        bpcer=collected.bpcer,
        encoders=tuple(results),
        differences=differences_of(measured),
    )
    return Evaluation(summary, collected, traces)


def _with_units(encoders: Sequence[EvaluatedEncoder], seen: Sequence[Faces]) -> tuple[Faces, ...]:
    return tuple(encoder.with_units(faces) for encoder, faces in zip(encoders, seen, strict=True))


@dataclass(frozen=True, eq=False)
class _Found:
    """Rates of one encoder by protocol and trunk, and by condition."""

    protocols: dict[str, dict[str, Measured]]
    slices: tuple[Slice, ...]


def _measure(own: Faces, encoder: EvaluatedEncoder, setting: _Setting) -> _Found:
    protocols: dict[str, dict[str, Measured]] = {PAIRS: {}, ENROLLED: {}}
    slices: tuple[Slice, ...] = ()
    for trunk, rows in own.vectors.items():
        limit = encoder.limit(trunk)
        # With one trunk the fused vector is that trunk's: the same rates.
        is_fused = np.array_equal(rows, own.vectors[FUSED]) and limit == encoder.limit(FUSED)
        for protocol, by_trunk in protocols.items():
            if trunk != FUSED and is_fused:
                by_trunk[trunk] = by_trunk[FUSED]
                continue
            scores = _scores(protocol, own, trunk, encoder, setting)
            by_trunk[trunk] = measure_rates(scores, limit, setting.draws)
            if setting.with_slices and protocol == ENROLLED and trunk == FUSED:
                slices = measure_slices(scores, own, limit, setting.draws)
    return _Found(protocols, slices)


def _scores(
    protocol: str, own: Faces, trunk: str, encoder: EvaluatedEncoder, setting: _Setting
) -> Scores:
    limit = encoder.limit(trunk)
    if protocol == PAIRS:
        return pair_scores(own, trunk, setting.rule, limit)
    along_lines = encoder.matcher is not None
    return enrolled_scores(own, trunk, setting.enrollment, limit, along_lines=along_lines)


def _result(description: str, by_trunk: dict[str, Measured]) -> ProtocolResult:
    some = by_trunk[FUSED]
    return ProtocolResult(
        description=description,
        mated=len(some.trace.mated),
        non_mated=some.trace.non_mated_count,
        trunks={trunk: measured.rates for trunk, measured in by_trunk.items()},
    )


def _description(protocol: str, own: Faces, setting: _Setting) -> str:
    if protocol == ENROLLED:
        return _describe_enrolled(own, setting)
    if setting.rule == ACROSS_SESSIONS:
        return (
            "Every frame with every other, once. Mated are two frames of one person "
            "in different sessions; pairs within a session do not count."
        )
    return (
        "Every frame with every other, once. Nobody was seen in two sessions, so mated are "
        "two frames of one session: that flatters."
    )


def _describe_enrolled(own: Faces, setting: _Setting) -> str:
    counts = np.unique(own.people[setting.enrollment.enrolled], return_counts=True)[1]
    least, most = int(counts.min()), int(counts.max())
    each = f"{least}" if least == most else f"{least} to {most}"
    place = (
        "of each person's first session; probes are all frames of the other sessions"
        if setting.rule == ACROSS_SESSIONS
        else "of each person, at most half of them; probes are the others of the same session"
    )
    return (
        f"A template is {each} frames {place}. Every probe meets every template. For "
        "this program's encoders the nearest line between two stored faces counts, for others "
        "the nearest stored face. "
        f"Asked for were {setting.enrolled_frames} frames a template."
    )
