"""`faceid` on recordings: what each kind of trouble says, and writing new ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from faceid_core.templates import Template, TemplateStore
from hardware import Pace, open_source

Run = Callable[..., "Outcome"]  # noqa: F821 (of conftest)
Make = Callable[..., Path]


@pytest.fixture
def ann(store: TemplateStore, random_template: Callable[..., Template], encoder_id: str) -> str:
    """Somebody enrolled, whom no frame here shows."""
    store.save(random_template("ann", encoder_id))
    return "ann"


def test_nobody_in_the_picture_is_nothing_to_judge(
    faceid: Run, ann: str, wall_recording: Make
) -> None:
    outcome = faceid("verify", ann, "--source", f"recording:{wall_recording(6)}", "--json")
    assert outcome.exit_code == 2
    result = outcome.result
    assert result["decision"] == "no-face"
    assert result["frames"] == 6
    assert result["distance"] is None
    assert result["liveness"] is None
    assert list(result) == [
        "decision",
        "name",
        "distance",
        "threshold",
        "color_distance",
        "color_limit",
        "depth_distance",
        "depth_limit",
        "liveness",
        "reason",
        "frames",
        "seconds",
        "encoder_id",
    ]


def test_the_time_limit_is_counted_in_frames_time(
    faceid: Run, ann: str, wall_recording: Make
) -> None:
    source = f"recording:{wall_recording(6, period_s=1.0)}"
    outcome = faceid("verify", ann, "--source", source, "--timeout", "2.5", "--json")
    assert outcome.exit_code == 2
    assert outcome.result["frames"] == 4  # at 0, 1, 2, and the one at 3 s that is too late


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (lambda path: next(path.glob("rgb/*.png")).unlink(), "rgb/10.0"),
        (lambda path: truncate(next(path.glob("depth/*.png"))), "depth/10.0"),
        (lambda path: (path / "rgb.txt").write_bytes(b"\xff\xfe\x00"), "rgb.txt"),
    ],
    ids=["file missing", "file truncated", "index damaged"],
)
def test_a_damaged_recording_is_named_with_its_file(
    faceid: Run,
    ann: str,
    wall_recording: Make,
    break_it: Callable[[Path], object],
    words: str,
) -> None:
    path = wall_recording()
    break_it(path)
    outcome = faceid("verify", ann, "--source", f"recording:{path}", "--json")
    assert outcome.exit_code == 4
    assert outcome.result["error"] == "RecordingFormatError"
    assert words in outcome.result["reason"]


def test_missing_and_empty_folders_are_told_apart(faceid: Run, ann: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    reasons = []
    for name in ("empty", "missing"):
        outcome = faceid("verify", ann, "--source", f"recording:{tmp_path / name}", "--json")
        assert outcome.exit_code == 4
        assert str(tmp_path / name) in outcome.result["reason"]
        reasons.append(outcome.result["reason"].replace(name, ""))
    assert reasons[0] != reasons[1]


def test_a_template_open_to_others_is_not_trusted(
    faceid: Run, ann: str, store: TemplateStore, wall_recording: Make
) -> None:
    store.path(ann).chmod(0o604)
    outcome = faceid("verify", ann, "--source", f"recording:{wall_recording()}", "--json")
    assert outcome.exit_code == 4
    assert outcome.result["error"] == "TemplatePermissionError"
    assert "chmod 600" in outcome.result["reason"]


def test_a_damaged_template_is_not_used(
    faceid: Run, ann: str, store: TemplateStore, wall_recording: Make
) -> None:
    truncate(store.path(ann))
    outcome = faceid("verify", ann, "--source", f"recording:{wall_recording()}", "--json")
    assert outcome.exit_code == 4
    assert outcome.result["error"] == "TemplateCorruptError"


def test_a_template_of_another_encoder_is_not_compared(
    faceid: Run,
    store: TemplateStore,
    random_template: Callable[..., Template],
    wall_recording: Make,
) -> None:
    store.save(random_template("bob", "another-encoder"))
    outcome = faceid("verify", "bob", "--source", f"recording:{wall_recording()}", "--json")
    assert outcome.exit_code == 4
    assert outcome.result["error"] == "IncompatibleTemplateError"
    assert "another-encoder" in outcome.result["reason"]


def test_an_unusable_template_does_not_keep_the_others_out(
    faceid: Run,
    ann: str,
    store: TemplateStore,
    random_template: Callable[..., Template],
    wall_recording: Make,
) -> None:
    store.save(random_template("bob", "another-encoder"))
    source = f"recording:{wall_recording()}"
    outcome = faceid("verify", "--source", source)
    assert outcome.exit_code == 2
    assert "left out" in outcome.err
    assert "another-encoder" in outcome.err
    store.remove(ann)
    assert faceid("verify", "--source", source, "--json").result["error"] == (
        "IncompatibleTemplateError"
    )


def test_enrolling_without_a_face_stores_nothing(
    faceid: Run, store: TemplateStore, wall_recording: Make
) -> None:
    source = f"recording:{wall_recording()}"
    outcome = faceid("enroll", "ann", "--partial", "--source", source, "--json")
    assert outcome.exit_code == 4
    assert outcome.result["error"] == "EnrollmentError"
    assert store.names() == []


def test_enrolling_again_takes_saying_so(faceid: Run, ann: str, store: TemplateStore) -> None:
    before = store.path(ann).read_bytes()
    outcome = faceid("enroll", ann, "--source", "demo", "--json")
    assert outcome.exit_code == 4
    assert "--replace" in outcome.result["reason"]
    assert store.path(ann).read_bytes() == before


@pytest.mark.parametrize("layout", ["fakenect", "tum"])
def test_a_recording_can_be_recorded(
    faceid: Run, wall_recording: Make, tmp_path: Path, layout: str
) -> None:
    source, copy = wall_recording(5), tmp_path / "copy"
    outcome = faceid(
        "record", copy, "--source", f"recording:{source}", "--layout", layout, "--json"
    )
    assert outcome.exit_code == 0
    assert outcome.result["frames"] == 5
    assert "shows faces" in outcome.err
    with (
        open_source(f"recording:{source}", pace=Pace.FULL_SPEED) as first,
        open_source(f"recording:{copy}", pace=Pace.FULL_SPEED) as second,
    ):
        for before, after in zip(first, second, strict=True):
            np.testing.assert_array_equal(before.rgb, after.rgb)


@pytest.mark.parametrize(
    ("limit", "expected"), [(["--frames", "2"], 2), (["--seconds", "2.5"], 3), ([], 5)]
)
def test_a_recording_ends_where_it_was_told_to(
    faceid: Run, wall_recording: Make, tmp_path: Path, limit: list[str], expected: int
) -> None:
    source = f"recording:{wall_recording(5, period_s=1.0)}"
    outcome = faceid("record", tmp_path / "copy", "--source", source, *limit, "--json")
    assert outcome.result["frames"] == expected


def test_recording_overwrites_nothing(faceid: Run, wall_recording: Make, tmp_path: Path) -> None:
    kept = tmp_path / "album" / "picture"
    kept.parent.mkdir()
    kept.write_text("dear", encoding="utf-8")
    source = f"recording:{wall_recording()}"
    outcome = faceid("record", kept.parent, "--source", source, "--json")
    assert outcome.exit_code == 4
    assert outcome.result["error"] == "RecordingWriteError"
    assert [path.name for path in kept.parent.iterdir()] == ["picture"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_a_whole_recording(
    wall_recording: Make, tmp_path: Path, number: signal.Signals
) -> None:
    """The second frame is due after 8 s, so the first is all there is."""
    source = f"recording:{wall_recording(2, period_s=8.0)}"
    copy = tmp_path / "copy"
    process = start("record", copy, "--source", source, "--pace", "recorded", "--layout", "tum")
    assert process.stderr is not None
    assert "Ctrl-C" in process.stderr.readline()
    wait_for(lambda: any(copy.glob("depth/*.png")))
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert "recorded 1 frames" in out
    with open_source(f"recording:{copy}", pace=Pace.FULL_SPEED) as recorded:
        assert len(list(recorded)) == 1


def test_ctrl_c_ends_a_command_quietly(
    ann: str, store: TemplateStore, wall_recording: Make
) -> None:
    source = f"recording:{wall_recording(2, period_s=8.0)}"
    process = start(
        "verify", ann, "--source", source, "--pace", "recorded", "--verbose",
        "--data-dir", store.directory.parent,
    )  # fmt: skip
    assert process.stderr is not None
    while "hardware.source" not in process.stderr.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in err


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "app", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(is_done: Callable[[], bool], limit_s: float = 20.0) -> None:
    end_s = time.monotonic() + limit_s
    while not is_done():
        assert time.monotonic() < end_s
        time.sleep(0.02)
