"""The list of who is enrolled: a disc, a name, and a line about each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PyQt5.QtCore import QModelIndex, QRectF, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QColor, QKeyEvent, QPainter, QPen
from PyQt5.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ..people import Person
from . import theme
from .ages import ago
from .avatar import paint_avatar
from .language import tr

ROW_PX: Final = 60
AVATAR_PX: Final = 38
PERSON: Final = Qt.ItemDataRole.UserRole
LINE: Final = Qt.ItemDataRole.UserRole + 1


class PeopleList(QListWidget):
    """Everyone who is enrolled; one of them is chosen.

    Signals:
        chosen: Another person is chosen, or the same one was loaded anew. arg: the
            person, or None if there is nobody.
        renaming_wanted: F2 was pressed.
        removing_wanted: Delete was pressed.
    """

    chosen = pyqtSignal(object)
    renaming_wanted = pyqtSignal()
    removing_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self.setAccessibleName(tr("Enrolled people"))
        self.setItemDelegate(_Row(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.currentItemChanged.connect(self._on_current)

    @property
    def person(self) -> Person | None:
        """The chosen one."""
        item = self.currentItem()
        return None if item is None else item.data(PERSON)

    def rank_of(self, name: str) -> int:
        """The rank of a person among those who can be recognized; 0 for others."""
        usable = [person.name for person in self._people() if person.template is not None]
        return usable.index(name) if name in usable else 0

    def is_listed(self, name: str) -> bool:
        """Whether somebody has this name."""
        return any(person.name == name for person in self._people())

    def show_people(self, people: Sequence[Person], now: datetime) -> None:
        """List people; the chosen one stays chosen, or the one who takes the place is."""
        chosen = self.person
        row = max(self.currentRow(), 0)
        self.blockSignals(True)
        self.clear()
        for person in people:
            item = QListWidgetItem(self)
            item.setData(PERSON, person)
        names = [person.name for person in people]
        if chosen is not None and chosen.name in names:
            row = names.index(chosen.name)
        self.setCurrentRow(min(row, len(people) - 1))
        self.blockSignals(False)
        self.word_times(now)
        self.chosen.emit(self.person)

    def choose(self, name: str) -> None:
        """Choose a person, if listed."""
        for row, person in enumerate(self._people()):
            if person.name == name:
                self.setCurrentRow(row)

    def word_times(self, now: datetime) -> None:
        """Say anew how long ago everybody unlocked."""
        for row in range(self.count()):
            item = self.item(row)
            if item is not None:
                line = last_used_line(item.data(PERSON), now)
                if item.data(LINE) != line:
                    item.setData(LINE, line)
                    read_aloud = tr("{name}, {line}").format(name=item.data(PERSON).name, line=line)
                    item.setText(read_aloud)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None and event.key() == Qt.Key.Key_F2:
            self.renaming_wanted.emit()
        elif event is not None and event.key() == Qt.Key.Key_Delete:
            self.removing_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _people(self) -> list[Person]:
        items = (self.item(row) for row in range(self.count()))
        return [item.data(PERSON) for item in items if item is not None]

    def _on_current(self) -> None:
        self.chosen.emit(self.person)


def last_used_line(person: Person, now: datetime) -> str:
    """The line under a name."""
    if person.template is None:
        return tr("Cannot be used")
    if person.last_used is None:
        return tr("Never unlocked")
    return tr("Unlocked {when}").format(when=ago(person.last_used, now))


class _Row(QStyledItemDelegate):
    """Paints one person."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(0, ROW_PX)

    def paint(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        people = self.parent()
        if painter is None or not isinstance(people, PeopleList):
            return
        colors = theme.colors()
        person: Person = index.data(PERSON)
        is_usable = person.template is not None
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(1, 2, -1, -2)
        if option.state & QStyle.StateFlag.State_Selected:
            has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(QColor(colors.focus), 2) if has_focus else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.surface_raised))
            painter.drawRoundedRect(box, 12, 12)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.hairline))
            painter.drawRoundedRect(box, 12, 12)
        disc = QRectF(box.left() + 10, box.center().y() - AVATAR_PX / 2, AVATAR_PX, AVATAR_PX)
        rank = people.rank_of(person.name)
        paint_avatar(painter, disc, person.name, rank, is_usable=is_usable)
        left = disc.right() + 12
        lines = (
            (person.name, 14, colors.text if is_usable else colors.text_soft, box.top() + 9),
            (
                index.data(LINE) or "",
                12,
                colors.text_soft if is_usable else colors.amber,
                box.center().y() + 1,
            ),
        )
        for text, size_px, color, top in lines:
            font = painter.font()
            font.setPixelSize(size_px)
            painter.setFont(font)
            painter.setPen(QColor(color))
            width = box.right() - left - 10
            shown = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, round(width)
            )
            painter.drawText(
                QRectF(left, top, width, 20), int(Qt.AlignmentFlag.AlignVCenter), shown
            )
        painter.restore()
