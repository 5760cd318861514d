"""What the window says and does when its sensor is lost, in every state."""

from __future__ import annotations

import itertools
import time

import pytest
from scripted_app import judged, missed, sweep_poses, template
from scripted_sensor import Socket

from app import frame_reader
from app.session import Phase
from app.window.badge import Badge
from app.window.labels import ZERO_WIDTH_SPACE
from app.window.main_window import MainWindow
from faceid_core.types import LockState
from hardware.errors import DeviceLostError

UNPLUGGED = DeviceLostError("Kinect 3 was unplugged.")


@pytest.fixture
def socket(monkeypatch) -> Socket:
    monkeypatch.setattr(frame_reader, "RETRY_DELAYS_S", (0.3,))
    return Socket()


def detail(window: MainWindow) -> str:
    return window.face.detail.text().replace(ZERO_WIDTH_SPACE, "")


def lose(window: MainWindow, socket: Socket, qtbot) -> None:
    socket.trouble = UNPLUGGED
    qtbot.waitUntil(lambda: window.face.headline.text() == "Waiting for the camera")


def test_a_sensor_that_is_not_there_yet(open_window, qtbot, socket):
    socket.trouble = UNPLUGGED
    window = open_window(socket.open)
    qtbot.waitUntil(
        lambda: (
            detail(window)
            == "Kinect 3 is not plugged in. The window goes on by itself when it is back."
        )
    )
    assert not window.face.controls.enroll.isEnabled()
    assert window.face.preview.badge is Badge.LOST
    socket.trouble = None
    qtbot.waitUntil(lambda: window.face.headline.text() == "Welcome")
    assert window.face.preview.badge is Badge.NONE
    qtbot.waitUntil(window.face.controls.enroll.isEnabled)


def test_unplugging_while_unlocked(open_window, qtbot, socket, store, recognition):
    store.save(template("Ada"))
    recognition.see = judged
    window = open_window(socket.open)
    qtbot.waitUntil(lambda: window.face.headline.text() == "Hello, Ada")
    lose(window, socket, qtbot)
    assert window.lock_state is LockState.LOCKED
    assert not window.face.lock_view.padlock.is_open
    assert "by itself" in detail(window)
    socket.trouble = None
    qtbot.waitUntil(lambda: window.face.headline.text() == "Hello, Ada")
    assert window.face.preview.badge is Badge.NONE


def test_unplugging_while_enrolling(open_window, qtbot, socket, store, recognition):
    poses = itertools.chain(sweep_poses()[:9], itertools.repeat(sweep_poses()[0]))
    window = open_window(socket.open)
    qtbot.waitUntil(window.face.controls.enroll.isEnabled)
    window.face.controls.enroll.click()
    window.face.controls.name.setText("Ada")
    window.face.controls.start.click()
    qtbot.waitUntil(lambda: window.phase is Phase.ENROLLING)
    recognition.see = lambda frame: judged(frame, None, pose=next(poses))
    qtbot.waitUntil(lambda: window.progress > 0.0)
    lose(window, socket, qtbot)
    assert "The enrollment of Ada was interrupted" in detail(window)
    socket.trouble = None
    qtbot.waitUntil(lambda: window.face.headline.text() == "Welcome")
    assert store.names() == []
    assert window.progress == 0.0
    assert "The enrollment of Ada was interrupted" in window.tester.notice.text()
    assert window.tester.notice.isVisible()


def test_unplugging_while_a_name_is_typed(open_window, qtbot, socket):
    window = open_window(socket.open)
    qtbot.waitUntil(window.face.controls.enroll.isEnabled)
    window.face.controls.enroll.click()
    lose(window, socket, qtbot)
    assert not window.face.controls.name.isVisible()


@pytest.mark.parametrize("state", ["lost", "silent", "opening", "never there"])
def test_closing_meanwhile(open_window, qtbot, socket, recognition, monkeypatch, state):
    if state == "never there":
        socket.trouble = UNPLUGGED
    window = open_window(socket.open)
    qtbot.waitUntil(lambda: window.phase in (Phase.WATCHING, Phase.LOST))
    if state == "silent":
        recognition.see = missed
        qtbot.waitUntil(lambda: window.recognition.worker.reader.latest is not None)
        socket.is_silent = True
        qtbot.waitUntil(lambda: window.phase is Phase.LOST)
    elif state != "never there":
        if state == "opening":
            socket.gate.clear()
        lose(window, socket, qtbot)
    start_s = time.monotonic()
    window.close()
    assert time.monotonic() - start_s < 1.0
    socket.gate.set()
