"""What is asked before an enrollment. No widgets, no decisions."""

from __future__ import annotations

from collections.abc import Collection

from faceid_core.lock import Verdict
from faceid_core.types import LockState

from ..session import Snapshot
from .core_texts import translated
from .language import tr
from .theme import Tone
from .words import Words


def unlocking_words(
    now: Snapshot, *, has_passcode: bool = False, is_at_sensor: bool = False
) -> Words:
    """Ask for the look of somebody who may change who is enrolled, or for the passcode."""
    if has_passcode and not is_at_sensor:
        return Words(tr("Passcode needed"), tr("A recording proves nothing. Enter the passcode."))
    if now.standing.bar is not None:
        return Words(tr("Unlock first"), translated(now.standing.bar))
    if not now.names and not has_passcode:
        return Words(
            tr("Nobody can unlock here"),
            tr("Enroll again in a terminal: faceid enroll NAME --replace"),
        )
    headline = tr("Unlock first")
    if has_passcode and (now.lock.state is LockState.UNLOCKED or not now.names):
        said = tr("Look at the camera, or enter the passcode.")
        return Words(tr("Is it you?"), said if now.names else tr("Enter the passcode."))
    if now.lock.verdict is Verdict.REFUSED:
        return Words(headline, translated(now.lock.reason), Tone.REFUSED)
    if now.lock.is_held:
        return Words(headline, translated(now.lock.reason))
    if has_passcode:
        return Words(headline, tr("Look at the camera, or enter the passcode."))
    return Words(
        headline,
        tr("Look at the camera. Only an enrolled person can change who is enrolled."),
    )


def naming_words(name: str, enrolled: Collection[str], problem: str) -> Words:
    """Ask for a name; say what is wrong with it, or that somebody has it already."""
    hint = tr("Type a name and press Enter.")
    if name.strip() in enrolled:
        hint = tr("{name} is enrolled already. Press Enter to go on.")
    return Words(tr("Who is this?"), problem or hint.format(name=name.strip()))


def choosing_words(name: str, problem: str) -> Words:
    """Ask what to do with somebody who is enrolled already."""
    return Words(
        tr("{name} is enrolled already").format(name=name),
        problem or tr("Add an appearance, such as glasses, or replace the old."),
    )


def labeling_words(name: str, label: str, known: Collection[str], problem: str) -> Words:
    """Ask what an appearance is called; say that there is one of that name."""
    hint = tr("Type a short word for it and press Enter.")
    if label.strip() in known:
        hint = tr("{label} is enrolled already. The new one replaces it.")
    return Words(
        tr("How does {name} look different?").format(name=name),
        problem or hint.format(label=label.strip()),
    )
