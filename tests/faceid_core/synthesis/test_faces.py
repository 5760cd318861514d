"""Rendered faces at scale: equal seeds, shards that go on, people who differ, what they wear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("embreex", reason="rendering needs the extra synth (embreex)")

from faceid_core.errors import DatasetError
from faceid_core.face_sets import SPLIT_SEEDS, FaceSet, read_shard, unpacked
from faceid_core.synthesis import FaceModel, Person, faces, sessions
from faceid_core.synthesis.contact_sheet import colored
from faceid_core.synthesis.faces import FaceRenderer, Views, write_faces
from faceid_core.synthesis.set_folder import SET_FOLDER

SEED = SPLIT_SEEDS["validation"] + 40


@pytest.fixture(scope="module")
def renderer(face_model: FaceModel) -> FaceRenderer:
    return FaceRenderer(face_model)


@pytest.fixture(scope="module")
def person(renderer: FaceRenderer) -> FaceSet:
    return renderer.faces_of(SEED, Views((1, 1)))[0]


def shards(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_equal_seeds_give_equal_faces_and_others_give_others(
    renderer: FaceRenderer, person: FaceSet
) -> None:
    again = renderer.faces_of(SEED, Views((1, 1)))[0]
    other = renderer.faces_of(SEED + 3, Views((1,)))[0]
    assert np.array_equal(person.rgb, again.rgb)
    assert np.array_equal(person.depth, again.depth)
    assert set(other.people) == {SEED + 3}
    assert not np.array_equal(person.rgb[0], other.rgb[0])


def test_a_face_is_labeled_with_what_is_true_of_it(person: FaceSet) -> None:
    assert set(person.people) == {SEED}
    assert set(person.sessions) == {0, 1}
    known = person.conditions
    for angle in ("yaw", "pitch"):
        error = np.abs(known[f"{angle}_deg"] - known[f"true_{angle}_deg"])
        assert error.max() < 8.0
    assert ((known["distance_mm"] > 450.0) & (known["distance_mm"] < 1260.0)).all()
    assert ((known["skin_tone"] >= 0.0) & (known["skin_tone"] <= 1.0)).all()
    middle = unpacked(person.depth)[:, 40:56, 40:56]
    assert np.nanmedian(middle) < 5.0  # the nose stands in front of the rest


def test_a_face_is_labeled_with_how_far_its_eyes_are_closed(renderer: FaceRenderer) -> None:
    closed, _ = renderer.faces_of(SEED, Views((2,), closed_eyes=1.0))
    opened, _ = renderer.faces_of(SEED, Views((2,), closed_eyes=0.0))
    assert closed.conditions["eyes_closed"].min() >= 0.5
    assert opened.conditions["eyes_closed"].max() == 0.0


def test_every_view_is_a_face_or_counted_with_its_reason(
    renderer: FaceRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "_DISTANCES_MM", (1800.0, 2400.0))  # too far away
    found, refused = renderer.faces_of(SEED, Views((1, 1)))
    assert len(found) == 0
    assert refused.total() == 2
    assert set(refused) <= {"TOO_FAR", "LITTLE_DEPTH", "NO_FACE"}


def test_each_session_gets_as_many_views_as_it_was_given(renderer: FaceRenderer) -> None:
    found, refused = renderer.faces_of(SEED, Views((2, 1)))
    assert refused.total() == 0
    np.testing.assert_array_equal(found.sessions, [0, 0, 1])


def test_dressed_sessions_follow_the_others_and_change_none_of_them(
    renderer: FaceRenderer, person: FaceSet
) -> None:
    found, refused = renderer.faces_of(SEED, Views((1, 1), dressed=3))
    assert refused.total() == 0
    np.testing.assert_array_equal(found.sessions, [0, 1, 2, 3, 4])
    assert np.array_equal(found.rgb[:2], person.rgb)
    assert np.array_equal(found.depth[:2], person.depth)
    worn = found.conditions["glasses"] + found.conditions["hat"]
    assert worn[2:].min() >= 1.0


def test_an_interrupted_run_ends_with_the_same_bytes(
    renderer: FaceRenderer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faces, "SHARD_PEOPLE", 1)

    def run(folder: Path) -> Iterator[faces.Progress]:
        return write_faces(folder, renderer, split="test", people=2, views=Views((1,)))

    whole = list(run(tmp_path / "whole"))
    assert [progress.people for progress in whole] == [1, 2]
    first = run(tmp_path / "cut")
    next(first)
    first.close()
    (tmp_path / "cut" / "faces-9000001.new").write_bytes(b"PK\x03\x04 cut off")
    shard = tmp_path / "cut" / "faces-9000000.npz"
    written_ns = shard.stat().st_mtime_ns
    assert list(run(tmp_path / "cut"))[-1] == whole[-1]
    assert shard.stat().st_mtime_ns == written_ns
    assert shards(tmp_path / "cut") == shards(tmp_path / "whole")
    assert set(read_shard(shard).people) == {SPLIT_SEEDS["test"]}

    shard.write_bytes(shard.read_bytes()[:500])  # a damaged one is made again
    list(run(tmp_path / "cut"))
    assert shards(tmp_path / "cut") == shards(tmp_path / "whole")


def test_processes_that_share_the_work_make_the_same_people(
    renderer: FaceRenderer, person: FaceSet, tmp_path: Path
) -> None:
    list(
        write_faces(tmp_path, renderer, split="validation", people=1, views=Views((1, 1)), first=40)
    )
    shared = read_shard(tmp_path / f"faces-{SEED}.npz")
    assert np.array_equal(shared.rgb, person.rgb)


def test_a_folder_of_another_split_or_kind_is_left_alone(
    renderer: FaceRenderer, tmp_path: Path
) -> None:
    SET_FOLDER.take(tmp_path / "set", {"kind": "faces", "split": "test", "views": [1]})
    with pytest.raises(DatasetError, match="split was 'test', now 'train'"):
        next(write_faces(tmp_path / "set", renderer, split="train", people=1, views=Views((1,))))
    with pytest.raises(DatasetError, match="dressed was None, now 2"):
        next(
            write_faces(
                tmp_path / "set", renderer, split="test", people=1, views=Views((1,), dressed=2)
            )
        )
    with pytest.raises(DatasetError, match=r"closed_eyes was None, now 0\.5"):
        next(
            write_faces(
                tmp_path / "set",
                renderer,
                split="test",
                people=1,
                views=Views((1,), closed_eyes=0.5),
            )
        )
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "me.jpg").write_bytes(b"")
    with pytest.raises(DatasetError, match="something else"):
        next(write_faces(tmp_path / "photos", renderer, split="train", people=1, views=Views((1,))))
    (tmp_path / "set" / SET_FOLDER.file).write_text("{")
    with pytest.raises(DatasetError, match="damaged"):
        next(write_faces(tmp_path / "set", renderer, split="test", people=1, views=Views((1,))))


def test_no_split_reaches_into_another() -> None:
    seeds = sorted(SPLIT_SEEDS.values())
    assert min(np.diff(seeds)) >= 1_000_000


def test_a_session_may_change_hair_but_not_the_person(face_model: FaceModel) -> None:
    rng = np.random.default_rng(0)
    person = Person.varied(5)
    owns = sessions.Belongings.random(person, rng)
    for _ in range(50):
        session = sessions.draw_session(person, owns, rng)
        assert replace(session.person, hair_draw=person.hair_draw) == person
        assert session.outfit.glasses in (None, owns.glasses)
        for _ in range(5):
            sitter, _ = sessions.draw_view(session, rng)
            assert abs(sitter.pose.yaw_deg) <= 30.0
            assert abs(sitter.pose.pitch_deg) <= 22.0
            assert session.nearest_mm <= sitter.position_mm[2] <= session.farthest_mm
            assert set(sitter.expression) <= {
                name.removesuffix("_L").removesuffix("_R") for name in face_model.expression_names
            } | set(face_model.expression_names)


@pytest.mark.parametrize("share", [0.0, 0.05, 0.4, 1.0])
def test_eyes_are_closed_as_often_as_was_asked_for(share: float) -> None:
    rng = np.random.default_rng(1)
    person = Person.varied(5)
    session = sessions.draw_session(person, sessions.Belongings.random(person, rng), rng)
    views = [sessions.draw_view(session, rng, share)[0].expression for _ in range(800)]
    closed = [looks["eyeBlink"] for looks in views if "eyeBlink" in looks]
    assert len(closed) / len(views) == pytest.approx(share, abs=0.05 if 0 < share < 1 else 0.0)
    assert all(0.5 <= how_far <= 1.0 for how_far in closed)


def test_whoever_is_dressed_wears_something_new_each_time() -> None:
    rng = np.random.default_rng(0)
    outfits = [sessions.draw_dressed_session(Person.varied(5), rng).outfit for _ in range(300)]
    assert all(outfit.glasses is not None or outfit.hat is not None for outfit in outfits)
    glasses = [outfit.glasses for outfit in outfits if outfit.glasses is not None]
    hats = [outfit.hat for outfit in outfits if outfit.hat is not None]
    assert len(set(glasses)) == len(glasses)
    assert len(set(hats)) == len(hats)
    assert 0.1 < np.mean([o.glasses is not None and o.hat is not None for o in outfits]) < 0.2
    assert 0.6 < len(glasses) / len(outfits) < 0.8


def test_skin_tones_run_from_light_to_dark() -> None:
    def tone(srgb: float) -> float:
        return faces.skin_tone(np.full((40, 80, 4), srgb**2.2, np.float32))

    assert tone(0.85) == pytest.approx(0.0, abs=1e-3)
    assert tone(0.20) == pytest.approx(1.0, abs=1e-3)
    assert tone(0.525) == pytest.approx(0.5, abs=1e-3)


def test_holes_are_black_on_the_contact_sheet_and_near_is_not_far() -> None:
    depth = np.full((96, 96), -32768, np.int16)
    depth[:, 32:64], depth[:, 64:] = -4000, 4000
    picture = colored(depth)
    assert not picture[:, :45].any()
    assert picture[75, 75].any()
    assert (picture[75, 75] != picture[75, 130]).any()
