"""What was measured in a frame as JSON fields, the same wherever it is told."""

from __future__ import annotations

from typing import Final

from faceid_core.types import Comparison, Liveness

from .guarded import Verified
from .report import json_number

COMPARISON_FIELDS: Final = (
    "name",
    "distance",
    "threshold",
    "color_distance",
    "color_limit",
    "depth_distance",
    "depth_limit",
)


def verified_fields(verified: Verified, encoder_id: str, seconds: float) -> dict[str, object]:
    """The fields of one verification; `decision` is "refused" where the policy refused it."""
    verification, refusal = verified.verification, verified.refusal
    return {
        "decision": verification.decision.value if refusal is None else "refused",
        **comparison_fields(verification.comparison),
        "liveness": liveness_fields(verification.liveness),
        "reason": verification.reason if refusal is None else refusal.value,
        "frames": verification.frames,
        "seconds": round(seconds, 3),
        "encoder_id": encoder_id,
    }


def comparison_fields(comparison: Comparison | None) -> dict[str, object]:
    """The fields of the nearest template; None where nothing was compared."""
    if comparison is None:
        return dict.fromkeys(COMPARISON_FIELDS)
    return {
        "name": comparison.name,
        "distance": json_number(comparison.distance),
        "threshold": json_number(comparison.threshold),
        "color_distance": json_number(comparison.color_distance),
        "color_limit": json_number(comparison.limits.color),
        "depth_distance": json_number(comparison.depth_distance),
        "depth_limit": json_number(comparison.limits.depth),
    }


def liveness_fields(liveness: Liveness | None) -> dict[str, object] | None:
    """The liveness decision, in the words of ISO/IEC 30107-3, and what it rests on."""
    if liveness is None:
        return None
    return {
        "decision": liveness_word(liveness),
        "cues": {
            cue.name: {
                "value": json_number(cue.value),
                "limit": json_number(cue.limit),
                "row_limit": None if cue.row_limit is None else json_number(cue.row_limit),
                "unit": cue.unit,
                "passed": cue.passed,
            }
            for cue in liveness.cues
        },
    }


def liveness_word(liveness: Liveness) -> str:
    """The liveness decision in one word."""
    return "bona-fide" if liveness.is_bona_fide else "attack"
