"""The folder of people: what is found in it, and what is said about other folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from faceid_core.errors import DatasetError
from faceid_core.evaluation import find_sessions


def write(folder: Path, *sessions: str) -> None:
    for session in sessions:
        place = folder / session
        place.mkdir(parents=True)
        for number in range(2):
            (place / f"{number}_rgb.png").touch()
            (place / f"{number}_depth.png").touch()


def test_sessions_are_found_by_person_and_name(tmp_path: Path) -> None:
    write(tmp_path, "bob/second", "bob/first", "ann/attack-bent-print", "ann/day")
    (tmp_path / "camera.json").touch()
    (tmp_path / ".cache" / "thing").mkdir(parents=True)
    sessions = find_sessions(tmp_path)
    assert [(s.person, s.name, s.species, s.frame_count) for s in sessions] == [
        ("ann", "attack-bent-print", "bent-print", 2),
        ("ann", "day", None, 2),
        ("bob", "first", None, 2),
        ("bob", "second", None, 2),
    ]


@pytest.mark.parametrize(
    ("folders", "words"),
    [
        ([], "holds no folders of people"),
        (["."], "holds frames itself"),
        (["ann"], "ann holds frames itself"),
        (["ann/attack-print"], "besides attacks: 0"),
        (["ann/day"], "besides attacks: 1"),
        (["ann/day", "bob/attack-print"], "besides attacks: 1"),
        (["ann/day", "bob/attack-"], "attack-<species>"),
    ],
)
def test_other_folders_are_refused_with_the_reason(
    tmp_path: Path, folders: list[str], words: str
) -> None:
    for folder in folders:
        place = tmp_path / folder
        place.mkdir(parents=True, exist_ok=True)
        (place / "0_rgb.png").touch()
    with pytest.raises(DatasetError, match=words):
        find_sessions(tmp_path)


def test_a_session_without_frames_and_a_missing_folder_are_named(tmp_path: Path) -> None:
    write(tmp_path, "ann/day", "bob/day")
    (tmp_path / "bob" / "empty").mkdir()
    with pytest.raises(DatasetError, match="empty holds no frame"):
        find_sessions(tmp_path)
    with pytest.raises(DatasetError, match="no folder"):
        find_sessions(tmp_path / "nowhere")
