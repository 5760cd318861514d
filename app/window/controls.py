"""The row of buttons under the picture: one page for each thing that can be done."""

from __future__ import annotations

import enum

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QStackedWidget, QWidget

from faceid_core.templates import MAX_NAME_LENGTH

from . import theme
from .buttons import Button


class Page(enum.IntEnum):
    """Which buttons are shown."""

    WATCHING = 0
    NAMING = 1
    ENROLLING = 2
    ENROLLED = 3
    STOPPED = 4


class Controls(QStackedWidget):
    """Shows a page of buttons and tells which was pressed.

    Signals:
        naming_wanted: Enroll was pressed.
        enrolling_wanted: A name was entered. arg: The name.
        finishing_wanted: Finish early was pressed.
        leaving_wanted: Cancel or Done was pressed.
        locking_wanted: Lock was pressed.
        restarting_wanted: Try again was pressed.
    """

    naming_wanted = pyqtSignal()
    enrolling_wanted = pyqtSignal(str)
    finishing_wanted = pyqtSignal()
    leaving_wanted = pyqtSignal()
    locking_wanted = pyqtSignal()
    restarting_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.enroll = Button("Enroll your face", "Alt+E", is_primary=True)
        self.enroll.setEnabled(False)  # until somebody watches
        self.enroll.clicked.connect(self.naming_wanted)
        self.lock = Button("Lock", "Alt+L")
        self.lock.clicked.connect(self.locking_wanted)
        self.name = QLineEdit()
        self.name.setPlaceholderText("Name")
        self.name.setAccessibleName("Name of the person to enroll")
        self.name.setMaxLength(MAX_NAME_LENGTH)
        self.name.setFixedWidth(220)
        self.name.textChanged.connect(self._on_name)
        self.name.returnPressed.connect(self._on_start)
        self.start = Button("Start", "Alt+S", is_primary=True)
        self.start.clicked.connect(self._on_start)
        self.finish = Button("Finish early", "Alt+F")
        self.finish.clicked.connect(self.finishing_wanted)
        self.done = Button("Done", "Alt+D", is_primary=True)
        self.done.clicked.connect(self.leaving_wanted)
        self.retry = Button("Try again", "Alt+T", is_primary=True)
        self.retry.clicked.connect(self.restarting_wanted)
        for controls in (
            (self.enroll, self.lock),
            (self.name, self.start, self._cancel_button()),
            (self.finish, self._cancel_button()),
            (self.done,),
            (self.retry,),
        ):
            self.addWidget(_row(*controls))
        self._on_name("")

    @property
    def page(self) -> Page:
        return Page(self.currentIndex())

    def show_page(self, page: Page) -> None:
        """Change the page and put the keyboard where it belongs.

        While enrolling no button has the focus, so that a second Enter changes nothing.
        """
        if page is self.page:
            return
        self.setCurrentIndex(page)
        first = {
            Page.WATCHING: self.enroll,
            Page.NAMING: self.name,
            Page.ENROLLED: self.done,
            Page.STOPPED: self.retry,
        }.get(page)
        (first or self).setFocus()

    def _cancel_button(self) -> Button:
        button = Button("Cancel", "Alt+C")
        button.clicked.connect(self.leaving_wanted)
        return button

    def _on_name(self, name: str) -> None:
        self.start.setEnabled(bool(name.strip()))

    def _on_start(self) -> None:
        name = self.name.text().strip()
        if name:
            self.enrolling_wanted.emit(name)


def _row(*controls: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.SPACE)
    layout.addStretch(1)
    for control in controls:
        layout.addWidget(control)
    layout.addStretch(1)
    return row
