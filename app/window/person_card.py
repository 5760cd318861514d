"""One enrolled person: what is known, and what can be changed."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Final

from PyQt5.QtCore import QEvent, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from faceid_core.templates import (
    FIRST_APPEARANCE,
    MAX_NAME_LENGTH,
)

from ..people import Person
from . import theme
from .avatar import Avatar
from .labels import label, set_elided, set_ink, set_text
from .language import tr
from .person_buttons import Doing, PersonButtons
from .person_facts import PersonFacts
from .theme import Ink

AVATAR_PX: Final = 64
WIDTH_PX: Final = 620  # lines longer than this are hard to read
NOTE_PX: Final = 54  # three lines, so that buttons stay where they are


class PersonCard(QFrame):
    """Shows a person. What is wished is told by signals; whether it may be, others decide.

    Attributes:
        facts: What is stored of the person.
        field: Where another name is typed.
        buttons: What can be done.

    Signals:
        begun: Something is about to be changed.
        renaming: A name was entered. arg: It.
        retaking: The person is to be enrolled anew.
        adding: The person is to be enrolled in another appearance.
        removing: Removing was confirmed. arg: The appearance, or `FIRST_APPEARANCE`
            for the whole person.
    """

    begun = pyqtSignal()
    renaming = pyqtSignal(str)
    retaking = pyqtSignal()
    adding = pyqtSignal()
    removing = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._person: Person | None = None
        self._may_change = self._may_enroll = False
        self._is_last = False
        self.avatar = Avatar(AVATAR_PX)
        self.name = label("headline")
        self.field = QLineEdit()
        self.field.setMaxLength(MAX_NAME_LENGTH)
        self.field.setAccessibleName(tr("New name"))
        self.field.returnPressed.connect(self._on_entered)
        self.field.textChanged.connect(self._on_typed)
        self.note = label("note")
        self.note.setWordWrap(True)
        self.note.setMinimumHeight(NOTE_PX)
        self.note.setAlignment(
            Qt.Alignment() | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        )
        self.facts = PersonFacts()
        self.buttons = PersonButtons()
        for button, act in (
            (self.buttons.rename, self.start_renaming),
            (self.buttons.retake, self.retaking),
            (self.buttons.appearance, self.adding),
            (self.buttons.remove, self.start_removing),
            (self.buttons.save, self._on_entered),
            (self.buttons.cancel, self.stop),
            (self.buttons.keep, self.stop),
            (self.buttons.confirm, lambda: self.removing.emit(FIRST_APPEARANCE)),
        ):
            button.clicked.connect(act)
        for index, button in enumerate(self.buttons.only):
            button.clicked.connect(partial(self._remove_only, index))
        self._build()

    @property
    def doing(self) -> Doing:
        return self.buttons.doing

    def show_person(self, person: Person, rank: int, now: datetime, *, is_last: bool) -> None:
        """Show a person; what was being done to another one is given up.

        Args:
            person: Who.
            rank: Of the person's color.
            now: The time.
            is_last: Whether nobody else can unlock.
        """
        if self._person is None or self._person.name != person.name:
            self._turn(Doing.SHOWING)
        self._person, self._is_last = person, is_last
        self.avatar.show_person(person.name, rank, is_usable=person.template is not None)
        self._show_name()
        self.facts.show_person(person, now)
        self.buttons.show_appearances(self._removable)
        self._enable()
        self._show_note()

    def word_times(self, now: datetime) -> None:
        """Say anew how long ago the person unlocked."""
        if self._person is not None:
            self.facts.word_times(self._person.last_used, now)

    def allow(self, *, may_change: bool, may_enroll: bool, why_not: str) -> None:
        """Let the person be changed, or say why not.

        Args:
            may_change: Whether names and files may be changed.
            may_enroll: Whether enrolling can be asked for.
            why_not: Why nothing may be changed.
        """
        self._may_change, self._may_enroll = may_change, may_enroll
        self._why_not = "" if may_change else why_not
        self._enable()
        self._show_note()

    def start_renaming(self) -> None:
        """Ask for another name, in place of the name."""
        if self._person is not None and self.buttons.rename.isEnabled():
            self.begun.emit()
            self.field.setText(self._person.name)
            self._turn(Doing.RENAMING)
            self.field.selectAll()
            self.field.setFocus()

    def start_removing(self) -> None:
        """Ask whether the person is to be removed; the answer at hand is no."""
        if self._person is not None and self.buttons.remove.isEnabled():
            self.begun.emit()
            self._turn(Doing.REMOVING)
            self.buttons.keep.setFocus()

    def complain(self, problem: str) -> None:
        """Say what is wrong with the wish."""
        self._trouble = problem
        self._show_note()

    def stop(self) -> None:
        """Give up what is being done."""
        before = self.doing
        self._turn(Doing.SHOWING)
        if before is not Doing.SHOWING:
            button = self.buttons.rename if before is Doing.RENAMING else self.buttons.remove
            button.setFocus()

    def event(self, event: QEvent | None) -> bool:
        """Keep Escape from the window while something is being done here."""
        if event is None or event.type() != QEvent.Type.ShortcutOverride:
            return super().event(event)
        is_ours = self._is_escape(event) and self.doing is not Doing.SHOWING
        if is_ours:
            event.accept()
        return is_ours or super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if self._is_escape(event) and self.doing is not Doing.SHOWING:
            self.stop()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _is_escape(event: QEvent | None) -> bool:
        return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape

    def _build(self) -> None:
        self._trouble, self._why_not = "", ""
        self._names = QStackedWidget()
        self._names.addWidget(self.name)
        self._names.addWidget(self.field)
        self._names.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        head.setSpacing(2 * theme.SPACE)
        head.addWidget(self.avatar)
        head.addWidget(self._names, 1)
        content = QWidget()
        content.setMaximumWidth(WIDTH_PX)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.facts)
        column.addWidget(self.note)
        column.addWidget(self.buttons)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 20, 24, 20)
        row.addWidget(content, 100)
        row.addStretch(1)

    def _turn(self, doing: Doing) -> None:
        self._trouble = ""
        self._names.setCurrentIndex(1 if doing is Doing.RENAMING else 0)
        self.buttons.setCurrentIndex(doing)
        self._show_note()

    def _show_name(self) -> None:
        if self._person is not None:
            set_elided(self.name, self._person.name)

    def resizeEvent(self, event: object) -> None:
        self._show_name()

    @property
    def _removable(self) -> tuple[str, ...]:
        template = None if self._person is None else self._person.template
        return () if template is None else template.appearances

    def _show_note(self) -> None:
        """The line above the buttons: what is wrong, what is asked, or why nothing may be."""
        if self._person is None:
            return
        name = self._person.name
        text, ink = self._why_not, Ink.SOFT
        if self.doing is Doing.REMOVING:
            text, ink = tr("Remove {name}? The stored face is deleted for good."), Ink.PLAIN
            if self._is_last:
                text = tr(
                    "Remove {name}? The stored face is deleted for good. Nobody can unlock with a "
                    "face then, and whoever sits here first can enroll."
                )
            text = text.format(name=name)
        if self.doing is not Doing.SHOWING and self._why_not:
            text, ink = self._why_not, Ink.BAD
        if self._trouble:
            text, ink = self._trouble, Ink.BAD
        set_text(self.note, text)
        set_ink(self.note, ink)

    def _on_typed(self) -> None:
        self._trouble = ""
        self._enable()
        self._show_note()

    def _enable(self) -> None:
        self.buttons.enable(
            is_usable=self._person is not None and self._person.template is not None,
            may_change=self._may_change,
            may_enroll=self._may_enroll and self._person is not None,
            is_named=bool(self.field.text().strip()),
        )

    def _on_entered(self) -> None:
        if self.buttons.save.isEnabled():
            self.renaming.emit(self.field.text().strip())

    def _remove_only(self, index: int) -> None:
        self.removing.emit(self._removable[index])
