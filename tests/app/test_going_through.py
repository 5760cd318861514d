"""A recording gone through frame by frame: nothing is left out, and it is the same every time."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

import pytest
from made_recordings import index_of, write_gray
from running_worker import Running
from scripted_app import judged, missed, template

from app.judged_frames import FrameVerdict
from app.run_export import Run, csv_text, json_text
from app.worker import load_recognition
from faceid_core.enrollment import EnrollmentSession
from faceid_core.pipeline import Gallery, Recognizer, observe
from faceid_core.templates import Template, TemplateStore
from faceid_core.types import LockState
from hardware import Pace, RecordingSource, open_source

COUNT = 40
OWNER = range(10, 25)  # the frames that show Ada
STRANGER = range(30, 36)


@pytest.fixture(scope="module")
def gray(tmp_path_factory) -> Path:
    chapters = {"away": 10, "owner": 15, "away2": 5, "stranger": 10}
    return write_gray(tmp_path_factory.mktemp("recordings") / "gray", chapters)


@pytest.fixture
def watched(recognition, tmp_path) -> list[int]:
    """Everything that recognition was shown, in order; Ada is enrolled."""
    TemplateStore(tmp_path).save(template("Ada"))
    shown: list[int] = []

    def see(frame):
        shown.append(index_of(frame))
        if index_of(frame) in OWNER:
            return judged(frame)
        if index_of(frame) in STRANGER:
            return judged(frame, distance=0.9)
        return missed(frame)

    recognition.see = see
    return shown


@pytest.fixture
def through(run, gray, watched) -> Running:
    """Going through the recording, paused at its first frame."""
    running = run(lambda: RecordingSource(gray, pace=Pace.RECORDED, loop=True))
    running.worker.reader.transport.pause()
    running.worker.reader.transport.switch(True, loop=False)
    running.worker.reader.transport.pause()
    wait_judged(running, 0)
    watched.clear()
    return running


def wait_judged(running: Running, index: int) -> None:
    running.wait(lambda: running.worker.judged.at(index) is not None)


def wait_done(running: Running) -> None:
    running.wait(lambda: running.worker.judged.is_one_pass(COUNT - 1))


def state(running: Running):
    return running.worker.reader.transport.state


def test_every_frame_is_judged_once_however_slow_recognition_is(through, watched, recognition):
    fast = recognition.see

    def slow(frame):
        time.sleep(0.004 * (index_of(frame) % 5))
        return fast(frame)

    recognition.see = slow
    through.worker.judge_all()
    wait_done(through)
    assert watched == list(range(1, COUNT))
    assert not state(through).is_playing


def test_verdicts_reasons_and_the_lock(through):
    through.worker.judge_all()
    wait_done(through)
    found = [through.worker.judged.at(index) for index in range(COUNT)]
    assert [f.verdict is FrameVerdict.MATCH for f in found] == [i in OWNER for i in range(COUNT)]
    refused = [f for f in found if f.verdict is FrameVerdict.REFUSED]
    assert [f.index for f in refused] == list(STRANGER)
    assert {f.reason for f in refused} == {"This is not Ada"}
    assert found[0].verdict is FrameVerdict.NO_FACE
    assert found[0].reason == "Look at the camera"
    opened = [f.index for f in found if f.lock_state is LockState.UNLOCKED]
    assert opened == list(range(OWNER[4], STRANGER[4]))  # five that agree, each way
    assert found[12].chapter == "owner"
    assert found[12].timestamp_s == pytest.approx(12 / 30, abs=1e-5)


def test_two_runs_are_the_same(run, gray, watched):
    texts = []
    for _ in range(2):
        running = run(lambda: RecordingSource(gray))
        running.worker.reader.transport.switch(True)
        running.worker.reader.transport.set_speed(None)
        wait_done(running)
        texts.append(
            (json_text(running.worker.judged_run()), csv_text(running.worker.judged_run()))
        )
        running.end()
    assert texts[0] == texts[1]


def test_the_lock_keeps_the_clock_of_the_frames(through, monkeypatch):
    through.worker.seek(OWNER[0])
    through.worker.step(5)
    wait_judged(through, OWNER[5])
    assert through.session.is_unlocked
    monkeypatch.setattr(time, "monotonic", lambda now=time.monotonic: now() + 3600.0)
    through.worker.step(1)  # an hour later, and a thirtieth of a second in the recording
    wait_judged(through, OWNER[6])
    assert through.session.is_unlocked


def test_a_paused_picture_of_the_owner_does_not_unlock(through, watched):
    through.worker.seek(OWNER[0])
    wait_judged(through, OWNER[0])
    time.sleep(0.3)
    assert watched == [OWNER[0] - 1, OWNER[0]]  # the frame before it, then itself; once
    assert not through.session.is_unlocked
    assert through.session.snapshot.lock.row.accepted == 1


@pytest.mark.parametrize(
    "jump",
    [
        lambda worker: worker.step(-1),
        lambda worker: worker.seek(OWNER[6] + 1),
        lambda worker: worker.go_through(False),
        lambda worker: worker.judge_all(),
    ],
    ids=["back", "seek", "off", "again"],
)
def test_a_jump_closes_the_lock_at_once(through, jump):
    through.worker.seek(OWNER[0])
    through.worker.step(6)
    wait_judged(through, OWNER[6])
    assert through.session.is_unlocked
    jump(through.worker)
    assert not through.session.is_unlocked


def test_steps_are_exact(through, watched):
    for index in (1, 2, 3):
        through.worker.step(1)
        wait_judged(through, index)
        assert state(through).position == index
        assert index_of(through.worker.reader.latest.frame) == index
        assert index_of(through.session.snapshot.observation.frame) == index
    through.worker.step(-1)
    through.wait(lambda: through.session.snapshot.observation is not None)
    assert state(through).position == 2
    assert watched == [1, 2, 3, 1, 2]


@pytest.mark.parametrize("target", [0, 1, 17, COUNT - 1])
def test_seeking_is_exact(through, target):
    through.worker.seek(20)
    wait_judged(through, 20)
    through.worker.seek(target)
    through.wait(
        lambda: (
            (seen := through.session.snapshot.observation) is not None
            and index_of(seen.frame) == target
        )
    )
    assert index_of(through.worker.reader.latest.frame) == target
    assert through.worker.reader.latest.frame.timestamp_s == state(through).timestamps_s[target]


def test_a_look_back_does_not_spoil_the_run(through):
    through.worker.judge_all()
    wait_done(through)
    before = json_text(through.worker.judged_run())
    through.worker.seek(OWNER[7])
    through.wait(lambda: state(through).position == OWNER[7])
    through.worker.step(1)
    through.wait(lambda: through.session.snapshot.lock.row.accepted == 2)
    assert json_text(through.worker.judged_run()) == before


def test_judging_all_from_the_middle_makes_one_pass_of_it(through, watched):
    through.worker.seek(20)
    wait_judged(through, 20)
    watched.clear()
    through.worker.judge_all()
    wait_done(through)
    assert watched == list(range(COUNT))
    watched.clear()
    through.worker.judge_all()  # all is judged
    time.sleep(0.1)
    assert watched == []


def test_a_pass_that_is_under_way_goes_on(through, watched):
    for index in (1, 2, 3):
        through.worker.step(1)
        wait_judged(through, index)
    through.worker.judge_all()
    wait_done(through)
    assert watched == list(range(1, COUNT))


def test_looping_judges_the_first_frame_again_with_a_new_lock(through, watched):
    transport = through.worker.reader.transport
    transport.set_loop(True)
    transport.set_speed(None)
    through.worker.seek(STRANGER[0] - 1)
    transport.play()
    through.wait(lambda: len(watched) > 2 * COUNT)
    transport.pause()
    assert all(b == (a + 1) % COUNT for a, b in itertools.pairwise(watched[1:]))
    assert through.worker.judged.at(2).pass_first == 0


def test_speeds(through):
    transport = through.worker.reader.transport
    took_s = {}
    for speed in (4.0, 1.0, None):
        through.worker.seek(0)
        through.wait(lambda: state(through).position == 0)
        transport.set_speed(speed)
        start_s = time.monotonic()
        transport.play()
        through.wait(lambda: state(through).position >= 30)
        took_s[speed] = time.monotonic() - start_s
        transport.pause()
    assert took_s[1.0] >= 0.9
    assert 0.2 <= took_s[4.0] < took_s[1.0]
    assert took_s[None] < took_s[1.0]


def test_with_another_template_the_run_starts_anew(through, recognition):
    through.worker.judge_all()
    wait_done(through)
    recognition.gallery.templates = [template("Bob")]
    through.worker.seek(5)
    through.wait(lambda: len(through.worker.judged) == 1)
    assert through.worker.judged.at(5) is not None


def test_it_plays_on_when_it_is_no_longer_gone_through(through, watched):
    through.worker.seek(20)
    wait_judged(through, 20)
    through.worker.go_through(False)
    through.wait(lambda: len(watched) > 60)  # loops, as it was opened
    judged_then = len(through.worker.judged)
    time.sleep(0.1)
    assert len(through.worker.judged) == judged_then  # frames that may be left out are not noted


def test_it_can_be_switched_on_while_it_plays(run, gray, watched):
    running = run(lambda: RecordingSource(gray, loop=True))
    running.wait(lambda: len(watched) > 5)
    running.worker.go_through(True)
    running.wait(lambda: len(running.worker.judged) > 5)
    first = running.worker.judged.in_order()[0].index
    assert first >= 4  # from where it was


@pytest.mark.parametrize("wait_s", [0.0, 0.01, 0.02, 0.03])
def test_a_wish_right_after_switching_on_is_not_lost(run, gray, watched, wait_s):
    running = run(lambda: RecordingSource(gray, loop=True))
    running.wait(lambda: len(watched) > 5)
    running.worker.go_through(True)
    time.sleep(wait_s)
    running.worker.judge_all()
    wait_done(running)


def test_enrolling_repeats_its_chapter_and_then_goes_on(run, recognition, tmp_path):
    shown: list[int] = []
    recognition.see = lambda frame: shown.append(index_of(frame)) or missed(frame)
    folder = write_gray(tmp_path / "enrolling", {"away": 5, "enroll": 4, "owner": 5})
    running = run(lambda: RecordingSource(folder))
    running.worker.reader.transport.switch(True)
    running.wait(lambda: len(shown) > 0)
    running.worker.reader.transport.pause()
    running.worker.enroll("Ada")
    shown.clear()
    running.wait(lambda: len(shown) > 12)
    assert set(shown[1:]) == {4, 5, 6, 7, 8}  # 4: what comes before the first frame
    running.worker.resume()
    running.wait(lambda: 13 in shown)


@pytest.mark.parametrize("is_playing", [True, False])
def test_it_ends_quickly(through, is_playing):
    transport = through.worker.reader.transport
    transport.set_speed(0.25)
    transport.play() if is_playing else transport.pause()
    start_s = time.monotonic()
    through.end()
    assert time.monotonic() - start_s < 0.5


@pytest.fixture(scope="module")
def owner() -> Template:
    """The demo's owner, enrolled by the shipped models."""
    recognition = load_recognition()
    enrollment = EnrollmentSession("owner", recognition.encoder_id, recognition.matcher)
    with open_source("demo#enroll", pace=Pace.FULL_SPEED) as source:
        for observation in recognition.observe(source):
            enrollment.offer(observation, observation.frame.timestamp_s)
    return enrollment.template(allow_partial=True)


def test_the_demo_gives_the_same_numbers_every_time_and_as_the_pipeline_does(run, tmp_path, owner):
    TemplateStore(tmp_path).save(owner)
    runs = [demo_run(run) for _ in range(2)]
    assert json_text(runs[0]) == json_text(runs[1])
    with open_source("demo#owner", pace=Pace.FULL_SPEED) as source:
        plain = list(observe(source, Recognizer.load(), Gallery([owner])))
    found = runs[0].frames
    assert [f.comparison for f in found] == [seen.comparison for seen in plain]
    assert [f.liveness for f in found] == [seen.liveness for seen in plain]
    assert [f.retry for f in found] == [seen.retry for seen in plain]
    assert FrameVerdict.MATCH in {f.verdict for f in found}


def demo_run(run) -> Run:
    running = run(lambda: open_source("demo#owner"), load=load_recognition)
    running.worker.reader.transport.switch(True)
    running.worker.judge_all()
    running.wait(lambda: len(running.worker.judged) == 58, limit_s=30.0)
    running.end()
    return running.worker.judged_run()
