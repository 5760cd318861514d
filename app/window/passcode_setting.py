"""The passcode among the settings: whether there is one, and what can be done about it."""

from __future__ import annotations

from PyQt5.QtGui import QShowEvent
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from faceid_core.errors import TrustError

from ..passcodes import Passcodes
from . import theme
from .buttons import Button
from .core_texts import translated
from .labels import label, set_ink, set_text
from .language import tr
from .passcode_dialog import Change, PasscodeDialog
from .theme import Ink


class PasscodeSetting(QFrame):
    """Says what the passcode is for, and opens the dialogs.

    Attributes:
        note: What holds now.
        set: Sets the first one.
        change, remove: Change it, or give it up.
        dialog: The one that is open, or None.
    """

    def __init__(self, passcodes: Passcodes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._passcodes = passcodes
        self.dialog: PasscodeDialog | None = None
        self.note = label("note")
        self.note.setWordWrap(True)
        self.set = self._button(tr("Set a passcode…"), "Alt+P", Change.SET)
        self.change = self._button(tr("Change…"), "Alt+H", Change.CHANGE)
        self.remove = self._button(tr("Remove…"), "Alt+R", Change.REMOVE)
        self._state = label("row")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self._state)
        row.addStretch(1)
        for button in (self.set, self.change, self.remove):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(theme.SPACE)
        column.addLayout(row)
        column.addWidget(self.note)

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Look whether there is one."""
        try:
            is_set = self._passcodes.is_set
        except TrustError as error:
            self._show(is_set=False, can_change=False)
            set_text(self.note, translated(str(error)))
            set_ink(self.note, Ink.BAD)
            return
        self._show(is_set=is_set, can_change=True)
        set_ink(self.note, Ink.SOFT)
        if is_set:
            said = tr(
                "Asked for where a face is not enough: after a restart, after five refused faces, "
                "after two days without an unlock. A recording is only looked at: it never counts."
            )
        else:
            said = tr(
                "Without one, a face is enough also after a restart, and after five refused faces "
                "the lock rests for half a minute, then longer each time. A recording is only "
                "looked at: it never counts."
            )
        set_text(self.note, said)

    def _show(self, *, is_set: bool, can_change: bool) -> None:
        set_text(self._state, tr("A passcode is set") if is_set else tr("No passcode"))
        self.set.setVisible(not is_set)
        self.set.setEnabled(can_change)
        self.change.setVisible(is_set)
        self.remove.setVisible(is_set)

    def _button(self, text: str, shortcut: str, change: Change) -> Button:
        button = Button(text, shortcut)
        button.clicked.connect(lambda: self._open(change))
        return button

    def _open(self, change: Change) -> None:
        self.dialog = PasscodeDialog(self._passcodes, change, self.window())
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()

    def _on_finished(self) -> None:
        self.dialog = None
        self.refresh()
        (self.change if self.change.isVisible() else self.set).setFocus()
