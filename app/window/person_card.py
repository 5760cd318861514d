"""One enrolled person: what is known, and what can be changed."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from PyQt5.QtCore import QEvent, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from faceid_core.errors import (
    IncompatibleTemplateError,
    TemplateError,
    TemplatePermissionError,
    VaultError,
)
from faceid_core.templates import (
    FIRST_APPEARANCE,
    MAX_APPEARANCES,
    MAX_NAME_LENGTH,
)

from ..people import Person
from . import theme
from .avatar import Avatar
from .buttons import Button
from .labels import label, set_elided, set_ink, set_text
from .language import tr
from .person_facts import PersonFacts
from .theme import Ink

AVATAR_PX: Final = 64
WIDTH_PX: Final = 620  # lines longer than this are hard to read
NOTE_PX: Final = 54  # three lines, so that buttons stay where they are


class Doing(enum.IntEnum):
    """What the card is used for."""

    SHOWING = 0
    RENAMING = 1
    REMOVING = 2


class PersonCard(QFrame):
    """Shows a person. What is wished is told by signals; whether it may be, others decide.

    Attributes:
        facts: What is stored of the person.
        field: Where another name is typed.
        rename, retake, appearance, remove: Buttons while showing.
        save, cancel: Buttons while renaming.
        confirm, keep: Buttons while removing.
        only: Buttons while removing: an appearance each, of which there may be fewer.

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
        self.rename = Button(tr("Rename"), "Alt+N")
        self.rename.clicked.connect(self.start_renaming)
        self.retake = Button(tr("Take again"), "Alt+T")
        self.retake.clicked.connect(self.retaking)
        self.appearance = Button(tr("Add an appearance"), "Alt+A")
        self.appearance.setAccessibleDescription(
            tr("Enroll the same person with glasses, a hat or a beard as well")
        )
        self.appearance.clicked.connect(self.adding)
        self.remove = Button(tr("Remove"), "Alt+R")
        self.remove.clicked.connect(self.start_removing)
        self.save = Button(tr("Save"), "Alt+V", is_primary=True)
        self.save.clicked.connect(self._on_entered)
        self.cancel = Button(tr("Cancel"), "Alt+C")
        self.cancel.clicked.connect(self.stop)
        self.confirm = Button(tr("Remove for good"), "Alt+G")
        self.confirm.clicked.connect(lambda: self.removing.emit(FIRST_APPEARANCE))
        self.keep = Button(tr("Keep"), "Alt+K", is_primary=True)
        self.keep.clicked.connect(self.stop)
        self.only = [Button("", f"Alt+{index + 1}") for index in range(MAX_APPEARANCES)]
        for index, button in enumerate(self.only):
            button.clicked.connect(partial(self._remove_only, index))
        self._build()
        self._enable()

    @property
    def doing(self) -> Doing:
        return Doing(self._buttons.currentIndex())

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
        self._show_only()
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
        if self._person is not None and self.rename.isEnabled():
            self.begun.emit()
            self.field.setText(self._person.name)
            self._turn(Doing.RENAMING)
            self.field.selectAll()
            self.field.setFocus()

    def start_removing(self) -> None:
        """Ask whether the person is to be removed; the answer at hand is no."""
        if self._person is not None and self.remove.isEnabled():
            self.begun.emit()
            self._turn(Doing.REMOVING)
            self.keep.setFocus()

    def complain(self, problem: str) -> None:
        """Say what is wrong with the wish."""
        self._trouble = problem
        self._show_note()

    def stop(self) -> None:
        """Give up what is being done."""
        before = self.doing
        self._turn(Doing.SHOWING)
        if before is not Doing.SHOWING:
            (self.rename if before is Doing.RENAMING else self.remove).setFocus()

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
        self.facts = PersonFacts()
        self._buttons = QStackedWidget()
        self._buttons.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for rows in (
            ((self.rename, self.retake), (self.appearance, self.remove)),
            ((self.save, self.cancel),),
            ((self.keep, self.confirm), self.only[:2], self.only[2:]),
        ):
            self._buttons.addWidget(_grid(rows))
        content = QWidget()
        content.setMaximumWidth(WIDTH_PX)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.facts)
        column.addWidget(self.note)
        column.addWidget(self._buttons)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 20, 24, 20)
        row.addWidget(content, 100)
        row.addStretch(1)

    def _turn(self, doing: Doing) -> None:
        self._trouble = ""
        self._names.setCurrentIndex(1 if doing is Doing.RENAMING else 0)
        self._buttons.setCurrentIndex(doing)
        self._show_note()

    def _show_name(self) -> None:
        if self._person is not None:
            set_elided(self.name, self._person.name)

    def resizeEvent(self, event: object) -> None:
        self._show_name()

    def _show_only(self) -> None:
        """A button for each appearance that can be removed alone."""
        for index, button in enumerate(self.only):
            is_used = index < len(self._removable)
            button.setVisible(is_used)
            if is_used:
                said = tr("Only “{appearance}”").format(appearance=self._removable[index])
                button.relabel(said.replace("&", "&&"))

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
        """Let those buttons be pressed that would do something."""
        is_usable = self._person is not None and self._person.template is not None
        self.rename.setEnabled(self._may_change and is_usable)
        for button in (self.remove, self.confirm, *self.only):
            button.setEnabled(self._may_change)
        self.save.setEnabled(self._may_change and bool(self.field.text().strip()))
        # Who enrolls is asked on the page of the lock, also to unlock first.
        self.retake.setEnabled(self._may_enroll)
        self.appearance.setEnabled(self._may_enroll and is_usable)

    def _on_entered(self) -> None:
        if self.save.isEnabled():
            self.renaming.emit(self.field.text().strip())

    def _remove_only(self, index: int) -> None:
        self.removing.emit(self._removable[index])


def problem_words(problem: TemplateError) -> str:
    """Say what is wrong with a stored face, and what to do; the core's own words go beside it."""
    if isinstance(problem, TemplatePermissionError):
        return tr("The file of this face is not private, so it is not trusted.")
    if isinstance(problem, IncompatibleTemplateError):
        return tr("This face was stored by another encoder. Take it again.")
    if isinstance(problem, VaultError):
        return tr("The vault that seals this face cannot be opened.")
    return tr("The file of this face cannot be read. Take it again, or remove it.")


def _fact(grid: QGridLayout, row: int, name: str) -> QLabel:
    """Add a line of a name and a value; return the value."""
    key, value = label("key", name), label("value")
    key.setBuddy(value)
    value.setWordWrap(True)
    grid.addWidget(key, row, 0)
    grid.addWidget(value, row, 1)
    return value


def _grid(rows: Sequence[Sequence[QWidget]]) -> QWidget:
    """Buttons in rows and columns of one width."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(theme.SPACE)
    for row, buttons in enumerate(rows):
        for column, button in enumerate(buttons):
            grid.addWidget(button, row, column)
            grid.setColumnStretch(column, 1)
    grid.setRowStretch(len(rows), 1)
    return box
