"""`faceid synthesize`: what it writes can be used, what it cannot do it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("embreex")

from faceid_core.face_sets import read_face_set
from faceid_core.synthesis.shard_work import (
    DepthMapWork,
    FaceWork,
    PresentationWork,
    Renderers,
    ShardWork,
    Share,
)

Run = Callable[..., "Outcome"]  # noqa: F821 (of conftest)

FACE_MODEL = Path(__file__).parents[4] / "shared" / "data" / "ict-facekit"
WRONG_VIEWS = ("0", "9+", "9+0", "-4", "many")
MODULES = {"faces": "faces", "depth": "depth_maps"}


@pytest.mark.skipif(not FACE_MODEL.is_dir(), reason="the face model is not here")
def test_rendered_people_are_a_folder_as_the_evaluation_reads_it(
    faceid: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "people"
    arguments = ("--face-model", FACE_MODEL, "--people", 1, "--frames", 1, "--seed", 7)
    outcome = faceid("synthesize", "people", folder, *arguments, "--json")
    assert outcome.exit_code == 0, outcome.err
    assert "2 of 2 frames" in outcome.err
    (person,) = (path for path in folder.iterdir() if path.is_dir())
    for session in person.iterdir():
        (color,) = session.glob("*_rgb.png")
        assert color.with_name(color.name.replace("_rgb", "_depth")).is_file()
        looked_at = faceid("record", tmp_path / session.name, "--source", f"recording:{session}")
        assert looked_at.exit_code == 0, looked_at.err

    again = faceid("synthesize", "people", folder, *arguments)
    assert again.exit_code == 4
    assert "not empty" in again.err


@pytest.mark.skipif(not FACE_MODEL.is_dir(), reason="the face model is not here")
def test_faces_are_shards_that_a_second_run_goes_on_with(faceid: Run, tmp_path: Path) -> None:
    folder = tmp_path / "set"
    arguments = ("--face-model", FACE_MODEL, "--split", "validation", "--views", 1, "--json")
    outcome = faceid("synthesize", "faces", folder, *arguments, "--people", 2)
    assert outcome.exit_code == 0, outcome.err
    assert "2 of 2 people" in outcome.err
    result = outcome.result
    assert result["faces"] + sum(result["refused"].values()) == result["views"] == 2
    assert len(read_face_set(folder)) == result["faces"]
    assert (folder / "contact_sheet.png").is_file()

    again = faceid("synthesize", "faces", folder, *arguments, "--people", 2)
    assert again.result["faces"] == result["faces"]
    dressed = faceid(
        "synthesize", "faces", tmp_path / "dressed", *arguments, "--people", 1, "--dressed", 2
    )
    assert dressed.result["views"] == 3
    assert len(read_face_set(tmp_path / "dressed")) == dressed.result["faces"]
    negative = faceid("synthesize", "faces", folder, *arguments, "--people", 2, "--dressed", -1)
    assert negative.exit_code == 4
    assert "--dressed" in negative.err + negative.out
    asleep = faceid(
        "synthesize", "faces", tmp_path / "asleep", *arguments, "--people", 1, "--closed-eyes", 1
    )
    assert asleep.result["views"] == 1
    too_many = faceid("synthesize", "faces", folder, *arguments, "--people", 2, "--closed-eyes", 2)
    assert too_many.exit_code == 4
    assert "--closed-eyes" in too_many.err + too_many.out
    other = ("--face-model", FACE_MODEL, "--split", "train", "--views", 1, "--people", 1)
    refused = faceid("synthesize", "faces", folder, *other, "--json")
    assert refused.exit_code == 4
    assert "split was 'validation', now 'train'" in refused.result["reason"]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.skipif(not FACE_MODEL.is_dir(), reason="the face model is not here")
@pytest.mark.parametrize(
    ("kind", "work", "views"), [("faces", FaceWork, ("--views", 1)), ("depth", DepthMapWork, ())]
)
def test_processes_that_share_the_work_write_the_same_files(
    faceid: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    work: type[ShardWork[Any]],
    views: tuple[object, ...],
) -> None:
    monkeypatch.setattr(work, "shard_people", 1)
    monkeypatch.setattr(f"faceid_core.synthesis.{MODULES[kind]}.SHARD_PEOPLE", 1)
    arguments = ("--face-model", FACE_MODEL, "--split", "test", "--people", 2, *views, "--json")
    one, two = (
        faceid("synthesize", kind, tmp_path / str(count), *arguments, "--workers", count)
        for count in (1, 2)
    )
    assert (one.exit_code, two.exit_code) == (0, 0), one.err + two.err
    assert "2 of 2 people" in two.err
    assert "XNNPACK" not in two.err
    assert files(tmp_path / "1") == files(tmp_path / "2")
    assert len(list((tmp_path / "2").glob("*.npz"))) == 2
    differing = {"directory", "seconds"}
    assert {k: v for k, v in one.result.items() if k not in differing} == {
        k: v for k, v in two.result.items() if k not in differing
    }

    shard = sorted((tmp_path / "2").glob("*.npz"))[1]
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "2").iterdir()}
    shard.write_bytes(shard.read_bytes()[:500])
    again = faceid("synthesize", kind, tmp_path / "2", *arguments, "--workers", 2)
    assert again.exit_code == 0, again.err
    assert files(tmp_path / "1") == files(tmp_path / "2")
    made = {
        path.stem for path in (tmp_path / "2").iterdir() if path.stat().st_mtime_ns != kept[path]
    }
    assert made == {shard.stem}


def test_shares_are_the_shards_of_one_process(tmp_path: Path) -> None:
    work = PresentationWork(tmp_path, Renderers(tmp_path), "test")
    assert work.shares(3, 12) == [Share(3, 5), Share(8, 5), Share(13, 2)]


@pytest.mark.skipif(not FACE_MODEL.is_dir(), reason="the face model is not here")
@pytest.mark.parametrize(("views", "sessions"), [("3", (2, 1)), ("1+2", (1, 2)), ("1", (1,))])
def test_views_are_shared_by_the_sessions(
    faceid: Run, tmp_path: Path, views: str, sessions: tuple[int, ...]
) -> None:
    arguments = ("--face-model", FACE_MODEL, "--split", "validation", "--people", 1)
    outcome = faceid("synthesize", "faces", tmp_path, *arguments, "--views", views, "--json")
    assert outcome.exit_code == 0, outcome.err
    assert outcome.result["views"] == outcome.result["faces"] == sum(sessions)
    found = read_face_set(tmp_path).sessions
    assert tuple(np.unique_counts(found).counts) == sessions


@pytest.mark.skipif(not FACE_MODEL.is_dir(), reason="the face model is not here")
def test_depth_maps_are_written_with_the_seeds_of_their_split(faceid: Run, tmp_path: Path) -> None:
    folder = tmp_path / "maps"
    arguments = ("--face-model", FACE_MODEL, "--split", "test", "--people", 1, "--first", 3)
    outcome = faceid("synthesize", "depth", folder, *arguments, "--json")
    assert outcome.exit_code == 0, outcome.err
    assert [path.name for path in folder.glob("maps-*.npz")] == ["maps-9000003.npz"]
    assert (folder / "contact_sheet.png").is_file()


@pytest.mark.parametrize("kind", ["faces", "attacks", "depth"])
def test_a_folder_with_something_else_is_left_alone(faceid: Run, tmp_path: Path, kind: str) -> None:
    if not FACE_MODEL.is_dir():
        pytest.skip("the face model is not here")
    (tmp_path / "me.jpg").write_bytes(b"")
    arguments = ("--face-model", FACE_MODEL, "--split", "test", "--people", 1)
    outcome = faceid("synthesize", kind, tmp_path, *arguments, "--json")
    assert outcome.exit_code == 4
    assert "holds something else" in outcome.result["reason"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["me.jpg"]


def test_an_unknown_species_is_named(faceid: Run, tmp_path: Path) -> None:
    if not FACE_MODEL.is_dir():
        pytest.skip("the face model is not here")
    arguments = ("--face-model", FACE_MODEL, "--split", "test", "--people", 1)
    wrong = ("--species", "paper-mask,hologram", "--json")
    outcome = faceid("synthesize", "attacks", tmp_path / "new", *arguments, *wrong)
    assert outcome.exit_code == 4
    assert "no species hologram" in outcome.result["reason"]
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        ("--first", -1),
        ("--people", 0),
        ("--split", "all"),
        *(("--views", text) for text in WRONG_VIEWS),
    ],
)
def test_wrong_numbers_are_named(faceid: Run, tmp_path: Path, wrong: tuple[str, object]) -> None:
    given = {"--face-model": tmp_path, "--split": "test", "--people": 1} | dict([wrong])
    flat = [part for pair in given.items() for part in pair]
    outcome = faceid("synthesize", "faces", tmp_path / "new", *flat)
    assert outcome.exit_code == 4
    assert wrong[0] in outcome.err


@pytest.mark.parametrize("kind", ["faces", "attacks", "depth"])
def test_training_data_without_a_face_model_is_named(
    faceid: Run, tmp_path: Path, kind: str
) -> None:
    missing, new = tmp_path / "nothing", tmp_path / "new"
    arguments = ("--face-model", missing, "--split", "test", "--people", 1, "--json")
    outcome = faceid("synthesize", kind, new, *arguments)
    assert outcome.exit_code == 4
    assert str(missing) in outcome.result["reason"]
    assert not new.exists()


@pytest.mark.parametrize("kind", ["demo", "people"])
def test_a_missing_face_model_is_named(faceid: Run, tmp_path: Path, kind: str) -> None:
    missing = tmp_path / "nothing"
    outcome = faceid("synthesize", kind, tmp_path / "new", "--face-model", missing, "--json")
    assert outcome.exit_code == 4
    assert outcome.result["error"] == "FaceModelError"
    assert str(missing) in outcome.result["reason"]
    assert not (tmp_path / "new").exists()
