"""The scripts of `benchmarks/` run and say what they are for."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FACE_MODEL = ROOT.parent / "shared" / "data" / "ict-facekit"


def run(script, *arguments):
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / script, *map(str, arguments)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_growth_is_measured_and_plotted(tmp_path):
    pytest.importorskip("matplotlib", reason="extra evaluate is not installed")
    figures = tmp_path / "growth.json"
    said = run("growth.py", tmp_path / "growth.png", "--counts", 1, 40, "--json", figures)
    results = json.loads(figures.read_text())["results"]
    assert [result["vectors"] for result in results] == [1, 40]
    for result in results:
        assert result["comparison_enrolled"]["median_ms"] > 0.0
        assert result["comparison_stranger"]["median_ms"] > 0.0
        assert result["search_numpy"]["median_ms"] > 0.0
        assert result["same_answers"]
    assert said.count("\n| ") == 3
    assert (tmp_path / "growth.png").read_bytes().startswith(b"\x89PNG")


def test_networks_meet_on_the_same_crops():
    pytest.importorskip("dlib", reason="extra bench is not installed")
    said = run("networks.py", "--source", "demo#photo", "--rounds", 1)
    assert "times as long" in said


def test_the_same_checkout_finds_the_same_bits_as_itself():
    said = run("checkouts.py", ROOT, ROOT, "--times", 1, "--source", "demo#photo", "--frames", 25)
    for row in ("locate", "path", "warm start to verdict"):
        assert re.search(rf"^\| {row} \| [0-9.]+ \(1\.00\) \| [0-9.]+ \(", said, re.MULTILINE)
    assert said.endswith("bits that differ: none\n")


def test_rendering_evaluation_and_training_are_measured_by_workers(tmp_path):
    for package in ("embreex", "sklearn", "tensorflow"):
        pytest.importorskip(package, reason="an extra is not installed")
    if not FACE_MODEL.is_dir():
        pytest.skip("the face model is not here")
    figures = tmp_path / "workers.json"
    size = ("--counts", 1, "--people", 5, "--views", 3, "--steps", 1)
    said = run("workers.py", tmp_path / "new", "--face-model", FACE_MODEL, *size, "--json", figures)
    (speeds,) = json.loads(figures.read_text())["images_per_s"]
    assert speeds.pop("workers") == 1
    assert set(speeds) == {"rendering", "evaluation", "training"}
    assert all(speed > 0.0 for speed in speeds.values())
    assert said.count("\n| ") == 2
