"""The window as its user meets it: buttons, keys and words, on scripted observations."""

from __future__ import annotations

import itertools
import threading
import time

import pytest
from keyboard import press
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QLabel
from scripted_app import (
    ScriptedRecording,
    judged,
    missed,
    template,
)

from app.session import Phase
from app.window.badge import Badge
from app.window.labels import ZERO_WIDTH_SPACE
from app.window.steady import HOLD_S
from app.window.theme import Tone
from faceid_core.enrollment_hints import HINT_CIRCLE
from faceid_core.types import Retry
from hardware.errors import RecordingFormatError


def test_it_invites_to_enroll(open_window, qtbot):
    window = open_window()
    qtbot.waitUntil(lambda: window.face.headline.text() == "Welcome")
    assert "Enroll" in window.face.detail.text()
    assert window.face.controls.enroll.isEnabled()
    assert not window.face.controls.lock.isVisible()
    assert not window.face.lock_view.padlock.is_open


@pytest.mark.parametrize("retry", Retry)
def test_every_hint_is_shown(ada_window, qtbot, recognition, retry):
    recognition.see = lambda frame: missed(frame, retry)
    qtbot.waitUntil(lambda: ada_window.face.detail.text() == retry.value)


def test_hints_do_not_flicker(ada_window, qtbot, recognition):
    flip = itertools.cycle([Retry.TOO_FAR, Retry.OFF_CENTER, Retry.MOVING])
    recognition.see = lambda frame: missed(frame, next(flip))
    changes_s: list[tuple[float, float]] = []  # not before, not after
    shown = ada_window.face.detail.text()
    now_s = time.monotonic()
    end_s = now_s + 4 * HOLD_S
    while now_s < end_s:
        before_s = now_s
        qtbot.wait(5)
        now_s = time.monotonic()
        if ada_window.face.detail.text() != shown:
            shown = ada_window.face.detail.text()
            changes_s.append((before_s, now_s))
    assert len(changes_s) >= 2
    assert all(after[1] - before[0] >= HOLD_S for before, after in itertools.pairwise(changes_s))


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        ({"distance": 0.9}, "This is not Ada"),
        ({"distance": 0.2, "relief_mm": 0.8}, "This looks like a flat picture"),
    ],
)
def test_a_refusal_gives_its_reason(ada_window, qtbot, recognition, seen, reason):
    recognition.see = lambda frame: judged(frame, **seen)
    qtbot.waitUntil(lambda: ada_window.face.headline.text() == "Not unlocked")
    assert ada_window.face.detail.text() == reason
    assert ada_window.face.preview.tone is Tone.REFUSED
    assert not ada_window.face.lock_view.padlock.is_open
    assert ada_window.face.lock_view.padlock.accessibleName() == "Locked"


def test_unlocked_shows_the_name_and_the_numbers(ada_window, qtbot, recognition):
    recognition.see = judged
    qtbot.waitUntil(lambda: ada_window.face.headline.text() == "Hello, Ada")
    readout = ada_window.face.panel.readout
    qtbot.waitUntil(lambda: readout.distance.text() == "0.20")
    qtbot.waitUntil(lambda: readout.verdict.text().startswith("This is Ada"))
    assert readout.limit.text() == "Distance, max 0.50"
    assert 0.0 < readout.gauge.filled < 0.5
    assert readout.rows.shown["Color distance"] == "0.25 ≤ 0.80"
    assert readout.rows.shown["Range"] == "812 mm"
    assert readout.rows.shown["Relief"] == "6.0 mm ≥ 4.0"
    qtbot.waitUntil(lambda: "frames/s, 7 ms each" in readout.details.text())
    assert ada_window.face.lock_view.who.text() == "Opened by Ada"
    assert ada_window.face.lock_view.padlock.is_open
    qtbot.waitUntil(lambda: ada_window.face.lock_view.padlock.openness == 1.0)


def test_the_lock_button_locks_until_the_face_has_gone(ada_window, qtbot, recognition, until_taken):
    recognition.see = judged
    qtbot.waitUntil(lambda: ada_window.face.headline.text() == "Hello, Ada")
    qtbot.waitUntil(ada_window.face.controls.lock.isEnabled)
    qtbot.mouseClick(ada_window.face.controls.lock, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ada_window.face.headline.text() == "Locked")
    qtbot.wait(300)
    assert ada_window.face.headline.text() == "Locked"
    assert "Look away" in ada_window.face.detail.text()
    recognition.see = missed
    until_taken()
    recognition.see = judged
    qtbot.waitUntil(lambda: ada_window.face.headline.text() == "Hello, Ada")


def test_a_broken_recording_is_told_and_can_be_tried_again(ada_window, qtbot, recording):
    recording.error = RecordingFormatError("depth.png is truncated. Copy it again.")
    qtbot.waitUntil(lambda: ada_window.face.headline.text() == "Face ID has stopped")
    assert ada_window.face.detail.text() == "depth.png is truncated. Copy it again."
    assert ada_window.face.preview.badge is Badge.LOST
    assert ada_window.face.controls.retry.hasFocus()
    recording.error = None
    press(Qt.Key.Key_Return, qtbot)
    qtbot.waitUntil(lambda: ada_window.face.headline.text() == "Locked")
    assert ada_window.face.preview.badge is Badge.NONE


def test_a_recording_that_ends_can_be_played_again(open_window, qtbot):
    may_end = threading.Event()

    class Once(ScriptedRecording):
        def _read(self, timeout_s):
            is_over = self.position == self.frame_count
            return None if is_over and may_end.is_set() else super()._read(timeout_s)

    window = open_window(lambda: Once({"owner": 10}))
    for _ in range(2):
        qtbot.waitUntil(lambda: window.face.headline.text() == "Welcome")
        assert window.phase is Phase.WATCHING
        may_end.set()
        qtbot.waitUntil(lambda: window.face.headline.text() == "The recording has ended")
        assert window.face.controls.retry.text() == "Play again"
        assert window.face.preview.badge is Badge.NONE
        may_end.clear()
        window.face.controls.retry.click()
    qtbot.waitUntil(lambda: window.face.headline.text() == "Welcome")


def test_a_long_message_is_shown_whole(open_window, qtbot):
    folder = "/srv/recordings/" + "a-rather-long-name/" * 8
    message = f"{folder}depth.txt is truncated: 12 of 480 lines. Copy the recording again."

    def damaged() -> ScriptedRecording:
        raise RecordingFormatError(message)

    window = open_window(damaged)
    window.resize(800, 600)
    qtbot.waitUntil(lambda: window.face.headline.text() == "Face ID has stopped")
    qtbot.waitUntil(
        lambda: (
            window.face.detail.heightForWidth(window.face.detail.width())
            <= window.face.detail.height()
        )
    )
    assert window.face.detail.height() > 60
    assert (window.width(), window.height()) == (800, 600)
    assert window.face.detail.text().replace(ZERO_WIDTH_SPACE, "") == message


def test_closing_before_anything_was_opened(open_window):
    open_window().close()


def test_it_says_which_recording_plays(ada_window, qtbot):
    qtbot.waitUntil(
        lambda: ada_window.face.source.text().endswith("somebody else looks at the camera")
    )
    assert ada_window.face.source.text().startswith("Demo recording")


def test_a_damaged_template_is_mentioned(open_window, store, qtbot):
    store.save(template("Ada"))
    store.path("Ada").write_bytes(b"not a template")
    window = open_window()
    qtbot.waitUntil(lambda: "damaged" in window.face.panel.notice.text())
    assert window.face.panel.notice.isVisible()


@pytest.mark.parametrize("size", [(800, 600), (900, 640), (1400, 900)])
@pytest.mark.parametrize("state", ["welcome", "naming", "enrolling", "refused"])
def test_no_text_is_cut_and_nothing_overlaps(open_window, store, qtbot, recognition, size, state):
    recognition.see = lambda frame: judged(frame, None)
    if state == "refused":
        store.save(template("Ada"))
        recognition.see = lambda frame: judged(frame, distance=0.9)
    window = open_window()
    window.resize(*size)
    qtbot.waitUntil(lambda: window.phase is Phase.WATCHING)
    if state in ("naming", "enrolling"):
        qtbot.waitUntil(lambda: window.face.controls.enroll.isEnabled())
        window.face.controls.enroll.click()
    if state == "enrolling":
        window.face.controls.name.setText("Ada")
        window.face.controls.start.click()
        qtbot.waitUntil(lambda: window.face.detail.text() == HINT_CIRCLE)
    if state == "refused":
        qtbot.waitUntil(lambda: window.face.headline.text() == "Not unlocked")
    qtbot.wait(200)
    assert (window.width(), window.height()) == size
    labels = [shown for shown in window.findChildren(QLabel) if shown.isVisible() and shown.text()]
    assert labels
    for shown in labels:
        if not shown.wordWrap():
            assert shown.sizeHint().width() <= shown.width() + 1, shown.text()
        assert shown.heightForWidth(shown.width()) <= shown.height() + 1, shown.text()
    places = [(a, a.rect().translated(a.mapTo(window, a.rect().topLeft()))) for a in labels]
    for (a, first), (b, second) in itertools.combinations(places, 2):
        assert not first.intersects(second), (a.text(), b.text())


def test_every_control_has_a_name_and_a_place_in_the_tab_order(ada_window, qtbot, recognition):
    recognition.see = judged
    qtbot.waitUntil(ada_window.face.controls.lock.isEnabled)
    reached = set()
    ada_window.face.controls.enroll.setFocus()
    for _ in range(6):
        press(Qt.Key.Key_Tab, qtbot)
        focused = QApplication.focusWidget()
        reached.add(focused)
    assert {ada_window.face.controls.enroll, ada_window.face.controls.lock} <= reached
    for named in (
        ada_window.face.preview,
        ada_window.face.lock_view.padlock,
        ada_window.face.panel.readout.gauge,
        ada_window.face.controls.name,
    ):
        assert named.accessibleName()
