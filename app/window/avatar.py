"""A disc with a person's initials, in the person's color."""

from __future__ import annotations

from PyQt5.QtCore import QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QFont, QPainter, QPaintEvent
from PyQt5.QtWidgets import QWidget

from . import theme
from .marks import initials, person_color


def paint_avatar(painter: QPainter, box: QRectF, name: str, rank: int, *, is_usable: bool) -> None:
    """Paint a person's disc; gray for somebody whose template cannot be used."""
    colors = theme.colors()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(person_color(rank) if is_usable else QColor(colors.tick_idle))
    painter.drawEllipse(box)
    font = painter.font()
    font.setPixelSize(round(box.height() * 0.38))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(colors.background))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), initials(name))
    painter.restore()


class Avatar(QWidget):
    """The disc as a widget."""

    def __init__(self, side_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side_px = side_px
        self._name, self._rank, self._is_usable = "", 0, True
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(self._side_px, self._side_px)

    def show_person(self, name: str, rank: int, *, is_usable: bool) -> None:
        self._name, self._rank, self._is_usable = name, rank, is_usable
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint_avatar(painter, box, self._name, self._rank, is_usable=self._is_usable)
