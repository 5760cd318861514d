"""What the window says about a snapshot. No widgets, no decisions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from faceid_core.lock import Verdict
from faceid_core.types import LockState

from ..session import Phase, Snapshot
from .theme import Tone

CHAPTER_WORDS: Final = {
    "enroll": "the owner turns the head to enroll",
    "away": "nobody is there",
    "owner": "the owner looks at the camera",
    "away2": "nobody is there",
    "stranger": "somebody else looks at the camera",
    "photo": "a flat photo of the owner is held up",
}
DEMO_WORDS: Final = {"recording demo": "Demo recording with rendered people"}


@dataclass(frozen=True)
class Words:
    """The two lines under the picture, and what they mean."""

    headline: str
    detail: str
    tone: Tone = Tone.NEUTRAL


def words(now: Snapshot) -> Words:
    """Say what is happening and what to do."""
    if now.phase is Phase.STARTING:
        return Words("One moment", "Opening the camera")
    if now.phase is Phase.STOPPED:
        if now.message is None:
            return Words("The recording has ended", "Play it again to go on.")
        return Words("Face ID has stopped", now.message)
    if now.phase is Phase.LOST:
        return Words("Waiting for the camera", _loss_words(now))
    if now.phase is Phase.ENROLLING:
        hint = "Look at the camera" if now.step is None else now.step.hint
        return Words(f"Enrolling {now.enrolling}", now.message or hint)
    if now.phase is Phase.ENROLLED:
        if now.outcome is not None and now.outcome.template.is_partial:
            return Words(
                "Partly enrolled",
                f"{now.enrolling} can unlock from the directions seen. "
                "Enroll again to fill the ring.",
                Tone.GOOD,
            )
        return Words("Face enrolled", f"{now.enrolling} can unlock with a look now.", Tone.GOOD)
    return _watching(now)


def _loss_words(now: Snapshot) -> str:
    if now.enrolling is None:
        return f"{now.message} It goes on by itself."
    return (
        f"{now.message} The enrollment of {now.enrolling} was interrupted and nothing of it saved. "
        "You can start again as soon as the camera is back."
    )


def _watching(now: Snapshot) -> Words:
    if not now.names:
        return Words("Welcome", "Enroll your face, then unlock with a look.")
    if now.lock.state is LockState.UNLOCKED:
        return Words(f"Hello, {now.lock.name}", "Unlocked", Tone.GOOD)
    if now.lock.verdict is Verdict.REFUSED:
        return Words("Not unlocked", now.lock.reason, Tone.REFUSED)
    return Words("Locked", now.lock.reason)


def naming_words(name: str, enrolled: Collection[str], problem: str) -> Words:
    """Ask for a name; say what is wrong with it, or that somebody has it already."""
    hint = "Type a name and press Enter."
    if name.strip() in enrolled:
        hint = f"{name.strip()} is enrolled already. A new enrollment replaces the old one."
    return Words("Who is this?", problem or hint)


def source_words(description: str, *, is_live: bool, chapter: str | None) -> str:
    """Say which source plays, and that a recording is one."""
    if not description:
        return ""
    if is_live:
        return f"Live: {description}"
    shown = DEMO_WORDS.get(description, description)
    if "recording" not in shown.lower():
        shown = f"recording: {shown}"
    shown = shown[0].upper() + shown[1:]
    return shown if chapter is None else f"{shown}: {CHAPTER_WORDS.get(chapter, chapter)}"
