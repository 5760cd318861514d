"""A window on scripted sources, which must close within a second and leave nothing behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from PyQt5.QtCore import QThread
from scripted_app import ScriptedRecognition, template

from app.session import Session
from app.window.main_window import MainWindow
from app.window.qt_setup import give_qt_its_plugins_back
from app.window.settings import WindowSettings
from app.window.theme import DARK, apply_theme
from app.worker import RecognitionWorker
from faceid_core.templates import TemplateStore
from hardware.source import FrameSource

give_qt_its_plugins_back()  # else QT_QPA_PLATFORM=xcb would abort


@pytest.fixture(autouse=True)
def dark_theme(qapp) -> None:
    """Whatever theme the test before has chosen."""
    apply_theme(qapp, DARK)


@pytest.fixture
def store(tmp_path) -> TemplateStore:
    return TemplateStore(tmp_path / "templates")


@pytest.fixture
def open_source_window(qtbot, store, recognition):
    """Open windows on a source's text; a function opens what it means."""
    windows: list[MainWindow] = []

    def make(open_frames: Callable[[str], FrameSource], source: str = "") -> MainWindow:
        session = Session(store)

        def make_worker(text: str) -> RecognitionWorker:
            return RecognitionWorker(lambda: open_frames(text), recognition.load, session)

        window = MainWindow(session, make_worker, WindowSettings(store.directory.parent), source)
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        return window

    yield make
    for window in windows:
        start_s = time.monotonic()
        window.close()
        assert time.monotonic() - start_s < 1.0
        assert all(thread.isFinished() for thread in window.findChildren(QThread))
    for thread in threading.enumerate():
        if thread.name == "frames":
            thread.join(1.0)
            assert not thread.is_alive()


@pytest.fixture
def open_window(open_source_window, recording):
    """Open windows on the scripted recording, or on what else is to be opened."""

    def make(open_frames: Callable[[], FrameSource] = lambda: recording) -> MainWindow:
        return open_source_window(lambda _text: open_frames())

    return make


@pytest.fixture
def until_taken(qtbot, recognition: ScriptedRecognition) -> Callable[[], None]:
    """Waits until the session was stepped with what is to be seen now."""

    def wait() -> None:
        before = recognition.taken
        qtbot.waitUntil(lambda: recognition.taken >= before + 2)  # one was under way

    return wait


@pytest.fixture
def ada_window(open_window, store, qtbot) -> MainWindow:
    """A window that knows Ada, in front of an empty chair."""
    store.save(template("Ada"))
    window = open_window()
    qtbot.waitUntil(lambda: window.face.headline.text() == "Locked")
    return window
