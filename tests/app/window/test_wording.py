"""What the window says, as a table."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scripted_app import LIMITS, gray_frame, missed, template

from app.enrolling import Outcome
from app.session import Phase, Snapshot
from app.window.theme import Tone
from app.window.wording import coverage_words, source_words, words
from app.window.words import Words
from faceid_core.enrollment_hints import HINT_MISMATCH
from faceid_core.enrollment_step import EnrollmentStep, Stage
from faceid_core.lock import Lock, Verdict
from faceid_core.types import Comparison, LockState, Pose, Retry

OUTCOME = Outcome(template("Ada"), directions=16, is_confirmed=True, lookalike=None)
ALIKE = Comparison("Bob", 0.38, 0.4, 0.5, LIMITS, Pose(0.0, 0.0, 0.0))
WATCHING = Snapshot(phase=Phase.WATCHING, names=("Ada",))
STEP = EnrollmentStep(False, "Turn your head a little further", (0.0,) * 16, 0.3, False)
ENROLLING = Snapshot(phase=Phase.ENROLLING, enrolling="Ada")
ENROLLED = Snapshot(phase=Phase.ENROLLED, enrolling="Ada", outcome=OUTCOME)


@pytest.mark.parametrize(
    ("snapshot", "expected"),
    [
        (Snapshot(), Words("One moment", "Opening the camera")),
        (
            replace(WATCHING, names=()),
            Words("Welcome", "Enroll your face, then unlock with a look."),
        ),
        (
            Snapshot(phase=Phase.LOST, message="No Kinect is plugged in."),
            Words(
                "Waiting for the camera",
                "No Kinect is plugged in. The window goes on by itself when it is back.",
            ),
        ),
        (
            Snapshot(phase=Phase.LOST, message="It was unplugged.", enrolling="Ada"),
            Words(
                "Waiting for the camera",
                "It was unplugged. The enrollment of Ada was interrupted and nothing of it saved. "
                "You can start again as soon as the camera is back.",
            ),
        ),
        (WATCHING, Words("Locked", "Look at the camera")),
        (
            replace(WATCHING, lock=Lock(verdict=Verdict.CHECKING, reason="Checking")),
            Words("Locked", "Checking"),
        ),
        (
            replace(WATCHING, lock=Lock(verdict=Verdict.REFUSED, reason="This is not Ada")),
            Words("Not unlocked", "This is not Ada", Tone.REFUSED),
        ),
        (
            replace(WATCHING, lock=Lock(state=LockState.UNLOCKED, name="Ada")),
            Words("Hello, Ada", "Unlocked", Tone.GOOD),
        ),
        (
            Snapshot(phase=Phase.ENROLLING, enrolling="Ada"),
            Words("Enrolling Ada", "Look at the camera"),
        ),
        (
            Snapshot(phase=Phase.ENROLLING, enrolling="Ada", step=STEP),
            Words("Enrolling Ada", "Turn your head a little further"),
        ),
        (
            Snapshot(phase=Phase.ENROLLING, enrolling="Ada", step=STEP, message="Too few."),
            Words("Enrolling Ada", "Too few."),
        ),
        (
            Snapshot(phase=Phase.ENROLLED, enrolling="Ada", outcome=OUTCOME),
            Words(
                "Face enrolled",
                "All 16 directions, confirmed. Ada can unlock now.",
                Tone.GOOD,
            ),
        ),
        (
            replace(ENROLLING, appearance="Glasses"),
            Words("Enrolling Ada: Glasses", "Look at the camera"),
        ),
        (
            replace(ENROLLING, step=replace(STEP, stage=Stage.PAUSE)),
            Words("First scan complete", "One more circle confirms it."),
        ),
        (
            replace(ENROLLING, step=replace(STEP, stage=Stage.MISMATCH, hint=HINT_MISMATCH)),
            Words("Please start again", HINT_MISMATCH, Tone.REFUSED),
        ),
        (
            replace(ENROLLED, outcome=replace(OUTCOME, directions=9)),
            Words(
                "Partly enrolled",
                "9 of 16 directions: Ada can unlock from these. Take it again to fill the ring.",
                Tone.GOOD,
            ),
        ),
        (
            replace(ENROLLED, outcome=replace(OUTCOME, is_confirmed=False)),
            Words(
                "Face enrolled",
                "All 16 directions, not confirmed. Ada can unlock now.",
                Tone.GOOD,
            ),
        ),
        (
            replace(ENROLLED, appearance="Glasses"),
            Words(
                "Appearance added",
                "All 16 directions. Ada can unlock with Glasses too.",
                Tone.GOOD,
            ),
        ),
        (
            replace(ENROLLED, phase=Phase.REVIEWING, outcome=replace(OUTCOME, lookalike=ALIKE)),
            Words(
                "Very like Bob",
                "The distance to Bob is 0.38; up to 0.50 unlocks. Each may unlock for the other.",
                Tone.REFUSED,
            ),
        ),
        (
            replace(ENROLLED, phase=Phase.REVIEWING, message="The disk is full."),
            Words("Not saved", "The disk is full.", Tone.REFUSED),
        ),
        (
            Snapshot(phase=Phase.STOPPED, message="The Kinect was unplugged."),
            Words("Face ID has stopped", "The Kinect was unplugged."),
        ),
        (
            Snapshot(phase=Phase.STOPPED),
            Words("The recording has ended", "Play it again to go on."),
        ),
    ],
)
def test_words(snapshot, expected):
    assert words(snapshot) == expected


@pytest.mark.parametrize("retry", Retry)
def test_every_hint_of_the_lock_reaches_the_window(retry):
    from faceid_core.lock import LockPolicy

    lock = Lock().after(missed(gray_frame(0), retry), 0.0, LockPolicy())
    assert words(replace(WATCHING, lock=lock)).detail == retry.value


def test_the_circle_is_counted_for_those_who_do_not_see_it():
    seen = (1.0,) * 5 + (0.0,) * 11
    assert coverage_words(ENROLLING) == ""
    counted = coverage_words(replace(ENROLLING, step=replace(STEP, coverage=seen)))
    assert counted == "5 of 16 directions captured"


def test_a_recording_is_said_to_be_one():
    assert source_words("Kinect 0", is_live=True, chapter=None) == "Live: Kinect 0"
    shown = source_words("recording demo", is_live=False, chapter="stranger")
    assert shown == "Demo recording with rendered people: somebody else looks at the camera"
    assert source_words("recording man", is_live=False, chapter=None) == "Recording man"
    assert source_words("fakenect man", is_live=False, chapter=None) == "Recording: fakenect man"
    assert source_words("", is_live=False, chapter=None) == ""
