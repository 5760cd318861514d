"""Enrolling in the window, from the wish to the outcome, on scripted observations."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable

import pytest
from keyboard import press
from PyQt5.QtCore import Qt, QTranslator
from PyQt5.QtWidgets import QAbstractButton, QLabel
from scripted_app import (
    ADA,
    ScriptedRecognition,
    judged,
    missed,
    ring_poses,
    sweep_poses,
    template,
)

from app.session import Phase
from app.window.badge import Badge
from app.window.controls import Page
from app.window.main_window import MainWindow
from app.window.theme import Tone
from faceid_core.enrollment_hints import (
    HINT_AGAIN,
    HINT_CIRCLE,
    HINT_FRONT,
    HINT_FURTHER,
    HINT_LESS,
    HINT_OTHER,
    HINTS_TOWARD,
)
from faceid_core.head_circle import YAW_UNIT_DEG, Direction
from faceid_core.types import Pose, Retry

AHEAD = Pose(0.0, 0.0, 0.0)
FRAMES_A_POSE = 3  # some are lost where a recording jumps
STRANGER = 1


class Sitter:
    """The person in front of the camera; the face does what the test says next."""

    def __init__(self, recognition: ScriptedRecognition) -> None:
        self._recognition = recognition

    def turn(self, poses: Iterable[Pose], *, seed: int = ADA, then: Pose = AHEAD) -> None:
        """Go through poses, then stay in one."""
        slowly = itertools.chain.from_iterable([pose] * FRAMES_A_POSE for pose in poses)
        way = itertools.chain(slowly, itertools.repeat(then))
        self._recognition.see = lambda frame: judged(frame, None, pose=next(way), seed=seed)

    def look(self, name: str = "Ada") -> None:
        """Be recognized as somebody."""
        self._recognition.see = lambda frame: judged(frame, name)

    def leave(self) -> None:
        self._recognition.see = missed


@pytest.fixture
def sitter(recognition) -> Sitter:
    return Sitter(recognition)


class Window:
    """What a user sees and does."""

    def __init__(self, window: MainWindow, qtbot) -> None:
        self.window = window
        self.face = window.face
        self.controls = window.face.controls
        self._qtbot = qtbot

    def wait(self, is_so: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(is_so, timeout=10000)

    def wait_for(self, page: Page) -> None:
        self.wait(lambda: self.controls.page is page)

    def wait_to_say(self, headline: str) -> None:
        self.wait(lambda: self.face.headline.text() == headline)

    def press(self, key: Qt.Key) -> None:
        press(key, self._qtbot)

    def begin(self, name: str) -> None:
        """Enroll somebody who is new, up to the first frame."""
        self.wait(self.controls.enroll.isEnabled)
        self.controls.enroll.click()
        self.wait_for(Page.NAMING)
        self.controls.name.setText(name)
        self.controls.start.click()
        self.wait(lambda: self.window.phase is Phase.ENROLLING)


@pytest.fixture
def empty(open_window, qtbot) -> Window:
    """A window that knows nobody."""
    return Window(open_window(), qtbot)


@pytest.fixture
def open_to_ada(open_window, store, sitter, qtbot) -> Window:
    """A window that Ada has unlocked."""
    store.save(template("Ada"))
    sitter.look()
    window = Window(open_window(), qtbot)
    window.wait_to_say("Hello, Ada")
    return window


def test_enrolling_by_keyboard_only(empty, sitter, qtbot, store, until_taken):
    empty.wait(empty.controls.enroll.hasFocus)
    empty.press(Qt.Key.Key_Return)
    empty.wait_for(Page.NAMING)
    assert empty.controls.name.hasFocus()
    qtbot.keyClicks(empty.controls.name, "Ada")
    sitter.leave()
    empty.press(Qt.Key.Key_Return)
    empty.wait_for(Page.ENROLLING)
    assert empty.face.headline.text() == "Enrolling Ada"
    empty.press(Qt.Key.Key_Return)  # a second Enter must not cancel or finish
    sitter.turn([])
    empty.wait(lambda: empty.face.detail.text() == HINT_CIRCLE)
    sitter.turn(ring_poses())
    empty.wait_for(Page.PAUSED)
    empty.wait_to_say("First scan complete")
    assert empty.face.preview.accessibleDescription() == "16 of 16 directions captured"
    assert empty.controls.proceed.hasFocus()
    assert "First scan complete" in empty.controls.proceed.accessibleDescription()
    assert store.names() == []
    sitter.turn([])
    until_taken()  # frames that still show the last direction are over
    empty.press(Qt.Key.Key_Return)
    empty.wait_for(Page.ENROLLING)
    empty.wait(lambda: empty.face.detail.text() == HINT_AGAIN)
    assert empty.face.preview.accessibleDescription() == "0 of 16 directions captured"
    sitter.turn(ring_poses())
    empty.wait_for(Page.ENROLLED)
    assert empty.face.headline.text() == "Face enrolled"
    assert empty.face.detail.text().startswith("All 16 directions, confirmed")
    assert empty.face.preview.badge is Badge.TICK
    assert store.names() == ["Ada"]
    assert not store.load("Ada").is_partial
    assert empty.controls.done.hasFocus()
    sitter.look()
    empty.press(Qt.Key.Key_Return)
    empty.wait_to_say("Hello, Ada")
    assert empty.face.lock_view.padlock.is_open


def test_the_second_circle_begins_when_the_head_goes_on_turning(empty, sitter):
    empty.begin("Ada")
    sitter.turn(itertools.chain(sweep_poses(), itertools.cycle(ring_poses())))
    empty.wait_for(Page.PAUSED)
    empty.wait_for(Page.ENROLLED)  # nobody pressed anything
    assert "confirmed" in empty.face.detail.text()


def test_finishing_in_the_pause_is_said_to_be_unconfirmed(empty, sitter, store):
    empty.begin("Ada")
    sitter.turn(sweep_poses())
    empty.wait_for(Page.PAUSED)
    empty.controls.skip.click()
    empty.wait_for(Page.ENROLLED)
    assert "not confirmed" in empty.face.detail.text()
    assert not store.load("Ada").is_partial


def test_finishing_early_is_said_to_be_partial_and_can_be_taken_again(empty, sitter, store):
    sitter.leave()
    empty.begin("Ada")
    empty.controls.finish.click()
    empty.wait(lambda: "front" in empty.face.detail.text())  # too early, and why
    sitter.turn(sweep_poses()[:8])
    empty.wait(lambda: empty.face.preview.accessibleDescription().startswith("5 of"))
    empty.controls.finish.click()
    empty.wait_to_say("Partly enrolled")
    assert empty.face.detail.text().startswith("5 of 16 directions")
    assert store.load("Ada").is_partial
    sitter.turn(sweep_poses())
    empty.controls.retake.click()
    empty.wait_for(Page.PAUSED)
    assert store.load("Ada").is_partial
    empty.controls.skip.click()
    empty.wait_for(Page.ENROLLED)
    assert not store.load("Ada").is_partial


def test_a_second_circle_of_somebody_else_starts_again(empty, sitter, store):
    empty.begin("Ada")
    sitter.turn(sweep_poses())
    empty.wait_for(Page.PAUSED)
    sitter.turn(ring_poses(), seed=STRANGER)
    empty.press(Qt.Key.Key_Return)
    empty.wait_for(Page.MISMATCHED)
    empty.wait_to_say("Please start again")
    assert empty.face.preview.tone is Tone.REFUSED
    assert empty.controls.restart.hasFocus()
    assert store.names() == []
    sitter.leave()
    empty.press(Qt.Key.Key_Return)
    empty.wait_for(Page.ENROLLING)
    assert empty.window.progress == 0.0


def test_the_outcome_closes_by_itself_if_nothing_is_missing(empty, sitter):
    empty.wait(empty.controls.enroll.isEnabled)
    empty.face._outcome.setInterval(100)
    empty.begin("Ada")
    sitter.turn(itertools.chain(sweep_poses(), itertools.cycle(ring_poses())))
    empty.wait_for(Page.ENROLLED)
    empty.wait_for(Page.WATCHING)
    assert empty.face.preview.badge is Badge.NONE


def test_a_partial_outcome_stays_until_it_was_read(empty, sitter, qtbot):
    empty.face._outcome.setInterval(50)
    empty.begin("Ada")
    sitter.turn(sweep_poses()[:8])
    empty.wait(lambda: empty.window.progress > 0.2)
    empty.controls.finish.click()
    empty.wait_for(Page.ENROLLED)
    qtbot.wait(300)
    assert empty.controls.page is Page.ENROLLED
    empty.press(Qt.Key.Key_Return)
    empty.wait_for(Page.WATCHING)


@pytest.mark.parametrize(
    "hint",
    [
        *((retry.value, {"retry": retry}) for retry in Retry),
        (HINT_FRONT, {"front": Pose(30.0, 0.0, 0.0)}),
        (HINT_FURTHER, {"pose": Pose(0.55 * YAW_UNIT_DEG, 0.0, 0.0)}),
        (HINT_LESS, {"pose": Pose(2.0 * YAW_UNIT_DEG, 0.0, 0.0)}),
        (HINT_OTHER, {"seed": STRANGER}),
        ("Hold still", {"sharpness": 1.0}),
        ("More light, please", {"brightness": 45.0}),
        ("This looks like a flat picture", {"relief_mm": 0.5}),
    ],
    ids=lambda hint: hint[0],
)
def test_every_hint_is_shown(empty, recognition, hint):
    text, seen = hint
    front = iter([seen["front"]] * 1000 if "front" in seen else [AHEAD] * 9)

    def see(frame):
        ahead = next(front, None)
        if ahead is not None:
            return judged(frame, None, pose=ahead)
        if "retry" in seen:
            return missed(frame, seen["retry"])
        return judged(frame, None, **seen)

    empty.begin("Ada")
    recognition.see = see
    empty.wait(lambda: empty.face.detail.text() == text)
    assert empty.window.phase is Phase.ENROLLING


@pytest.mark.parametrize(
    ("missing", "side"),
    [((15, 0, 1), Direction.UP), ((11, 12, 13), Direction.LEFT)],
)
def test_the_missing_side_is_said(empty, sitter, missing, side):
    seen = [pose for sector, pose in enumerate(ring_poses()) if sector not in missing]
    empty.begin("Ada")
    sitter.turn([*sweep_poses()[:3], *seen], then=Pose(0.55 * YAW_UNIT_DEG, 0.0, 0.0))
    empty.wait(lambda: empty.face.detail.text() == HINTS_TOWARD[side])


class TestSomebodyIsEnrolled:
    def test_a_locked_window_asks_to_unlock_first_and_goes_on_by_itself(
        self, ada_window, sitter, qtbot
    ):
        window = Window(ada_window, qtbot)
        sitter.leave()
        window.controls.enroll.click()
        window.wait_for(Page.UNLOCKING)
        assert window.face.headline.text() == "Unlock first"
        sitter.look()
        window.wait_for(Page.NAMING)
        assert window.controls.name.hasFocus()

    def test_a_recordings_owner_comes_when_asked_for(self, ada_window, sitter, qtbot):
        window = Window(ada_window, qtbot)
        reader = ada_window.recognition.worker.reader
        sitter.leave()
        window.wait(lambda: reader.latest.chapter == "stranger")
        window.controls.enroll.click()
        window.wait(lambda: reader.latest.chapter == "owner")
        shown = set()
        end_s = time.monotonic() + 0.5  # the chapter lasts a third of that
        while time.monotonic() < end_s:
            qtbot.wait(3)
            shown.add(reader.latest.chapter)
        assert shown == {"owner"}
        window.press(Qt.Key.Key_Escape)
        window.wait(lambda: reader.latest.chapter == "stranger")

    def test_a_stranger_is_told_no_and_asked_no_name(self, ada_window, recognition, qtbot):
        window = Window(ada_window, qtbot)
        recognition.see = lambda frame: judged(frame, distance=0.9)
        window.controls.enroll.click()
        window.wait_for(Page.UNLOCKING)
        window.wait(lambda: window.face.detail.text() == "This is not Ada")
        qtbot.wait(200)
        assert window.controls.page is Page.UNLOCKING
        window.press(Qt.Key.Key_Escape)
        window.wait_for(Page.WATCHING)

    def test_the_next_person_can_sit_down_while_the_name_is_typed(
        self, open_to_ada, recognition, sitter
    ):
        open_to_ada.controls.enroll.click()
        open_to_ada.wait_for(Page.NAMING)
        recognition.see = lambda frame: judged(frame, distance=0.9)
        open_to_ada.wait(lambda: not open_to_ada.face.lock_view.padlock.is_open)
        assert open_to_ada.controls.page is Page.NAMING
        open_to_ada.controls.name.setText("Bob")
        open_to_ada.controls.start.click()
        open_to_ada.wait(lambda: open_to_ada.window.phase is Phase.ENROLLING)

    def test_escape_cancels_and_keeps_what_was_stored(self, open_to_ada, sitter, store, qtbot):
        created_at = store.load("Ada").created_at
        open_to_ada.controls.enroll.click()
        open_to_ada.wait_for(Page.NAMING)
        open_to_ada.controls.name.setText("Ada")
        open_to_ada.wait(lambda: "already" in open_to_ada.face.detail.text())
        open_to_ada.press(Qt.Key.Key_Return)
        open_to_ada.wait_for(Page.CHOOSING)
        sitter.turn(sweep_poses()[:9])
        open_to_ada.controls.replace.click()
        open_to_ada.wait_for(Page.ENROLLING)
        open_to_ada.press(Qt.Key.Key_Escape)
        open_to_ada.wait_for(Page.WATCHING)
        assert store.load("Ada").created_at == created_at
        assert open_to_ada.controls.enroll.hasFocus()

    def test_escape_leaves_the_name_entry_without_closing(self, open_to_ada):
        open_to_ada.controls.enroll.click()
        open_to_ada.wait_for(Page.NAMING)
        open_to_ada.press(Qt.Key.Key_Escape)
        open_to_ada.wait_for(Page.WATCHING)
        open_to_ada.press(Qt.Key.Key_Escape)
        assert open_to_ada.window.isVisible()

    def test_another_appearance_by_keyboard_only(self, open_to_ada, sitter, store, qtbot):
        open_to_ada.controls.enroll.setFocus()
        open_to_ada.press(Qt.Key.Key_Return)
        open_to_ada.wait_for(Page.NAMING)
        qtbot.keyClicks(open_to_ada.controls.name, "Ada")
        open_to_ada.press(Qt.Key.Key_Return)
        open_to_ada.wait_for(Page.CHOOSING)
        open_to_ada.press(Qt.Key.Key_Return)
        open_to_ada.wait_for(Page.LABELING)
        assert open_to_ada.controls.label.hasFocus()
        qtbot.keyClicks(open_to_ada.controls.label, "Glasses")
        sitter.turn(itertools.chain(sweep_poses(), itertools.cycle(ring_poses())))
        open_to_ada.press(Qt.Key.Key_Return)
        open_to_ada.wait_to_say("Enrolling Ada: Glasses")
        open_to_ada.wait_for(Page.ENROLLED)
        assert open_to_ada.face.headline.text() == "Appearance added"
        assert store.load("Ada").appearances == ("Glasses",)

    def test_a_page_elsewhere_can_start_either(self, open_to_ada, sitter, store):
        open_to_ada.face.asking.ask_appearance("Ada")
        open_to_ada.wait_for(Page.LABELING)
        open_to_ada.face.leave()
        open_to_ada.wait_for(Page.WATCHING)
        sitter.turn(sweep_poses())
        open_to_ada.face.asking.retake("Ada")
        open_to_ada.wait_for(Page.PAUSED)
        open_to_ada.controls.skip.click()
        open_to_ada.wait_for(Page.ENROLLED)
        assert len(store.load("Ada").poses) == len(sweep_poses())

    def test_retaking_waits_for_the_lock_too(self, ada_window, sitter, qtbot):
        window = Window(ada_window, qtbot)
        window.face.asking.retake("Ada")
        window.wait_for(Page.UNLOCKING)
        sitter.look()
        window.wait(lambda: window.window.phase is Phase.ENROLLING)


class TestLookalike:
    @pytest.fixture
    def reviewing(self, open_window, store, sitter, qtbot) -> Window:
        """Eve, who has the face of Ada, was enrolled and nothing is saved."""
        store.save(template("Ada"))
        sitter.look()
        window = Window(open_window(), qtbot)
        window.wait_to_say("Hello, Ada")
        window.begin("Eve")
        sitter.turn(sweep_poses())
        window.wait_for(Page.PAUSED)
        window.controls.skip.click()
        window.wait_for(Page.REVIEWING)
        return window

    def test_it_is_named_and_the_safe_answer_has_the_keyboard(self, reviewing, store):
        assert reviewing.face.headline.text() == "Very like Ada"
        assert "0.00" in reviewing.face.detail.text()
        assert reviewing.controls.again.hasFocus()
        assert store.names() == ["Ada"]

    def test_it_can_be_saved(self, reviewing, store):
        reviewing.controls.save.click()
        reviewing.wait_for(Page.ENROLLED)
        assert store.names() == ["Ada", "Eve"]

    def test_it_can_be_taken_again(self, reviewing, store):
        reviewing.press(Qt.Key.Key_Return)
        reviewing.wait(lambda: reviewing.window.phase is Phase.ENROLLING)
        assert store.names() == ["Ada"]

    def test_it_can_be_given_up(self, reviewing, store):
        reviewing.press(Qt.Key.Key_Escape)
        reviewing.wait_for(Page.WATCHING)
        assert store.names() == ["Ada"]


def test_a_folder_that_cannot_be_written_is_told_and_tried_again(empty, sitter, store):
    store.directory.write_text("in the way")
    empty.begin("Ada")
    sitter.turn(sweep_poses())
    empty.wait_for(Page.PAUSED)
    empty.controls.skip.click()
    empty.wait_to_say("Not saved")
    assert empty.controls.save.text() == "Try to save"
    store.directory.unlink()
    empty.controls.save.click()
    empty.wait_for(Page.ENROLLED)
    assert store.names() == ["Ada"]


@pytest.mark.parametrize("page", [Page.NAMING, Page.ENROLLING, Page.PAUSED, Page.ENROLLED])
def test_closing_in_every_state(empty, sitter, recording, store, page):
    """Within a second, with nothing left running: see the fixture."""
    empty.wait(empty.controls.enroll.isEnabled)
    if page is Page.NAMING:
        empty.controls.enroll.click()
    else:
        sitter.leave()
        empty.begin("Ada")
    if page in (Page.PAUSED, Page.ENROLLED):
        sitter.turn(sweep_poses())
        empty.wait_for(Page.PAUSED)
    if page is Page.ENROLLED:
        empty.controls.skip.click()
    empty.wait_for(page)
    empty.window.close()
    assert recording.closed
    assert store.names() == (["Ada"] if page is Page.ENROLLED else [])


class Longer(QTranslator):
    """Texts as long as in a language that needs a third more room."""

    def translate(self, context, text, disambiguation=None, n=-1):
        return text + " " + text[: round(0.3 * len(text))].replace("{", "").replace("}", "")


@pytest.fixture
def long_texts(qapp):
    translator = Longer()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.mark.parametrize(
    "page", [Page.UNLOCKING, Page.NAMING, Page.CHOOSING, Page.LABELING, Page.PAUSED, Page.REVIEWING]
)
def test_everything_fits_the_smallest_window(long_texts, open_window, store, sitter, qtbot, page):
    store.save(template("Ada"))
    window = Window(open_window(), qtbot)
    window.window.resize(800, 600)
    sitter.leave() if page is Page.UNLOCKING else sitter.look()
    window.wait(window.controls.enroll.isEnabled)
    if page is not Page.UNLOCKING:
        window.wait(lambda: window.face.lock_view.padlock.is_open)
    if page is Page.LABELING:
        window.face.asking.ask_appearance("Ada")
    else:
        window.controls.enroll.click()
    if page in (Page.CHOOSING, Page.PAUSED, Page.REVIEWING):
        window.wait_for(Page.NAMING)
        window.controls.name.setText("Ada" if page is Page.CHOOSING else "Eve")
        sitter.turn(sweep_poses())
        window.controls.start.click()
    if page is Page.REVIEWING:
        window.wait_for(Page.PAUSED)
        window.controls.skip.click()
    window.wait_for(page)
    qtbot.wait(100)
    assert (window.window.width(), window.window.height()) == (800, 600)
    shown = [each for each in window.face.findChildren(QLabel) if each.isVisible() and each.text()]
    for each in shown:
        assert each.heightForWidth(each.width()) <= each.height() + 1, each.text()
    for button in window.controls.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.sizeHint().width() <= button.width(), button.text()
            right = button.mapTo(window.controls, button.rect().topRight()).x()
            assert right <= window.controls.width(), button.text()
