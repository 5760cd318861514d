"""A sensor that is lost and returns, in every phase; the reader goes on by itself."""

from __future__ import annotations

import itertools
import threading
import time

import pytest
from running_worker import Running
from scripted_app import judged, missed, sweep_poses, template
from scripted_sensor import Socket

from app import frame_reader
from app.session import Phase, Session
from faceid_core.templates import TemplateStore
from faceid_core.types import LockState
from hardware.errors import (
    BackendUnavailableError,
    CalibrationError,
    DeviceLostError,
    RecordingFormatError,
)

UNPLUGGED = DeviceLostError("Kinect 3 was unplugged.")
NOT_THERE = "Kinect 3 is not plugged in."


@pytest.fixture
def socket(monkeypatch) -> Socket:
    monkeypatch.setattr(frame_reader, "RETRY_DELAYS_S", (0.05, 0.1))
    return Socket()


def lost(running: Running, socket: Socket, error=UNPLUGGED) -> None:
    socket.trouble = error
    running.wait_for(Phase.LOST)


def returned(running: Running, socket: Socket) -> None:
    socket.trouble = None
    running.wait_for(Phase.WATCHING)


@pytest.mark.parametrize("error", [UNPLUGGED, BackendUnavailableError("The driver is gone.")])
def test_an_unlocked_lock_closes_and_the_face_opens_it_when_the_sensor_returns(
    run, socket, recognition, tmp_path, error
):
    TemplateStore(tmp_path).save(template("Ada"))
    recognition.see = judged
    running = run(socket.open)
    running.wait(lambda: running.session.is_unlocked)
    lost(running, socket, error)
    assert running.session.snapshot.lock.state is LockState.LOCKED
    running.wait(lambda: socket.open_sources == 0)
    returned(running, socket)
    assert running.session.snapshot.names == ("Ada",)
    running.wait(lambda: running.session.is_unlocked)


def test_silence_locks_before_the_sensor_is_given_up(run, socket, recognition, tmp_path):
    TemplateStore(tmp_path).save(template("Ada"))
    recognition.see = judged
    running = run(socket.open)
    running.wait(lambda: running.session.is_unlocked)
    socket.is_silent = True
    silent_s = time.monotonic()
    running.wait_for(Phase.LOST)
    assert time.monotonic() - silent_s < frame_reader.QUIET_S + 0.5
    assert not running.session.is_unlocked
    assert socket.opened == 1
    socket.is_silent = False
    running.wait(lambda: running.session.is_unlocked)
    assert socket.opened == 1


def test_a_sensor_that_stays_silent_is_opened_again(run, socket, monkeypatch):
    monkeypatch.setattr(frame_reader, "SILENCE_S", 0.3)
    socket.is_silent = True
    running = run(socket.open)
    running.wait(lambda: socket.opened >= 2)
    assert running.session.snapshot.phase is Phase.LOST
    assert "Kinect 3 sends no picture" in running.session.snapshot.message
    socket.is_silent = False
    running.wait_for(Phase.WATCHING)


def test_an_enrollment_is_given_up_and_can_be_done_again(run, socket, recognition, tmp_path):
    poses = itertools.chain(sweep_poses()[:9], itertools.repeat(sweep_poses()[0]))
    recognition.see = lambda frame: judged(frame, None, pose=next(poses))
    running = run(socket.open)
    running.wait_for(Phase.WATCHING)
    running.worker.enroll("Ada")
    running.wait(lambda: running.session.snapshot.step is not None)
    lost(running, socket)
    assert running.session.snapshot.enrolling == "Ada"
    returned(running, socket)
    assert running.session.snapshot.step is None
    assert TemplateStore(tmp_path).names() == []
    running.worker.enroll("Ada")
    running.wait(lambda: running.session.snapshot.step is not None)


def test_a_sensor_that_is_plugged_in_later(run, socket):
    socket.trouble = UNPLUGGED
    running = run(socket.open)
    running.wait(lambda: socket.opened >= 3)
    assert running.session.snapshot.phase is Phase.LOST
    assert running.session.snapshot.message == NOT_THERE
    assert running.worker.reader.latest is None
    returned(running, socket)
    assert running.worker.reader.description == "Kinect 3"


def test_losing_it_while_the_models_load(run, socket, recognition):
    loading = threading.Event()

    def load():
        loading.wait(5.0)
        return recognition.load()

    running = run(socket.open, load=load)
    running.wait(lambda: running.worker.reader.latest is not None)
    socket.trouble = UNPLUGGED
    running.wait(lambda: socket.opened >= 2)
    assert running.session.snapshot.phase is Phase.STARTING
    loading.set()
    running.wait_for(Phase.LOST)
    returned(running, socket)


def test_it_can_be_lost_again_and_again(run, socket):
    running = run(socket.open)
    for _ in range(4):
        running.wait_for(Phase.WATCHING)
        lost(running, socket)
        returned(running, socket)
    assert socket.open_sources == 1


def test_what_was_seen_before_the_loss_does_not_count_after_it(
    run, socket, recognition, monkeypatch
):
    entered, slow = threading.Event(), threading.Event()
    stepped = []
    step = Session.step

    def see(frame):
        if entered.is_set():
            return missed(frame)
        entered.set()
        slow.wait(5.0)
        return judged(frame)

    def noted(session, observation, now_s, *, is_live):
        stepped.append(observation)
        step(session, observation, now_s, is_live=is_live)

    monkeypatch.setattr(Session, "step", noted)
    recognition.see = see
    running = run(socket.open)
    running.wait(entered.is_set)
    lost(running, socket)
    returned(running, socket)
    slow.set()
    running.wait(lambda: len(stepped) >= 3)
    assert not any(observation.is_judged for observation in stepped)


@pytest.mark.parametrize("error", [RecordingFormatError("Damaged."), CalibrationError("Damaged.")])
def test_what_only_its_user_can_mend_is_not_tried_again(run, socket, error):
    running = run(socket.open)
    running.wait_for(Phase.WATCHING)
    socket.trouble = error
    running.wait_for(Phase.STOPPED)
    assert running.session.snapshot.message == "Damaged."
    assert socket.opened == 1


def test_a_recording_that_breaks_is_not_tried_again(run, recording):
    running = run()
    running.wait_for(Phase.WATCHING)
    recording.error = RecordingFormatError("depth.png is truncated.")
    running.wait_for(Phase.STOPPED)
    assert recording.closed


@pytest.mark.parametrize("state", ["watching", "lost", "silent", "hanging"])
def test_it_ends_within_a_second_in_every_state(run, socket, state, monkeypatch):
    monkeypatch.setattr(frame_reader, "RETRY_DELAYS_S", (4.0,))
    running = run(socket.open)
    running.wait_for(Phase.WATCHING)
    if state == "silent":
        socket.is_silent = True
        running.wait_for(Phase.LOST)
    if state == "lost":
        lost(running, socket)
    if state == "hanging":
        monkeypatch.setattr(frame_reader, "RETRY_DELAYS_S", (0.0,))
        socket.gate.clear()
        lost(running, socket)
        running.wait(lambda: socket.opened == 2)
    start_s = time.monotonic()
    running.end()
    assert time.monotonic() - start_s < 1.0
    socket.gate.set()


def test_attempts_become_rarer(run, socket, monkeypatch):
    monkeypatch.setattr(frame_reader, "RETRY_DELAYS_S", (0.05, 0.1, 0.2))
    running = run(socket.open)
    running.wait_for(Phase.WATCHING)
    lost(running, socket)
    start_s = time.monotonic()
    running.wait(lambda: socket.opened == 4)
    assert time.monotonic() - start_s >= 0.3
    opened = socket.opened
    time.sleep(0.5)
    assert socket.opened - opened <= 3


def test_the_first_attempt_comes_after_a_second_and_no_pause_is_long():
    delays_s = frame_reader.RETRY_DELAYS_S
    assert delays_s[0] == 1.0
    assert list(delays_s) == sorted(delays_s)
    assert delays_s[-1] <= 5.0
