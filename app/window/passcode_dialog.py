"""Where the passcode is set, changed, or given up."""

from __future__ import annotations

import enum
from typing import Final

from PyQt5.QtCore import Qt, QTimer, pyqtSignal
from PyQt5.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from faceid_core.trust.passcode import MAX_LENGTH, MIN_LENGTH

from ..background import Job
from ..passcodes import Passcodes
from . import theme
from .buttons import Button
from .core_texts import translated
from .labels import label, set_ink, set_text
from .language import tr
from .theme import Ink

WIDTH_PX: Final = 400
NOTE_PX: Final = 54  # three lines, so that nothing moves
LOOK_MS: Final = 30  # how often the work is looked at


class Change(enum.Enum):
    """What is to become of the passcode."""

    SET = "set"
    CHANGE = "change"
    REMOVE = "remove"


class PasscodeDialog(QDialog):
    """Asks for passcodes, and stays until they are taken or nobody wants it any more.

    Signals:
        changed: It is done.
    """

    changed = pyqtSignal()

    def __init__(self, passcodes: Passcodes, change: Change, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._passcodes = passcodes
        self._change = change
        self._job: Job[None] | None = None
        title, action, hint = {
            Change.SET: (tr("Set a passcode"), tr("Set"), _length_words()),
            Change.CHANGE: (tr("Change the passcode"), tr("Change"), _length_words()),
            Change.REMOVE: (
                tr("Remove the passcode"),
                tr("Remove"),
                tr("Then a face is all that is asked for, also after a restart."),
            ),
        }[change]
        self.setWindowTitle(title)
        self._hint = hint
        self.current = _field(tr("Current passcode"))
        self.new = _field(tr("New passcode"))
        self.again = _field(tr("New passcode once more"))
        fields = {
            Change.SET: (self.new, self.again),
            Change.CHANGE: (self.current, self.new, self.again),
            Change.REMOVE: (self.current,),
        }
        self.fields = fields[change]
        self.note = label("note")
        self.note.setWordWrap(True)
        self.note.setMinimumHeight(NOTE_PX)
        self.note.setAlignment(
            Qt.Alignment() | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        )
        self.cancel = Button(tr("Cancel"), "Alt+C")
        self.cancel.clicked.connect(self.reject)
        self.confirm = Button(action, "Alt+S", is_primary=True)
        self.confirm.clicked.connect(self._begin)
        for each in (self.cancel, self.confirm):
            each.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label("headline", title))
        for field in self.fields:
            field.textChanged.connect(self._on_typed)
            field.returnPressed.connect(self._on_entered)
            column.addWidget(field)
        column.addWidget(self.note)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.confirm)
        column.addLayout(row)
        self.setFixedWidth(WIDTH_PX)
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_MS)
        self._looking.timeout.connect(self._look)
        self._on_typed()
        self.fields[0].setFocus()

    def _on_typed(self) -> None:
        self._say(self._hint, Ink.SOFT)
        self._enable()

    def _on_entered(self) -> None:
        """Enter: on to the next empty field, or do it."""
        empty = next((field for field in self.fields if not field.text()), None)
        if empty is not None:
            empty.setFocus()
        else:
            self._begin()

    def _begin(self) -> None:
        if not self.confirm.isEnabled():
            return
        new, current = self.new.text(), self.current.text()
        if self._change is not Change.REMOVE and self.again.text() != new:
            self._say(tr("The two are different."), Ink.BAD)
            return
        if self._change is Change.REMOVE:
            self._job = Job(lambda: self._passcodes.remove(current))
        else:
            old = current if self._change is Change.CHANGE else None
            self._job = Job(lambda: self._passcodes.set(new, old))
        self._say(tr("One moment"), Ink.SOFT)
        self._enable()
        self._looking.start()

    def _look(self) -> None:
        if self._job is None or not self._job.is_done:
            return
        error, self._job = self._job.error, None
        self._looking.stop()
        self._enable()
        if error is None:
            self.changed.emit()
            self.accept()
        else:
            self._say(translated(str(error)), Ink.BAD)

    def _enable(self) -> None:
        is_idle = self._job is None
        self.confirm.setEnabled(is_idle and all(field.text() for field in self.fields))

    def _say(self, text: str, ink: Ink) -> None:
        set_text(self.note, text)
        set_ink(self.note, ink)
        self.setAccessibleDescription(text)


def _length_words() -> str:
    return tr(
        "{least} to {most} characters. Nobody can read it back: without it, all must be removed "
        "and enrolled again."
    ).format(least=MIN_LENGTH, most=MAX_LENGTH)


def _field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    field.setMaxLength(MAX_LENGTH)
    return field
