"""Whose points a map shows: a mark and a name each; one can be picked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtGui import QIcon
from PyQt5.QtWidgets import QListWidget, QListWidgetItem, QWidget

from .dots import STAMP_PX, Kind, mark_stamp
from .language import tr

RANK: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Entry:
    """A person of the map.

    Attributes:
        rank: Decides color and shape.
        name: Of the person.
        faces: How many points.
        is_enrolled: Or of an evaluation.
    """

    rank: int
    name: str
    faces: int
    is_enrolled: bool


class PeopleLegend(QListWidget):
    """Lists people, after a line for everybody.

    Signals:
        meant: A person was picked out. arg: The rank, or None for everybody.
    """

    meant = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self.setAccessibleName(tr("People on the map"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setIconSize(QSize(STAMP_PX, STAMP_PX))
        self.setUniformItemSizes(True)
        self.currentItemChanged.connect(self._on_current)

    @property
    def shown(self) -> list[str]:
        """Every line's text."""
        items = (self.item(row) for row in range(self.count()))
        return [item.text() for item in items if item is not None]

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """List people; everybody is meant."""
        self.blockSignals(True)
        self.clear()
        if entries:
            QListWidgetItem(tr("Everybody"), self)
        ratio = self.devicePixelRatioF()
        for entry in entries:
            kind = Kind.ENROLLED if entry.is_enrolled else Kind.OTHER
            text = tr("{name} ({faces})").format(name=entry.name, faces=entry.faces)
            item = QListWidgetItem(QIcon(mark_stamp(entry.rank, kind, ratio)), text, self)
            item.setData(RANK, entry.rank)
            item.setToolTip(entry.name)
        self.setCurrentRow(0)
        self.blockSignals(False)
        self.meant.emit(None)

    def _on_current(self) -> None:
        item = self.currentItem()
        self.meant.emit(None if item is None else item.data(RANK))
