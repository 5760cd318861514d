"""The scripts of `benchmarks/` run and say what they are for."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


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
        assert result["comparison"]["median_ms"] > 0.0
        assert result["search_numpy"]["median_ms"] > 0.0
        assert result.get("same_answers", True)
    assert said.count("\n| ") == 3
    assert (tmp_path / "growth.png").read_bytes().startswith(b"\x89PNG")


def test_networks_meet_on_the_same_crops():
    pytest.importorskip("dlib", reason="extra bench is not installed")
    said = run("networks.py", "--source", "demo#photo", "--rounds", 1)
    assert "times as long" in said
