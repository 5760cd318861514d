"""Lines of a name, a value and its limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QGridLayout, QLabel, QWidget

from . import theme
from .labels import label, set_ink, set_text
from .theme import Ink

SPACING_PX: Final = 4
MANY_LINES: Final = 12
SPACING_OF_MANY_PX: Final = 1


@dataclass(frozen=True)
class Row:
    """One line.

    Attributes:
        limit: How the value lies to its limit, as "≤ 0.40"; empty without a limit.
        ink: What the value's color says.
    """

    name: str
    value: str
    limit: str = ""
    ink: Ink = Ink.PLAIN


class Rows(QWidget):
    """Shows lines: names on the left, values and their limits on the right.

    How many lines there are follows what is shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE)
        self._grid.setVerticalSpacing(SPACING_PX)
        self._grid.setColumnStretch(0, 1)
        self._labels: list[tuple[QLabel, QLabel, QLabel]] = []

    @property
    def line_px(self) -> int:
        """How high a line is where there are many, its distance to the next one included."""
        heights = [name.sizeHint().height() for name, _, _ in self._labels]
        return max(heights, default=self.fontMetrics().height()) + SPACING_OF_MANY_PX

    @property
    def shown(self) -> dict[str, str]:
        """Every line, its name to its value and limit."""
        return {
            name.text(): f"{value.text()} {limit.text()}".strip()
            for name, value, limit in self._labels
            if not name.isHidden()
        }

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these lines instead of the ones before; many stand closer together."""
        are_many = len(rows) >= MANY_LINES
        self._grid.setVerticalSpacing(SPACING_OF_MANY_PX if are_many else SPACING_PX)
        while len(self._labels) < len(rows):
            self._add_line()
        for index, line in enumerate(self._labels):
            is_used = index < len(rows)
            for cell in line:
                cell.setVisible(is_used)
            if is_used:
                self._fill(index, rows[index])

    def _add_line(self) -> None:
        name, value, limit = label("key"), label("value"), label("key")
        index = len(self._labels)
        for column, cell in enumerate((name, value, limit)):
            self._grid.addWidget(cell, index, column)
        for cell in (value, limit):
            cell.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._labels.append((name, value, limit))

    def _fill(self, index: int, row: Row) -> None:
        name, value, limit = self._labels[index]
        set_ink(value, row.ink)
        if (name.text(), value.text(), limit.text()) == (row.name, row.value, row.limit):
            return
        if bool(limit.text()) != bool(row.limit) or not name.text():
            self._grid.removeWidget(value)  # without a limit the value has its room too
            self._grid.addWidget(value, index, 1, 1, 1 if row.limit else 2)
        set_text(name, row.name)
        set_text(value, row.value)
        set_text(limit, row.limit)
        value.setAccessibleName(f"{row.name}: {row.value} {row.limit}".strip())
