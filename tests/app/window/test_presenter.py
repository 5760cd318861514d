"""Presenter mode: large, quiet, one key for each thing, and back to the window as it was."""

from __future__ import annotations

import itertools
import time

import pytest
from made_recordings import write_gray
from PyQt5.QtCore import QEvent, QPointF, Qt
from PyQt5.QtGui import QMouseEvent
from PyQt5.QtWidgets import QApplication, QLabel
from scripted_app import judged, missed

from app.window.controls import Page
from app.window.main_window import MainWindow
from app.window.presenter_strip import PresenterStrip
from app.window.settings import WindowSettings
from faceid_core.types import LockState
from hardware import Pace, open_source


@pytest.fixture
def window(ada_window, qtbot) -> MainWindow:
    """Presenting to a room; Ada is enrolled, nobody is there."""
    press(ada_window, Qt.Key.Key_F11, qtbot)
    assert ada_window.presenter.is_on
    return ada_window


def press(window: MainWindow, key, qtbot) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key)


def strip(window: MainWindow) -> PresenterStrip:
    return window.findChild(PresenterStrip)


def chapter(window: MainWindow) -> str | None:
    latest = window.recognition.worker.reader.latest
    return None if latest is None else latest.chapter


@pytest.mark.parametrize("key", [Qt.Key.Key_F11, Qt.Key.Key_P])
@pytest.mark.parametrize("way_out", [Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_P])
def test_it_fills_the_screen_and_becomes_a_window_again(ada_window, qtbot, key, way_out):
    size = ada_window.size()
    press(ada_window, key, qtbot)
    assert ada_window.isFullScreen()
    assert not ada_window.tabs.isVisible()
    assert not ada_window.face.panel.isVisible()
    assert ada_window.face.arrangement.padlock.isVisible()
    press(ada_window, way_out, qtbot)
    assert not ada_window.isFullScreen()
    assert ada_window.tabs.isVisible()
    assert ada_window.face.panel.isVisible()
    assert not ada_window.face.arrangement.padlock.isVisible()
    qtbot.waitUntil(lambda: ada_window.size() == size)


def test_no_number_is_shown(window, qtbot, recognition):
    recognition.see = judged
    qtbot.waitUntil(lambda: window.face.headline.text() == "Hello, Ada")
    texts = [shown.text() for shown in window.findChildren(QLabel) if shown.isVisible()]
    assert "Hello, Ada" in texts
    assert not any(sign.isdigit() for text in texts for sign in text)
    assert window.face.arrangement.padlock.is_open


def test_h_shows_the_readouts_and_hides_them(window, qtbot):
    press(window, Qt.Key.Key_H, qtbot)
    assert window.face.panel.isVisible()
    assert not window.face.panel.lock_view.isVisible()  # there is a larger one
    assert "hide readouts" in strip(window).hints.text()
    press(window, Qt.Key.Key_H, qtbot)
    assert not window.face.panel.isVisible()
    assert "show readouts" in strip(window).hints.text()


def test_l_locks(window, qtbot, recognition):
    recognition.see = judged
    qtbot.waitUntil(lambda: window.face.headline.text() == "Hello, Ada")
    press(window, Qt.Key.Key_L, qtbot)
    qtbot.waitUntil(lambda: window.lock_state is LockState.LOCKED)
    qtbot.waitUntil(lambda: not window.face.arrangement.padlock.is_open)


def test_e_enrolls_and_escape_leaves_one_thing_after_the_other(window, qtbot, recognition):
    recognition.see = judged
    qtbot.waitUntil(lambda: window.face.headline.text() == "Hello, Ada")
    assert not window.face.controls.isVisible()
    press(window, Qt.Key.Key_E, qtbot)
    qtbot.waitUntil(lambda: window.face.controls.page is Page.NAMING)
    assert window.face.controls.isVisible()
    qtbot.keyClicks(window.face.controls.name, "Helen")  # H, L, E and N are letters here
    assert window.face.controls.name.text() == "Helen"
    press(window, Qt.Key.Key_Escape, qtbot)
    qtbot.waitUntil(lambda: window.face.controls.page is Page.WATCHING)
    assert window.presenter.is_on
    assert not window.face.controls.isVisible()
    press(window, Qt.Key.Key_Escape, qtbot)
    assert not window.presenter.is_on


def test_n_goes_through_the_chapters_and_each_stays(window, qtbot, recording):
    qtbot.waitUntil(lambda: chapter(window) is not None)
    start = chapter(window)
    names = [known.name for known in recording.chapters]
    order = names[names.index(start) + 1 :] + names[: names.index(start) + 1]
    for name in order[:3]:
        press(window, Qt.Key.Key_N, qtbot)
        qtbot.waitUntil(lambda name=name: chapter(window) == name)
    qtbot.wait(400)  # longer than the chapter
    assert chapter(window) == order[2]
    press(window, Qt.Key.Key_Escape, qtbot)
    qtbot.waitUntil(lambda: chapter(window) != order[2])


def test_n_locks_because_somebody_else_may_be_there(window, qtbot, recognition):
    recognition.see = judged
    qtbot.waitUntil(lambda: window.lock_state is LockState.UNLOCKED)
    recognition.see = missed
    press(window, Qt.Key.Key_N, qtbot)
    assert window.lock_state is LockState.LOCKED


def test_n_plays_the_folder_beside(open_source_window, qtbot, tmp_path):
    for name in ("a", "b"):
        write_gray(tmp_path / "talk" / name, {"owner": 5})
    window = open_source_window(
        lambda text: open_source(text, pace=Pace.RECORDED, loop=True),
        f"recording:{tmp_path / 'talk' / 'a'}",
    )
    qtbot.waitUntil(window.tester.bar.isVisible)
    press(window, Qt.Key.Key_P, qtbot)
    qtbot.waitUntil(lambda: not window.tester.bar.isVisible())
    press(window, Qt.Key.Key_N, qtbot)
    qtbot.waitUntil(lambda: window.recognition.worker.reader.description == "recording b")
    reader = window.recognition.worker.reader
    qtbot.waitUntil(lambda: reader.latest is not None)
    assert not reader.transport.state.is_on  # it plays, again and again
    press(window, Qt.Key.Key_Escape, qtbot)
    qtbot.waitUntil(window.tester.bar.isVisible)


def test_the_keys_are_told_for_a_few_seconds(ada_window, qtbot):
    told = strip(ada_window)
    told._resting.setInterval(150)
    told._fading.setDuration(10)
    press(ada_window, Qt.Key.Key_F11, qtbot)
    assert told.is_telling
    assert told.hints.isVisible()
    qtbot.waitUntil(lambda: not told.is_telling)
    qtbot.waitUntil(lambda: told.hints.graphicsEffect().opacity() == 0.0)
    assert ada_window.cursor().shape() == Qt.CursorShape.BlankCursor
    place, none = QPointF(300, 300), Qt.MouseButton.NoButton
    moved = QMouseEvent(
        QEvent.Type.MouseMove, place, none, Qt.MouseButtons(), Qt.KeyboardModifiers()
    )
    told._resting.setInterval(5000)
    QApplication.sendEvent(ada_window.windowHandle(), moved)
    assert told.is_telling
    qtbot.waitUntil(lambda: told.hints.graphicsEffect().opacity() == 1.0)
    assert ada_window.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_its_keys_do_nothing_in_the_window(ada_window, qtbot):
    before = chapter(ada_window)
    for key in (Qt.Key.Key_L, Qt.Key.Key_E, Qt.Key.Key_N, Qt.Key.Key_H):
        press(ada_window, key, qtbot)
    assert ada_window.face.controls.page is Page.WATCHING
    assert ada_window.face.panel.isVisible()
    assert ada_window.recognition.worker.reader.transport.chapter is None
    assert before is None or chapter(ada_window) is not None


def test_tester_mode_does_not_open_before_a_room(window, qtbot):
    press(window, Qt.Key.Key_T, qtbot)
    qtbot.wait(50)
    assert not window.tester.bar.isVisible()
    assert not window.tester.notice.isVisible()


def test_another_theme_keeps_presenting(window, qtbot):
    window._dress()
    assert window.presenter.is_on
    qtbot.waitUntil(window.face.arrangement.padlock.isVisible)
    assert not window.tabs.isVisible()
    press(window, Qt.Key.Key_H, qtbot)
    assert window.face.panel.isVisible()


def test_closing_while_presenting_is_quick_and_not_remembered(window, store):
    start_s = time.monotonic()
    window.close()
    assert time.monotonic() - start_s < 1.0
    again = QLabel()
    again.restoreGeometry(WindowSettings(store.directory.parent).geometry)
    assert not again.isFullScreen()


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("has_readouts", [False, True])
def test_it_is_large_and_nothing_is_cut(window, qtbot, size, has_readouts, recognition):
    if has_readouts:
        press(window, Qt.Key.Key_H, qtbot)
    window.resize(*size)
    recognition.see = lambda frame: judged(frame, distance=0.9)
    qtbot.waitUntil(lambda: window.face.headline.text() == "Not unlocked")
    qtbot.wait(200)
    face = window.face
    assert face.preview.circle.height() >= (0.4 if has_readouts else 0.65) * size[1]
    assert face.arrangement.padlock.height() >= 0.2 * size[1]
    assert face.headline.fontMetrics().height() >= 0.06 * size[1]
    labels = [shown for shown in window.findChildren(QLabel) if shown.isVisible() and shown.text()]
    for shown in labels:
        assert shown.heightForWidth(shown.width()) <= shown.height() + 1, shown.text()
    places = [(a, a.rect().translated(a.mapTo(window, a.rect().topLeft()))) for a in labels]
    for (a, first), (b, second) in itertools.combinations(places, 2):
        assert not first.intersects(second), (a.text(), b.text())
