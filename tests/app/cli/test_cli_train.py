"""`faceid train` from shards to the exported network, and what it refuses."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from faceid_core.face_sets import FaceSet, write_shard

Run = Callable[..., "Outcome"]  # noqa: F821 (of conftest)

ROOT = Path(__file__).parents[3]
SMALL = ("--people-a-batch", 2, "--views-a-person", 2, "--impostors-a-person", 1)


@pytest.fixture
def faces(tmp_path: Path) -> Path:
    """Three people of noise, two faces each."""
    folder = tmp_path / "faces"
    rng = np.random.default_rng(0)
    write_shard(
        folder,
        1,
        FaceSet(
            people=np.repeat(np.arange(1, 4), 2),
            sessions=np.zeros(6, np.int64),
            rgb=rng.integers(0, 256, (6, 192, 192, 3), np.uint8),
            depth=rng.integers(-4000, 4000, (6, 96, 96), np.int16),
            conditions={},
        ),
    )
    return folder


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # of Keras
def test_a_run_is_trained_exported_and_not_taken_for_another(
    faceid: Run, faces: Path, tmp_path: Path
) -> None:
    pytest.importorskip("tensorflow")
    out = tmp_path / "run"
    command = ("train", "baseline", faces, out, *SMALL)
    outcome = faceid(*command, "--steps", 2, "--json")
    assert outcome.exit_code == 0, outcome.err
    assert "6 faces, 3 people with 2 or more" in outcome.err
    assert "2 of 2 batches, loss " in outcome.err
    result = outcome.result
    assert (result["kind"], result["steps"], result["steps_before"]) == ("baseline", 2, 0)
    assert result["loss"] > 0
    assert result["images_per_s"] > 0
    assert all(Path(path).is_file() for path in result["files"])
    assert (out / "baseline.tflite").stat().st_size > 1e6
    assert list((out / "logs").glob("events.*"))

    other = faceid(*command, "--steps", 2, "--seed", 9)
    assert other.exit_code == 4
    assert "another run (seed was 0, now 9)" in other.err


def test_ctrl_c_leaves_a_checkpoint_and_says_how_to_go_on(faces: Path, tmp_path: Path) -> None:
    pytest.importorskip("tensorflow")
    out = tmp_path / "run"
    command = [sys.executable, "-m", "app", "train", "baseline", str(faces), str(out)]
    with subprocess.Popen(
        [*command, *map(str, SMALL), "--steps", "100000"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stderr is not None
            while "batches, loss" not in (line := process.stderr.readline()):
                assert line, "it ended before it trained"
            process.send_signal(signal.SIGINT)
            said = process.stderr.read()
            assert process.wait() == 130
        finally:
            process.kill()
    assert "Interrupted after about" in said
    assert "same command goes on" in said
    assert list(out.glob("ckpt-*.index"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("baseline", "nowhere", "run"), "no shards"),
        (("baseline", "faces", "run", "--people-a-batch", 4), "a batch takes 4 people"),
        (("baseline", "faces", "run", "--views-a-person", 3), "0 people of 3"),
        (("baseline", "faces", "run", "--views-a-person", 1), "at least 2 people with 2 views"),
        (("baseline", "faces", "faces", *SMALL), "name a new folder"),
        (("depth", "nowhere", "run"), "no depth maps"),
        (("color", "nowhere", "run"), "no shards"),
        (("color", "faces", "run"), "too few to learn from"),
        (("baseline", "faces", "run", "--strategy", "clever"), "--strategy"),
        (("other", "faces", "run"), "other"),
        (("baseline", "faces", "run", "--steps", 0), "--steps"),
    ],
)
def test_what_cannot_be_trained_is_told_in_one_line(
    faceid: Run,
    faces: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[object, ...],
    words: str,
) -> None:
    pytest.importorskip("tensorflow")
    pytest.importorskip("embreex")
    monkeypatch.chdir(faces.parent)
    steps = () if "--steps" in arguments else ("--steps", 2)
    outcome = faceid("train", *arguments, *steps)
    assert outcome.exit_code == 4
    (line,) = outcome.err.splitlines()
    assert words in line
    assert not Path("run").exists()


def test_a_missing_extra_is_named(faces: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['tensorflow'] = sys.modules['keras'] = None\n"
        "from app.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "train", "baseline", str(faces), str(tmp_path / "run")]
    done = subprocess.run(
        [*command, "--steps", "1"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 4
    (line,) = done.stderr.splitlines()
    assert ".[train]" in line
