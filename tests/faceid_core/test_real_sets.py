"""Real people as a face set: every kind of session, frames that count and frames that do not."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from rendered import DATA, frame, recognizer, seen

from faceid_core.errors import DatasetError
from faceid_core.face_sets import packed, read_face_set, shard_path
from faceid_core.training.real_sets import RealPerson, RealSet, find_people
from hardware import Pace, RecordingSource, open_writer

Write = Callable[[Path, tuple[str, ...]], None]


def write_pairs(folder: Path, names: tuple[str, ...]) -> None:
    folder.mkdir(parents=True)
    for name in names:
        for ending in ("_rgb.png", "_depth.png"):
            shutil.copy(DATA / (name + ending), folder)
    shutil.copy(DATA / "camera.json", folder)


def write_tum(folder: Path, names: tuple[str, ...]) -> None:
    with open_writer(folder, "tum") as writer:
        for index, name in enumerate(names):
            found = frame(name)
            writer.write(
                type(found)(found.rgb, found.depth_mm, index / 30, intrinsics=found.intrinsics)
            )


def write_vap(folder: Path, names: tuple[str, ...]) -> None:
    folder.mkdir(parents=True)
    for index, name in enumerate(names):
        found = frame(name)
        large = cv2.resize(found.rgb[..., ::-1], (1280, 960), interpolation=cv2.INTER_NEAREST)
        cv2.imwrite(str(folder / f"{index:03}_1_c.bmp"), large)
        depth_mm = np.where(found.depth_mm == 0, -1, found.depth_mm.astype(np.int32))
        np.savetxt(folder / f"{index:03}_1_d.dat", depth_mm, fmt="%d", delimiter="\t")


def open_session(path: Path) -> RecordingSource:
    return RecordingSource(path, pace=Pace.FULL_SPEED)


def ingest(real_set: RealSet, person: RealPerson) -> int:
    """Take in one person; returns how many frames were walked."""
    return list(real_set.ingest(person, recognizer(), open_session))[-1]


@pytest.mark.parametrize("write", [write_pairs, write_tum, write_vap])
def test_a_session_of_each_kind_gives_what_the_pipeline_sees(tmp_path: Path, write: Write) -> None:
    write(tmp_path / "people" / "ann" / "day", ("frontal_750", "too_far", "smile"))
    (person,) = find_people(tmp_path / "people")
    real_set = RealSet(tmp_path / "set", first_number=7)
    assert ingest(real_set, person) == 3
    (done,) = real_set.people
    assert (done.name, done.number, done.frames, done.faces) == ("ann", 7, 3, 2)
    assert dict(done.retries) == {"TOO_FAR": 1}

    faces = read_face_set(tmp_path / "set")
    assert faces.people.tolist() == [7, 7]
    assert faces.sessions.tolist() == [0, 0]
    alone = seen("frontal_750")
    assert alone.crop is not None
    assert alone.face is not None
    assert np.array_equal(faces.rgb[0], alone.crop.rgb)
    assert np.array_equal(faces.depth[0], packed(alone.crop.depth_mm))
    assert faces.conditions["distance_mm"][0] == pytest.approx(alone.face.distance_mm, abs=0.01)
    assert faces.conditions["yaw_deg"][0] == pytest.approx(alone.face.pose.yaw_deg, abs=0.01)


def test_a_vap_persons_frames_may_lie_in_the_persons_folder(tmp_path: Path) -> None:
    write_vap(tmp_path / "(2012-05-16)(154211)", ("frontal_750",))
    (person,) = find_people(tmp_path)
    assert person.sessions == (tmp_path / "(2012-05-16)(154211)",)


def test_an_interrupted_person_is_begun_again_and_the_others_are_kept(tmp_path: Path) -> None:
    for name in ("ann", "bob"):
        write_pairs(tmp_path / "people" / name / "day", ("frontal_750", "smile"))
    ann, bob = find_people(tmp_path / "people")
    out = tmp_path / "set"
    ingest(RealSet(out), ann)
    walk = RealSet(out).ingest(bob, recognizer(), open_session)
    next(walk)
    walk.close()

    again = RealSet(out)
    assert again.is_done(ann, [2])
    assert not again.is_done(bob, [2])
    before = shard_path(out, 1).read_bytes()
    ingest(again, bob)
    assert shard_path(out, 1).read_bytes() == before
    assert read_face_set(out).people.tolist() == [1, 1, 2, 2]
    assert stat.S_IMODE(out.stat().st_mode) == 0o700


def test_who_is_added_gets_a_new_number_and_who_changed_keeps_the_old(tmp_path: Path) -> None:
    people = tmp_path / "people"
    write_pairs(people / "bob" / "day", ("other",))
    out = tmp_path / "set"
    ingest(RealSet(out), find_people(people)[0])
    write_pairs(people / "ann" / "day", ("frontal_750",))
    write_pairs(people / "bob" / "later", ("other",))
    ann, bob = find_people(people)
    real_set = RealSet(out)
    assert not real_set.is_done(bob, [1, 1])
    ingest(real_set, bob)
    ingest(real_set, ann)
    assert [(person.name, person.number) for person in RealSet(out).people] == [
        ("bob", 1),
        ("ann", 2),
    ]
    faces = read_face_set(out)
    assert faces.people.tolist() == [1, 1, 2]
    assert faces.sessions.tolist() == [0, 1, 0]


def test_a_person_of_whom_no_frame_is_usable_has_no_shard(tmp_path: Path) -> None:
    write_pairs(tmp_path / "people" / "eve" / "day", ("empty", "too_far"))
    (eve,) = find_people(tmp_path / "people")
    out = tmp_path / "set"
    real_set = RealSet(out)
    ingest(real_set, eve)
    assert real_set.people[0].faces == 0
    assert RealSet(out).is_done(eve, [2])
    assert not list(out.glob("faces-*"))


def test_attacks_show_no_face_of_the_person(tmp_path: Path) -> None:
    write_pairs(tmp_path / "ann" / "day", ("frontal_750",))
    write_pairs(tmp_path / "ann" / "attack-print", ("flat_photo",))
    (ann,) = find_people(tmp_path)
    assert [path.name for path in ann.sessions] == ["day"]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "holds no folders of people"),
        (["0_rgb.png"], "holds frames itself"),
        (["ann/0_rgb.png"], "ann holds frames itself"),
        (["ann/rgb.txt", "ann/rgb/0.png"], "ann holds frames itself"),
        (["ann/attack-print/0_rgb.png"], "ann holds no session"),
    ],
)
def test_other_layouts_are_refused_with_the_reason(
    tmp_path: Path, files: list[str], words: str
) -> None:
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    with pytest.raises(DatasetError, match=words):
        find_people(tmp_path)


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(DatasetError, match="something else"):
        RealSet(tmp_path)
    (tmp_path / "people.json").write_text(json.dumps([{"name": "ann"}]), encoding="utf-8")
    with pytest.raises(DatasetError, match=r"people\.json does not say"):
        RealSet(tmp_path)
