"""The page of who is enrolled: a list, and the person that is chosen in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QShowEvent
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from faceid_core.errors import FaceIdError
from faceid_core.templates import FIRST_APPEARANCE

from ..errors import CommandError
from ..people import Person
from ..session import Session
from ..snapshot import Phase, Snapshot
from . import theme
from .buttons import Button
from .core_texts import translated
from .labels import label
from .language import tr
from .people_list import PeopleList
from .person_card import PersonCard

LIST_PX: Final = 264
WORD_TIMES_EVERY_S: Final = 5.0


class PeoplePage(QWidget):
    """Lists people and changes them. Enrolling happens on the page of the lock.

    Args:
        session: Knows who is enrolled, and whether that may be changed.

    Signals:
        enrolling_wanted: Somebody new is to be enrolled.
        retaking_wanted: A person is to be enrolled anew. arg: The name.
        adding_wanted: A person is to be enrolled in another appearance. arg: The name.
    """

    enrolling_wanted = pyqtSignal()
    retaking_wanted = pyqtSignal(str)
    adding_wanted = pyqtSignal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: object = None
        self._worded_s = 0.0
        self.list = PeopleList()
        self.list.chosen.connect(self._show_person)
        self.card = PersonCard()
        self.list.renaming_wanted.connect(self.card.start_renaming)
        self.list.removing_wanted.connect(self.card.start_removing)
        self.card.renaming.connect(self._rename)
        self.card.removing.connect(self._remove)
        self.card.facts.forget.clicked.connect(self._forget_learned)
        self.card.retaking.connect(lambda: self._ask(self.retaking_wanted.emit))
        self.card.adding.connect(lambda: self._ask(self.adding_wanted.emit))
        self.card.begun.connect(self._on_begun)
        self.enroll = Button(tr("Enroll a face"), "Alt+E")
        self.enroll.clicked.connect(self.enrolling_wanted)
        self.first = Button(tr("Enroll your face"), "Alt+E", is_primary=True)
        self.first.clicked.connect(self.enrolling_wanted)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._columns())
        self._stack.addWidget(self._nobody())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 8, 16, 16)
        outer.addWidget(self._stack)
        self.setFocusProxy(self.list)

    @property
    def is_empty(self) -> bool:
        """Whether the page says that nobody is enrolled."""
        return self._stack.currentIndex() == 1

    def show_snapshot(self, now: Snapshot, now_s: float) -> None:
        """Show whatever is new."""
        known = (now.names, now.notices, now.phase, now.lock.name, self._session.learned_counts)
        if known != self._shown:
            self._shown = known
            self.load()
        elif now_s - self._worded_s >= WORD_TIMES_EVERY_S:
            self._worded_s = now_s
            self.list.word_times(_now())
            self.card.word_times(_now())
        may_enroll = now.phase is Phase.WATCHING
        self.card.allow(
            may_change=self._session.may_ask_to_change,
            may_enroll=may_enroll,
            why_not=self._why_not(now),
        )
        self.enroll.setEnabled(may_enroll)
        self.first.setEnabled(may_enroll)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Look again: the command line may have changed who is enrolled."""
        super().showEvent(event)
        self._shown = None

    def load(self) -> None:
        """List who is enrolled now."""
        people = self._session.people()
        had_focus = self.list.hasFocus()
        self._stack.setCurrentIndex(0 if people else 1)
        self.list.show_people(people, _now())
        if had_focus and not people:
            self.first.setFocus()

    def _columns(self) -> QWidget:
        box = QWidget()
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.SPACE)
        left.addWidget(self.list, 1)
        left.addWidget(self.enroll)
        holder = QFrame()
        holder.setFixedWidth(LIST_PX)
        holder.setLayout(left)
        columns = QHBoxLayout(box)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        columns.addWidget(holder)
        columns.addWidget(self.card, 1)
        return box

    def _nobody(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setSpacing(theme.SPACE)
        column.addStretch(2)
        for name, text in (
            ("headline", tr("Nobody is enrolled yet")),
            (
                "detail",
                tr("Look at the camera and turn your head once around. No picture is kept."),
            ),
        ):
            shown = label(name, text)
            shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
            shown.setWordWrap(True)
            column.addWidget(shown)
        column.addSpacing(2 * theme.SPACE)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return box

    def _show_person(self, person: Person | None) -> None:
        if person is None:
            return
        others = [name for name in self._session.snapshot.names if name != person.name]
        self.card.show_person(person, self.list.rank_of(person.name), _now(), is_last=not others)

    def _on_begun(self) -> None:
        """Keep the way free while something is typed."""
        self._session.ask_to_change()

    def _rename(self, new_name: str) -> None:
        person = self.list.person
        if person is None:
            return
        if new_name != person.name and self.list.is_listed(new_name):
            said = tr("{name} is enrolled already. Choose another name.")
            self.card.complain(said.format(name=new_name))
        elif self._tried(lambda: self._session.rename(person.name, new_name)):
            self.card.stop()
            self.load()
            self.list.choose(new_name)

    def _forget_learned(self) -> None:
        person = self.list.person
        if person is not None and self._tried(lambda: self._session.forget_learned(person.name)):
            self.load()

    def _remove(self, appearance: str) -> None:
        """Remove the chosen person, or one appearance."""
        person = self.list.person
        if person is None:
            return
        is_whole = appearance == FIRST_APPEARANCE
        if self._tried(
            lambda: (
                self._session.remove(person.name)
                if is_whole
                else self._session.remove_appearance(person.name, appearance)
            )
        ):
            self.card.stop()
            self.load()
            if is_whole:
                (self.first if self.is_empty else self.list).setFocus()

    def _ask(self, emit: Callable[[str], None]) -> None:
        """Ask for something to be done with the chosen person elsewhere."""
        person = self.list.person
        if person is not None:
            emit(person.name)

    def _why_not(self, now: Snapshot) -> str:
        """Why who is enrolled cannot be changed now."""
        if now.phase in (Phase.ENROLLING, Phase.REVIEWING, Phase.ENROLLED):
            return tr("An enrollment is under way. Finish it first.")
        if not now.names and now.notices:
            return tr(
                "Nobody can unlock, so this cannot be changed here. Use: faceid templates remove"
            )
        if self._session.is_unlocked:
            return tr(
                "A passcode is set, and a recording proves nothing. Use a sensor, or a terminal: "
                "faceid templates remove"
            )
        return tr("To rename or remove somebody, look at the camera until it unlocks.")

    def _tried(self, change: Callable[[], None]) -> bool:
        """Whether a change was made; what was wrong with it is shown."""
        try:
            change()
        except ValueError:
            self.card.complain(tr("This cannot be used as a name. Choose another one."))
            return False
        except (FaceIdError, CommandError) as error:
            self.card.complain(translated(str(error)))
            return False
        return True


def _now() -> datetime:
    return datetime.now(UTC)
