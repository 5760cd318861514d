"""The two lines under the picture."""

from __future__ import annotations

from dataclasses import dataclass

from .theme import Tone


@dataclass(frozen=True)
class Words:
    """The two lines under the picture, and what they mean."""

    headline: str
    detail: str
    tone: Tone = Tone.NEUTRAL
