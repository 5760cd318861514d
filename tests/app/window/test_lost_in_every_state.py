"""The sensor is unplugged and plugged in again, whatever the window is just doing."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator

import pytest
from PyQt5.QtWidgets import QApplication
from scripted_app import ADA, judged, missed, ring_poses, sweep_poses, template
from scripted_sensor import Socket

from app import frame_reader
from app.session import Phase
from app.window.controls import Page
from app.window.main_window import MainWindow
from faceid_core.types import LockState, Pose
from hardware.errors import DeviceLostError

AHEAD = Pose(0.0, 0.0, 0.0)
RETURN_LIMIT_S = 5.0


class Scene:
    """A window at a sensor, and who sits before it."""

    def __init__(self, window: MainWindow, recognition, qtbot) -> None:
        self.window = window
        self.controls = window.face.controls
        self._recognition = recognition
        self._qtbot = qtbot

    def wait(self, is_so: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(is_so, timeout=30000)

    def unlock(self) -> None:
        self._recognition.see = judged
        self.wait(lambda: self.window.lock_state is LockState.UNLOCKED)

    def turn(self, poses: list[Pose]) -> None:
        """Turn the head through poses, and again until the circle is done: one may be missed."""

        def going() -> Iterator[Pose]:
            yield from poses
            while self.controls.page is not Page.PAUSED:
                yield from poses
            yield from itertools.repeat(AHEAD)

        turning = going()
        self._recognition.see = lambda frame: judged(frame, None, pose=next(turning), seed=ADA)

    def name(self) -> None:
        self.unlock()
        self.controls.enroll.click()
        self.wait(lambda: self.controls.page is Page.NAMING)
        self.controls.name.setText("Bob")

    def begin(self) -> None:
        self.name()
        self.controls.start.click()
        self.wait(lambda: self.window.phase is Phase.ENROLLING)

    def leave_nobody(self) -> None:
        self._recognition.see = missed


def watching(scene: Scene) -> None:
    scene.leave_nobody()
    scene.wait(lambda: scene.window.phase is Phase.WATCHING)


def unlocked(scene: Scene) -> None:
    scene.unlock()


def naming(scene: Scene) -> None:
    scene.name()


def first_circle(scene: Scene) -> None:
    scene.begin()
    scene.turn(sweep_poses()[:9])
    scene.wait(lambda: scene.window.progress > 0.0)


def between_the_circles(scene: Scene) -> None:
    scene.begin()
    scene.turn(sweep_poses())
    scene.wait(lambda: scene.controls.page is Page.PAUSED)


def second_circle(scene: Scene) -> None:
    between_the_circles(scene)
    scene.turn(ring_poses()[:5])
    scene.wait(lambda: scene.controls.page is Page.ENROLLING)


def reviewing(scene: Scene) -> None:
    """Bob's face is Ada's: he is saved only if somebody says so."""
    between_the_circles(scene)
    scene.controls.skip.click()
    scene.wait(lambda: scene.window.phase in (Phase.REVIEWING, Phase.ENROLLED))


def people(scene: Scene) -> None:
    scene.unlock()
    scene.window.show_page(scene.window.people)


def the_map(scene: Scene) -> None:
    scene.window.show_page(scene.window.map)


def settings(scene: Scene) -> None:
    scene.unlock()
    scene.window.show_page(scene.window.settings)


def full_screen(scene: Scene) -> None:
    scene.unlock()
    scene.window.showFullScreen()


STATES = (
    watching,
    unlocked,
    naming,
    first_circle,
    between_the_circles,
    second_circle,
    reviewing,
    people,
    the_map,
    settings,
    full_screen,
)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_it_locks_says_why_and_goes_on(
    open_window, qtbot, store, recognition, monkeypatch, state: Callable[[Scene], None]
) -> None:
    monkeypatch.setattr(frame_reader, "RETRY_DELAYS_S", (0.2,))
    store.save(template("Ada"))
    socket = Socket()
    scene = Scene(open_window(socket.open), recognition, qtbot)
    scene.wait(lambda: scene.window.phase is Phase.WATCHING)
    state(scene)
    enrolled = set(store.names())

    socket.trouble = DeviceLostError("Kinect 3 was unplugged.")
    scene.wait(lambda: scene.window.phase is Phase.LOST)
    assert scene.window.lock_state is LockState.LOCKED
    assert QApplication.activeModalWidget() is None
    scene.window.show_page(scene.window.face)
    scene.wait(lambda: scene.window.face.headline.text() == "Waiting for the camera")
    assert "Kinect 3" in scene.window.face.detail.text().replace("\u200b", "")
    assert not scene.window.face.lock_view.padlock.is_open
    assert scene.window.progress == 0.0

    scene.leave_nobody()
    socket.trouble = None
    start_s = time.monotonic()
    scene.wait(lambda: scene.window.phase is Phase.WATCHING)
    assert time.monotonic() - start_s < RETURN_LIMIT_S
    scene.wait(lambda: scene.window.face.headline.text() == "Locked")
    assert set(store.names()) == enrolled, "an enrollment that was broken off was saved, or lost"
    scene.unlock()
