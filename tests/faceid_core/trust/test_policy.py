"""The rules as tables of times and steps; no clock is read and nothing sleeps."""

from __future__ import annotations

import pytest
from turned_clock import HOUR_S, TurnedClock

from faceid_core.trust.policy import (
    FaceAccepted,
    FaceGone,
    FaceRefused,
    Locked,
    PasscodeAccepted,
    PasscodeRemoved,
    PasscodeTried,
    PolicyState,
    Purpose,
    Refusal,
    Request,
    Rules,
    lost,
    passcode_wait_s,
    rest_s,
    step,
)

RULES = Rules()
UNLOCKS = None


class Play:
    """Steps one state through a script."""

    def __init__(self, state: PolicyState | None = None) -> None:
        self.clock = TurnedClock()
        self.state = PolicyState() if state is None else state

    def do(self, event):
        done = step(self.state, event, self.clock(), RULES)
        assert done.state.serial >= self.state.serial
        self.state = done.state
        return done

    def face(self, purpose=Purpose.UNLOCK, confirmed_at=None):
        return self.do(FaceAccepted(Request(purpose, confirmed_at))).refusal

    def refuse(self, times=1):
        for _ in range(times):
            self.do(FaceRefused())


@pytest.fixture
def play():
    """Somebody who has just set a passcode."""
    played = Play()
    played.do(PasscodeAccepted())
    return played


@pytest.mark.parametrize(
    ("failures", "expected"),
    [
        (0, UNLOCKS),
        (4, UNLOCKS),
        (5, Refusal.FAILED_TOO_OFTEN),
        (6, Refusal.FAILED_TOO_OFTEN),
        (500, Refusal.FAILED_TOO_OFTEN),
    ],
)
def test_five_judged_failures(play, failures, expected):
    play.refuse(failures)
    assert play.face() is expected
    play.clock.pass_(30 * HOUR_S)
    assert play.face() is expected


def test_an_unlock_forgives_failures_and_only_that(play):
    for _ in range(3):
        play.refuse(4)
        assert play.face() is UNLOCKS
    play.refuse(4)
    play.do(FaceGone())
    play.do(Locked())
    play.do(FaceGone())
    play.refuse(1)
    assert play.face() is Refusal.FAILED_TOO_OFTEN


def test_only_the_passcode_ends_a_lockout(play):
    play.refuse(5)
    for wait in (1.0, HOUR_S, 40 * HOUR_S):
        play.clock.pass_(wait)
        assert play.face() is Refusal.FAILED_TOO_OFTEN
    play.clock.restart()
    assert play.face() is Refusal.RESTARTED
    play.do(PasscodeAccepted())
    assert play.face() is UNLOCKS


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ([47.99], UNLOCKS),
        ([48.0], Refusal.UNUSED),
        ([47.0, 47.0], UNLOCKS),
        ([47.0, 48.5], Refusal.UNUSED),
        ([40.0, 40.0, 40.0, 32.0], UNLOCKS),  # 152 h since the passcode
        ([40.0, 40.0, 40.0, 35.99], UNLOCKS),  # 155.99 h
        ([40.0, 40.0, 40.0, 36.0], Refusal.PASSCODE_OLD),  # 156 h, and 36 h without a face
        ([40.0, 40.0, 40.0, 35.0, 3.9], UNLOCKS),  # 158.9 h, but a face 3.9 h ago
        ([40.0, 40.0, 40.0, 35.0, 4.0], Refusal.PASSCODE_OLD),
        ([40.0, 40.0, 40.0, 35.0] + [3.5] * 20, UNLOCKS),
        ([40.0, 40.0, 40.0, 35.0] + [3.5] * 20 + [4.0], Refusal.PASSCODE_OLD),
    ],
)
def test_time_without_unlock_and_without_passcode(play, hours, expected):
    for each in hours[:-1]:
        play.clock.pass_(each * HOUR_S)
        assert play.face() is UNLOCKS
    play.clock.pass_(hours[-1] * HOUR_S)
    assert play.face() is expected
    if expected is not UNLOCKS:
        play.do(PasscodeAccepted())
        assert play.face() is UNLOCKS


@pytest.mark.parametrize("off_s", [0.0, 60.0, 100 * HOUR_S, -100 * HOUR_S])
def test_a_restart_needs_the_passcode(play, off_s):
    assert play.face() is UNLOCKS
    play.clock.restart(off_s)
    assert play.face() is Refusal.RESTARTED
    play.clock.pass_(20.0)
    assert play.face() is Refusal.RESTARTED
    play.do(PasscodeAccepted())
    assert play.face() is UNLOCKS


@pytest.mark.parametrize(
    ("real_h", "turned_h", "expected"),
    [
        (48.0, -48.0, Refusal.UNUSED),  # set back by all that passed
        (48.0, -1000.0, Refusal.UNUSED),
        (1.0, -10.0, UNLOCKS),
        (1.0, 10.0, UNLOCKS),
        (1.0, 47.0, Refusal.UNUSED),  # set forward: the safe side
        (47.0, -47.0, UNLOCKS),
    ],
)
def test_the_clock_on_the_wall_cannot_be_set_to_help(play, real_h, turned_h, expected):
    play.clock.pass_(real_h * HOUR_S)
    play.clock.set_wall(turned_h * HOUR_S)
    assert play.face() is expected


def test_time_asleep_counts(play):
    """CLOCK_BOOTTIME runs on while the machine is suspended; so `pass_` stands for both."""
    play.clock.pass_(24 * HOUR_S)
    play.clock.pass_(24 * HOUR_S)
    assert play.face() is Refusal.UNUSED


def test_a_boot_clock_that_runs_backwards_is_no_clock(play):
    play.clock.pass_(-10.0)
    assert play.face() is Refusal.UNUSED


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([Locked()], Refusal.HELD),
        ([Locked(), FaceRefused()], Refusal.HELD),
        ([Locked(), FaceGone()], UNLOCKS),
        ([FaceGone(), Locked()], Refusal.HELD),
        ([Locked(needs_passcode=True), FaceGone()], Refusal.LOCKED_BY_OWNER),
        ([Locked(needs_passcode=True), Locked(), FaceGone()], Refusal.LOCKED_BY_OWNER),
        ([Locked(needs_passcode=True), PasscodeAccepted()], UNLOCKS),
    ],
)
def test_after_a_deliberate_lock(play, events, expected):
    for event in events:
        play.do(event)
    play.clock.pass_(60.0)
    assert play.face() is expected


def test_a_key_press_ends_the_hold_as_looking_away_does(play):
    play.do(Locked())
    assert play.face(confirmed_at=play.clock()) is UNLOCKS


@pytest.mark.parametrize(
    ("pressed_ago_s", "expected"),
    [
        (None, Refusal.NOT_CONFIRMED),
        (0.0, UNLOCKS),
        (15.0, UNLOCKS),
        (15.1, Refusal.NOT_CONFIRMED),
        (-1.0, Refusal.NOT_CONFIRMED),  # of the future
    ],
)
def test_privileged_actions_need_intent(play, pressed_ago_s, expected):
    pressed = None
    if pressed_ago_s is not None:
        play.clock.pass_(-pressed_ago_s)
        pressed = play.clock()
        play.clock.pass_(pressed_ago_s)
    play.clock.pass_(100.0 if pressed is None else 0.0)
    play.do(PasscodeAccepted())
    assert play.face(Purpose.PRIVILEGED, pressed) is expected


def test_intent_of_before_a_restart_is_none(play):
    pressed = play.clock()
    play.clock.restart()
    play.do(PasscodeAccepted())
    assert play.face(Purpose.PRIVILEGED, pressed) is Refusal.NOT_CONFIRMED


def test_intent_does_not_replace_the_passcode(play):
    play.refuse(5)
    pressed = play.clock()
    assert play.face(Purpose.PRIVILEGED, pressed) is Refusal.FAILED_TOO_OFTEN
    assert play.face(Purpose.UNLOCK, pressed) is Refusal.FAILED_TOO_OFTEN


@pytest.mark.parametrize(
    ("tries", "wait_s"),
    [(0, 0), (1, 0), (2, 0), (3, 30), (4, 60), (5, 300), (6, 900), (7, 3600), (50, 3600)],
)
def test_wrong_passcodes_wait_longer_each_time(play, tries, wait_s):
    for _ in range(tries):
        play.clock.pass_(HOUR_S)
        assert play.do(PasscodeTried()).wait_s == 0.0
    assert passcode_wait_s(play.state, play.clock(), RULES) == wait_s
    if wait_s:
        play.clock.set_wall(1000 * HOUR_S)
        assert play.do(PasscodeTried()).wait_s == wait_s
        play.clock.pass_(wait_s - 1.0)
        assert play.do(PasscodeTried()).wait_s == pytest.approx(1.0)
        play.clock.pass_(1.0)
        assert play.do(PasscodeTried()).wait_s == 0.0


def test_a_restart_begins_the_wait_anew_and_it_ends(play):
    for _ in range(4):
        play.clock.pass_(HOUR_S)
        play.do(PasscodeTried())
    play.clock.restart()
    assert play.do(PasscodeTried()).wait_s == 60.0
    play.clock.pass_(59.0)
    assert play.do(PasscodeTried()).wait_s == pytest.approx(1.0)
    play.clock.pass_(1.0)
    assert play.do(PasscodeTried()).wait_s == 0.0


def test_waiting_tries_are_not_counted(play):
    for _ in range(3):
        play.do(PasscodeTried())
    for _ in range(20):
        play.do(PasscodeTried())
    assert play.state.passcode_failures == 3


def test_the_right_passcode_forgets_the_wrong_ones(play):
    for _ in range(3):
        play.do(PasscodeTried())
    play.do(PasscodeAccepted())
    assert passcode_wait_s(play.state, play.clock(), RULES) == 0.0


@pytest.mark.parametrize(
    ("failures", "whole_s"), [(4, 0), (5, 30), (6, 60), (7, 120), (12, 3600), (4000, 3600)]
)
def test_without_a_passcode_a_face_rests(failures, whole_s):
    play = Play()
    play.refuse(failures)
    assert rest_s(play.state, play.clock(), RULES) == whole_s
    if whole_s:
        assert play.face() is Refusal.RESTING
        play.clock.set_wall(100 * HOUR_S)
        play.clock.pass_(whole_s - 1.0)
        assert play.face() is Refusal.RESTING
        play.clock.pass_(1.0)
    assert play.face() is UNLOCKS


def test_without_a_passcode_a_restart_does_not_shorten_the_rest():
    play = Play()
    play.refuse(6)
    play.clock.restart(HOUR_S)
    assert play.face() is Refusal.RESTING
    play.clock.pass_(59.0)
    assert play.face() is Refusal.RESTING
    play.clock.pass_(1.0)
    assert play.face() is UNLOCKS


def test_without_a_passcode_nothing_privileged_and_no_passcode_demanded():
    play = Play()
    assert play.face(Purpose.PRIVILEGED, play.clock()) is Refusal.NO_PASSCODE
    play.do(Locked(needs_passcode=True))
    play.do(FaceGone())
    play.clock.restart()
    play.clock.pass_(1000 * HOUR_S)
    assert play.face() is UNLOCKS


def test_a_passcode_given_up_takes_its_rules_along(play):
    play.do(PasscodeRemoved())
    play.clock.restart()
    assert play.face() is UNLOCKS
    assert play.face(Purpose.PRIVILEGED, play.clock()) is Refusal.NO_PASSCODE


def test_a_lost_state_demands_the_passcode_after_the_longest_wait():
    play = Play()
    play.state = lost(7, has_passcode=True, now=play.clock(), rules=RULES)
    assert play.face() is Refusal.STATE_LOST
    assert play.do(PasscodeTried()).wait_s == HOUR_S
    play.clock.pass_(HOUR_S)
    assert play.do(PasscodeTried()).wait_s == 0.0
    play.do(PasscodeAccepted())
    assert play.face() is UNLOCKS
    assert play.state.serial > 7


def test_a_lost_state_without_a_passcode_rests_longest():
    play = Play()
    play.state = lost(1, has_passcode=False, now=play.clock(), rules=RULES)
    assert rest_s(play.state, play.clock(), RULES) == HOUR_S
    assert play.face() is Refusal.RESTING


def test_every_refusal_says_what_to_do():
    for refusal in Refusal:
        assert refusal.value[0].isupper()
        assert refusal.needs_passcode == ("Enter your passcode" in refusal.value)
