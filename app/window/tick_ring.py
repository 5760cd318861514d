"""The ring of ticks around the picture, as an overlay that is redrawn tick by tick."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from PyQt5.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QRegion

from . import theme
from .ring import TICK_COUNT
from .theme import Tone, mixed

#: Of the shorter side of the widget: from its edge to the circle.
WIDTH_SHARE: Final = 0.088
LEAST_WIDTH_PX: Final = 44.0
#: Of the ring's width: from the circle to the ticks, and their lengths.
GAP_SHARE: Final = 0.27
SHORT_SHARE: Final = 0.20  # an unlit tick
LONG_SHARE: Final = 0.43  # a lit one
THICK_SHARE: Final = 0.068
MARGIN_PX: Final = 1.5  # that a line's soft edge may need


def circle_in(size: QSize) -> QRect:
    """The circle of the picture that leaves room for the ring in a widget of a size."""
    diameter = 2 * int((min(size.width(), size.height()) - 2 * _width_px(size)) / 2)
    return QRect(
        (size.width() - diameter) // 2, (size.height() - diameter) // 2, diameter, diameter
    )


def _width_px(size: QSize) -> float:
    return max(LEAST_WIDTH_PX, WIDTH_SHARE * min(size.width(), size.height()))


class TickRing:
    """Background with a round hole, and the ticks around it.

    It is drawn whole when the size or the tone changes; a tick that changes is
    drawn alone, so that an animation of a few ticks costs a few lines.

    Attributes:
        levels: How far each tick is lit, 0 to 1; `set_level` changes one.
        tone: The color of lit ticks.
        pointed: The tick that the head points at, or None.
    """

    def __init__(self) -> None:
        self.levels = [0.0] * TICK_COUNT
        self.tone = Tone.NEUTRAL
        self.pointed: int | None = None
        self._size = QSize()
        self._drawn: QPixmap | None = None

    def overlay(self, size: QSize, ratio: float) -> QPixmap:
        """The overlay for a widget of a size, at so many device pixels each."""
        is_same = self._drawn is not None and self._drawn.devicePixelRatioF() == ratio
        if self._drawn is None or not is_same or size != self._size:
            self._size = QSize(size)
            self._drawn = self._draw(ratio)
        return self._drawn

    def forget(self) -> None:
        """Draw everything anew when it is next needed."""
        self._drawn = None

    def redraw(self, ticks: Iterable[int]) -> QRegion:
        """Draw ticks that have changed anew.

        Returns:
            What must be shown anew, in the widget's coordinates.
        """
        region = QRegion()
        if self._drawn is None:
            return region
        painter = QPainter(self._drawn)
        self._prepare(painter)
        for tick in ticks:
            full = self._line(tick, 1.0)
            pen = QPen(QColor(theme.colors().background), self._thick_px + 2 * MARGIN_PX)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(*full)
            self._draw_tick(painter, tick)
            reach = self._thick_px / 2 + 2 * MARGIN_PX
            box = QRectF(*full).normalized().adjusted(-reach, -reach, reach, reach)
            center = QRectF(circle_in(self._size)).center()
            region |= QRegion(box.translated(center).toAlignedRect())
        painter.end()
        return region

    @property
    def _thick_px(self) -> float:
        return THICK_SHARE * _width_px(self._size)

    def _draw(self, ratio: float) -> QPixmap:
        drawn = QImage(self._size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(QColor(theme.colors().background))
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.black)
        painter.drawEllipse(QRectF(circle_in(self._size)).adjusted(1, 1, -1, -1))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        self._prepare(painter)
        for tick in range(TICK_COUNT):
            self._draw_tick(painter, tick)
        painter.end()
        return QPixmap.fromImage(drawn)

    def _prepare(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QRectF(circle_in(self._size)).center())

    def _draw_tick(self, painter: QPainter, tick: int) -> None:
        level = self.levels[tick]
        colors = theme.colors()
        lit = QColor(theme.tone_color(self.tone))
        color = mixed(QColor(colors.tick_idle), lit, level)
        if tick == self.pointed:
            level, color = 1.0, QColor(colors.text)
        pen = QPen(color, self._thick_px)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(*self._line(tick, level))

    def _line(self, tick: int, level: float) -> tuple[QPointF, QPointF]:
        """A tick's inner and outer end from the circle's center."""
        width_px = _width_px(self._size)
        inner = circle_in(self._size).width() / 2 + GAP_SHARE * width_px
        length = (SHORT_SHARE + (LONG_SHARE - SHORT_SHARE) * level) * width_px
        angle = math.tau * tick / TICK_COUNT
        outward = QPointF(math.sin(angle), -math.cos(angle))
        return outward * inner, outward * (inner + length)
