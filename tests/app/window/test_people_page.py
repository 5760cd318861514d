"""The people page on real templates: what it shows, and every change, by mouse and by keys."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from PyQt5.QtCore import QLocale, Qt
from PyQt5.QtGui import QColor
from PyQt5.QtWidgets import QApplication, QLabel
from scripted_app import ENCODER_ID, MATCHER, gray_frame, judged, missed, template

from app.last_used import LastUsed
from app.session import Session
from app.window import theme
from app.window.ages import ago, day_of_text
from app.window.marks import initials, person_color
from app.window.people_page import PeoplePage
from app.window.person_buttons import Doing
from app.window.theme import apply_theme
from faceid_core.lock import LockPolicy
from faceid_core.pipeline import Gallery
from faceid_core.templates import Template, TemplateStore

FRAME = gray_frame(0)


def with_appearances(known: Template, labels: tuple[str, ...]) -> Template:
    """The same face stored once an appearance."""
    count = len(labels)
    return replace(
        known,
        vectors=np.repeat(known.vectors, count, 0),
        color_vectors=np.repeat(known.color_vectors, count, 0),
        depth_vectors=np.repeat(known.depth_vectors, count, 0),
        poses=known.poses * count,
        labels=labels,
    )


NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path) -> TemplateStore:
    return TemplateStore(tmp_path / "templates")


@pytest.fixture
def last_used(tmp_path) -> LastUsed:
    return LastUsed(tmp_path / "last-used.json")


class Desk:
    """The page with its session, and somebody in front of the camera."""

    def __init__(self, qtbot, store, last_used):
        self._qtbot = qtbot
        self._now_s = 0.0
        self.session = Session(store, LockPolicy(frames_to_unlock=1), last_used)
        self.page = PeoplePage(self.session)
        qtbot.addWidget(self.page)

    def open(self) -> Desk:
        self.session.begin(Gallery(), ENCODER_ID, MATCHER)
        self.page.resize(800, 560)
        self.page.show()
        self._qtbot.waitExposed(self.page)
        self.page.activateWindow()
        self._qtbot.waitUntil(self.page.isActiveWindow)
        self.look()
        return self

    def look(self) -> None:
        self._now_s += 0.1
        self.page.show_snapshot(self.session.snapshot, self._now_s)

    def unlock(self, name: str = "Ada") -> Desk:
        self._now_s += 0.1
        self.session.step(judged(FRAME, name), self._now_s)
        self.look()
        return self

    def press(self, key: Qt.Key) -> None:
        self._qtbot.keyClick(QApplication.focusWidget() or self.page, key)
        self.look()

    def type(self, text: str) -> None:
        self._qtbot.keyClicks(QApplication.focusWidget(), text)
        self.look()

    @property
    def lines(self) -> list[str]:
        return [self.page.list.item(row).text() for row in range(self.page.list.count())]

    @property
    def said(self) -> str:
        """Every text on the card."""
        labels = self.page.card.findChildren(QLabel)
        return "\n".join(text.text() for text in labels if text.isVisible())


@pytest.fixture
def desk(qtbot, qapp, store, last_used) -> Desk:
    """Ada and Bob are enrolled; the page is not shown yet."""
    apply_theme(qapp)
    store.save(template("Ada"))
    store.save(template("Bob"))
    return Desk(qtbot, store, last_used)


def test_everyone_is_listed_with_what_is_known(desk, store, last_used):
    last_used.record("Ada", datetime.now(UTC) - timedelta(minutes=2, seconds=10))
    desk.open()
    assert desk.lines == ["Ada, Unlocked 2 min ago", "Bob, Never unlocked"]
    assert desk.page.card.name.text() == "Ada"
    assert "2 min ago" in desk.said
    assert day_of_text(store.load("Ada").created_at) in desk.said
    assert "Complete" in desk.said
    assert "First" in desk.said
    desk.page.list.setCurrentRow(1)
    assert desk.page.card.name.text() == "Bob"
    assert "Never" in desk.said


def test_a_partial_scan_and_several_appearances_are_told(desk, store):
    store.save(replace(with_appearances(template("Ada"), ("", "", "Hat")), is_partial=True))
    desk.open()
    assert "Partial" in desk.said
    assert "\n3\n" in desk.said  # stored poses
    assert "First, Hat" in desk.said


def test_a_name_is_no_markup(desk, store):
    store.save(template("<b>Eve</b> & {co}"))
    desk.open().unlock()
    desk.page.list.choose("<b>Eve</b> & {co}")
    card = desk.page.card
    card.buttons.remove.click()
    assert "Remove <b>Eve</b> & {co}?" in desk.said
    assert card.name.textFormat() == card.note.textFormat() == Qt.TextFormat.PlainText


def test_nothing_can_be_changed_until_somebody_unlocks(desk):
    desk.open()
    card = desk.page.card
    buttons = (card.buttons.rename, card.buttons.remove)
    assert not any(button.isEnabled() for button in buttons)
    assert "look at the camera" in desk.said
    card.start_renaming()
    card.start_removing()
    assert card.doing is Doing.SHOWING
    desk.unlock("Bob")
    assert all(button.isEnabled() for button in buttons)
    assert "look at the camera" not in desk.said


def test_renaming_by_keyboard_only(desk, store):
    desk.open().unlock()
    desk.page.list.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert desk.page.card.name.text() == "Bob"
    desk.press(Qt.Key.Key_F2)
    assert QApplication.focusWidget() is desk.page.card.field
    assert desk.page.card.field.selectedText() == "Bob"
    desk.type("Zoe")
    desk.press(Qt.Key.Key_Return)
    assert store.names() == ["Ada", "Zoe"]
    assert desk.lines[1].startswith("Zoe, ")
    assert desk.page.card.name.text() == "Zoe"
    assert desk.page.card.doing is Doing.SHOWING
    assert desk.session.snapshot.names == ("Ada", "Zoe")


def test_a_name_that_somebody_has_is_told_and_stays_told(desk, store):
    desk.open().unlock()
    card = desk.page.card
    card.buttons.rename.click()
    card.field.setText("Bob")
    card.buttons.save.click()
    desk.look()
    assert "Bob is enrolled already" in desk.said
    assert card.doing is Doing.RENAMING
    card.field.setText("Bobby")
    assert "already" not in desk.said
    assert store.names() == ["Ada", "Bob"]


def test_a_name_of_nothing_cannot_be_saved_and_one_that_no_file_carries_is_told(desk, store):
    desk.open().unlock()
    card = desk.page.card
    card.buttons.rename.click()
    card.field.setText("   ")
    assert not card.buttons.save.isEnabled()
    card.field.setText("A\u0007da")
    card.buttons.save.click()
    assert "cannot be used" in desk.said
    assert store.names() == ["Ada", "Bob"]


def test_locking_meanwhile_keeps_the_name(desk, store):
    desk.open().unlock()
    card = desk.page.card
    card.buttons.rename.click()
    card.field.setText("Eve")
    desk.session.lock("Locked")
    desk.look()
    assert not card.buttons.save.isEnabled()
    desk.press(Qt.Key.Key_Return)
    assert "look at the camera" in desk.said
    assert store.names() == ["Ada", "Bob"]


def test_escape_gives_up_what_was_begun_and_leaves_the_page_alone(desk, qtbot, store):
    desk.open().unlock()
    card = desk.page.card
    for begin, button in (
        (card.start_renaming, card.buttons.rename),
        (card.start_removing, card.buttons.remove),
    ):
        begin()
        assert card.doing is not Doing.SHOWING
        desk.press(Qt.Key.Key_Escape)
        assert card.doing is Doing.SHOWING
        assert button.hasFocus()
    assert store.names() == ["Ada", "Bob"]


def test_removing_takes_two_steps_and_the_first_answer_is_no(desk, store):
    desk.open().unlock()
    card = desk.page.card
    desk.page.list.setCurrentRow(1)
    desk.page.list.setFocus()
    desk.press(Qt.Key.Key_Delete)
    assert "Remove Bob?" in desk.said
    assert "Nobody can unlock" not in desk.said
    assert card.buttons.keep.hasFocus()
    desk.press(Qt.Key.Key_Return)
    assert store.names() == ["Ada", "Bob"]
    assert card.doing is Doing.SHOWING
    card.buttons.remove.click()
    card.buttons.confirm.click()
    assert store.names() == ["Ada"]
    assert [line.split(",")[0] for line in desk.lines] == ["Ada"]
    assert desk.page.list.hasFocus()
    assert desk.session.snapshot.names == ("Ada",)


def test_removing_the_last_one_says_what_it_means_and_leaves_an_empty_page(desk, store, qtbot):
    store.remove("Bob")
    desk.open().unlock()
    card = desk.page.card
    card.buttons.remove.click()
    assert "Nobody can unlock" in desk.said
    card.buttons.confirm.click()
    desk.look()
    assert store.names() == []
    assert desk.page.is_empty
    assert desk.page.first.isEnabled()
    assert desk.page.first.hasFocus()
    with qtbot.waitSignal(desk.page.enrolling_wanted):
        desk.press(Qt.Key.Key_Return)


def test_another_person_gives_up_what_was_begun_with_the_first(desk, store):
    desk.open().unlock()
    desk.page.card.buttons.remove.click()
    desk.page.list.setCurrentRow(1)
    assert desk.page.card.doing is Doing.SHOWING


def test_taking_again_and_another_appearance_are_asked_for_by_name(desk, qtbot):
    desk.open()  # whoever asks may still be locked: that is settled where enrolling happens
    desk.page.list.choose("Bob")
    with qtbot.waitSignal(desk.page.retaking_wanted) as retaking:
        desk.page.card.buttons.retake.click()
    with qtbot.waitSignal(desk.page.adding_wanted) as adding:
        desk.page.card.buttons.appearance.click()
    assert retaking.args == adding.args == ["Bob"]


def test_nothing_can_be_changed_during_an_enrollment(desk):
    desk.open().unlock()
    desk.session.enroll("Bob")
    desk.look()
    card = desk.page.card
    buttons = (
        card.buttons.rename,
        card.buttons.retake,
        card.buttons.appearance,
        card.buttons.remove,
        desk.page.enroll,
    )
    assert not any(button.isEnabled() for button in buttons)
    assert "under way" in desk.said


def test_one_appearance_is_removed_alone(desk, store):
    store.save(with_appearances(template("Ada"), ("", "Hat", "Glasses & beard")))
    desk.open().unlock()
    card = desk.page.card
    assert "First, Hat, Glasses & beard" in desk.said
    card.buttons.remove.click()
    assert [button.isVisible() for button in card.buttons.only] == [True, True, False, False]
    assert card.buttons.only[1].text() == "Only “Glasses && beard”"
    card.buttons.only[1].click()
    assert store.load("Ada").appearances == ("Hat",)
    assert store.names() == ["Ada", "Bob"]
    assert "First, Hat" in desk.said
    assert "beard" not in desk.said
    assert card.doing is Doing.SHOWING


def test_while_a_name_is_typed_the_way_stays_open(desk, store):
    desk.open().unlock()
    desk.page.card.buttons.rename.click()
    desk.page.card.field.setText("Eve")
    desk.session.step(missed(FRAME), 1000.0)  # the person has looked away for long
    desk.look()
    assert not desk.session.is_unlocked
    desk.page.card.buttons.save.click()
    assert store.names() == ["Bob", "Eve"]


@pytest.mark.parametrize("damage", ["damaged", "open to others", "another encoder"])
def test_a_template_that_cannot_be_used_says_why_and_can_be_removed(desk, store, damage):
    if damage == "damaged":
        store.path("Bob").write_bytes(b"damaged")
    elif damage == "open to others":
        store.path("Bob").chmod(0o644)
    else:
        store.save(template("Bob", "another-encoder"))
    desk.open().unlock()
    desk.page.list.choose("Bob")
    assert desk.lines[1] == "Bob, Cannot be used"
    assert {
        "damaged": "cannot be read",
        "open to others": "not private",
        "another encoder": "stored by another encoder",
    }[damage] in desk.said
    assert "Bob" in desk.page.card.facts.reason.text()
    card = desk.page.card
    assert not card.buttons.rename.isEnabled()
    assert not card.buttons.appearance.isEnabled()
    assert card.buttons.retake.isEnabled()
    card.buttons.remove.click()
    card.buttons.confirm.click()
    assert store.names() == ["Ada"]
    assert desk.session.snapshot.notices == ()


def test_what_the_command_line_changed_is_seen_when_the_page_is_opened(desk, store):
    desk.open()
    desk.page.hide()
    store.remove("Bob")
    desk.page.show()
    desk.look()
    assert [line.split(",")[0] for line in desk.lines] == ["Ada"]


def test_an_unlock_is_seen_at_once(desk):
    desk.open()
    assert desk.lines[0] == "Ada, Never unlocked"
    desk.unlock()
    assert desk.lines[0] == "Ada, Unlocked just now"


def test_losing_the_person_in_front_closes_the_way_again(desk):
    desk.open().unlock()
    desk.session.step(missed(FRAME), 1000.0)
    desk.look()
    assert not desk.page.card.buttons.remove.isEnabled()


def test_everything_has_a_name_for_a_screen_reader(desk):
    desk.open()
    assert desk.page.list.accessibleName() == "Enrolled people"
    desk.unlock().page.card.buttons.rename.click()
    assert desk.page.card.field.accessibleName() == "New name"
    assert desk.page.card.buttons.appearance.accessibleDescription()


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=1), "1 h ago"),
        (timedelta(hours=23, minutes=59), "23 h ago"),
        (timedelta(days=3), "Nov 19, 2026"),
        (timedelta(minutes=-5), "Nov 22, 2026"),  # a clock that was set back
    ],
)
def test_times_are_worded(qapp, monkeypatch, passed, words):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    QLocale.setDefault(QLocale("en"))
    assert ago(NOW - passed, NOW) == words


def test_a_day_that_is_none_stays_as_it_is(qapp):
    assert day_of_text("long ago") == "long ago"
    assert day_of_text("2026-01-01") == "Jan 1, 2026"


def test_initials():
    assert [initials(name) for name in ("Ada", "ada maria lovelace", "あい")] == ["A", "AL", "あ"]


@pytest.mark.parametrize("colors", [theme.DARK, theme.LIGHT])
def test_neighbors_have_colors_of_their_own_on_both_themes(qapp, colors):
    apply_theme(qapp, colors)
    shown = [person_color(rank) for rank in range(6)]
    apart = [abs(a.hueF() - b.hueF()) for a in shown for b in shown if a is not b]
    assert min(min(hue, 1 - hue) for hue in apart) > 0.05
    background = QColor(colors.background).lightnessF()
    assert all(abs(color.lightnessF() - background) > 0.2 for color in shown)
