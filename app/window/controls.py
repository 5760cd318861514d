"""The row of buttons under the picture: one page for each thing that can be done."""

from __future__ import annotations

import enum
from typing import Final

from PyQt5.QtCore import pyqtBoundSignal, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QStackedWidget, QWidget

from faceid_core.templates import MAX_LABEL_LENGTH, MAX_NAME_LENGTH
from faceid_core.trust.passcode import MAX_LENGTH as MAX_PASSCODE_LENGTH

from . import theme
from .buttons import Button
from .language import tr

FIELD_PX: Final = 190


class Page(enum.IntEnum):
    """Which buttons are shown."""

    WATCHING = 0
    UNLOCKING = 1  # somebody who is enrolled must unlock before anything is changed
    NAMING = 2
    CHOOSING = 3  # the name is taken: another appearance, or in place of the old
    LABELING = 4  # what the appearance is called
    ENROLLING = 5
    PAUSED = 6  # between the two circles
    MISMATCHED = 7  # the second showed somebody else
    REVIEWING = 8  # saved only on request
    ENROLLED = 9
    STOPPED = 10
    PASSCODE = 11  # demanded, or in place of a look


class Controls(QStackedWidget):
    """Shows a page of buttons and tells which was pressed.

    Signals:
        naming_wanted: Enroll was pressed.
        enrolling_wanted: A name was entered. arg: The name.
        adding_wanted: Add appearance was pressed.
        replacing_wanted: Replace was pressed.
        labeled: What an appearance is called was entered. arg: That.
        proceeding_wanted: Continue was pressed.
        finishing_wanted: Finish early was pressed.
        saving_wanted: Save was pressed.
        again_wanted: Take again, or Start again, was pressed.
        leaving_wanted: Cancel or Done was pressed.
        locking_wanted: Lock was pressed.
        restarting_wanted: Try again was pressed.
        passcode_entered: A passcode was typed and is to be checked. arg: It.
    """

    naming_wanted = pyqtSignal()
    enrolling_wanted = pyqtSignal(str)
    adding_wanted = pyqtSignal()
    replacing_wanted = pyqtSignal()
    labeled = pyqtSignal(str)
    proceeding_wanted = pyqtSignal()
    finishing_wanted = pyqtSignal()
    saving_wanted = pyqtSignal()
    again_wanted = pyqtSignal()
    leaving_wanted = pyqtSignal()
    locking_wanted = pyqtSignal()
    restarting_wanted = pyqtSignal()
    passcode_entered = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.enroll = _button(tr("Enroll your face"), "Alt+E", self.naming_wanted, is_primary=True)
        self.enroll.setEnabled(False)  # until somebody watches
        self.lock = _button(tr("Lock"), "Alt+L", self.locking_wanted)
        self.name = _field(tr("Name"), tr("Name of the person to enroll"), MAX_NAME_LENGTH)
        self.start = Button(tr("Start"), "Alt+S", is_primary=True)
        _send_text(self.name, self.start, self.enrolling_wanted)
        self.add = _button(tr("Add appearance"), "Alt+A", self.adding_wanted, is_primary=True)
        self.replace = _button(tr("Replace"), "Alt+R", self.replacing_wanted)
        self.label = _field(tr("Glasses"), tr("What the appearance is called"), MAX_LABEL_LENGTH)
        self.begin = Button(tr("Start"), "Alt+S", is_primary=True)
        _send_text(self.label, self.begin, self.labeled)
        self.finish = _button(tr("Finish early"), "Alt+F", self.finishing_wanted)
        self.finish.setAccessibleDescription(tr("Saves the directions captured so far"))
        self.finish.setToolTip(f"{self.finish.accessibleDescription()} (Alt+F)")
        self.proceed = _button(tr("Continue"), "Alt+O", self.proceeding_wanted, is_primary=True)
        self.skip = _button(tr("Finish now"), "Alt+F", self.finishing_wanted)
        self.restart = _button(tr("Start again"), "Alt+T", self.again_wanted, is_primary=True)
        self.again = _button(tr("Take again"), "Alt+T", self.again_wanted, is_primary=True)
        self.save = _button(tr("Save anyway"), "Alt+S", self.saving_wanted)
        self.done = _button(tr("Done"), "Alt+D", self.leaving_wanted, is_primary=True)
        self.retake = _button(tr("Take again"), "Alt+T", self.again_wanted)
        self.retry = _button(tr("Try again"), "Alt+T", self.restarting_wanted, is_primary=True)
        self.passcode = _field(tr("Passcode"), tr("Passcode"), MAX_PASSCODE_LENGTH)
        self.passcode.setEchoMode(QLineEdit.EchoMode.Password)
        self.passcode.textChanged.connect(self._allow_unlock)
        self.passcode.returnPressed.connect(self._send_passcode)
        self.unlock = Button(tr("Unlock"), "Alt+U", is_primary=True)
        self.unlock.clicked.connect(self._send_passcode)
        self._may_unlock = True
        self._allow_unlock()
        self.no_passcode = self._cancel()
        rows: dict[Page, tuple[QWidget, ...]] = {
            Page.WATCHING: (self.enroll, self.lock),
            Page.UNLOCKING: (self._cancel(),),
            Page.NAMING: (self.name, self.start, self._cancel()),
            Page.CHOOSING: (self.add, self.replace, self._cancel()),
            Page.LABELING: (self.label, self.begin, self._cancel()),
            Page.ENROLLING: (self.finish, self._cancel()),
            Page.PAUSED: (self.proceed, self.skip, self._cancel()),
            Page.MISMATCHED: (self.restart, self._cancel()),
            Page.REVIEWING: (self.again, self.save, self._cancel()),
            Page.ENROLLED: (self.done, self.retake),
            Page.STOPPED: (self.retry,),
            Page.PASSCODE: (self.passcode, self.unlock, self.no_passcode),
        }
        for page in Page:
            self.addWidget(_row(*rows[page]))
        #: Where Enter acts on each page. Not while a sweep runs: a second Enter changes nothing.
        self._first: dict[Page, QWidget] = {
            page: row[0]
            for page, row in rows.items()
            if page not in (Page.UNLOCKING, Page.ENROLLING)
        }

    @property
    def page(self) -> Page:
        return Page(self.currentIndex())

    def show_page(self, page: Page) -> None:
        """Change the page and put the keyboard where it belongs."""
        if page is self.page:
            return
        self.setCurrentIndex(page)
        self.passcode.clear()
        if page in (Page.NAMING, Page.LABELING):
            field = self.name if page is Page.NAMING else self.label
            field.selectAll()
        self._first.get(page, self).setFocus()

    def let_unlock(self, may_unlock: bool) -> None:
        """Let a passcode be sent, or not now; it can be typed all the while."""
        if self._may_unlock is not may_unlock:
            self._may_unlock = may_unlock
            self._allow_unlock()

    def tell(self, text: str) -> None:
        """Give what is said above the buttons to screen readers, with what has the focus."""
        first = self._first.get(self.page, self)
        for widget in {self, first}:
            if widget.accessibleDescription() != text:
                widget.setAccessibleDescription(text)
        if self.accessibleName() != text:
            self.setAccessibleName(text)

    def _allow_unlock(self) -> None:
        self.unlock.setEnabled(self._may_unlock and bool(self.passcode.text()))

    def _send_passcode(self) -> None:
        if self.unlock.isEnabled():
            typed = self.passcode.text()
            self.passcode.clear()
            self.passcode.setFocus()
            self.passcode_entered.emit(typed)

    def _cancel(self) -> Button:
        return _button(tr("Cancel"), "Alt+C", self.leaving_wanted)


def _button(
    text: str, shortcut: str, wanted: pyqtBoundSignal, *, is_primary: bool = False
) -> Button:
    button = Button(text, shortcut, is_primary=is_primary)
    button.clicked.connect(wanted)
    return button


def _field(placeholder: str, name: str, max_length: int) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(placeholder)
    field.setAccessibleName(name)
    field.setMaxLength(max_length)
    field.setFixedWidth(FIELD_PX)
    return field


def _send_text(field: QLineEdit, button: Button, wanted: pyqtBoundSignal) -> None:
    """Let Enter in a field, and the button beside it, send what was typed, if anything was."""

    def send() -> None:
        text = field.text().strip()
        if text:
            wanted.emit(text)

    field.textChanged.connect(lambda text: button.setEnabled(bool(text.strip())))
    button.setEnabled(False)
    field.returnPressed.connect(send)
    button.clicked.connect(send)


def _row(*controls: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.SPACE)
    layout.addStretch(1)
    for control in controls:
        control.setProperty("compact", len(controls) > 2)
        layout.addWidget(control)
    layout.addStretch(1)
    return row
