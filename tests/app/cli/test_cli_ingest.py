"""`faceid ingest`: what it writes, what it counts, and how it goes on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from faceid_core.face_sets import read_face_set

Run = Callable[..., "Outcome"]  # noqa: F821 (of conftest)

FRAMES = Path(__file__).parents[2] / "data"
SESSIONS = {
    "ann/first": ("frontal_750", "too_far"),
    "ann/attack-print": ("flat_photo",),
    "bob/first": ("other",),
    "eve/first": ("empty",),
}


@pytest.fixture
def people(tmp_path: Path) -> Path:
    folder = tmp_path / "people"
    for session, names in SESSIONS.items():
        (folder / session).mkdir(parents=True)
        for name in names:
            for ending in ("_rgb.png", "_depth.png"):
                shutil.copy(FRAMES / (name + ending), folder / session)
    shutil.copy(FRAMES / "camera.json", folder)
    return folder


def test_faces_are_kept_and_frames_without_one_are_counted(
    faceid: Run, people: Path, tmp_path: Path
) -> None:
    out = tmp_path / "set"
    outcome = faceid("ingest", people, out, "--json")
    assert outcome.exit_code == 0, outcome.err
    assert "4 of 4 frames" in outcome.err
    assert "personal data" in outcome.err
    result = outcome.result
    assert (result["people"], result["sessions"], result["frames"], result["faces"]) == (3, 3, 4, 2)
    assert result["retries"] == {"TOO_FAR": 1, "NO_FACE": 1}
    assert result["people_without_face"] == ["eve"]
    assert read_face_set(out).people.tolist() == [1, 2]

    shutil.copytree(people / "bob", people / "zoe")
    again = faceid("ingest", people, out)
    assert again.exit_code == 0, again.err
    assert "3 faces of 4 people in 5 frames" in again.out
    assert "looked at now: 1," in again.out
    assert read_face_set(out).people.tolist() == [1, 2, 4]


def test_damage_in_the_last_session_is_told_before_the_work(
    faceid: Run, people: Path, tmp_path: Path
) -> None:
    (people / "eve" / "first" / "empty_depth.png").unlink()
    outcome = faceid("ingest", people, tmp_path / "set")
    assert outcome.exit_code == 4
    assert "empty_depth.png is missing" in outcome.err
    assert not (tmp_path / "set").exists()


def test_the_set_must_not_lie_among_the_people(faceid: Run, people: Path) -> None:
    outcome = faceid("ingest", people, people / "set")
    assert outcome.exit_code == 4
    assert "folders are people" in outcome.err
