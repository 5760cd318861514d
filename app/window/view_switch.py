"""Which picture is shown: a row of joined buttons."""

from __future__ import annotations

import enum

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QShortcut, QWidget

from .language import tr


class View(enum.IntEnum):
    """A way to show what the sensor sees."""

    COLOR = 0
    DEPTH = 1
    CANONICAL = 2
    CLOUD = 3


class ViewSwitch(QWidget):
    """Chooses a view by mouse, by the arrow keys, or by the keys 1 to 4.

    Signals:
        chosen: Another view was chosen. arg: The view.
    """

    chosen = pyqtSignal(View)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        titles = {
            View.COLOR: (tr("Color"), tr("The camera's picture")),
            View.DEPTH: (tr("Depth"), tr("How far everything is away")),
            View.CANONICAL: (tr("Relief"), tr("The face's own relief, seen from the front")),
            View.CLOUD: (tr("3-D"), tr("Points in space that can be turned")),
        }
        self.setAccessibleName(tr("View"))
        self.buttons: dict[View, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for view, (title, description) in titles.items():
            key = str(view + 1)
            button = QPushButton(title)
            button.setObjectName("segment")
            button.setCheckable(True)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setToolTip(f"{description} ({key})")
            button.setAccessibleDescription(description)
            self._group.addButton(button, view)
            row.addWidget(button)
            self.buttons[view] = button
            QShortcut(key, self, button.click)
        self.buttons[View.COLOR].setChecked(True)
        self._group.idToggled.connect(self._on_toggled)

    @property
    def view(self) -> View:
        return View(self._group.checkedId())

    def _on_toggled(self, view: int, is_checked: bool) -> None:
        if is_checked:
            self.chosen.emit(View(view))
