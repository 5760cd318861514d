"""The session: observations and wishes in, snapshots out."""

from __future__ import annotations

import pytest
from scripted_app import (
    ENCODER_ID,
    MATCHER,
    gray_frame,
    judged,
    missed,
    ring_poses,
    sweep_poses,
    template,
)

from app.session import Phase, Session
from faceid_core.enrollment import PAUSE_MAX_S
from faceid_core.head_circle import SECTOR_COUNT
from faceid_core.lock import LockPolicy, Verdict
from faceid_core.pipeline import Gallery
from faceid_core.templates import TemplateStore
from faceid_core.types import LockState, Observation, Pose, Retry

FRAME = gray_frame(0)


def first_circle() -> list[Observation]:
    return [judged(FRAME, None, pose=pose) for pose in sweep_poses()]


def sweep() -> list[Observation]:
    """Both circles, the second one after its pause."""
    nobody = [missed(FRAME)] * (round(PAUSE_MAX_S * 30) + 2)
    second = [judged(FRAME, None, pose=pose) for pose in ring_poses()[: SECTOR_COUNT - 1]]
    return [*first_circle(), *nobody, *second]


@pytest.fixture
def store(tmp_path) -> TemplateStore:
    return TemplateStore(tmp_path / "templates")


@pytest.fixture
def session(store) -> Session:
    made = Session(store, LockPolicy(frames_to_unlock=2, frames_to_refuse=2, absence_to_lock_s=5.0))
    made.begin(Gallery(), ENCODER_ID, MATCHER)
    return made


def feed(session: Session, observations: list[Observation], start_s: float = 0.0) -> None:
    for index, observation in enumerate(observations):
        session.step(observation, start_s + index / 30.0)


def test_nobody_is_enrolled_at_first(session):
    assert session.snapshot.phase is Phase.WATCHING
    assert session.snapshot.names == ()
    assert session.snapshot.lock.state is LockState.LOCKED


def test_a_full_sweep_enrolls_saves_and_lets_unlock(session, store):
    session.enroll("Ada")
    feed(session, sweep()[:-1])
    assert session.snapshot.phase is Phase.ENROLLING
    assert store.names() == []
    feed(session, sweep()[-1:])
    assert session.snapshot.phase is Phase.ENROLLED
    assert session.snapshot.names == ("Ada",)
    outcome = session.snapshot.outcome
    assert (outcome.directions, outcome.is_confirmed) == (SECTOR_COUNT, True)
    assert not outcome.template.is_partial
    assert store.load("Ada").poses == outcome.template.poses
    feed(session, [judged(FRAME)] * 5)
    assert session.snapshot.lock.state is LockState.LOCKED  # until the outcome was seen
    session.resume()
    feed(session, [judged(FRAME)] * 2)
    assert session.snapshot.lock.state is LockState.UNLOCKED
    assert session.snapshot.lock.name == "Ada"


def test_the_new_template_is_compared_with(store):
    gallery = Gallery()
    session = Session(store)
    session.begin(gallery, ENCODER_ID, MATCHER)
    session.enroll("Ada")
    feed(session, sweep())
    assert [known.name for known in gallery.templates] == ["Ada"]
    session.resume()
    feed(session, [judged(FRAME)] * 5)
    session.enroll("Ada")
    feed(session, sweep())
    assert [known.name for known in gallery.templates] == ["Ada"]


def test_enrolling_locks_and_nothing_unlocks_meanwhile(store):
    store.save(template("Ada"))
    session = Session(store, LockPolicy(frames_to_unlock=2))
    session.begin(Gallery(), ENCODER_ID, MATCHER)
    feed(session, [judged(FRAME)] * 2)
    assert session.snapshot.lock.state is LockState.UNLOCKED
    session.enroll("Bob")
    assert session.snapshot.lock.state is LockState.LOCKED
    feed(session, [judged(FRAME)] * 5)
    assert session.snapshot.lock.state is LockState.LOCKED


def test_cancel_keeps_what_was_stored(store):
    old = template("Ada")
    store.save(old)
    gallery = Gallery()
    session = Session(store)
    session.begin(gallery, ENCODER_ID, MATCHER)
    feed(session, [judged(FRAME)] * 5)
    session.enroll("Ada")
    feed(session, sweep()[:-1])
    session.resume()
    assert session.snapshot.phase is Phase.WATCHING
    assert store.load("Ada").created_at == old.created_at
    assert [known.created_at for known in gallery.templates] == [old.created_at]
    feed(session, sweep()[-1:])
    assert store.load("Ada").created_at == old.created_at


def test_the_head_is_shown_from_where_the_sweep_started(session):
    session.enroll("Ada")
    low = [judged(FRAME, None, pose=Pose(4.0, -6.0, 0.0))] * 3
    feed(session, [missed(FRAME)])
    assert session.snapshot.step.pose is None
    feed(session, [*low, judged(FRAME, None, pose=Pose(24.0, -6.0, 0.0))])
    assert session.snapshot.step.pose.yaw_deg == pytest.approx(20.0)
    assert session.snapshot.step.pose.pitch_deg == pytest.approx(0.0)


def test_finishing_early_marks_the_template(session, store):
    session.enroll("Ada")
    feed(session, sweep()[:10])
    session.finish_early()
    assert session.snapshot.phase is Phase.ENROLLED
    assert store.load("Ada").is_partial


def test_finishing_too_early_says_why_and_goes_on(session, store):
    session.enroll("Ada")
    feed(session, [missed(FRAME)])
    session.finish_early()
    assert session.snapshot.phase is Phase.ENROLLING
    assert "front" in session.snapshot.message
    feed(session, sweep()[:1])
    assert session.snapshot.message is None
    feed(session, sweep())
    assert store.names() == ["Ada"]


def test_a_sweep_survives_a_folder_that_cannot_be_written(session, store):
    store.directory.parent.joinpath("templates").write_text("in the way")
    session.enroll("Ada")
    feed(session, sweep() + [missed(FRAME)] * 3)
    assert session.snapshot.phase is Phase.REVIEWING
    assert session.snapshot.step.is_complete
    assert session.snapshot.message
    session.save()
    assert session.snapshot.phase is Phase.REVIEWING
    store.directory.unlink()
    session.save()
    assert session.snapshot.phase is Phase.ENROLLED
    assert not store.load("Ada").is_partial


@pytest.mark.parametrize("name", ["", "   ", "x" * 65, "new\nline"])
def test_a_bad_name_is_refused_before_the_sweep(session, name):
    with pytest.raises(ValueError, match="name"):
        session.enroll(name)
    assert session.snapshot.phase is Phase.WATCHING


def test_unusable_templates_become_notices_and_the_others_work(store):
    for name in ("Ada", "Bob", "Eve"):
        store.save(template(name))
    store.path("Bob").write_bytes(b"not a template")
    store.save(template("Eve", encoder_id="older"))
    gallery = Gallery()
    session = Session(store)
    session.begin(gallery, ENCODER_ID, MATCHER)
    assert session.snapshot.names == ("Ada",)
    assert [known.name for known in gallery.templates] == ["Ada"]
    assert len(session.snapshot.notices) == 2
    assert any("Bob" in notice for notice in session.snapshot.notices)
    assert any("Eve" in notice for notice in session.snapshot.notices)


def test_a_deliberate_lock_holds_until_the_face_has_gone(session):
    feed(session, [judged(FRAME)] * 2)
    assert session.snapshot.lock.state is LockState.UNLOCKED
    session.lock("Locked")
    feed(session, [judged(FRAME)] * 10)
    assert session.snapshot.lock.state is LockState.LOCKED
    feed(session, [missed(FRAME, Retry.NO_FACE)] + [judged(FRAME)] * 2)
    assert session.snapshot.lock.state is LockState.UNLOCKED


def test_cancelling_an_enrollment_does_not_lift_a_deliberate_lock(session):
    session.lock("Locked")
    session.enroll("Ada")
    session.resume()
    feed(session, [judged(FRAME)] * 5)
    assert session.snapshot.lock.state is LockState.LOCKED


def test_a_stranger_is_refused_with_a_reason(session):
    feed(session, [judged(FRAME, distance=0.9)] * 2)
    assert session.snapshot.lock.verdict is Verdict.REFUSED
    assert session.snapshot.lock.reason == "This is not Ada"


def test_halting_locks(session):
    feed(session, [judged(FRAME)] * 2)
    session.halt("The Kinect was unplugged.")
    assert session.snapshot.lock.state is LockState.LOCKED
    assert session.snapshot.phase is Phase.STOPPED
    feed(session, [judged(FRAME)] * 5)
    assert session.snapshot.lock.state is LockState.LOCKED


LOSS = "The Kinect was unplugged."


def test_a_lost_sensor_locks_and_its_return_asks_for_the_face_again(session):
    feed(session, [judged(FRAME)] * 2)
    session.lose(LOSS)
    assert session.snapshot.phase is Phase.LOST
    assert session.snapshot.message == LOSS
    assert session.snapshot.lock.state is LockState.LOCKED
    feed(session, [judged(FRAME)] * 5)  # was still on its way
    assert session.snapshot.lock.state is LockState.LOCKED
    session.recover()
    assert session.snapshot.phase is Phase.WATCHING
    assert session.snapshot.message is None
    assert session.snapshot.lock.state is LockState.LOCKED
    feed(session, [judged(FRAME)])
    assert session.snapshot.lock.state is LockState.LOCKED
    feed(session, [judged(FRAME)])
    assert session.snapshot.lock.state is LockState.UNLOCKED


def test_a_lost_sensor_ends_an_enrollment_and_says_whose(session, store):
    session.enroll("Ada")
    feed(session, sweep()[:-1])
    session.lose(LOSS)
    session.lose("No Kinect is plugged in.")  # every attempt to open it tells anew
    assert session.snapshot.enrolling == "Ada"
    feed(session, sweep()[-1:])
    assert store.names() == []
    session.recover()
    assert session.snapshot.phase is Phase.WATCHING
    assert session.snapshot.enrolling is None
    session.finish_early()
    assert store.names() == []


def test_a_sensor_that_is_lost_while_starting_is_told_once_the_templates_are_there(store):
    session = Session(store)
    session.open()
    session.lose(LOSS)
    assert session.snapshot.phase is Phase.STARTING
    session.begin(Gallery(), ENCODER_ID, MATCHER)
    assert session.snapshot.phase is Phase.LOST
    assert session.snapshot.message == LOSS
    session.recover()
    assert session.snapshot.phase is Phase.WATCHING


def test_a_sensor_cannot_return_into_a_session_that_has_stopped(session):
    session.halt("A defect.")
    session.lose(LOSS)
    session.recover()
    assert session.snapshot.phase is Phase.STOPPED
    assert session.snapshot.message == "A defect."


def test_a_jump_in_the_recording_locks_and_lifts_no_deliberate_lock(session):
    feed(session, [judged(FRAME)] * 2)
    session.restart_lock()
    assert session.snapshot.lock.state is LockState.LOCKED
    feed(session, [judged(FRAME)])
    assert session.snapshot.lock.state is LockState.LOCKED
    session.lock("Locked")
    session.restart_lock()
    feed(session, [judged(FRAME)] * 5)
    assert session.snapshot.lock.state is LockState.LOCKED
