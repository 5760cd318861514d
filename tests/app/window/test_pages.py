"""The pages together in the window: from the people to the lock's page, and closing at any time."""

from __future__ import annotations

import time

import pytest
from made_people import person
from PyQt5.QtCore import Qt
from scripted_app import judged

from app.map_choices import Chart
from app.session import Phase


@pytest.fixture
def unlocked(ada_window, qtbot, recognition):
    recognition.see = judged
    qtbot.waitUntil(lambda: ada_window.face.headline.text() == "Hello, Ada")
    ada_window.show_page(ada_window.people)
    qtbot.waitUntil(ada_window.people.card.buttons.retake.isEnabled)
    return ada_window


def test_taking_a_person_again_goes_to_the_locks_page(unlocked, qtbot):
    unlocked.people.card.buttons.retake.click()
    assert unlocked.page is unlocked.face
    qtbot.waitUntil(lambda: unlocked.phase is Phase.ENROLLING)
    qtbot.waitUntil(lambda: "Ada" in unlocked.face.headline.text())


def test_another_appearance_is_named_on_the_locks_page(unlocked, qtbot):
    unlocked.people.card.buttons.appearance.click()
    assert unlocked.page is unlocked.face
    qtbot.waitUntil(unlocked.face.controls.label.isVisible)


def test_somebody_new_is_named_on_the_locks_page(unlocked, qtbot):
    unlocked.people.enroll.click()
    assert unlocked.page is unlocked.face
    qtbot.waitUntil(unlocked.face.controls.name.isVisible)


def test_escape_while_renaming_stays_and_again_returns_to_the_lock(unlocked, qtbot):
    unlocked.activateWindow()
    qtbot.waitUntil(unlocked.isActiveWindow)
    unlocked.people.card.buttons.rename.click()
    qtbot.keyClick(unlocked.people.card.field, Qt.Key.Key_Escape)
    assert unlocked.page is unlocked.people
    qtbot.keyClick(unlocked.people.card, Qt.Key.Key_Escape)
    assert unlocked.page is unlocked.face


def test_closing_in_the_middle_of_tsne_is_quick(open_window, store, qtbot):
    pytest.importorskip("sklearn")
    for index in range(10):
        store.save(person(f"p{index}", index, 40))
    window = open_window()
    qtbot.waitUntil(lambda: window.phase is Phase.WATCHING)
    window.show_page(window.map)
    window.map.charts.choose(Chart.TSNE)
    qtbot.waitUntil(lambda: any(key[0] is Chart.TSNE for key in window._atlas._jobs))
    (job,) = (job for key, job in window._atlas._jobs.items() if key[0] is Chart.TSNE)
    qtbot.waitUntil(lambda: job._process is not None)
    started_s = time.monotonic()
    window.close()
    assert time.monotonic() - started_s < 1.0
    job._process.wait(1.0)
    assert job._process.returncode == -9
