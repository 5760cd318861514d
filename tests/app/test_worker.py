"""The worker: frames in, session stepped, nothing left behind."""

from __future__ import annotations

import itertools
import statistics
import threading
import time
from pathlib import Path

from running_worker import Running
from scripted_app import ScriptedRecognition, ScriptedRecording, judged, missed, template

from app.session import Phase, Session
from faceid_core.errors import WeightsError
from faceid_core.templates import TemplateStore
from faceid_core.types import LockState
from hardware.source import FrameSource


def test_stop_ends_the_threads_and_closes_the_source(run, recording):
    running = run()
    running.wait(lambda: running.worker.reader.latest is not None)
    start_s = time.monotonic()
    running.end()
    assert time.monotonic() - start_s < 1.0
    assert recording.closed


def test_slow_recognition_skips_frames_and_takes_the_newest(run, recording, recognition):
    ages, indices = [], []

    def see(frame):
        shown = running.worker.reader.latest.frame.rgb[0, 0, 0]
        indices.append(int(frame.rgb[0, 0, 0]))
        ages.append((int(shown) - indices[-1]) % recording.frame_count)
        time.sleep(0.05)
        return missed(frame)

    recognition.see = see
    running = run()
    running.wait(lambda: len(indices) >= 10)
    assert max(ages) <= 1  # newest when taken, however long the last one took
    steps = [(b - a) % recording.frame_count for a, b in itertools.pairwise(indices)]
    assert statistics.median(steps) >= 4


def test_preview_keeps_its_pace_while_recognition_is_slow(run, recognition):
    release = threading.Event()

    def see(frame):
        release.wait(5.0)
        return missed(frame)

    recognition.see = see
    running = run()
    running.wait(lambda: running.worker.reader.latest is not None)
    shown_s = set()

    def has_shown_many() -> bool:
        shown_s.add(running.worker.reader.latest.frame.timestamp_s)
        return len(shown_s) >= 20

    running.wait(has_shown_many, limit_s=2.0)
    release.set()


def test_recognition_rests_while_unlocked_and_not_while_locked(run, recognition, tmp_path):
    enrolled(recognition, tmp_path)
    looks = []
    running = run()

    def looks_within(seconds: float) -> int:
        looks.clear()
        time.sleep(seconds)
        return len(looks)

    recognition.see = lambda frame: looks.append(frame) or missed(frame)
    running.wait(lambda: len(looks) > 0)
    while_locked = looks_within(0.5)
    recognition.see = lambda frame: looks.append(frame) or judged(frame)
    running.wait(lambda: running.session.is_unlocked)
    while_unlocked = looks_within(0.5)
    assert 2 <= while_unlocked <= 8
    assert while_locked > 3 * while_unlocked
    start_s = time.monotonic()
    running.end()
    assert time.monotonic() - start_s < 0.5


def test_a_defect_locks_is_told_and_logged(run, recognition, tmp_path, caplog):
    enrolled(recognition, tmp_path)
    recognition.see = judged
    running = run()
    running.wait(lambda: running.session.snapshot.lock.state is LockState.UNLOCKED)

    def broken(frame):
        raise KeyError("bug")

    recognition.see = broken
    running.wait_for(Phase.STOPPED)
    running.end()
    assert running.session.snapshot.lock.state is LockState.LOCKED
    assert "defect" in running.session.snapshot.message
    assert "KeyError" in running.session.snapshot.message
    assert [r.exc_info[0] for r in caplog.records if r.levelname == "ERROR"] == [KeyError]


def test_missing_weights_are_told(run, recording):
    def no_weights():
        raise WeightsError("encoder.tflite is missing.")

    running = run(load=no_weights)
    running.wait_for(Phase.STOPPED)
    assert running.session.snapshot.message == "encoder.tflite is missing."
    running.wait(lambda: recording.closed)


def test_a_recording_that_ends_is_no_trouble(run, recording, recognition):
    class Once(ScriptedRecording):
        def _read(self, timeout_s):
            return None if self.position == self.frame_count else super()._read(timeout_s)

    running = run(open_frames=lambda: Once({"owner": 10}))
    running.wait_for(Phase.STOPPED)
    assert running.session.snapshot.message is None
    assert running.worker.reader.latest.frame.rgb[0, 0, 0] == 9


def test_a_driver_that_hangs_while_opening_does_not_hold_up_closing(qapp, tmp_path, recognition):
    unlock = threading.Event()

    def hang() -> FrameSource:
        unlock.wait(10.0)
        return ScriptedRecording({"owner": 1})

    running = Running(hang, recognition.load, tmp_path)
    running.wait_for(Phase.WATCHING)
    start_s = time.monotonic()
    running.end()
    assert time.monotonic() - start_s < 1.0
    unlock.set()


def test_enrolling_jumps_to_the_owner_and_stays_there(run, recording, recognition, monkeypatch):
    running = run()
    running.wait(lambda: in_chapter(running) == "stranger")
    offered = []
    step = Session.step

    def noted(session, observation, now_s, *, is_live):
        if session.snapshot.phase is Phase.ENROLLING:
            offered.append(int(observation.frame.rgb[0, 0, 0]))
        step(session, observation, now_s, is_live=is_live)

    monkeypatch.setattr(Session, "step", noted)
    running.worker.enroll("Ada")
    running.wait(lambda: len(offered) >= 70)
    assert max(offered) <= recording.chapters[0].last
    assert sorted(offered) != offered  # it started again
    running.worker.resume()
    running.wait(lambda: in_chapter(running) == "owner")


def test_an_enrollment_that_is_given_up_lets_the_recording_go_on(run, monkeypatch):
    monkeypatch.setattr("app.session.PATIENCE_S", 0.3)
    running = run()
    running.wait_for(Phase.WATCHING)
    running.worker.enroll("Ada")
    running.wait(lambda: in_chapter(running) == "enroll")
    running.wait_for(Phase.WATCHING)
    running.wait(lambda: in_chapter(running) == "owner")


def test_a_recording_without_that_chapter_just_plays_on(run, recognition):
    seen = []

    def see(frame):
        seen.append(int(frame.rgb[0, 0, 0]))
        return missed(frame)

    recognition.see = see
    running = run(open_frames=lambda: ScriptedRecording({"owner": 30}))
    running.wait(lambda: len(seen) >= 5)
    running.worker.enroll("Ada")
    before = len(seen)
    running.wait(lambda: len(seen) >= before + 5)
    assert seen[before + 1] != 0
    running.wait(lambda: running.session.snapshot.step is not None)


def in_chapter(running: Running) -> str | None:
    latest = running.worker.reader.latest
    return None if latest is None else latest.chapter


def enrolled(recognition: ScriptedRecognition, directory: Path) -> None:
    """Store a template for Ada."""
    TemplateStore(directory).save(template("Ada"))
