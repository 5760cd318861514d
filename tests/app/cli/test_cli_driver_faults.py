"""`faceid` at a sensor whose driver misbehaves: a reason each time, and never an unlock."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from scripted_kinect import ScriptedKinect, kinect, kinect_driver

from faceid_core.templates import TemplateStore
from hardware import Frame, Pace, open_source

__all__ = ["kinect", "kinect_driver"]  # fixtures

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.skipif(
    not (ROOT / "assets" / "demo").is_dir(), reason="the demo recording is not made yet"
)


def frames_of(chapter: str, count: int) -> Iterator[Frame]:
    with open_source(f"demo#{chapter}", pace=Pace.FULL_SPEED) as source:
        for _, frame in zip(range(count), source, strict=False):
            yield frame


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo's owner in it."""
    folder = tmp_path_factory.mktemp("enrolled") / "data"
    code, said = ended(started(folder, "enroll", "owner", "--source", "demo#enroll"))
    assert code == 0, said
    return folder


def started(data_dir: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start `faceid` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "app", "--data-dir", str(data_dir), *arguments, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, dict[str, Any]]:
    """Return the exit code and the JSON."""
    out, _ = process.communicate(timeout=120)
    return process.returncode, json.loads(out)


@pytest.fixture
def owner_sits(kinect: ScriptedKinect) -> ScriptedKinect:
    """A sensor before which the owner sits."""
    kinect.show(list(frames_of("owner", 58))[15:45])
    return kinect


TROUBLES = {
    "frozen": "no new picture",
    "no-color": "no frame",
    "no-depth": "no frame",
    "stopped-clock": "no new picture",
    "silent": "no frame",
    "exit": "lost its driver (exit code 3)",
    "crash": "lost its driver (SIGSEGV)",
    "unplugged": "not plugged in",
    "busy": "in use by another program",
    "hang": "did not answer",
}
#: More processes than that on two cores would be late for reasons of their own.
AT_ONCE = 4


@pytest.mark.parametrize("start", range(0, len(TROUBLES), AT_ONCE))
def test_the_owner_is_not_recognized_through_a_broken_driver(
    owner_sits: ScriptedKinect, enrolled: Path, tmp_path: Path, start: int
) -> None:
    """Some faults at once, each with a sensor and a process of its own."""
    states = list(TROUBLES)[start : start + AT_ONCE]
    processes = {}
    for state in states:
        folder = tmp_path / f"kinect-{state}"
        shutil.copytree(owner_sits.folder, folder)
        (folder / "state").write_text(state)
        data_dir = Path(shutil.copytree(enrolled, tmp_path / f"data-{state}"))
        processes[state] = started(
            data_dir, "verify", "owner", "--source", "kinect", SCRIPTED_KINECT=str(folder)
        )
    found = {state: ended(process) for state, process in processes.items()}
    for state in states:
        code, said = found[state]
        assert (code, said["decision"]) == (4, "error"), (state, said)
        assert TROUBLES[state] in said["reason"], (state, said)


@pytest.mark.parametrize("state", ["play", "out-of-order", "set-back", "flood"])
def test_what_does_no_harm_does_not_keep_the_owner_out(
    owner_sits: ScriptedKinect, enrolled: Path, tmp_path: Path, state: str
) -> None:
    owner_sits.do(state)
    data_dir = Path(shutil.copytree(enrolled, tmp_path / "data"))
    # A flooding driver takes a core, and the look is as long as the sensor's clock says.
    look = ("verify", "owner", "--source", "kinect", "--timeout", "60")
    code, said = ended(started(data_dir, *look))
    assert (code, said["decision"]) == (0, "match"), said


def test_half_a_picture_is_nothing_to_judge(
    owner_sits: ScriptedKinect, enrolled: Path, tmp_path: Path
) -> None:
    owner_sits.do("half")
    data_dir = Path(shutil.copytree(enrolled, tmp_path / "data"))
    verify = ("verify", "owner", "--source", "kinect", "--timeout", "1")
    code, said = ended(started(data_dir, *verify))
    assert (code, said["decision"]) == (2, "no-face"), said


def unplugged_after(kinect: ScriptedKinect, seconds: float) -> threading.Timer:
    timer = threading.Timer(seconds, kinect.do, ["unplugged"])
    timer.start()
    return timer


def test_unplugged_while_nobody_is_there(
    kinect: ScriptedKinect, faceid: Callable[..., Any], data_dir: Path, enrolled: Path
) -> None:
    kinect.show(frames_of("away", 10))
    shutil.copytree(enrolled, data_dir)
    timer = unplugged_after(kinect, 3.0)
    outcome = faceid("verify", "owner", "--source", "kinect", "--timeout", "60", "--json")
    timer.join()
    assert outcome.exit_code == 4
    assert "not plugged in" in outcome.result["reason"]


def test_unplugged_in_the_middle_of_an_enrollment(
    kinect: ScriptedKinect, faceid: Callable[..., Any], store: TemplateStore
) -> None:
    kinect.show(frames_of("enroll", 40))
    timer = unplugged_after(kinect, 3.0)
    outcome = faceid("enroll", "ann", "--source", "kinect", "--json")
    timer.join()
    assert outcome.exit_code == 4
    assert "not plugged in" in outcome.result["reason"]
    assert store.names() == []


def test_unplugged_in_the_middle_of_a_recording(
    kinect: ScriptedKinect, faceid: Callable[..., Any], tmp_path: Path
) -> None:
    kinect.show(frames_of("away", 10))
    film = tmp_path / "film"
    timer = unplugged_after(kinect, 2.0)
    started_s = time.monotonic()
    outcome = faceid("record", film, "--source", "kinect", "--json")
    timer.join()
    assert time.monotonic() - started_s < 20.0
    assert outcome.exit_code == 4
    assert "not plugged in" in outcome.result["reason"]
    with open_source(f"recording:{film}", pace=Pace.FULL_SPEED) as source:
        kept = len(list(source))
    assert kept > 3
    assert f"{kept} frames before that were kept in {film}" in outcome.err
