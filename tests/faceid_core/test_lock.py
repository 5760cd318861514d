"""The lock as tables of steps; no clock is read and nothing sleeps."""

import math

import pytest

from faceid_core.lock import Lock, LockPolicy, Verdict
from faceid_core.types import LockState, Retry

POLICY = LockPolicy(frames_to_unlock=3, frames_to_refuse=2, absence_to_lock_s=10.0)
MATCH = {}
OTHER = {"distance": 0.9}
FLAT = {"is_live": False}
WEAK = {"relief_mm": 3.5}  # enough for a frame, too little for the mean over a row
OPEN, SHUT = {"eye_opening": 0.3}, {"eye_opening": 0.1}
GONE = {"retry": Retry.NO_FACE}
LOCKED, UNLOCKED = LockState.LOCKED, LockState.UNLOCKED


def play(observation, steps, lock=None):
    lock = lock or Lock()
    states = []
    for now_s, seen in steps:
        lock = lock.after(observation(**seen), now_s, POLICY)
        states.append(lock.state)
    return lock, states


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([MATCH] * 3, [LOCKED, LOCKED, UNLOCKED]),
        ([MATCH, MATCH, GONE, MATCH, MATCH], [LOCKED] * 5),
        ([MATCH, MATCH, OTHER, MATCH, MATCH], [LOCKED] * 5),
        ([MATCH, MATCH, {"name": "bob"}, {"name": "bob"}], [LOCKED] * 4),
        ([FLAT] * 6, [LOCKED] * 6),
        ([WEAK] * 9, [LOCKED] * 9),
        ([WEAK, MATCH, WEAK], [LOCKED, LOCKED, UNLOCKED]),
        ([WEAK, WEAK, MATCH, MATCH], [LOCKED, LOCKED, UNLOCKED, UNLOCKED]),
        ([WEAK, WEAK, WEAK, MATCH], [LOCKED, LOCKED, LOCKED, UNLOCKED]),
        ([MATCH] * 3 + [WEAK] * 5, [LOCKED, LOCKED, *[UNLOCKED] * 4, LOCKED, LOCKED]),
        ([OPEN] * 3 + [SHUT] * 9, [LOCKED, LOCKED, *[UNLOCKED] * 10]),
        ([SHUT] * 9, [LOCKED] * 9),
        ([OPEN, SHUT, OPEN], [LOCKED, LOCKED, UNLOCKED]),  # a blink
        ([SHUT] * 4 + [OPEN] * 2, [LOCKED] * 5 + [UNLOCKED]),
        ([SHUT, SHUT, OPEN, SHUT, SHUT], [LOCKED] * 5),
        ([{"eye_opening": math.nan}] * 6, [LOCKED] * 6),
        ([{"distance": math.nan}] * 6, [LOCKED] * 6),
        ([{"distance": None}] * 6, [LOCKED] * 6),
        ([MATCH] * 3 + [OTHER], [LOCKED, LOCKED, UNLOCKED, UNLOCKED]),
        ([MATCH] * 3 + [OTHER] * 2, [LOCKED, LOCKED, UNLOCKED, UNLOCKED, LOCKED]),
        ([MATCH] * 3 + [FLAT] * 2, [LOCKED, LOCKED, UNLOCKED, UNLOCKED, LOCKED]),
        ([MATCH] * 3 + [GONE] * 3, [LOCKED, LOCKED, UNLOCKED, UNLOCKED, UNLOCKED, UNLOCKED]),
    ],
)
def test_steps(observation, steps, expected):
    assert play(observation, list(enumerate(steps)))[1] == expected


def test_closed_eyes_are_told_and_are_no_refusal(observation):
    lock, _ = play(observation, list(enumerate([SHUT] * 9)))
    assert (lock.verdict, lock.reason) == (Verdict.WAITING, "Open your eyes")
    assert lock.refused == 0


def test_whoever_unlocked_may_look_down(observation):
    steps = [(i / 10, seen) for i, seen in enumerate([OPEN] * 3 + [SHUT] * 300)]
    lock, states = play(observation, steps)
    assert states[-1] is UNLOCKED
    assert lock.verdict is Verdict.ACCEPTED


def test_it_locks_when_the_owner_is_away_too_long(observation):
    steps = [(0, MATCH), (1, MATCH), (2, MATCH), (12.0, GONE), (12.1, GONE)]
    assert play(observation, steps)[1][-2:] == [UNLOCKED, LOCKED]


def test_one_match_after_a_long_absence_does_not_keep_it_open(observation):
    steps = [(0, MATCH), (1, MATCH), (2, MATCH), (3, GONE), (100, MATCH)]
    assert play(observation, steps)[1][-1] is LOCKED


def test_after_a_deliberate_lock_the_face_must_go_once(observation):
    lock, _ = play(observation, list(enumerate([MATCH] * 3)))
    lock = lock.locked("Locked")
    lock, states = play(observation, [(4 + i, MATCH) for i in range(9)], lock)
    assert set(states) == {LOCKED}
    assert "Look away" in lock.reason
    lock, states = play(observation, [(20, GONE), (21, MATCH), (22, MATCH), (23, MATCH)], lock)
    assert states[-1] is UNLOCKED


@pytest.mark.parametrize(
    ("seen", "verdict", "reason"),
    [
        (GONE, Verdict.WAITING, "Look at the camera"),
        ({"retry": Retry.TOO_FAR}, Verdict.WAITING, "Move closer"),
        ({"distance": None}, Verdict.WAITING, "Nobody is enrolled yet"),
        (OTHER, Verdict.REFUSED, "This is not ann"),
        (FLAT, Verdict.REFUSED, "It is flat"),
        (WEAK, Verdict.REFUSED, "It is flat"),
        (MATCH, Verdict.ACCEPTED, "Unlocked for ann"),
    ],
)
def test_the_reason_is_said(observation, seen, verdict, reason):
    lock, _ = play(observation, list(enumerate([seen] * 4)))
    assert (lock.verdict, lock.reason) == (verdict, reason)


def test_the_first_frames_of_a_face_are_being_checked(observation):
    assert play(observation, [(0, MATCH)])[0].verdict is Verdict.CHECKING
    assert play(observation, [(0, OTHER)])[0].verdict is Verdict.CHECKING
