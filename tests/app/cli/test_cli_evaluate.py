"""`faceid evaluate` on a folder of rendered people: figures, files, and what it refuses."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.__main__ import main

pytest.importorskip("matplotlib")
pytest.importorskip("scipy")
pytest.importorskip("sklearn")

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
