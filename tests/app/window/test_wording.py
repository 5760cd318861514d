"""What the window says, as a table."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scripted_app import gray_frame, missed, template

from app.enrolling import Outcome
from app.session import Phase, Snapshot
from app.window.theme import Tone
from app.window.wording import Words, naming_words, source_words, words
from faceid_core.enrollment_step import EnrollmentStep
from faceid_core.lock import Lock, Verdict
from faceid_core.templates import Template
from faceid_core.types import LockState, Retry


def outcome(enrolled: Template | None = None) -> Outcome:
    enrolled = template("Ada") if enrolled is None else enrolled
    return Outcome(enrolled, directions=16, is_confirmed=True, lookalike=None)


WATCHING = Snapshot(phase=Phase.WATCHING, names=("Ada",))
STEP = EnrollmentStep(False, "Turn your head a little further", (0.0,) * 16, 0.3, False)


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
            Words("Waiting for the camera", "No Kinect is plugged in. It goes on by itself."),
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
            Snapshot(phase=Phase.ENROLLED, enrolling="Ada", outcome=outcome()),
            Words("Face enrolled", "Ada can unlock with a look now.", Tone.GOOD),
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


def test_a_partial_enrollment_is_said_to_be_one():
    partial = replace(template("Ada"), is_partial=True)
    said = words(Snapshot(phase=Phase.ENROLLED, enrolling="Ada", outcome=outcome(partial)))
    assert said.headline == "Partly enrolled"
    assert "again" in said.detail


def test_naming_warns_before_replacing():
    assert "replaces" in naming_words(" Ada ", ("Ada",), "").detail
    assert "replaces" not in naming_words("Bob", ("Ada",), "").detail
    assert naming_words("Bob", (), "Expected a name").detail == "Expected a name"


def test_a_recording_is_said_to_be_one():
    assert source_words("Kinect 0", is_live=True, chapter=None) == "Live: Kinect 0"
    shown = source_words("recording demo", is_live=False, chapter="stranger")
    assert shown == "Demo recording with rendered people: somebody else looks at the camera"
    assert source_words("recording man", is_live=False, chapter=None) == "Recording man"
    assert source_words("fakenect man", is_live=False, chapter=None) == "Recording: fakenect man"
    assert source_words("", is_live=False, chapter=None) == ""
