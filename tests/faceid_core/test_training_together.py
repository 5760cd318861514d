"""Two programs train one network: one loss, one checkpoint, each told of the other's trouble."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

pytest.importorskip("tensorflow", reason="extra train is not installed")

from benchmarks.local_workers import tf_configs
from faceid_core.errors import TrainingError
from faceid_core.training.strategies import make_strategy

HERE = Path(__file__).parent


def test_two_programs_train_one_network_and_go_on(tmp_path: Path) -> None:
    search = os.pathsep.join([str(HERE.parents[1]), str(HERE)])
    common = {**os.environ, "PYTHONPATH": search, "TF_CPP_MIN_LOG_LEVEL": "2"}
    with ExitStack() as stack:
        programs = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, HERE / "training_together.py", tmp_path],
                    env={**common, "TF_CONFIG": configuration},
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            for configuration in tf_configs(2)
        ]
        for program in programs:
            stack.callback(program.kill)
        said = [program.communicate(timeout=150) for program in programs]
    assert [program.returncode for program in programs] == [0, 0], said[0][1] + said[1][1]
    chief, other = (json.loads(out.splitlines()[-1]) for out, _ in said)

    assert (chief["place"], other["place"]) == ("chief", "other")
    assert len(chief["losses"]) == 2
    assert chief["losses"] == other["losses"]
    assert chief["weights"] == other["weights"]
    assert (chief["resumed_at"], other["resumed_at"]) == (2, 2)
    assert sorted(path.name for path in (tmp_path / "run").glob("ckpt-*.index")) == [
        "ckpt-2.index",
        "ckpt-3.index",
    ]
    assert "it says why" in chief["other_data"]
    assert "seed was 0, now 1" in other["other_data"]
    assert "that of 3 batches" in chief["other_folder"]
    assert "that of 0 batches" in other["other_folder"]
    assert not list((tmp_path / "empty").glob("ckpt*"))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"cluster": {"worker": []}, "task": {"type": "worker", "index": 0}}']
)
def test_who_trains_together_must_be_said(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("TF_CONFIG", text)
    with pytest.raises(TrainingError, match="TF_CONFIG must say"):
        make_strategy("multiworker")
