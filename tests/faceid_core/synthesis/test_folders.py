from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("embreex", reason="rendering needs the extra synth (embreex)")

from faceid_core.litert import ASSETS
from faceid_core.synthesis import FaceModel, SkinLibrary, Studio, write_people
from faceid_core.synthesis.demo import play, story
from faceid_core.synthesis.people import ATTACK_SESSION, SESSIONS
from faceid_core.synthesis.situations import INDEX_FILE, SITUATIONS
from hardware.errors import RecordingWriteError
from hardware.recordings.recording import open_recording, read_chapters

TEST_DATA = Path(__file__).resolve().parents[2] / "data"
MIB = 1 << 20


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def test_people_are_written_as_the_evaluation_reads_them(
    face_model: FaceModel, tmp_path: Path
) -> None:
    calls: list[tuple[int, int]] = []
    write_people(
        tmp_path,
        face_model,
        count=1,
        frames=2,
        seed=5,
        attacks=True,
        progress=lambda done, total: calls.append((done, total)),
    )
    assert calls == [(done, 6) for done in range(1, 7)]
    (person,) = [path for path in tmp_path.iterdir() if path.is_dir()]
    assert sorted(path.name for path in person.iterdir()) == sorted([*SESSIONS, ATTACK_SESSION])
    for session in person.iterdir():
        recording = open_recording(session)
        assert len(recording.timestamps_s) == 2
        assert recording.read(0).depth_mm.any()
        assert (recording.read(0).rgb != recording.read(1).rgb).any()


@pytest.mark.parametrize("wrong", [{"count": 0}, {"frames": 0}])
def test_no_people_are_a_callers_mistake(
    face_model: FaceModel, tmp_path: Path, wrong: dict[str, int]
) -> None:
    with pytest.raises(ValueError, match="at least one"):
        write_people(tmp_path, face_model, **wrong)


def test_a_folder_that_cannot_be_made_is_named(face_model: FaceModel, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(RecordingWriteError, match="file"):
        write_people(tmp_path / "file", face_model, count=1, frames=1)


def test_the_shipped_demo_is_whole_and_small() -> None:
    recording = open_recording(ASSETS / "demo")
    count = len(recording.timestamps_s)
    chapters = read_chapters(ASSETS / "demo", count)
    assert [chapter.name for chapter in chapters] == [
        "enroll",
        "away",
        "owner",
        "away2",
        "stranger",
        "photo",
    ]
    covered = [index for chapter in chapters for index in range(chapter.first, chapter.last + 1)]
    assert covered == list(range(count))
    assert size_of(ASSETS / "demo") < 25 * MIB
    middle = recording.read((chapters[0].first + chapters[0].last) // 2)
    near = middle.depth_mm[(middle.depth_mm > 500) & (middle.depth_mm < 1100)]
    assert near.size > 30_000
    empty = recording.read(chapters[1].first)
    assert not np.any((empty.depth_mm > 0) & (empty.depth_mm < 1100))


def test_the_shipped_demo_is_what_the_code_renders(
    face_model: FaceModel, skins: SkinLibrary
) -> None:
    recording = open_recording(ASSETS / "demo")
    studio = Studio(face_model, skins)
    index = 16
    rendered = next(itertools.islice(play(studio, story(studio)), index, None)).frame
    shipped = recording.read(index)
    assert shipped.timestamp_s == rendered.timestamp_s
    assert (shipped.depth_mm == rendered.depth_mm).mean() > 0.999
    difference = shipped.rgb.astype(float) - rendered.rgb  # of JPEG
    assert np.abs(difference).mean() < 2.0


def test_the_story_has_the_length_of_the_shipped_demo(studio: Studio) -> None:
    scenes = story(studio)
    count = len(open_recording(ASSETS / "demo").timestamps_s)
    assert sum(scene.frame_count for scene in scenes) == count


def test_the_test_frames_are_those_of_the_index() -> None:
    index = json.loads((TEST_DATA / INDEX_FILE).read_text(encoding="utf-8"))
    assert [entry["name"] for entry in index] == [situation.name for situation in SITUATIONS]
    recording = open_recording(TEST_DATA)
    assert len(recording.timestamps_s) == len(index)
    assert size_of(TEST_DATA) < 8 * MIB
