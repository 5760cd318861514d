"""What is asked before an enrollment, as a table."""

from __future__ import annotations

from dataclasses import replace

from app.session import Phase, Snapshot
from app.window.asking_words import (
    choosing_words,
    labeling_words,
    naming_words,
    unlocking_words,
)
from app.window.theme import Tone
from faceid_core.lock import Lock, Verdict

WATCHING = Snapshot(phase=Phase.WATCHING, names=("Ada",))


def test_naming_warns_that_a_name_is_taken():
    assert "Ada is enrolled already" in naming_words(" Ada ", ("Ada",), "").detail
    assert "already" not in naming_words("Bob", ("Ada",), "").detail
    assert naming_words("Bob", (), "Expected a name").detail == "Expected a name"


def test_a_name_with_braces_is_only_a_name():
    assert "{name} is enrolled" in naming_words("{name}", ("{name}",), "").detail


def test_choosing_names_whom():
    assert choosing_words("Ada", "").headline == "Ada is enrolled already"
    assert choosing_words("Ada", "No room.").detail == "No room."


def test_labeling_warns_before_replacing():
    assert "replaces" in labeling_words("Ada", " Hat", ("Hat",), "").detail
    assert "replaces" not in labeling_words("Ada", "Beard", ("Hat",), "").detail
    assert labeling_words("Ada", "Hat", (), "No room.").detail == "No room."


def test_unlocking_says_how():
    said = unlocking_words(WATCHING)
    assert said.headline == "Unlock first"
    assert "Look at the camera" in said.detail
    held = replace(WATCHING, lock=Lock().locked("Locked. Look away, then back, to unlock"))
    assert "Look away" in unlocking_words(held).detail
    refused = replace(WATCHING, lock=Lock(verdict=Verdict.REFUSED, reason="This is not Ada"))
    assert unlocking_words(refused).tone is Tone.REFUSED
    assert unlocking_words(refused).detail == "This is not Ada"


def test_where_no_face_can_unlock_the_command_line_is_named():
    assert "faceid enroll" in unlocking_words(replace(WATCHING, names=())).detail
