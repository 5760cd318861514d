"""The passcode in the window: demanded at a sensor, in place of a look, and among the settings."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest
from changed_faces import moved
from keyboard import press
from PyQt5.QtCore import Qt, QThread
from PyQt5.QtWidgets import QLineEdit
from scripted_app import judged, missed, template
from scripted_sensor import Socket
from turned_clock import FAST_HASHER, TurnedClock

from app.session import Session
from app.window import theme
from app.window.controls import Page
from app.window.main_window import MainWindow
from app.window.settings import WindowSettings
from app.worker import RecognitionWorker
from faceid_core.trust.guard import Guard
from faceid_core.trust.vault import Vault

PASSCODE = "correct horse"


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def guard(tmp_path, clock) -> Guard:
    vault = Vault(tmp_path / "templates", hasher=FAST_HASHER)
    return Guard(tmp_path / "policy", vault, clock=clock)


@pytest.fixture
def open_guarded(qtbot, tmp_path, store, recognition, guard):
    """Open windows at a sensor, or at what else is to be opened, that know Ada."""
    store.save(template("Ada"))
    windows: list[MainWindow] = []

    def make(open_frames=None) -> MainWindow:
        session = Session(store, guard=guard)
        frames = open_frames or Socket().open

        def make_worker(_source: str) -> RecognitionWorker:
            return RecognitionWorker(frames, recognition.load, session)

        windows.append(MainWindow(session, make_worker, WindowSettings(tmp_path)))
        qtbot.addWidget(windows[-1])
        windows[-1].show()
        qtbot.waitExposed(windows[-1])
        windows[-1].activateWindow()
        return windows[-1]

    yield make
    for window in windows:
        start_s = time.monotonic()
        window.close()
        assert time.monotonic() - start_s < 1.0
        assert all(thread.isFinished() for thread in window.findChildren(QThread))
    for thread in threading.enumerate():
        if thread.name in ("frames", "background"):
            thread.join(1.0)
            assert not thread.is_alive()


def wait(qtbot, is_so) -> None:
    qtbot.waitUntil(is_so, timeout=10000)


def enter(window: MainWindow, passcode: str, qtbot) -> None:
    """Type a passcode into the field that is shown, and press Enter."""
    field = window.face.controls.passcode
    wait(qtbot, field.hasFocus)
    qtbot.keyClicks(field, passcode)
    press(Qt.Key.Key_Return, qtbot)


@pytest.fixture
def restarted(open_guarded, guard, clock, qtbot) -> MainWindow:
    """A window after the computer was started anew."""
    guard.set_passcode(PASSCODE)
    clock.restart()
    window = open_guarded()
    wait(qtbot, lambda: window.face.controls.page is Page.PASSCODE)
    return window


def test_after_a_restart_the_passcode_opens_by_keyboard_alone(restarted, recognition, qtbot):
    face = restarted.face
    assert face.headline.text() == "Locked"
    assert face.detail.text() == "Enter your passcode: the computer was restarted"
    assert face.controls.passcode.accessibleDescription() == (
        "Locked. Enter your passcode: the computer was restarted"
    )
    assert face.controls.passcode.echoMode() == QLineEdit.EchoMode.Password
    assert face.controls.no_passcode.isHidden()
    assert not face.controls.unlock.isEnabled()
    recognition.see = judged
    qtbot.wait(200)
    assert face.controls.page is Page.PASSCODE
    recognition.see = missed
    enter(restarted, PASSCODE, qtbot)
    wait(qtbot, lambda: face.headline.text() == "Unlocked")
    assert face.detail.text() == "Unlocked with the passcode"
    assert face.controls.page is Page.WATCHING
    assert face.controls.lock.isEnabled()
    assert face.controls.passcode.text() == ""


def test_a_wrong_passcode_is_said_calmly_and_waits(restarted, clock, qtbot):
    face = restarted.face
    for _ in range(2):
        enter(restarted, "wrong horse", qtbot)
        wait(qtbot, lambda: face.detail.text() == "Wrong passcode. Try again.")
        assert face.controls.passcode.text() == ""
        qtbot.keyClicks(face.controls.passcode, "x")  # who types has read it
        wait(qtbot, lambda: "restarted" in face.detail.text())
        press(Qt.Key.Key_Backspace, qtbot)
    enter(restarted, "wrong horse", qtbot)
    wait(qtbot, lambda: "Try again in 30 s" in face.detail.text())
    qtbot.keyClicks(face.controls.passcode, PASSCODE)
    assert not face.controls.unlock.isEnabled()
    press(Qt.Key.Key_Return, qtbot)  # nothing is sent before its time
    assert face.controls.passcode.text() == PASSCODE
    assert "Try again in" in face.detail.text()


def test_five_strangers_and_the_field_appears(open_guarded, guard, recognition, until_taken, qtbot):
    guard.set_passcode(PASSCODE)
    window = open_guarded()
    for count in range(1, 6):
        recognition.see = lambda frame: judged(frame, distance=0.9)
        wait(qtbot, lambda count=count: guard.status().failures == count)
        recognition.see = missed
        until_taken()
    wait(qtbot, lambda: window.face.controls.page is Page.PASSCODE)
    assert window.face.detail.text() == "Enter your passcode: this face was refused too often"
    recognition.see = judged
    qtbot.wait(200)
    assert window.face.headline.text() == "Locked"
    enter(window, PASSCODE, qtbot)
    wait(qtbot, lambda: window.face.headline.text() == "Unlocked")


def test_the_passcode_permits_enrolling_in_place_of_a_look(open_guarded, guard, qtbot):
    guard.set_passcode(PASSCODE)
    window = open_guarded()
    controls = window.face.controls
    wait(qtbot, controls.enroll.isEnabled)
    controls.enroll.click()
    wait(qtbot, lambda: controls.page is Page.PASSCODE)
    assert window.face.headline.text() == "Unlock first"
    assert window.face.detail.text() == "Look at the camera, or enter the passcode."
    assert not controls.no_passcode.isHidden()
    press(Qt.Key.Key_Escape, qtbot)
    wait(qtbot, lambda: controls.page is Page.WATCHING)
    controls.enroll.click()
    enter(window, PASSCODE, qtbot)
    wait(qtbot, lambda: controls.page is Page.NAMING)


def test_at_a_recording_the_passcode_permits_but_unlocks_nothing(
    open_guarded, guard, recording, qtbot
):
    guard.set_passcode(PASSCODE)
    window = open_guarded(lambda: recording)
    controls = window.face.controls
    wait(qtbot, controls.enroll.isEnabled)
    controls.enroll.click()
    enter(window, PASSCODE, qtbot)
    wait(qtbot, lambda: controls.page is Page.NAMING)
    press(Qt.Key.Key_Escape, qtbot)
    wait(qtbot, lambda: controls.page is Page.WATCHING)
    assert window.face.headline.text() == "Locked"


def test_at_a_recording_nothing_is_demanded(open_guarded, guard, clock, recording, qtbot):
    guard.set_passcode(PASSCODE)
    clock.restart()
    window = open_guarded(lambda: recording)
    wait(qtbot, window.face.controls.enroll.isEnabled)
    qtbot.wait(100)
    assert window.face.controls.page is Page.WATCHING


def test_set_change_and_remove_among_the_settings(open_guarded, guard, recognition, qtbot):
    recognition.see = judged
    window = open_guarded()
    wait(qtbot, lambda: window.face.headline.text() == "Hello, Ada")
    window.show_page(window.settings)
    group = window.settings.passcode
    assert group.set.isVisible()
    assert not group.remove.isVisible()
    assert "A recording is only looked at" in group.note.text()

    group.set.click()
    dialog = group.dialog
    for typed in ("correct horse", "correct house"):
        qtbot.keyClicks(dialog.focusWidget(), typed)
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.note.text() == "The two are different."
    assert dialog.note.palette().windowText().color().name() == theme.colors().amber
    dialog.again.setText(PASSCODE)
    with qtbot.waitSignal(dialog.changed):
        qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
    assert guard.status().has_passcode
    assert group.change.isVisible()
    assert window.focusWidget() is group.change
    assert not group.set.isVisible()

    group.change.click()
    dialog = group.dialog
    dialog.current.setText("wrong horse")
    dialog.new.setText("another horse")
    dialog.again.setText("another horse")
    dialog.confirm.click()
    wait(qtbot, lambda: "current passcode is wrong" in dialog.note.text())
    dialog.current.setText(PASSCODE)
    with qtbot.waitSignal(dialog.changed):
        dialog.confirm.click()
    assert guard.try_passcode("another horse")

    group.remove.click()
    group.dialog.current.setText("another horse")
    with qtbot.waitSignal(group.dialog.changed):
        group.dialog.confirm.click()
    assert not guard.status().has_passcode
    assert group.set.isVisible()


@pytest.mark.parametrize(
    ("typed", "said"), [("short", "6 to 128"), ("123456", "a row, or one character")]
)
def test_a_simple_passcode_is_refused(open_guarded, recognition, qtbot, typed, said):
    recognition.see = judged
    window = open_guarded()
    wait(qtbot, lambda: window.face.headline.text() == "Hello, Ada")
    window.show_page(window.settings)
    window.settings.passcode.set.click()
    dialog = window.settings.passcode.dialog
    dialog.new.setText(typed)
    dialog.again.setText(typed)
    dialog.confirm.click()
    wait(qtbot, lambda: said in dialog.note.text() and dialog.confirm.isEnabled())
    dialog.reject()


def test_whoever_has_not_unlocked_sets_no_passcode(open_guarded, guard, qtbot):
    window = open_guarded()
    wait(qtbot, window.face.controls.enroll.isEnabled)
    window.show_page(window.settings)
    window.settings.passcode.set.click()
    dialog = window.settings.passcode.dialog
    dialog.new.setText(PASSCODE)
    dialog.again.setText(PASSCODE)
    dialog.confirm.click()
    wait(qtbot, lambda: dialog.note.text().startswith("Unlock first"))
    assert not guard.status().has_passcode
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.settings.passcode.dialog is None


def test_the_settings_say_what_is_wrong_with_the_policy(open_guarded, guard, tmp_path, qtbot):
    guard.set_passcode(PASSCODE)
    (tmp_path / "policy").chmod(0o722)
    window = open_guarded()
    wait(qtbot, lambda: "Others may write to" in window.face.detail.text())
    window.show_page(window.settings)
    assert "Others may write to" in window.settings.passcode.note.text()
    assert not window.settings.passcode.set.isEnabled()


def test_a_fresh_look_at_a_sensor_permits_changes(open_guarded, guard, recognition, qtbot):
    guard.set_passcode(PASSCODE)
    recognition.see = judged
    window = open_guarded()
    wait(qtbot, lambda: window.face.headline.text() == "Hello, Ada")
    window.face.controls.enroll.click()
    wait(qtbot, lambda: window.face.controls.page is Page.NAMING)
    assert [entry.reason for entry in guard.entries()][-1] == "privileged"
    press(Qt.Key.Key_Escape, qtbot)
    card = window.people.card
    window.show_page(window.people)
    wait(qtbot, card.buttons.remove.isEnabled)
    card.buttons.remove.click()
    wait(qtbot, lambda: [entry.reason for entry in guard.entries()].count("privileged") == 2)
    wait(qtbot, lambda: window._session.may_change_people)
    card.buttons.confirm.click()
    wait(qtbot, lambda: window.people.is_empty)
    assert (guard.entries()[-1].verdict, guard.entries()[-1].name) == ("removed", "Ada")


def test_a_recording_that_unlocked_proves_nothing(
    open_guarded, guard, recording, recognition, qtbot
):
    guard.set_passcode(PASSCODE)
    recognition.see = judged
    window = open_guarded(lambda: recording)
    wait(qtbot, lambda: window.face.headline.text() == "Hello, Ada")
    window.show_page(window.people)
    card = window.people.card
    wait(qtbot, lambda: "a recording proves nothing" in card.note.text())
    assert not card.buttons.rename.isEnabled()
    assert not card.buttons.remove.isEnabled()
    window.show_page(window.face)
    window.face.controls.enroll.click()
    wait(qtbot, lambda: window.face.controls.page is Page.PASSCODE)
    assert window.face.headline.text() == "Passcode needed"
    qtbot.wait(200)
    assert window.face.controls.page is Page.PASSCODE
    enter(window, PASSCODE, qtbot)
    wait(qtbot, lambda: window.face.controls.page is Page.NAMING)


def test_the_passcode_opens_faces_that_nothing_else_opens(
    open_guarded, guard, store, recognition, qtbot
):
    guard.set_passcode(PASSCODE)
    store.files.vault.remove_wrap("key file")
    recognition.see = judged
    window = open_guarded()
    wait(qtbot, lambda: window.face.controls.page is Page.PASSCODE)
    assert window.face.detail.text() == "Enter your passcode: it opens the stored faces."
    enter(window, PASSCODE, qtbot)
    wait(qtbot, lambda: window.face.headline.text() == "Unlocked")
    window.show_page(window.people)
    wait(qtbot, lambda: window.people.card.buttons.rename.isEnabled())
    store.files.vault.forget()


def test_what_was_learned_is_shown_and_forgotten_with_one_click(
    open_guarded, guard, recognition, qtbot
):
    recognition.see = lambda frame: replace(judged(frame), embedding=moved(0.35))
    window = open_guarded()
    wait(qtbot, lambda: window.face.headline.text() == "Hello, Ada")
    window.show_page(window.people)
    facts = window.people.card.facts
    wait(qtbot, facts.forget.isVisible)
    assert facts.learned == "Looks kept: 1. Drift: 0.35 of at most 0.60"
    facts.forget.click()
    assert facts.learned == "Nothing"
    assert facts.forget.isHidden()
    assert [(entry.event, entry.verdict) for entry in guard.entries()][-1] == (
        "adaptation",
        "forgotten",
    )
