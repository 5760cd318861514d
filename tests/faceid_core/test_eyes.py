"""Open and closed eyes, and how often they are looked at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from closed_eyes import with_closed_eyes
from rendered import FRONTAL, frame, seen

from faceid_core.eyes import FIRST_PAUSE_S, LONGEST_PAUSE_S, OPEN_FROM, EyeReader, EyeWatch
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
    """A reader that counts; its eyes are as far open as is asked for."""

    def __init__(self) -> None:
        self.is_open, self.count = True, 0

    def opening(self, rgb: np.ndarray, landmarks_px: np.ndarray) -> float:
        self.count += 1
        return 0.3 if self.is_open else 0.1


def at(timestamp_s: float) -> Frame:
    return replace(frame("frontal_600"), timestamp_s=timestamp_s)


def test_open_eyes_are_looked_at_ever_more_seldom() -> None:
    looks, face = Looks(), seen("frontal_600").face
    watch = EyeWatch(looks)
    looked = []
    for index in range(1, 3000):
        before = looks.count
        assert watch.opening(at(index / 100), face) == 0.3
        looked += [index / 100] if looks.count > before else []
    pauses = np.diff(looked)
    assert pauses[0] == pytest.approx(FIRST_PAUSE_S, abs=0.011)
    assert pauses[1] == pytest.approx(2 * FIRST_PAUSE_S, abs=0.011)
    assert pauses.max() == pytest.approx(LONGEST_PAUSE_S, abs=0.011)
    assert pauses[-1] == pytest.approx(LONGEST_PAUSE_S, abs=0.011)


def test_closed_eyes_are_looked_at_in_each_frame_and_whatever_else_was_seen_starts_anew() -> None:
    looks, face = Looks(), seen("frontal_600").face
    watch = EyeWatch(looks)
    watch.opening(at(1.0), face)
    looks.is_open = False
    assert watch.opening(at(1.0 + 0.9 * FIRST_PAUSE_S), face) == 0.3  # not looked at
    for index in range(5):
        assert watch.opening(at(1.0 + (1.1 + index / 10) * FIRST_PAUSE_S), face) == 0.1
    looks.is_open = True
    assert watch.opening(at(1.5), face) == 0.3
    looks.is_open = False
    assert watch.opening(at(0.5), face) == 0.1  # the clock began anew
    looks.is_open = True
    watch.opening(at(2.0), face)
    looks.is_open = False
    watch.forget()
    assert watch.opening(at(2.001), face) == 0.1
