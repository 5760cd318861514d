"""When the agent locks and unlocks, as tables; nothing here waits."""

from __future__ import annotations

import pytest

from app.presence.decisions import ANSWER_S, IDLE_S, Deed, Desk
from faceid_core.who import Who


def taken(**changes: bool) -> Desk:
    """A desk at which the owner was seen."""
    desk, deed = Desk(**changes).seen(Who.OWNER, 10.0)
    assert deed is None
    return desk


@pytest.mark.parametrize(
    ("who", "deed"),
    [
        (Who.OWNER, None),
        (Who.SOMEBODY, None),
        (Who.UNCLEAR, None),
        (Who.AWAY, Deed.LOCK),
        (Who.STRANGER, Deed.LOCK),
    ],
)
def test_it_locks_when_the_seat_is_empty_or_another_ones(who: Who, deed: Deed | None) -> None:
    assert taken().seen(who, 20.0)[1] is deed


def test_it_never_locks_if_told_so_or_locked_or_asleep() -> None:
    assert taken(may_lock=False).seen(Who.AWAY, 20.0)[1] is None
    assert taken().hinted(True, 15.0).seen(Who.AWAY, 20.0)[1] is None
    assert taken().slept(True).seen(Who.AWAY, 20.0)[1] is None


def test_trouble_in_between_changes_nothing() -> None:
    desk = taken().seen(Who.UNCLEAR, 15.0)[0]
    assert desk.seen(Who.AWAY, 20.0)[1] is Deed.LOCK


def test_a_seat_that_was_always_empty_locks_nothing() -> None:
    """Whoever opened the session sits where the sensor does not look."""
    desk = Desk().seen(Who.AWAY, 10.0)[0]
    opened = desk.hinted(True, 20.0).hinted(False, 30.0)
    assert opened.seen(Who.UNCLEAR, 31.0)[0].seen(Who.AWAY, 45.0)[1] is None
    assert opened.seen(Who.SOMEBODY, 50.0)[0].seen(Who.AWAY, 65.0)[1] is Deed.LOCK


def test_a_lock_that_it_asked_for_is_not_deliberate() -> None:
    desk = taken().seen(Who.AWAY, 20.0)[0].hinted(True, 20.2)
    assert desk.is_locked
    assert not desk.is_deliberate


@pytest.mark.parametrize("late_s", [0.1, ANSWER_S + 1.0])
def test_a_lock_that_it_did_not_ask_for_is(late_s: float) -> None:
    assert taken().hinted(True, 20.0).is_deliberate
    unanswered = taken(may_lock=False).seen(Who.AWAY, 20.0)[0]
    assert unanswered.hinted(True, 20.0 + late_s).is_deliberate


def test_a_lock_long_after_it_asked_is_anothers() -> None:
    asked = taken().seen(Who.AWAY, 20.0)[0]
    assert asked.hinted(True, 20.0 + ANSWER_S + 0.1).is_deliberate


def test_a_lock_from_its_menu_is_deliberate() -> None:
    assert taken().wished(20.0).hinted(True, 20.2).is_deliberate


def test_a_lock_by_sleep_or_by_idleness_is_not_but_one_key_that_does_both_is() -> None:
    assert not taken().slept(True).hinted(True, 20.0).is_deliberate
    assert not taken().idled(True, 20.0).hinted(True, 20.0 + IDLE_S).is_deliberate
    assert taken().idled(True, 20.0).hinted(True, 20.1).is_deliberate
    assert taken().idled(True, 20.0).idled(False, 25.0).hinted(True, 30.0).is_deliberate


def test_it_opens_only_what_is_locked_and_awake_and_only_if_it_may() -> None:
    locked = taken().hinted(True, 20.0)
    assert locked.returned() is Deed.UNLOCK
    assert taken().returned() is None
    assert locked.slept(True).returned() is None
    assert taken(may_unlock=False).hinted(True, 20.0).returned() is None


def test_the_same_hint_twice_is_one_lock() -> None:
    desk = taken().seen(Who.AWAY, 20.0)[0].hinted(True, 20.2)
    assert desk.hinted(True, 40.0) is desk
    assert not desk.hinted(True, 40.0).is_deliberate
    assert not desk.hinted(False, 50.0).is_locked
