"""What the panel says about an observation. No widgets, no decisions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from faceid_core.eyes import OPEN_FROM
from faceid_core.row import OPEN_YOUR_EYES
from faceid_core.types import Comparison, Cue, Face, Liveness, Observation

from .core_texts import translated
from .language import tr
from .rows import Row
from .theme import Ink

NOTHING: Final = "\N{EN DASH}"


def sentence(seen: Observation | None) -> str:
    """The verdict on one observation, with its reason."""
    if seen is None:
        return tr("Nothing is measured.")
    if seen.retry is not None:
        return translated(seen.retry.value)
    if seen.comparison is None:
        return tr("Nobody is enrolled to compare with.")
    if seen.liveness is not None and seen.liveness.refusal is not None:
        return translated(seen.liveness.refusal)
    if seen.is_accepted and seen.eye_opening is not None and not seen.eye_opening >= OPEN_FROM:
        return translated(OPEN_YOUR_EYES)
    if seen.is_accepted:
        said = tr("This is {name}: every limit is kept.")
    elif seen.comparison.is_match:
        said = tr("This face could not be judged")
    elif not seen.comparison.distance <= seen.comparison.threshold:
        said = tr("This is not {name}: the distance is above its limit.")
    elif not seen.comparison.color_distance <= seen.comparison.limits.color:
        said = tr("This is not {name}: the color differs too much.")
    else:
        said = tr("This is not {name}: the shape differs too much.")
    return said.format(name=seen.comparison.name)


def distance_rows(comparison: Comparison | None) -> list[Row]:
    """The distances of color alone and of depth alone."""
    color, shape = tr("Color distance"), tr("Shape distance")
    if comparison is None:
        return [Row(color, NOTHING, ink=Ink.SOFT), Row(shape, NOTHING, ink=Ink.SOFT)]
    limits = comparison.limits
    return [
        _distance_row(color, comparison.color_distance, limits.color),
        _distance_row(shape, comparison.depth_distance, limits.depth),
    ]


def place_rows(face: Face | None) -> list[Row]:
    """How far away the face is, and where the head points."""
    distance, head = tr("Range"), tr("Yaw, pitch, roll")
    if face is None:
        return [Row(distance, NOTHING, ink=Ink.SOFT), Row(head, NOTHING, ink=Ink.SOFT)]
    pose = face.pose
    angles = (pose.yaw_deg, pose.pitch_deg, pose.roll_deg)
    return [
        Row(distance, f"{face.distance_mm:.0f} mm"),
        Row(head, "  ".join(map(degrees, angles))),
    ]


def cue_rows(liveness: Liveness | None, most: int | None = None) -> list[Row]:
    """Each liveness cue with its limit.

    Args:
        liveness: What was measured; None for nothing.
        most: How many lines there is room for; those nearest to their limits, or
            beyond them, are kept. None for all.
    """
    cues = () if liveness is None else liveness.cues
    if most is not None:
        tightest = sorted(cues, key=_margin)[:most]
        cues = tuple(cue for cue in cues if cue in tightest)
    return [_cue_row(cue) for cue in cues]


def _margin(cue: Cue) -> float:
    """How far a cue is above its limit, as a part of it; what was not measured is below all."""
    if math.isnan(cue.value):
        return -math.inf
    return (cue.value - cue.limit) / max(abs(cue.limit), 1e-9)


def unmeasured(rows: list[Row]) -> list[Row]:
    """The same lines without values."""
    return [Row(row.name, NOTHING, ink=Ink.SOFT) for row in rows]


def stage_rows(stages_ms: Mapping[str, float]) -> list[Row]:
    """How long each stage takes."""
    names = {
        "locate": tr("Find the face"),
        "preprocess": tr("Cut it out"),
        "liveness": tr("Check that it is live"),
        "encode": tr("Make its vector"),
        "compare": tr("Compare"),
        "eyes": tr("Look at the eyes"),
    }
    return [
        Row(name, f"{stages_ms[stage]:.1f} ms") if stage in stages_ms
        else Row(name, NOTHING, ink=Ink.SOFT)
        for stage, name in names.items()
    ]  # fmt: skip


def _distance_row(name: str, distance: float, limit: float) -> Row:
    is_kept = distance <= limit
    relation = "\N{LESS-THAN OR EQUAL TO}" if is_kept else ">"
    return Row(name, f"{distance:.2f}", f"{relation} {limit:.2f}", _ink(is_kept))


def _cue_row(cue: Cue) -> Row:
    names = {
        "plane_residual": tr("Relief"),
        "sheet_residual": tr("Relief if bent"),
        "size_agreement": tr("Size of a head"),
        "face_relief": tr("Relief of a face"),
        "face_likeness": tr("Like a face"),
        "cheek_relief": tr("Relief of cheeks"),
        "paper_distance": tr("Unlike paper"),
        "worn_paper_distance": tr("Unlike worn paper"),
        "body_below": tr("Body below the face"),
        "face_colors": tr("Colors of a face"),
        "printed_paper_distance": tr("Unlike a worn print"),
    }
    name = names.get(cue.name, cue.name.replace("_", " ").capitalize())
    relation = "\N{GREATER-THAN OR EQUAL TO}" if cue.passed else "<"
    value = NOTHING if math.isnan(cue.value) else f"{_tenths(cue.value)} {cue.unit}"
    return Row(name, value, f"{relation} {cue.limit:.1f}", _ink(cue.passed))


def _tenths(value: float) -> str:
    return f"{round(value, 1) + 0.0:.1f}".replace("-", "\N{MINUS SIGN}")  # and no -0.0


def _ink(is_kept: bool) -> Ink:
    return Ink.PLAIN if is_kept else Ink.BAD


def degrees(angle_deg: float) -> str:
    rounded = round(angle_deg)
    sign = "" if rounded == 0 else "+" if rounded > 0 else "\N{MINUS SIGN}"
    return f"{sign}{abs(rounded)}°"
