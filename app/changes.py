"""Who was enrolled, renamed or removed, written down before it is done."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from faceid_core.errors import TemplateError
from faceid_core.templates import FIRST_APPEARANCE
from faceid_core.trust.audit import Incident
from faceid_core.trust.guard import Guard

EVENT: Final = "template"


def enrolled(name: str, appearance: str = FIRST_APPEARANCE) -> Incident:
    """Somebody is enrolled, anew or for the first time, or in one more appearance."""
    return Incident(EVENT, "saved", _words(appearance), name)


def renamed(name: str, new_name: str) -> Incident:
    """Somebody gets another name."""
    return Incident(EVENT, "renamed", f"now {new_name}", name)


def removed(name: str, appearance: str = FIRST_APPEARANCE) -> Incident:
    """Somebody is removed, or one appearance."""
    return Incident(EVENT, "removed", _words(appearance), name)


def forgotten(name: str) -> Incident:
    """What was learned of somebody is forgotten."""
    return Incident("adaptation", "forgotten", name=name)


@contextlib.contextmanager
def logged(guard: Guard | None, incident: Incident) -> Iterator[None]:
    """Log a change, then make it within the context: what cannot be logged is not done.

    Args:
        guard: Whose log; None: there is none.
        incident: The change. If it fails, that is logged, too.

    Raises:
        TrustError: If it cannot be logged.
    """
    if guard is not None:
        guard.note(incident)
    try:
        yield
    except (TemplateError, OSError, ValueError):
        if guard is not None:
            guard.note(replace(incident, verdict=f"not {incident.verdict}"))
        raise


def _words(appearance: str) -> str:
    return "" if appearance == FIRST_APPEARANCE else f"appearance {appearance}"
