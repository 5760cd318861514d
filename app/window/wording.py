"""What the window says about a snapshot. No widgets, no decisions."""

from __future__ import annotations

from faceid_core.enrollment_step import Stage
from faceid_core.head_circle import SECTOR_COUNT
from faceid_core.lock import Verdict
from faceid_core.types import LockState

from ..enrolling import Outcome
from ..session import Phase, Snapshot
from .chapters import chapter_words
from .core_texts import translated
from .language import tr
from .theme import Tone
from .words import Words


def words(now: Snapshot) -> Words:
    """Say what is happening and what to do."""
    if now.phase is Phase.STARTING:
        return Words(tr("One moment"), tr("Opening the camera"))
    if now.phase is Phase.STOPPED:
        if now.message is None:
            return Words(tr("The recording has ended"), tr("Play it again to go on."))
        return Words(tr("Face ID has stopped"), translated(now.message))
    if now.phase is Phase.LOST:
        return Words(tr("Waiting for the camera"), _loss_words(now))
    if now.phase is Phase.ENROLLING:
        return _enrolling(now)
    if now.phase in (Phase.REVIEWING, Phase.ENROLLED) and now.outcome is not None:
        is_saved = now.phase is Phase.ENROLLED
        return _enrolled(now, now.outcome) if is_saved else _reviewing(now, now.outcome)
    return _watching(now)


def coverage_words(now: Snapshot) -> str:
    """Say how much of the circle is done, for people who do not see the ring."""
    if now.step is None:
        return ""
    return tr("{done} of {all} directions captured").format(
        done=round(sum(now.step.coverage)), all=len(now.step.coverage)
    )


def _enrolling(now: Snapshot) -> Words:
    stage = Stage.FRONT if now.step is None else now.step.stage
    if stage is Stage.MISMATCH:
        return Words(tr("Please start again"), _hint(now), Tone.REFUSED)
    if stage is Stage.PAUSE:
        return Words(
            tr("First scan complete"),
            translated(now.message) if now.message else tr("One more circle confirms it."),
        )
    headline = tr("Enrolling {name}").format(name=now.enrolling)
    if now.appearance:
        headline = tr("Enrolling {name}: {appearance}").format(
            name=now.enrolling, appearance=now.appearance
        )
    return Words(headline, _hint(now))


def _hint(now: Snapshot) -> str:
    if now.message is not None:
        return translated(now.message)
    return tr("Look at the camera") if now.step is None else translated(now.step.hint)


def _reviewing(now: Snapshot, outcome: Outcome) -> Words:
    if now.message is not None:
        return Words(tr("Not saved"), translated(now.message), Tone.REFUSED)
    alike = outcome.lookalike
    if alike is None:
        return Words(tr("One moment"), tr("Saving"))
    return Words(
        tr("Very like {name}").format(name=alike.name),
        tr(
            "The distance to {name} is {distance}; up to {threshold} unlocks. "
            "Each may unlock for the other."
        ).format(
            name=alike.name, distance=f"{alike.distance:.2f}", threshold=f"{alike.threshold:.2f}"
        ),
        Tone.REFUSED,
    )


def _enrolled(now: Snapshot, outcome: Outcome) -> Words:
    if outcome.directions < SECTOR_COUNT:
        headline = tr("Partly enrolled")
        detail = tr(
            "{done} of {all} directions: {name} can unlock from these. "
            "Take it again to fill the ring."
        )
    elif now.appearance:
        headline = tr("Appearance added")
        detail = tr("All {all} directions. {name} can unlock with {appearance} too.")
    elif outcome.is_confirmed:
        headline = tr("Face enrolled")
        detail = tr("All {all} directions, confirmed. {name} can unlock now.")
    else:
        headline = tr("Face enrolled")
        detail = tr("All {all} directions, not confirmed. {name} can unlock now.")
    said = detail.format(
        done=outcome.directions,
        all=SECTOR_COUNT,
        name=now.enrolling,
        appearance=now.appearance,
    )
    return Words(headline, said, Tone.GOOD)


def _loss_words(now: Snapshot) -> str:
    trouble = translated(now.message or "")
    if now.enrolling is None:
        return tr("{trouble} The window goes on by itself when it is back.").format(trouble=trouble)
    return tr(
        "{trouble} The enrollment of {name} was interrupted and nothing of it saved. "
        "You can start again as soon as the camera is back."
    ).format(trouble=trouble, name=now.enrolling)


def _watching(now: Snapshot) -> Words:
    if now.is_sealed:
        return Words(tr("Locked"), tr("Enter your passcode: it opens the stored faces."))
    if not now.names:
        return Words(tr("Welcome"), tr("Enroll your face, then unlock with a look."))
    if now.lock.state is LockState.UNLOCKED:
        if now.lock.name is None:
            return Words(tr("Unlocked"), translated(now.lock.reason), Tone.GOOD)
        return Words(tr("Hello, {name}").format(name=now.lock.name), tr("Unlocked"), Tone.GOOD)
    reason = translated(now.lock.reason)
    if now.lock.verdict is Verdict.REFUSED:
        return Words(tr("Not unlocked"), reason, Tone.REFUSED)
    return Words(tr("Locked"), reason)


def source_words(description: str, *, is_live: bool, chapter: str | None) -> str:
    """Say which source plays, and that a recording is one."""
    if not description:
        return ""
    if is_live:
        return tr("Live: {source}").format(source=description)
    if description == "recording demo":
        shown = tr("Demo recording with rendered people")
    elif description.startswith("recording"):
        shown = tr("Recording {name}").format(name=description.removeprefix("recording").strip())
    else:
        shown = tr("Recording: {name}").format(name=description)
    if chapter is None:
        return shown
    return tr("{recording}: {chapter}").format(recording=shown, chapter=chapter_words(chapter))
