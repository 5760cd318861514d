"""`faceid evaluate` on a folder of rendered people: figures, files, and what it refuses."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.__main__ import main
from app.commands.evaluate import crops_again, walk
from faceid_core.encoder import DESCRIPTION
from faceid_core.face_sets import FaceSet, packed, write_shard
from faceid_core.pipeline import Recognizer
from faceid_core.presentation_sets import Presentation, read_shard, shard_path
from faceid_core.presentation_sets import write_shard as write_presentations
from hardware import Frame, Intrinsics

pytest.importorskip("matplotlib")
pytest.importorskip("scipy")
pytest.importorskip("sklearn")

from faceid_core.evaluation import find_sessions, load_encoder
from faceid_core.evaluation.samples import observe_alone

Run = Callable[..., "Outcome"]  # noqa: F821 (of conftest)

FRAMES = Path(__file__).parents[2] / "data"
#: Rendered frames of `tests/data` as sessions of people.
SESSIONS = {
    "ann/first": ("frontal_750", "frontal_900", "yaw_left"),
    "ann/second": ("smile", "pitch_up", "too_far"),
    "ann/attack-print": ("flat_photo", "empty"),
    "ann/attack-bent-print": ("bent_photo",),
    "bob/first": ("other",),
    "eve/first": ("third",),
}


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    folder = tmp_path / "people"
    for session, names in SESSIONS.items():
        place = folder / session
        place.mkdir(parents=True)
        for name in names:
            for ending in ("_rgb.png", "_depth.png"):
                shutil.copy(FRAMES / (name + ending), place)
    shutil.copy(FRAMES / "camera.json", folder)
    return folder


#: Rendered frames as people and sessions of a face set; two shards.
FACE_SET = (
    ((10, 0, "frontal_750"), (10, 0, "yaw_left"), (10, 1, "smile"), (10, 1, "pitch_up")),
    ((23, 0, "other"), (24, 0, "third")),
)


@pytest.fixture(scope="module")
def face_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faces")
    recognizer = Recognizer.load()
    camera = json.loads((FRAMES / "camera.json").read_text())
    intrinsics = Intrinsics(camera["fx"], camera["fy"], camera["cx"], camera["cy"])
    for rows in FACE_SET:
        found = []
        for _, _, name in rows:
            bgr = cv2.imread(str(FRAMES / f"{name}_rgb.png"))
            depth_mm = cv2.imread(str(FRAMES / f"{name}_depth.png"), cv2.IMREAD_UNCHANGED)
            frame = Frame(np.ascontiguousarray(bgr[:, :, ::-1]), depth_mm, 0.0, intrinsics)
            found.append(observe_alone(frame, recognizer))
        faces = FaceSet(
            people=np.array([person for person, _, _ in rows]),
            sessions=np.array([session for _, session, _ in rows]),
            rgb=np.stack([seen.crop.rgb for seen in found]),
            depth=np.stack([packed(seen.crop.depth_mm) for seen in found]),
            conditions={
                "yaw_deg": np.float32([seen.face.pose.yaw_deg for seen in found]),
                "glasses": np.zeros(len(rows), np.float32),
            },
        )
        write_shard(folder, rows[0][0], faces)
    return folder


def test_a_face_set_is_compared_without_frames(faceid: Run, face_set: Path, tmp_path: Path) -> None:
    out = tmp_path / "results"
    outcome = faceid("evaluate", "--dataset", face_set, "--out", out, "--slices", "--json")
    assert outcome.exit_code == 0, outcome.err
    assert "6 of 6 faces" in outcome.err
    result = outcome.result
    assert list(result)[1:3] == ["mean_mated_distance", "mean_non_mated_distance"]
    assert (result["people"], result["sessions"], result["frames"]) == (3, 4, 6)
    assert result["is_face_set"]
    assert result["acquisition"]["failed"]["value"] is None
    assert result["bpcer"]["value"] is None
    pairs, enrolled = result["protocols"]["pairs"], result["protocols"]["enrolled"]
    assert (pairs["mated"], pairs["non_mated"]) == (4, 9)
    assert (enrolled["mated"], enrolled["non_mated"]) == (2, 4)
    assert result["mean_mated_distance"] < result["threshold"] < result["mean_non_mated_distance"]
    glasses = [part for part in result["slices"] if part["condition"] == "glasses"]
    assert [(part["is_there"], part["probes"], part["people"]) for part in glasses] == [
        (False, 2, 1)
    ]
    assert glasses[0]["fnmr"]["value"] == enrolled["trunks"]["fused"]["fnmr"]["value"]
    text = (out / "report.html").read_text(encoding="utf-8")
    assert "liveness was not judged" in text
    assert "By condition" in text


@pytest.mark.parametrize("set_name", ["face_set", "dataset", "presentation_set"])
def test_two_processes_find_what_one_finds(
    faceid: Run, request: pytest.FixtureRequest, tmp_path: Path, set_name: str
) -> None:
    folder = request.getfixturevalue(set_name)
    if set_name == "presentation_set":  # a second shard, of somebody else
        folder = shutil.copytree(folder, tmp_path / "two")
        others = [replace(shown, person=8) for shown in read_shard(shard_path(folder, 3))]
        write_presentations(shard_path(folder, 8), others)
    results = []
    for workers in (1, 2):
        out = tmp_path / f"by {workers}"
        outcome = faceid("evaluate", "--dataset", folder, "--out", out, "--workers", workers)
        assert outcome.exit_code == 0, outcome.err
        assert "XNNPACK" not in outcome.err
        results.append((out / "evaluation.json").read_bytes())
    assert results[0] == results[1]


def test_a_cluster_finds_what_one_process_finds(
    faceid: Run, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed", reason="extra cluster is not installed")
    here, there = tmp_path / "here", tmp_path / "there"
    assert faceid("evaluate", "--dataset", dataset, "--out", here).exit_code == 0
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        monkeypatch.chdir(tmp_path)  # the workers are somewhere else, and the folder has no root
        workers = ("--scheduler", cluster.scheduler_address)
        outcome = faceid("evaluate", "--dataset", dataset.name, "--out", there, *workers)
    assert outcome.exit_code == 0, outcome.err
    names = ("evaluation.json", "report.html")
    assert [(here / name).read_bytes() for name in names] == [
        (there / name).read_bytes() for name in names
    ]


def test_a_cluster_that_is_not_there_is_told(faceid: Run, face_set: Path) -> None:
    pytest.importorskip("distributed", reason="extra cluster is not installed")
    nowhere = ("--scheduler", "nowhere at all")
    outcome = faceid("evaluate", "--dataset", face_set, *nowhere)
    assert outcome.exit_code == 4
    assert "No Dask scheduler answers at nowhere at all" in outcome.err
    both = faceid("evaluate", "--dataset", face_set, *nowhere, "--workers", 2)
    assert both.exit_code == 4
    assert "not allowed with" in both.err


def test_failure_to_acquire_is_known_where_every_shard_notes_it(
    faceid: Run, face_set: Path, tmp_path: Path
) -> None:
    noted = tmp_path / "noted"
    shutil.copytree(face_set, noted)
    shards = sorted(noted.glob("*.npz"))
    failed = []
    for shard, refused in zip(shards, ({"COVERED": 1}, {"COVERED": 1, "TOO_DARK": 1}), strict=True):
        note = json.dumps({"people": 1, "refused": refused})
        shard.with_suffix(".json").write_text(note, encoding="utf-8")
        failed.append(faceid("evaluate", "--dataset", noted, "--json").result["acquisition"])
    assert failed[0]["failed"]["value"] is None
    assert (failed[1]["failed"]["count"], failed[1]["failed"]["total"]) == (3, 9)
    assert failed[1]["reasons"] == {"COVERED": 2, "TOO_DARK": 1}


def test_a_face_set_gives_the_distances_of_its_frames(
    faceid: Run, face_set: Path, tmp_path: Path
) -> None:
    people = tmp_path / "people"
    for person, session, name in (row for rows in FACE_SET for row in rows):
        place = people / str(person) / str(session)
        place.mkdir(parents=True, exist_ok=True)
        for ending in ("_rgb.png", "_depth.png"):
            shutil.copy(FRAMES / (name + ending), place)
    shutil.copy(FRAMES / "camera.json", people)
    of_frames = faceid("evaluate", "--dataset", people, "--json").result
    of_crops = faceid("evaluate", "--dataset", face_set, "--json").result
    for name in ("mean_mated_distance", "mean_non_mated_distance"):
        assert of_crops[name] == pytest.approx(of_frames[name], abs=0.01)  # depth was rounded


def test_encoders_are_compared_on_the_same_crops(faceid: Run, face_set: Path) -> None:
    pytest.importorskip("dlib", reason="extra train is not installed")
    encoders = ("--encoder", DESCRIPTION, "--encoder", "dlib")
    outcome = faceid("evaluate", "--dataset", face_set, *encoders, "--json")
    assert outcome.exit_code == 0, outcome.err
    result = outcome.result
    (dlib,) = result["other_encoders"]
    assert (dlib["name"], dlib["threshold"], dlib["cross_modal"]) == ("dlib", 0.6, None)
    assert result["name"] == result["encoder_id"] != "dlib"
    sides = {(d["protocol"], *d["first"], *d["second"]) for d in result["differences"]}
    shipped = result["name"]
    for protocol in ("pairs", "enrolled"):
        assert (protocol, shipped, "fused", "dlib", "fused") in sides
    words = faceid("evaluate", "--dataset", face_set, *encoders).out
    assert f"{shipped} fused minus dlib fused, pairs" in words
    assert "too few comparisons" in words
    assert words.startswith("mean mated distance 0.")


def test_a_damaged_shard_is_told_before_the_work(
    faceid: Run, face_set: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(face_set, copy)
    last = sorted(copy.iterdir())[-1]
    last.write_bytes(last.read_bytes()[:1000])
    outcome = faceid("evaluate", "--dataset", copy)
    assert outcome.exit_code == 4
    assert f"{last.name} is damaged" in outcome.err
    assert "faces" not in outcome.err.replace(last.name, "")


def test_figures_and_files_of_a_folder_of_people(
    faceid: Run, dataset: Path, tmp_path: Path
) -> None:
    out = tmp_path / "results"
    outcome = faceid("evaluate", "--dataset", dataset, "--out", out, "--embeddings", "--json")
    assert outcome.exit_code == 0, outcome.err
    assert "11 of 11 frames" in outcome.err
    assert "personal data" in outcome.err

    result = outcome.result
    assert (result["people"], result["sessions"], result["frames"]) == (3, 4, 8)
    assert result["acquisition"]["reasons"] == {"TOO_FAR": 1}
    pairs = result["protocols"]["pairs"]
    assert (pairs["mated"], pairs["non_mated"]) == (6, 11)
    assert result["mean_mated_distance"] < result["threshold"] < result["mean_non_mated_distance"]
    assert not any(fixed["is_supported"] for fixed in pairs["trunks"]["fused"]["fnmr_at_fmr"])
    species = {attack["species"]: attack for attack in result["attacks"]}
    assert set(species) == {"print", "bent-print"}
    assert species["print"]["non_response"]["count"] == 1
    for attack in species.values():
        assert (attack["apcer"]["count"], attack["apcer"]["total"]) == (0, 1)

    names = sorted(path.name for path in out.iterdir())
    assert names == ["embeddings.npz", "evaluation.json", "report.html"]
    assert stat.S_IMODE((out / "embeddings.npz").stat().st_mode) == 0o600
    stored = json.loads((out / "evaluation.json").read_text(encoding="utf-8"))
    assert stored.items() <= result.items()

    again = faceid("evaluate", "--dataset", dataset, "--out", out)
    assert again.exit_code == 4
    assert "not an empty folder" in again.err


def test_crops_are_cut_again_from_the_frames_they_were_cut_from(dataset: Path) -> None:
    recognizer, encoder = Recognizer.load(), load_encoder()
    samples = walk(find_sessions(dataset), (None,))
    own = [s for s in samples if s.session.species is None and s.retry is None]
    wanted = [0, 3, 6]  # of ann's two sessions, the second of which holds a Retry; of eve's
    crops = crops_again(samples, recognizer, wanted)
    assert sorted(crops) == wanted
    for index, crop in crops.items():
        np.testing.assert_array_equal(encoder.encode(crop)["fused"], own[index].vectors[0]["fused"])


def test_a_missing_extra_is_named(dataset: Path) -> None:
    code = (
        "import sys; sys.modules['sklearn'] = None\n"
        "from app.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "evaluate", "--dataset", str(dataset)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 4
    (line,) = done.stderr.splitlines()
    assert "package sklearn" in line
    assert ".[evaluate]" in line


def test_it_explains_itself_and_the_folder(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", "--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert "attack-<species>" in text
    assert "--embeddings" in text


def test_without_a_folder_for_results_it_tells_them(faceid: Run, dataset: Path) -> None:
    outcome = faceid("evaluate", "--dataset", dataset, "--enroll", 2)
    assert outcome.exit_code == 0, outcome.err
    assert outcome.out.startswith("mean mated distance 0.")
    assert "Asked for were 2 frames a template" in " ".join(outcome.out.split())
    assert "100000 needed" in outcome.out
    assert "bent-print" in outcome.out


def test_damage_in_the_last_session_is_told_before_the_work(faceid: Run, dataset: Path) -> None:
    (dataset / "eve" / "first" / "third_depth.png").unlink()
    outcome = faceid("evaluate", "--dataset", dataset)
    assert outcome.exit_code == 4
    assert "third_depth.png is missing" in outcome.err
    assert "frames" not in outcome.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--dataset", "people/ann"], "holds frames itself"),
        (["--dataset", "nowhere"], "no folder"),
        (["--dataset", "people", "--embeddings"], "--out"),
        (["--dataset", "people", "--enroll", "0"], "--enroll"),
        (["--dataset", "people", "--out", "people/results"], "lies in the dataset"),
        (["--dataset", "people", "--out", "people/camera.json"], "lies in the dataset"),
        (["--dataset", "people", "--encoder", "no.json"], "no.json"),
        (["--dataset", "people", "--encoder", "dlib", "--encoder", "dlib"], "twice"),
        ([], "--dataset"),
    ],
)
def test_what_cannot_be_evaluated_is_told_in_one_line(
    faceid: Run,
    dataset: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(dataset.parent)
    outcome = faceid("evaluate", *arguments)
    assert outcome.exit_code == 4
    (line,) = outcome.err.splitlines()
    assert words in line
    assert not (dataset / "results").exists()


#: Rendered frames as presentations: enrolled, owner, photo, and a face that is another's.
PRESENTATIONS = (
    ("enrollment", ("frontal_600", "frontal_750", "frontal_900", "yaw_left")),
    ("bona-fide", ("frontal_750",) * 6),
    ("photo-matte", ("flat_photo",) * 6),
    ("double", ("other",) * 6),
)


@pytest.fixture(scope="module")
def presentation_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("attacks")
    shown = [
        Presentation(3, species, tuple(read_frame(name, 0.25 * i) for i, name in enumerate(names)))
        for species, names in PRESENTATIONS
    ]
    write_presentations(shard_path(folder, 3), shown)
    return folder


def read_frame(name: str, timestamp_s: float) -> Frame:
    camera = json.loads((FRAMES / "camera.json").read_text())
    bgr = cv2.imread(str(FRAMES / f"{name}_rgb.png"))
    depth_mm = cv2.imread(str(FRAMES / f"{name}_depth.png"), cv2.IMREAD_UNCHANGED)
    intrinsics = Intrinsics(camera["fx"], camera["fy"], camera["cx"], camera["cy"])
    return Frame(np.ascontiguousarray(bgr[:, :, ::-1]), depth_mm, timestamp_s, intrinsics)


def test_presentations_are_counted_by_species(
    faceid: Run, presentation_set: Path, tmp_path: Path
) -> None:
    out = tmp_path / "results"
    outcome = faceid("evaluate", "--dataset", presentation_set, "--out", out, "--json")
    assert outcome.exit_code == 0, outcome.err
    assert "1 of 1 people" in outcome.err
    result = outcome.result
    assert (result["people"], result["not_enrolled"]) == (1, 0)
    assert (result["bona_fide"]["bpcer"]["count"], result["bona_fide"]["bpcer"]["total"]) == (0, 1)
    assert result["bona_fide"]["opened"]["count"] == 1
    attacks = {attack["species"]: attack for attack in result["attacks"]}
    assert attacks["photo-matte"]["apcer"]["count"] == 0
    assert (attacks["double"]["apcer"]["count"], attacks["double"]["iapar"]["count"]) == (1, 0)
    assert "photo-matte" in (out / "report.html").read_text()
    text = faceid("evaluate", "--dataset", presentation_set).out
    assert "Presentation attacks" in text
    assert "Not tested" in text


@pytest.mark.parametrize("option", [("--slices",), ("--encoder", "dlib")])
def test_options_that_presentations_do_not_have_are_named(
    faceid: Run, presentation_set: Path, option: tuple[str, ...]
) -> None:
    outcome = faceid("evaluate", "--dataset", presentation_set, *option)
    assert outcome.exit_code != 0
    assert option[0] in outcome.err
