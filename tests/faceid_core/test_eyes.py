"""Open and closed eyes, and how often they are looked at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from closed_eyes import with_closed_eyes
from rendered import FRONTAL, frame, seen

from faceid_core.eyes import FIRST_PAUSE_S, LONGEST_PAUSE_S, OPEN_FROM, EyeReader, EyeWatch
from faceid_core.lock import Lock, LockPolicy
from faceid_core.types import LockState
from faceid_core.verification import FRAMES_TO_MATCH
from hardware import Frame

TURNED = ("yaw_left", "yaw_right", "roll_left", "roll_right")


@pytest.fixture(scope="module")
def reader() -> EyeReader:
    return EyeReader()


@pytest.mark.parametrize("name", [*FRONTAL, *TURNED, "other", "third"])
def test_eyes_are_open_until_they_are_painted_shut(reader: EyeReader, name: str) -> None:
    face = seen(name).face
    before = frame(name).rgb.copy()
    assert reader.opening(frame(name).rgb, face.landmarks_px) > OPEN_FROM + 0.05
    np.testing.assert_array_equal(frame(name).rgb, before)
    asleep = with_closed_eyes(frame(name), face)
    assert reader.opening(asleep.rgb, face.landmarks_px) < OPEN_FROM


def test_a_mirrored_picture_says_the_same(reader: EyeReader) -> None:
    picture, landmarks = frame("frontal_600").rgb, seen("frontal_600").face.landmarks_px
    mirrored = landmarks.copy()
    for left, right in ((33, 263), (133, 362)):
        mirrored[[left, right]] = landmarks[[right, left]]
    mirrored[:, 0] = picture.shape[1] - 1 - mirrored[:, 0]
    other = reader.opening(np.ascontiguousarray(picture[:, ::-1]), mirrored)
    assert other == pytest.approx(reader.opening(picture, landmarks), abs=0.02)


class Looks(EyeReader):
    """A reader that counts; its eyes are as far open as is asked for, one look wide open."""

    def __init__(self, *, misread: int | None = None) -> None:
        self.is_open, self.count, self.misread = True, 0, misread

    def opening(self, rgb: np.ndarray, landmarks_px: np.ndarray) -> float:
        self.count += 1
        if self.count == self.misread:
            return 0.4
        return 0.3 if self.is_open else 0.1


ROW = LockPolicy().frames_to_unlock


def at(timestamp_s: float) -> Frame:
    return replace(frame("frontal_600"), timestamp_s=timestamp_s)


def looks_at_open_eyes(watch: EyeWatch, looks: Looks, until_s: float) -> list[float]:
    """Return when the reader was asked, at 100 frames a second."""
    face, looked = seen("frontal_600").face, []
    for index in range(1, round(until_s * 100)):
        before = looks.count
        assert watch.opening(at(index / 100), face, "alice") == 0.3
        looked += [index / 100] if looks.count > before else []
    return looked


def test_open_eyes_are_looked_at_in_a_whole_row_and_then_ever_more_seldom() -> None:
    looks = Looks()
    pauses_s = np.diff(looks_at_open_eyes(EyeWatch(looks, ROW), looks, 30.0))
    assert pauses_s[: ROW - 1] == pytest.approx([0.01] * (ROW - 1))
    assert pauses_s[ROW - 1] == pytest.approx(FIRST_PAUSE_S, abs=0.011)
    assert pauses_s[ROW] == pytest.approx(2 * FIRST_PAUSE_S, abs=0.011)
    assert pauses_s.max() == pytest.approx(LONGEST_PAUSE_S, abs=0.011)
    assert pauses_s[-1] == pytest.approx(LONGEST_PAUSE_S, abs=0.011)


def test_closed_eyes_are_looked_at_in_each_frame_and_whatever_else_was_seen_starts_anew() -> None:
    looks, face = Looks(), seen("frontal_600").face
    watch = EyeWatch(looks, ROW)
    looks_at_open_eyes(watch, looks, (ROW + 1) / 100)
    looks.is_open = False
    start_s = ROW / 100
    assert watch.opening(at(start_s + 0.9 * FIRST_PAUSE_S), face, "alice") == 0.3  # not looked at
    for index in range(5):
        later_s = start_s + (1.1 + index / 10) * FIRST_PAUSE_S
        assert watch.opening(at(later_s), face, "alice") == 0.1
    looks.is_open = True
    looks_at_open_eyes(watch, looks, (ROW + 1) / 100)
    looks.is_open = False
    assert watch.opening(at(0.0), face, "alice") == 0.1  # the clock began anew
    for start_anew in (watch.forget, lambda: None):
        looks.is_open = True
        looks_at_open_eyes(watch, looks, (ROW + 1) / 100)
        looks.is_open = False
        start_anew()
        name = "alice" if start_anew == watch.forget else "bob"
        assert watch.opening(at(start_s + 0.001), face, name) == 0.1


@pytest.mark.parametrize("misread", range(1, 2 * ROW))
def test_one_wrong_reading_of_closed_eyes_opens_nothing(observation, misread: int) -> None:
    """At the rate of a sensor, with what a row of frames makes of it."""
    looks, face, lock = Looks(misread=misread), seen("frontal_600").face, Lock()
    looks.is_open = False
    watch = EyeWatch(looks, ROW)
    for index in range(4 * ROW):
        now_s = index / 30
        opening = watch.opening(at(now_s), face, "alice")
        lock = lock.after(observation(eye_opening=opening), now_s, LockPolicy())
        assert lock.state is LockState.LOCKED
    looks.is_open = True
    for index in range(4 * ROW, 5 * ROW):
        opening = watch.opening(at(index / 30), face, "alice")
        lock = lock.after(observation(eye_opening=opening), index / 30, LockPolicy())
    assert lock.state is LockState.UNLOCKED


def test_window_and_command_judge_rows_of_one_length() -> None:
    """The watch of the eyes, which both have, knows one length only."""
    assert LockPolicy().frames_to_unlock == FRAMES_TO_MATCH
