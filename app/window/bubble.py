"""Words beside a point."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import QPointF, QRectF
from PyQt5.QtGui import QColor, QPainter, QPen

from . import theme

FONT_PX: Final = 12
AWAY_PX: Final = 12.0  # from the point
EDGE_PX: Final = 4.0


def paint_bubble(painter: QPainter, at: QPointF, text: str, width_px: int) -> None:
    """Paint words to the right of a point and above it, or where there is room.

    Args:
        painter: Of the widget.
        at: The point.
        text: One or more lines.
        width_px: Of the widget.
    """
    colors = theme.colors()
    font = painter.font()
    font.setPixelSize(FONT_PX)
    painter.setFont(font)
    size = painter.fontMetrics().size(0, text)
    box = QRectF(0.0, 0.0, size.width() + 20, size.height() + 12)
    box.moveBottomLeft(QPointF(at.x() + AWAY_PX, at.y() - AWAY_PX / 2))
    if box.right() > width_px - EDGE_PX:
        box.moveRight(at.x() - AWAY_PX)
    box.moveLeft(max(box.left(), EDGE_PX))
    box.moveTop(max(box.top(), EDGE_PX))
    painter.setPen(QPen(QColor(colors.hairline), 1))
    painter.setBrush(QColor(colors.surface_raised))
    painter.drawRoundedRect(box, 8, 8)
    painter.setPen(QColor(colors.text))
    painter.drawText(box.adjusted(10, 6, -10, -6), 0, text)
