"""What can be done with one person: a page of buttons for each thing that is being done."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from PyQt5.QtWidgets import QGridLayout, QSizePolicy, QStackedWidget, QWidget

from faceid_core.templates import MAX_APPEARANCES

from . import theme
from .buttons import Button
from .language import tr


class Doing(enum.IntEnum):
    """What the card of a person is used for."""

    SHOWING = 0
    RENAMING = 1
    REMOVING = 2


class PersonButtons(QStackedWidget):
    """The buttons; whoever shows them connects them.

    Attributes:
        rename, retake, appearance, remove: While showing.
        save, cancel: While renaming.
        keep, confirm: While removing.
        only: While removing: an appearance each, of which there may be fewer.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.rename = Button(tr("Rename"), "Alt+N")
        self.retake = Button(tr("Take again"), "Alt+T")
        self.appearance = Button(tr("Add an appearance"), "Alt+A")
        self.appearance.setAccessibleDescription(
            tr("Enroll the same person with glasses, a hat or a beard as well")
        )
        self.remove = Button(tr("Remove"), "Alt+R")
        self.save = Button(tr("Save"), "Alt+V", is_primary=True)
        self.cancel = Button(tr("Cancel"), "Alt+C")
        self.keep = Button(tr("Keep"), "Alt+K", is_primary=True)
        self.confirm = Button(tr("Remove for good"), "Alt+G")
        self.only = [Button("", f"Alt+{index + 1}") for index in range(MAX_APPEARANCES)]
        for rows in (
            ((self.rename, self.retake), (self.appearance, self.remove)),
            ((self.save, self.cancel),),
            ((self.keep, self.confirm), self.only[:2], self.only[2:]),
        ):
            self.addWidget(_grid(rows))
        self.enable(is_usable=False, may_change=False, may_enroll=False, is_named=False)

    @property
    def doing(self) -> Doing:
        """Whose buttons are shown."""
        return Doing(self.currentIndex())

    def enable(
        self, *, is_usable: bool, may_change: bool, may_enroll: bool, is_named: bool
    ) -> None:
        """Let those buttons be pressed that would do something.

        Args:
            is_usable: Whether the stored face can be used.
            may_change: Whether names and files may be changed.
            may_enroll: Whether enrolling can be asked for; who enrolls is asked there, also
                to unlock first.
            is_named: Whether another name has been typed.
        """
        self.rename.setEnabled(may_change and is_usable)
        for button in (self.remove, self.confirm, *self.only):
            button.setEnabled(may_change)
        self.save.setEnabled(may_change and is_named)
        self.retake.setEnabled(may_enroll)
        self.appearance.setEnabled(may_enroll and is_usable)

    def show_appearances(self, appearances: Sequence[str]) -> None:
        """Have a button for each appearance that can be removed alone."""
        for index, button in enumerate(self.only):
            is_used = index < len(appearances)
            button.setVisible(is_used)
            if is_used:
                said = tr("Only “{appearance}”").format(appearance=appearances[index])
                button.relabel(said.replace("&", "&&"))


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
