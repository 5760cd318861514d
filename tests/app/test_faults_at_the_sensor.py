"""What the window's worker makes of a sensor whose driver misbehaves: locked, a reason, and back.

`python -m tests.measurements.faults` measures how long each of them takes.
"""

from __future__ import annotations

import time

import pytest
from capture_processes import capture_processes
from scripted_app import gray_frame, judged, template
from scripted_kinect import ScriptedKinect, kinect, kinect_driver

from app.session import Phase
from faceid_core.templates import TemplateStore
from faceid_core.types import LockState
from hardware import open_source

__all__ = ["kinect", "kinect_driver"]  # fixtures

RETURN_LIMIT_S = 5.0
LOCK_LIMIT_S = 3.0


@pytest.fixture
def unlocked(kinect, run, recognition, tmp_path):
    """A worker at a sensor, unlocked by Ada."""
    kinect.show(gray_frame(10 * index) for index in range(4))
    TemplateStore(tmp_path).save(template("Ada"))
    recognition.see = judged
    running = run(lambda: open_source("kinect"))
    running.wait(lambda: running.session.is_unlocked, 15.0)
    return running


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("unplugged", "Kinect 0 is not plugged in"),
        ("crash", "Kinect 0"),
        ("hang", "Kinect 0 sends no picture"),
        ("frozen", "Kinect 0 sends no picture"),
        ("no-color", "Kinect 0 sends no picture"),
    ],
)
def test_it_locks_with_a_reason_and_returns(
    unlocked, kinect: ScriptedKinect, state: str, reason: str
) -> None:
    session = unlocked.session
    kinect.do(state)
    start_s = time.monotonic()
    unlocked.wait(lambda: session.snapshot.lock.state is LockState.LOCKED, 15.0)
    locked_after_s = time.monotonic() - start_s
    unlocked.wait(lambda: session.snapshot.phase is Phase.LOST, 15.0)
    unlocked.wait(lambda: (session.snapshot.message or "").startswith(reason), 15.0)
    kinect.do("play")
    start_s = time.monotonic()
    unlocked.wait(lambda: session.snapshot.phase is Phase.WATCHING, 20.0)
    assert time.monotonic() - start_s < RETURN_LIMIT_S
    assert locked_after_s < LOCK_LIMIT_S
    unlocked.wait(lambda: session.is_unlocked, 10.0)


@pytest.mark.parametrize("state", ["flood", "out-of-order", "set-back"])
def test_what_does_no_harm_keeps_nobody_out(unlocked, kinect: ScriptedKinect, state: str) -> None:
    kinect.do(state)
    end_s = time.monotonic() + 1.0
    while time.monotonic() < end_s:
        assert unlocked.session.snapshot.phase is Phase.WATCHING
        time.sleep(0.02)
    kinect.do("play")
    unlocked.wait(lambda: unlocked.session.is_unlocked)


def test_a_hanging_driver_does_not_hold_up_the_end(unlocked, kinect: ScriptedKinect) -> None:
    kinect.do("hang")
    time.sleep(0.3)
    start_s = time.monotonic()
    unlocked.end()
    assert time.monotonic() - start_s < 3.0
    unlocked.wait(lambda: not capture_processes())
