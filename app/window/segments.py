"""A row of joined buttons, one of which is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Segments(QWidget):
    """Chooses by mouse, or by the arrow keys.

    Attributes:
        buttons: One for each choice.

    Args:
        name: What is chosen here, for a screen reader.
        choices: Title and description of each.
        chosen: The index of the one that is chosen at first.

    Signals:
        chosen: Another one was chosen. arg: Its index.
    """

    chosen = pyqtSignal(int)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        chosen: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.buttons: list[QPushButton] = []
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for index, (title, description) in enumerate(choices):
            button = QPushButton(title)
            button.setObjectName("segment")
            button.setCheckable(True)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setToolTip(description)
            button.setAccessibleName(f"{name}: {title}")
            button.setAccessibleDescription(description)
            self._group.addButton(button, index)
            row.addWidget(button)
            self.buttons.append(button)
        self.buttons[chosen].setChecked(True)
        self._group.idToggled.connect(self._on_toggled)

    @property
    def index(self) -> int:
        """The chosen one."""
        return self._group.checkedId()

    def choose(self, index: int) -> None:
        """Choose one of them."""
        self.buttons[index].setChecked(True)

    def _on_toggled(self, index: int, is_checked: bool) -> None:
        if is_checked:
            self.chosen.emit(index)
