"""Enrolling: who may, both circles, lookalikes, other looks of one person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from scripted_app import (
    ENCODER_ID,
    LIMITS,
    MATCHER,
    gray_frame,
    judged,
    missed,
    ring_poses,
    sweep_poses,
    template,
    unit_vector,
)

from app.errors import LockedError
from app.permission import PERMISSION_S
from app.session import PATIENCE_S, Phase, Session
from faceid_core.appearances import with_appearance
from faceid_core.enrollment import FRAMES_TO_MISMATCH
from faceid_core.enrollment_hints import HINT_UNLIKE
from faceid_core.enrollment_step import Stage
from faceid_core.errors import TemplateError
from faceid_core.head_circle import SECTOR_COUNT
from faceid_core.lock import LockPolicy
from faceid_core.pipeline import Gallery
from faceid_core.templates import MAX_APPEARANCES, Template, TemplateStore
from faceid_core.types import LockState, Observation, Retry

FRAME = gray_frame(0)


@pytest.fixture
def store(tmp_path) -> TemplateStore:
    return TemplateStore(tmp_path / "templates")


@pytest.fixture
def gallery() -> Gallery:
    return Gallery()


@dataclass
class Clock:
    now_s: float = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def begin(store, gallery, clock):
    """Start a session that knows these templates."""

    def make(*enrolled: Template) -> Session:
        for known in enrolled:
            store.save(known)
        policy = LockPolicy(frames_to_unlock=2, frames_to_refuse=2)
        session = Session(store, policy, clock=clock)
        session.begin(gallery, ENCODER_ID, MATCHER)
        return session

    return make


def feed(session: Session, observations: list[Observation], start_s: float = 0.0) -> None:
    for index, observation in enumerate(observations):
        session.step(observation, start_s + index / 30.0)


def first_circle(seed: int = 7) -> list[Observation]:
    return [judged(FRAME, None, pose=pose, seed=seed) for pose in sweep_poses()]


def second_circle(seed: int = 7) -> list[Observation]:
    return [judged(FRAME, None, pose=pose, seed=seed) for pose in ring_poses()]


def enroll_both_circles(session: Session, seed: int = 7) -> None:
    feed(session, first_circle(seed))
    session.proceed()
    feed(session, second_circle(seed))


def unlock(session: Session, name: str = "Ada", start_s: float = 0.0) -> None:
    feed(session, [missed(FRAME), judged(FRAME, name), judged(FRAME, name)], start_s)
    assert session.is_unlocked


def far_template(name: str) -> Template:
    """Somebody whose vectors are far from those of `judged`."""
    return template(name, seed=1)


class TestWhoMayEnroll:
    def test_everybody_while_nobody_is_enrolled(self, begin):
        session = begin()
        assert session.ask_to_change()
        session.enroll("Ada")
        assert session.snapshot.phase is Phase.ENROLLING

    def test_nobody_before_the_templates_are_loaded(self, store):
        session = Session(store)
        assert not session.ask_to_change()
        with pytest.raises(LockedError):
            session.enroll("Ada")

    @pytest.mark.parametrize("name", ["Ada", "Bob"])
    def test_nobody_while_it_is_locked(self, begin, name):
        session = begin(template("Ada"))
        assert not session.ask_to_change()
        with pytest.raises(LockedError, match="Unlock first"):
            session.enroll(name)
        with pytest.raises(LockedError):
            session.enroll("Ada", "Glasses")
        assert session.snapshot.phase is Phase.WATCHING

    def test_a_template_that_cannot_be_used_does_not_open_the_way(self, begin, store):
        store.save(template("Ada"))
        store.path("Ada").write_bytes(b"damaged")
        session = begin()
        assert session.snapshot.names == ()
        assert not session.ask_to_change()
        with pytest.raises(LockedError):
            session.enroll("Ada")

    def test_whoever_has_just_unlocked(self, begin):
        session = begin(template("Ada"))
        unlock(session)
        session.enroll("Bob")
        assert session.snapshot.phase is Phase.ENROLLING
        assert session.snapshot.lock.state is LockState.LOCKED

    def test_the_way_stays_free_while_a_name_is_typed(self, begin):
        """The next person sits down, and the lock closes, before Start is pressed."""
        session = begin(template("Ada"))
        unlock(session)
        assert session.ask_to_change()
        feed(session, [judged(FRAME, distance=0.9)] * 3, 1.0)
        assert not session.is_unlocked
        assert session.may_change_people
        session.enroll("Bob")
        assert session.snapshot.phase is Phase.ENROLLING

    def test_but_not_for_long(self, begin, clock):
        session = begin(template("Ada"))
        unlock(session)
        assert session.ask_to_change()
        feed(session, [judged(FRAME, distance=0.9)] * 3, 1.0)
        clock.now_s += PERMISSION_S - 1.0
        assert session.may_change_people
        clock.now_s += 2.0
        assert not session.may_change_people

    @pytest.mark.parametrize("leave", ["resume", "lock", "restart_lock", "lose", "halt"])
    def test_it_ends_with_the_wish(self, begin, leave):
        session = begin(template("Ada"))
        unlock(session)
        session.ask_to_change()
        feed(session, [judged(FRAME, distance=0.9)] * 3, 1.0)
        getattr(session, leave)(*(["gone"] if leave in ("lock", "lose", "halt") else []))
        assert not session.may_change_people

    def test_asking_while_locked_gives_nothing(self, begin):
        session = begin(template("Ada"))
        feed(session, [judged(FRAME, distance=0.9)] * 3)
        session.ask_to_change()
        assert not session.may_change_people

    def test_another_proof_counts_too(self, begin):
        session = begin(template("Ada"))
        feed(session, [missed(FRAME)])
        session.permit_change()
        session.enroll("Ada")
        assert session.snapshot.phase is Phase.ENROLLING

    def test_one_permission_is_one_enrollment(self, begin):
        session = begin(template("Ada"))
        unlock(session)
        session.ask_to_change()
        session.enroll("Bob")
        session.resume()
        with pytest.raises(LockedError):
            session.enroll("Eve")


class TestAbandoned:
    """Whoever comes after must not find an open enrollment."""

    @pytest.mark.parametrize("done", ["nothing", "half", "partial", "lookalike"])
    def test_an_enrollment_without_progress_is_given_up(self, begin, store, clock, done):
        session = begin(template("Ada"))
        unlock(session)
        session.enroll("Eve" if done == "lookalike" else "Ada")
        if done != "nothing":
            feed(session, first_circle()[:9])
        if done in ("partial", "lookalike"):
            session.finish_early()
        names = store.names()
        clock.now_s += PATIENCE_S - 1.0
        feed(session, [missed(FRAME)])
        assert session.snapshot.phase is not Phase.WATCHING
        clock.now_s += 2.0
        feed(session, [missed(FRAME)])
        assert session.snapshot.phase is Phase.WATCHING
        session.take_again()
        session.save()
        assert session.snapshot.phase is Phase.WATCHING
        assert not session.may_change_people
        assert store.names() == names == ["Ada"]

    def test_progress_keeps_it_going(self, begin, clock):
        session = begin()
        session.enroll("Ada")
        for observation in first_circle():
            clock.now_s += PATIENCE_S - 1.0
            feed(session, [observation])
        assert session.snapshot.step.stage is Stage.PAUSE


def test_the_pause_can_be_cut_short(begin):
    session = begin()
    session.enroll("Ada")
    feed(session, first_circle())
    assert session.snapshot.step.stage is Stage.PAUSE
    feed(session, second_circle())
    assert session.snapshot.step.stage is Stage.PAUSE  # too soon for anybody to have read it
    session.proceed()
    feed(session, second_circle())
    assert session.snapshot.phase is Phase.ENROLLED
    assert session.snapshot.outcome.is_confirmed


def test_finishing_in_the_pause_saves_a_whole_unconfirmed_sweep(begin, store):
    session = begin()
    session.enroll("Ada")
    feed(session, first_circle())
    session.finish_early()
    outcome = session.snapshot.outcome
    assert (outcome.directions, outcome.is_confirmed) == (SECTOR_COUNT, False)
    assert not store.load("Ada").is_partial


def test_a_second_circle_of_somebody_else_saves_nothing_and_can_be_taken_again(begin, store):
    session = begin()
    session.enroll("Ada")
    feed(session, first_circle())
    session.proceed()
    feed(session, [judged(FRAME, None, seed=1)] * FRAMES_TO_MISMATCH)
    assert session.snapshot.step.stage is Stage.MISMATCH
    session.finish_early()
    assert session.snapshot.phase is Phase.ENROLLING
    assert "somebody else" in session.snapshot.message
    assert store.names() == []
    session.take_again()
    assert (session.snapshot.step, session.snapshot.message) == (None, None)
    enroll_both_circles(session)
    assert session.snapshot.phase is Phase.ENROLLED


def test_what_was_saved_can_be_taken_again(begin, store):
    session = begin()
    session.enroll("Ada")
    feed(session, first_circle()[:8])
    session.finish_early()
    assert store.load("Ada").is_partial
    session.take_again()
    assert session.snapshot.phase is Phase.ENROLLING
    assert store.load("Ada").is_partial  # until the new one is whole
    enroll_both_circles(session)
    assert not store.load("Ada").is_partial


def test_taking_again_means_something_only_after_enrolling(begin):
    session = begin(template("Ada"))
    session.take_again()
    assert session.snapshot.phase is Phase.WATCHING


class TestLookalikes:
    def of_ada(self, begin) -> Session:
        """Eve, who has Ada's face, was enrolled and waits for what is to be done."""
        session = begin(template("Ada"), far_template("Bob"))
        unlock(session)
        session.enroll("Eve")
        enroll_both_circles(session)
        return session

    def test_it_waits_and_names_whom(self, begin, store, gallery):
        session = self.of_ada(begin)
        assert session.snapshot.phase is Phase.REVIEWING
        assert session.snapshot.outcome.lookalike.name == "Ada"
        assert session.snapshot.outcome.lookalike.distance == pytest.approx(0.0, abs=1e-6)
        assert store.names() == ["Ada", "Bob"]
        assert "Eve" not in [known.name for known in gallery.templates]
        feed(session, [judged(FRAME)] * 5)
        assert session.snapshot.lock.state is LockState.LOCKED

    def test_saving_is_the_users_word(self, begin, store):
        session = self.of_ada(begin)
        session.save()
        assert session.snapshot.phase is Phase.ENROLLED
        assert session.snapshot.outcome.lookalike.name == "Ada"
        assert store.names() == ["Ada", "Bob", "Eve"]

    def test_leaving_saves_nothing(self, begin, store):
        session = self.of_ada(begin)
        session.resume()
        session.save()
        assert session.snapshot.phase is Phase.WATCHING
        assert store.names() == ["Ada", "Bob"]

    def test_taking_again_waits_again(self, begin, store):
        session = self.of_ada(begin)
        session.take_again()
        enroll_both_circles(session)
        assert session.snapshot.phase is Phase.REVIEWING
        assert store.names() == ["Ada", "Bob"]

    def test_nobody_is_too_like_himself(self, begin, store):
        session = begin(template("Ada"))
        unlock(session)
        session.enroll("Ada")
        enroll_both_circles(session)
        assert session.snapshot.phase is Phase.ENROLLED
        assert len(store.load("Ada").poses) > 1

    def test_strangers_are_saved_at_once(self, begin, store):
        session = begin(far_template("Bob"))
        unlock(session, "Bob")
        session.enroll("Ada")
        enroll_both_circles(session)
        assert session.snapshot.phase is Phase.ENROLLED
        assert session.snapshot.outcome.lookalike is None
        assert store.names() == ["Ada", "Bob"]


class TestAppearances:
    def test_one_joins_its_person(self, begin, store, gallery):
        session = begin(template("Ada"))
        unlock(session)
        session.enroll("Ada", "Glasses")
        assert session.snapshot.appearance == "Glasses"
        enroll_both_circles(session)
        assert session.snapshot.phase is Phase.ENROLLED
        assert session.snapshot.names == ("Ada",)
        stored = store.load("Ada")
        assert stored.appearances == ("Glasses",)
        np.testing.assert_array_equal(stored.vectors[:1], template("Ada").vectors)
        assert gallery.templates[0].appearances == ("Glasses",)
        session.resume()
        assert session.snapshot.appearance == ""

    def test_somebody_elses_does_not(self, begin, store):
        session = begin(template("Ada"))
        unlock(session)
        session.enroll("Ada", "Glasses")
        feed(session, first_circle(seed=1)[:3])
        assert session.snapshot.step.progress == 0.0
        assert session.snapshot.step.hint == HINT_UNLIKE
        session.finish_early()
        assert session.snapshot.phase is Phase.ENROLLING
        assert store.load("Ada").appearances == ()

    @pytest.mark.parametrize("label", ["  ", "x" * 31])
    def test_one_without_a_name_is_refused_before_the_sweep(self, begin, label):
        session = begin(template("Ada"))
        unlock(session)
        with pytest.raises(ValueError, match="name"):
            session.enroll("Ada", label)
        assert session.snapshot.phase is Phase.WATCHING

    def test_one_of_nobody_is_refused_before_the_sweep(self, begin):
        session = begin(template("Ada"))
        unlock(session)
        with pytest.raises(TemplateError, match="Bob is not enrolled"):
            session.enroll("Bob", "Glasses")
        assert session.snapshot.phase is Phase.WATCHING

    def test_one_too_many_is_refused_before_the_sweep(self, begin):
        ada = template("Ada")
        for number in range(MAX_APPEARANCES):
            ada = with_appearance(ada, template("Ada"), f"look {number}")
        session = begin(ada)
        unlock(session)
        with pytest.raises(TemplateError, match="Remove one first"):
            session.enroll("Ada", "one more")

    def test_one_can_be_removed(self, begin, store, gallery):
        session = begin(with_appearance(template("Ada"), far_template("Ada"), "Glasses"))
        with pytest.raises(LockedError):
            session.remove_appearance("Ada", "Glasses")
        unlock(session)
        session.remove_appearance("Ada", "Glasses")
        assert store.load("Ada").appearances == gallery.templates[0].appearances == ()
        assert session.is_unlocked
        with pytest.raises(TemplateError, match="no appearance"):
            session.remove_appearance("Ada", "Glasses")


@pytest.mark.parametrize("retry", Retry)
def test_every_reason_not_to_see_a_face_becomes_a_hint(begin, retry):
    session = begin()
    session.enroll("Ada")
    feed(session, [missed(FRAME, retry)])
    assert session.snapshot.step.hint == retry.value


def test_scripted_people_differ():
    """What these tests rest on."""
    distance = float(np.linalg.norm(unit_vector(1) - unit_vector(7)))
    assert distance > 2 * LIMITS.fused
