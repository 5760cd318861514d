"""The tray's picture: an eye, in a color that says what it sees."""

from __future__ import annotations

import enum
from typing import Final

from PyQt5.QtCore import QPointF, QRectF, Qt
from PyQt5.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

SIZES_PX: Final = (16, 22, 24, 32, 48, 64)
UNITS: Final = 32.0  # the drawing's own size


class Mood(enum.Enum):
    """What the picture says."""

    WATCHING = "watching"
    OWNER = "owner"
    PAUSED = "paused"
    TROUBLE = "trouble"


#: Light enough for a dark panel, dark enough for a light one.
COLORS: Final = {
    Mood.WATCHING: "#4f8fd0",
    Mood.OWNER: "#22a34a",
    Mood.PAUSED: "#8c8c96",
    Mood.TROUBLE: "#d98a1c",
}


def drawn_icon(mood: Mood) -> QIcon:
    """Draw the picture in every size that trays have."""
    icon = QIcon()
    for size_px in SIZES_PX:
        picture = QPixmap(size_px, size_px)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(size_px / UNITS, size_px / UNITS)
        _paint_eye(painter, mood)
        painter.end()
        icon.addPixmap(picture)
    return icon


def _paint_eye(painter: QPainter, mood: Mood) -> None:
    pen = QPen(QColor(COLORS[mood]), 3.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    lids = QPainterPath(QPointF(2.5, 16.0))
    lids.quadTo(QPointF(16.0, 1.0), QPointF(29.5, 16.0))
    lids.quadTo(QPointF(16.0, 31.0), QPointF(2.5, 16.0))
    painter.drawPath(lids)
    if mood is Mood.PAUSED:
        painter.drawLine(QPointF(5.0, 28.0), QPointF(27.0, 4.0))
        return
    painter.setBrush(QColor(COLORS[mood]))
    if mood is Mood.TROUBLE:
        painter.drawLine(QPointF(16.0, 11.5), QPointF(16.0, 16.5))
        painter.drawPoint(QPointF(16.0, 21.0))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QRectF(11.0, 11.0, 10.0, 10.0))
