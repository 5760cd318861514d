"""Signs over the picture: done, and lost."""

from __future__ import annotations

import enum

from PyQt5.QtCore import QPointF, QRectF, Qt
from PyQt5.QtGui import QColor, QPainter, QPainterPath, QPen

from . import theme


class Badge(enum.Enum):
    """A sign drawn over the picture."""

    NONE = "none"
    TICK = "tick"
    LOST = "lost"


def paint_badge(painter: QPainter, badge: Badge, circle: QRectF, progress: float) -> None:
    """Dim the picture and draw a sign over it.

    Args:
        painter: Of the picture's widget.
        badge: The sign; `NONE` draws nothing.
        circle: Where the picture is.
        progress: How far the sign is drawn, 0 to 1.
    """
    if badge is Badge.NONE:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    veil = QColor(theme.colors().background)
    veil.setAlphaF(0.72 * min(1.0, 2.0 * progress))
    painter.fillRect(circle, veil)
    painter.translate(circle.center())
    unit = circle.width() / 2
    is_good = badge is Badge.TICK
    ink = theme.colors().green if is_good else theme.colors().text_soft
    pen = QPen(QColor(ink), max(4.0, unit * 0.045))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_beginning(_tick_sign(unit), progress) if is_good else _lost_sign(unit))
    painter.restore()


def _tick_sign(unit: float) -> QPainterPath:
    """A check mark about the origin."""
    path = QPainterPath(QPointF(-0.26, 0.02) * unit)
    path.lineTo(QPointF(-0.07, 0.22) * unit)
    path.lineTo(QPointF(0.30, -0.20) * unit)
    return path


def _lost_sign(unit: float) -> QPainterPath:
    """A camera, crossed out, about the origin."""
    path = QPainterPath()
    path.addRoundedRect(
        QRectF(-0.28 * unit, -0.17 * unit, 0.56 * unit, 0.36 * unit), 0.06 * unit, 0.06 * unit
    )
    path.addEllipse(QPointF(0, 0.01) * unit, 0.10 * unit, 0.10 * unit)
    path.moveTo(QPointF(-0.34, -0.30) * unit)
    path.lineTo(QPointF(0.34, 0.32) * unit)
    return path


def _beginning(path: QPainterPath, share: float) -> QPainterPath:
    """The first part of a path, for drawing it as if by hand."""
    if share >= 1.0:
        return path
    steps = max(1, round(40 * share))
    begun = QPainterPath(path.pointAtPercent(0.0))
    for step in range(1, steps + 1):
        begun.lineTo(path.pointAtPercent(share * step / steps))
    return begun
