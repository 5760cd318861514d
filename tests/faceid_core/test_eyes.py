"""Open and closed eyes, and how often they are looked at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from closed_eyes import with_closed_eyes
from rendered import FRONTAL, frame, seen

from faceid_core.eyes import LOOK_EVERY_S, OPEN_FROM, EyeReader, EyeWatch
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


def test_open_eyes_are_not_looked_at_again_at_once_closed_ones_are(reader: EyeReader) -> None:
    face = seen("frontal_600").face
    awake, asleep = frame("frontal_600"), with_closed_eyes(frame("frontal_600"), face)
    watch = EyeWatch(reader)

    def look(picture: Frame, at_s: float) -> bool:
        return watch.opening(replace(picture, timestamp_s=at_s), face) >= OPEN_FROM

    assert look(awake, 1.0)
    assert look(asleep, 1.0 + 0.9 * LOOK_EVERY_S)  # not looked at
    assert not look(asleep, 1.0 + 1.1 * LOOK_EVERY_S)
    assert look(awake, 1.0 + 1.2 * LOOK_EVERY_S)
    assert not look(asleep, 0.5)  # the clock began anew
