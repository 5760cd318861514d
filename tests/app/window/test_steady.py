"""Texts stay long enough to be read."""

from __future__ import annotations

import itertools

from app.window.steady import HOLD_S, Steady


def test_a_text_that_changes_with_every_frame_is_shown_calmly():
    steady = Steady("")
    shown = [(steady.follow("ab"[index % 2], index / 30.0), index / 30.0) for index in range(300)]
    changes_s = [now_s for (a, _), (b, now_s) in itertools.pairwise(shown) if a != b]
    gaps_s = [b - a for a, b in itertools.pairwise(changes_s)]
    assert changes_s
    assert min(gaps_s) >= HOLD_S


def test_the_first_text_and_important_ones_come_at_once():
    steady = Steady("")
    assert steady.follow("Look at the camera", 0.0) == "Look at the camera"
    assert steady.follow("Hello, Ada", 0.1) == "Look at the camera"
    assert steady.follow("Hello, Ada", 0.1, at_once=True) == "Hello, Ada"


def test_the_newest_text_wins_when_the_old_one_was_read():
    steady = Steady("")
    steady.follow("a", 0.0)
    steady.follow("b", 0.3)
    assert steady.follow("c", HOLD_S + 0.01) == "c"
