"""The lock's policy around one verification: may a face unlock now, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.paths import policy_dir, templates_dir
from faceid_core.trust.guard import Guard
from faceid_core.trust.policy import Refusal, Request
from faceid_core.trust.vault import Vault
from faceid_core.types import Observation, Retry
from faceid_core.verification import Decision, Verification


def open_guard(data_dir: Path) -> Guard:
    """Return the guard of one user's faces; nothing is read yet."""
    return Guard(policy_dir(data_dir), Vault(templates_dir(data_dir)))


def after_leaving(observations: Iterable[Observation], guard: Guard) -> Iterator[Observation]:
    """Leave out what is seen before nobody was there once: it was locked on purpose."""
    has_left = False
    for seen in observations:
        if seen.retry is Retry.NO_FACE and not has_left:
            guard.face_gone()
            has_left = True
        if has_left:
            yield seen


def settled(verification: Verification, request: Request, guard: Guard) -> Refusal | None:
    """Count what was decided, before anybody is told.

    Returns:
        Why a match does not unlock, or None.

    Raises:
        TrustError: If it could not be written down. Then nothing unlocks.
    """
    comparison = verification.comparison
    if verification.decision is Decision.NO_FACE or comparison is None:
        return None
    if verification.decision is Decision.MATCH:
        return guard.face_accepted(comparison.name, comparison.distance, request)
    guard.face_refused(verification.reason, comparison.name, comparison.distance)
    return None
