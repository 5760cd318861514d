"""Renaming and removing people while the lock runs."""

from __future__ import annotations

import numpy as np
import pytest
from scripted_app import ENCODER_ID, MATCHER, gray_frame, judged, missed, template

from app.errors import LockedError
from app.last_used import LastUsed
from app.session import Session
from faceid_core.errors import TemplateError, TemplateNotFoundError
from faceid_core.lock import LockPolicy
from faceid_core.pipeline import Gallery
from faceid_core.templates import TemplateStore
from faceid_core.types import LockState

FRAME = gray_frame(0)


@pytest.fixture
def store(tmp_path) -> TemplateStore:
    return TemplateStore(tmp_path / "templates")


@pytest.fixture
def last_used(tmp_path) -> LastUsed:
    return LastUsed(tmp_path / "last-used.json")


@pytest.fixture
def gallery() -> Gallery:
    return Gallery()


@pytest.fixture
def session(store, last_used, gallery) -> Session:
    """Ada and Bob are enrolled, and nobody has unlocked."""
    store.save(template("Ada"))
    store.save(template("Bob"))
    made = Session(store, LockPolicy(frames_to_unlock=2), last_used)
    made.begin(gallery, ENCODER_ID, MATCHER)
    return made


def unlock(session: Session, name: str = "Ada") -> None:
    for now_s in (0.0, 0.1, 0.2):
        session.step(judged(FRAME, name), now_s)
    assert session.is_unlocked


def names_of(gallery: Gallery) -> list[str]:
    return [known.name for known in gallery.templates]


def test_who_opens_the_lock_is_remembered_once_an_opening(session, last_used):
    session.step(judged(FRAME, "Ada"), 0.0)
    assert last_used.times() == {}
    unlock(session)
    assert list(last_used.times()) == ["Ada"]
    last_used.forget("Ada")
    session.step(judged(FRAME, "Ada"), 0.3)  # still the same opening
    assert last_used.times() == {}
    session.restart_lock()
    unlock(session, "Bob")
    assert list(last_used.times()) == ["Bob"]


def test_a_locked_session_changes_nothing(session, store, gallery):
    assert not session.may_change_people
    with pytest.raises(LockedError, match="Unlock first"):
        session.rename("Ada", "Eve")
    with pytest.raises(LockedError):
        session.remove("Ada")
    assert store.names() == names_of(gallery) == ["Ada", "Bob"]


def test_nothing_may_change_before_it_is_known_who_is_enrolled(store):
    store.save(template("Ada"))
    session = Session(store)
    assert not session.may_change_people
    with pytest.raises(LockedError):
        session.remove("Ada")
    assert store.names() == ["Ada"]


def test_a_renamed_person_stays_unlocked_and_goes_on_unlocking(session, store, gallery, last_used):
    unlock(session)
    when = last_used.times()["Ada"]
    session.rename("Ada", "Ada Lovelace")
    assert store.names() == ["Ada Lovelace", "Bob"]
    assert names_of(gallery) == ["Ada Lovelace", "Bob"]
    np.testing.assert_array_equal(gallery.templates[0].vectors, template("Ada").vectors)
    assert session.snapshot.names == ("Ada Lovelace", "Bob")
    assert session.snapshot.lock.name == "Ada Lovelace"
    assert last_used.times() == {"Ada Lovelace": when}
    session.step(judged(FRAME, "Ada Lovelace"), 0.3)
    assert session.is_unlocked


def test_a_refused_name_changes_nothing(session, store, gallery):
    unlock(session)
    with pytest.raises(TemplateError, match="Bob is enrolled already"):
        session.rename("Ada", "Bob")
    with pytest.raises(ValueError, match="Expected a name"):
        session.rename("Ada", "")
    assert store.names() == names_of(gallery) == ["Ada", "Bob"]
    assert session.is_unlocked


def test_removing_whom_it_opened_for_locks(session, store, gallery, last_used):
    unlock(session)
    session.remove("Ada")
    assert session.snapshot.lock.state is LockState.LOCKED
    assert store.names() == names_of(gallery) == list(session.snapshot.names) == ["Bob"]
    assert last_used.times() == {}
    with pytest.raises(LockedError):
        session.remove("Bob")


def test_removing_another_one_keeps_it_open(session, store):
    unlock(session)
    session.remove("Bob")
    assert session.is_unlocked
    assert store.names() == ["Ada"]
    with pytest.raises(TemplateNotFoundError):
        session.remove("Bob")


def test_the_last_one_removed_leaves_it_free_to_start_again(session):
    unlock(session)
    session.remove("Bob")
    session.remove("Ada")
    assert session.snapshot.names == ()
    assert session.may_change_people
    session.step(missed(FRAME), 1.0)
    assert not session.is_unlocked


def test_a_damaged_template_can_be_removed_and_its_notice_goes(store, session, gallery):
    store.path("Bob").write_bytes(b"damaged")
    session.begin(gallery, ENCODER_ID, MATCHER)
    assert len(session.snapshot.notices) == 1
    unlock(session)
    session.remove("Bob")
    assert session.snapshot.notices == ()
    assert store.names() == ["Ada"]
    assert session.is_unlocked
