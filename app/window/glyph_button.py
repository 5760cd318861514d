"""Round buttons with a sign instead of a word."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import QPointF, QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PyQt5.QtWidgets import QWidget

from . import theme
from .buttons import Button

SIDE_PX: Final = 34
LINE_PX: Final = 1.8


class GlyphButton(Button):
    """A button that draws a sign; what it does stands in the tool tip and the accessible name.

    Args:
        glyph: The sign, about the origin, 16 px wide at most.
        name: What it does.
        keys: The keys that do it too, as people write them; they are not set here.
        is_outline: Whether the sign is drawn as a line and not filled.
    """

    def __init__(
        self,
        glyph: QPainterPath,
        name: str,
        keys: str = "",
        *,
        is_outline: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", "", parent=parent)
        self._glyph = glyph
        self._is_outline = is_outline
        self.setObjectName("glyph")
        self.setFixedSize(SIDE_PX, SIDE_PX)
        self.rename(name, keys)

    def sizeHint(self) -> QSize:
        return QSize(SIDE_PX, SIDE_PX)

    def rename(self, name: str, keys: str) -> None:
        """Say what it does, and by which keys."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({keys})" if keys else name)

    def show_glyph(self, glyph: QPainterPath) -> None:
        """Draw another sign."""
        if glyph != self._glyph:
            self._glyph = glyph
            self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        colors = theme.colors()
        ink = colors.text if self.isEnabled() else colors.text_disabled
        if self.isCheckable():
            ink = colors.accent if self.isChecked() else colors.text_soft
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QRectF(self.rect()).center())
        pen = QPen(QColor(ink), LINE_PX)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush if self._is_outline else QColor(ink))
        painter.drawPath(self._glyph)


def play_glyph() -> QPainterPath:
    """A triangle to the right."""
    return _polygon((-4, -6), (6, 0), (-4, 6))


def pause_glyph() -> QPainterPath:
    """Two bars."""
    glyph = QPainterPath()
    glyph.addRect(QRectF(-5, -6, 3, 12))
    glyph.addRect(QRectF(2, -6, 3, 12))
    return glyph


def forward_glyph() -> QPainterPath:
    """A triangle to the right that meets a bar: one frame on."""
    glyph = _polygon((-5, -5), (3, 0), (-5, 5))
    glyph.addRect(QRectF(4.5, -5, 1, 10))
    return glyph


def back_glyph() -> QPainterPath:
    """A triangle to the left that meets a bar: one frame back."""
    glyph = _polygon((5, -5), (-3, 0), (5, 5))
    glyph.addRect(QRectF(-5.5, -5, 1, 10))
    return glyph


def loop_glyph() -> QPainterPath:
    """An arrow that runs into its own beginning."""
    glyph = QPainterPath()
    ring = QRectF(-6.5, -6.5, 13, 13)
    glyph.arcMoveTo(ring, 60)
    glyph.arcTo(ring, 60, 300)
    tip = QPointF(6.5, 0)
    glyph.moveTo(tip + QPointF(-3.5, -1.5))
    glyph.lineTo(tip)
    glyph.lineTo(tip + QPointF(2.5, -3.5))
    return glyph


def _polygon(*corners: tuple[float, float]) -> QPainterPath:
    glyph = QPainterPath()
    glyph.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    glyph.closeSubpath()
    return glyph
