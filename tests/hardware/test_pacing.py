from __future__ import annotations

import pytest

from hardware import Pacer


class Hand:
    """A clock that moves only when somebody sleeps, or when it is moved."""

    def __init__(self) -> None:
        self.now_s = 50.0
        self.slept_s: list[float] = []

    def clock(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.slept_s.append(seconds)
        self.now_s += seconds


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def pacer(hand: Hand) -> Pacer:
    return Pacer(clock=hand.clock, sleep=hand.sleep)


def test_the_first_frame_is_due_at_once(hand: Hand, pacer: Pacer) -> None:
    assert pacer.wait_for(1000.0, timeout_s=1.0)
    assert hand.slept_s == []


def test_frames_are_as_far_apart_as_they_were_recorded(hand: Hand, pacer: Pacer) -> None:
    for timestamp_s in (1000.0, 1000.25, 1001.0):
        pacer.wait_for(timestamp_s, timeout_s=5.0)
    assert hand.slept_s == pytest.approx([0.25, 0.75])


def test_time_spent_on_a_frame_is_not_waited_for_again(hand: Hand, pacer: Pacer) -> None:
    pacer.wait_for(0.0, timeout_s=5.0)
    hand.now_s += 0.3
    pacer.wait_for(0.5, timeout_s=5.0)
    assert hand.slept_s == pytest.approx([0.2])


def test_a_frame_that_is_not_due_within_the_timeout(hand: Hand, pacer: Pacer) -> None:
    pacer.wait_for(0.0, timeout_s=5.0)
    assert not pacer.wait_for(3.0, timeout_s=1.0)
    assert hand.slept_s == pytest.approx([1.0])
    assert pacer.wait_for(3.0, timeout_s=2.5)
    assert hand.now_s == pytest.approx(53.0)


def test_after_a_pause_the_rest_is_not_played_in_a_burst(hand: Hand, pacer: Pacer) -> None:
    pacer.wait_for(0.0, timeout_s=5.0)
    hand.now_s += 60.0
    pacer.wait_for(0.1, timeout_s=5.0)
    pacer.wait_for(0.2, timeout_s=5.0)
    assert hand.slept_s == pytest.approx([0.1])


def test_restart_after_a_jump(hand: Hand, pacer: Pacer) -> None:
    pacer.wait_for(0.0, timeout_s=5.0)
    pacer.restart()
    pacer.wait_for(40.0, timeout_s=5.0)
    assert hand.slept_s == []


@pytest.mark.parametrize(("speed", "slept_s"), [(0.25, 4.0), (1.0, 1.0), (4.0, 0.25)])
def test_speed_stretches_the_pauses(hand: Hand, pacer: Pacer, speed: float, slept_s: float) -> None:
    pacer.speed = speed
    for timestamp_s in (1000.0, 1001.0, 1002.0):
        pacer.wait_for(timestamp_s, timeout_s=10.0)
    assert hand.slept_s == pytest.approx([slept_s, slept_s])


def test_another_speed_applies_from_the_next_frame_on(hand: Hand, pacer: Pacer) -> None:
    pacer.wait_for(1000.0, timeout_s=10.0)
    pacer.speed = 2.0
    assert pacer.due_in(1001.0) == 0.0
    assert pacer.due_in(1002.0) == pytest.approx(0.5)
    pacer.speed = 2.0  # the same: nothing starts again
    assert pacer.due_in(1002.0) == pytest.approx(0.5)


@pytest.mark.parametrize("speed", [0.0, -1.0, float("nan")])
def test_a_speed_that_leads_nowhere(pacer: Pacer, speed: float) -> None:
    with pytest.raises(ValueError, match="positive speed"):
        pacer.speed = speed
