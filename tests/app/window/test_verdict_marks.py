"""The marks of a time line, drawn bit by bit, are those drawn at once."""

from __future__ import annotations

import random

import pytest
from PyQt5.QtGui import QColor
from scripted_app import gray_frame, judged, missed

from app.judged_frames import KEPT_CHANGES, FrameVerdict, JudgedFrame, JudgedFrames, judge
from app.window import theme
from app.window.verdict_marks import HEIGHT_PX, MARKS_PX, VerdictMarks
from faceid_core.lock import Lock
from faceid_core.templates import Template
from faceid_core.types import LockState

TEMPLATES: tuple[Template, ...] = ()
SEEN = {
    FrameVerdict.MATCH: judged(gray_frame(0)),
    FrameVerdict.REFUSED: judged(gray_frame(0), distance=0.9),
    FrameVerdict.NO_FACE: missed(gray_frame(0)),
    FrameVerdict.NOT_COMPARED: judged(gray_frame(0), None),
}
UNLOCKED = Lock(state=LockState.UNLOCKED, name="Ada")


def found(index: int, verdict: FrameVerdict, lock: Lock | None = None) -> JudgedFrame:
    return judge(index, None, SEEN[verdict], lock or Lock(), 0)


@pytest.mark.parametrize(("count", "width_px"), [(40, 400), (300, 200), (200, 200), (7, 300)])
def test_bit_by_bit_it_becomes_the_same_picture(qapp, count, width_px):
    rng = random.Random(count)
    frames, growing = JudgedFrames(), VerdictMarks()
    for _ in range(2 * count):
        lock = rng.choice([Lock(), UNLOCKED])
        index = rng.randrange(count)
        verdict = rng.choice(list(FrameVerdict)) if frames.at(index) is None else None
        frames.add(found(index, verdict or frames.at(index).verdict, lock), TEMPLATES)
        growing.picture(frames, count, width_px, 1.0)
    grown = growing.picture(frames, count, width_px, 1.0).toImage()
    at_once = VerdictMarks().picture(frames, count, width_px, 1.0).toImage()
    marks = (0, 0, width_px, MARKS_PX)  # of several frames in a column any may tell the lock
    assert grown.copy(*marks) == at_once.copy(*marks)
    if width_px >= count:
        assert grown == at_once


def test_of_several_frames_in_a_column_the_most_telling_is_seen(qapp):
    frames, marks = JudgedFrames(), VerdictMarks()
    order = [FrameVerdict.NO_FACE, FrameVerdict.MATCH, FrameVerdict.REFUSED, FrameVerdict.MATCH]
    colors = theme.colors()
    seen = []
    for index, verdict in enumerate(order):
        frames.add(found(index, verdict), TEMPLATES)
        picture = marks.picture(frames, 4, 1, 1.0).toImage()
        seen.append(QColor(picture.pixel(0, MARKS_PX - 1)).name())
    assert seen == [colors.tick_idle, colors.green, colors.amber, colors.amber]
    assert picture.pixelColor(0, 0).alpha() == 0


def test_where_the_lock_was_open(qapp):
    frames = JudgedFrames()
    frames.add(found(0, FrameVerdict.MATCH), TEMPLATES)
    frames.add(found(1, FrameVerdict.MATCH, UNLOCKED), TEMPLATES)
    picture = VerdictMarks().picture(frames, 2, 20, 1.0).toImage()
    assert picture.pixelColor(5, HEIGHT_PX - 1).alpha() == 0
    assert picture.pixelColor(15, HEIGHT_PX - 1).name() == theme.colors().green


def test_other_templates_clear_the_picture(qapp):
    frames, marks = JudgedFrames(), VerdictMarks()
    frames.add(found(0, FrameVerdict.MATCH), TEMPLATES)
    marks.picture(frames, 10, 10, 1.0)
    frames.add(found(9, FrameVerdict.MATCH), [])
    picture = marks.picture(frames, 10, 10, 1.0).toImage()
    assert picture.pixelColor(0, MARKS_PX - 1).alpha() == 0
    assert picture.pixelColor(9, MARKS_PX - 1).alpha() == 255


def test_what_changed_is_told_once(qapp):
    frames = JudgedFrames()
    assert frames.changed_since(None) == (None, 0)
    for index in (3, 1, 3):
        frames.add(found(index, FrameVerdict.MATCH), TEMPLATES)
    changed, version = frames.changed_since(0)
    assert changed is None  # other templates than none
    frames.add(found(5, FrameVerdict.MATCH), TEMPLATES)
    frames.add(found(5, FrameVerdict.MATCH), TEMPLATES)
    changed, newest = frames.changed_since(version)
    assert [each.index for each in changed] == [5]
    assert frames.changed_since(newest) == ((), newest)


def test_a_long_recording_is_followed_without_remembering_every_change(qapp):
    frames = JudgedFrames()
    frames.add(found(0, FrameVerdict.MATCH), TEMPLATES)
    start = frames.version
    for index in range(3 * KEPT_CHANGES):
        frames.add(found(index, FrameVerdict.MATCH), TEMPLATES)
    assert frames.version == start + 3 * KEPT_CHANGES
    assert frames.changed_since(start)[0] is None
    changed, _ = frames.changed_since(frames.version - KEPT_CHANGES)
    assert len(changed) == KEPT_CHANGES
