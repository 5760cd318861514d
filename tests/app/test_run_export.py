"""A run as CSV and JSON: what was measured, nothing that shows or identifies a face."""

from __future__ import annotations

import csv
import io
import json
import math

import pytest
from scripted_app import gray_frame, judged, missed

from app.judged_frames import JudgedFrames, judge
from app.run_export import Run, csv_text, export, json_text
from faceid_core.lock import Lock, LockPolicy
from faceid_core.types import Observation, Retry


def run_of(*seen: Observation) -> Run:
    lock, frames = Lock(), JudgedFrames()
    templates = ()
    for index, observation in enumerate(seen):
        lock = lock.after(observation, index / 30, LockPolicy(frames_to_unlock=2))
        frames.add(judge(index, "owner", observation, lock, 0), templates)
    return Run("recording gray", "scripted-1", ("Ada",), 9, frames.in_order())


@pytest.fixture
def run() -> Run:
    return run_of(
        missed(gray_frame(0), Retry.TOO_FAR),
        judged(gray_frame(1), distance=0.1234567890123),
        judged(gray_frame(2)),
        judged(gray_frame(3), distance=0.9),
        judged(gray_frame(4), relief_mm=0.5),
        judged(gray_frame(5), None),
        judged(gray_frame(6), relief_mm=math.nan),
    )


def test_json_tells_everything_of_every_frame(run):
    told = json.loads(json_text(run))
    assert told["source"] == "recording gray"
    assert told["encoder_id"] == "scripted-1"
    assert told["enrolled"] == ["Ada"]
    assert told["frame_count"] == 9
    frames = told["frames"]
    assert [f["verdict"] for f in frames] == [
        "no face", "match", "match", "refused", "refused", "not compared", "refused",
    ]  # fmt: skip
    assert (frames[0]["retry"], frames[0]["reason"]) == ("too_far", "Move closer")
    assert frames[0]["distance"] is frames[0]["liveness"] is frames[0]["pose"] is None
    assert frames[1]["distance"] == 0.1234567890123  # not rounded
    assert frames[1]["timestamp_s"] == 1 / 30
    assert frames[1]["range_mm"] == 812.0
    assert frames[1]["pose"] == {"yaw_deg": 0.0, "pitch_deg": 0.0, "roll_deg": 0.0}
    assert frames[1]["liveness"]["cues"]["plane_residual"] == {
        "value": 6.0, "limit": 4.0, "row_limit": None, "unit": "mm", "passed": True,
    }  # fmt: skip
    assert frames[2]["lock"] == {"state": "unlocked", "name": "Ada", "verdict": "accepted"}
    assert frames[3]["reason"] == "This is not Ada"
    assert frames[4]["reason"] == "This looks like a flat picture"
    assert frames[4]["liveness"]["decision"] == "attack"
    assert frames[6]["liveness"]["cues"]["plane_residual"]["value"] is None


def test_csv_holds_the_same_in_columns(run):
    rows = list(csv.DictReader(io.StringIO(csv_text(run))))
    told = json.loads(json_text(run))["frames"]
    assert [row["verdict"] for row in rows] == [frame["verdict"] for frame in told]
    for row, frame in zip(rows, told, strict=True):
        for key in ("frame", "timestamp_s", "chapter", "reason", "distance", "color_limit"):
            assert row[key] == ("" if frame[key] is None else str(frame[key]))
        assert row["lock_state"] == frame["lock"]["state"]
    assert rows[1]["plane_residual_mm"] == "6.0"
    assert rows[1]["plane_residual_limit_mm"] == "4.0"
    assert rows[6]["plane_residual_mm"] == rows[0]["plane_residual_mm"] == ""
    assert rows[4]["liveness"] == "attack"
    assert rows[1]["yaw_deg"] == "0.0"


def test_no_embedding_and_no_picture_leave_the_program(run):
    seen = judged(gray_frame(1))
    vector = seen.embedding.vector
    for text in (json_text(run), csv_text(run)):
        assert not any(f"{value:.5f}"[:7] in text for value in vector[:32])
        assert "vector" not in text
        assert "rgb" not in text
        assert len(text) < 1500 * len(run.frames)


@pytest.mark.parametrize(
    ("name", "is_table"), [("run.csv", True), ("run.CSV", True), ("r.json", False)]
)
def test_the_ending_decides(run, tmp_path, name, is_table):
    path = tmp_path / name
    export(run, path)
    export(run, path)  # writes over it
    assert path.read_text(encoding="utf-8") == (csv_text(run) if is_table else json_text(run))
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_judged_is_an_empty_table():
    empty = run_of()
    assert json.loads(json_text(empty))["frames"] == []
    assert len(csv_text(empty).splitlines()) == 1


def test_a_folder_that_is_not_there(run, tmp_path):
    with pytest.raises(OSError, match="No such file"):
        export(run, tmp_path / "nowhere" / "run.json")
