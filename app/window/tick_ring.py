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
#: From the circle's center toward each tick.
OUTWARD: Final = tuple(
    QPointF(math.sin(math.tau * tick / TICK_COUNT), -math.cos(math.tau * tick / TICK_COUNT))
    for tick in range(TICK_COUNT)
)


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
        self._places = _Places(self._size)
        self._drawn: QPixmap | None = None

    def overlay(self, size: QSize, ratio: float) -> QPixmap:
        """The overlay for a widget of a size, at so many device pixels each."""
        is_same = self._drawn is not None and self._drawn.devicePixelRatioF() == ratio
        if self._drawn is None or not is_same or size != self._size:
            self._size = QSize(size)
            self._places = _Places(self._size)
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
        idle, lit = self._inks()
        background = QColor(theme.colors().background)
        wiping = _round_pen(background, self._places.thick_px + 2 * MARGIN_PX)
        for tick in ticks:
            painter.setPen(wiping)
            painter.drawLine(*self._places.line(tick, 1.0))
            self._draw_tick(painter, tick, idle, lit)
            region |= self._places.boxes[tick]
        painter.end()
        return region

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
        idle, lit = self._inks()
        for tick in range(TICK_COUNT):
            self._draw_tick(painter, tick, idle, lit)
        painter.end()
        return QPixmap.fromImage(drawn)

    def _prepare(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._places.center)

    def _inks(self) -> tuple[QColor, QColor]:
        """The colors of an unlit and of a lit tick."""
        return QColor(theme.colors().tick_idle), QColor(theme.tone_color(self.tone))

    def _draw_tick(self, painter: QPainter, tick: int, idle: QColor, lit: QColor) -> None:
        level = self.levels[tick]
        color = mixed(idle, lit, level)
        if tick == self.pointed:
            level, color = 1.0, QColor(theme.colors().text)
        painter.setPen(_round_pen(color, self._places.thick_px))
        painter.drawLine(*self._places.line(tick, level))


class _Places:
    """Where everything is in a widget of a size: worked out once, asked for 60 ticks a frame.

    Attributes:
        center: The circle's.
        thick_px: How thick a tick is.
        boxes: What each tick may cover, in the widget's coordinates.
    """

    def __init__(self, size: QSize) -> None:
        circle = circle_in(size)
        self._width_px = _width_px(size)
        self._inner_px = circle.width() / 2 + GAP_SHARE * self._width_px
        self.center = QRectF(circle).center()
        self.thick_px = THICK_SHARE * self._width_px
        self.boxes = tuple(map(self._box, range(TICK_COUNT)))

    def line(self, tick: int, level: float) -> tuple[QPointF, QPointF]:
        """A tick's inner and outer end from the circle's center."""
        length = (SHORT_SHARE + (LONG_SHARE - SHORT_SHARE) * level) * self._width_px
        outward = OUTWARD[tick]
        return outward * self._inner_px, outward * (self._inner_px + length)

    def _box(self, tick: int) -> QRegion:
        reach = self.thick_px / 2 + 2 * MARGIN_PX
        box = QRectF(*self.line(tick, 1.0)).normalized().adjusted(-reach, -reach, reach, reach)
        return QRegion(box.translated(self.center).toAlignedRect())


def _round_pen(color: QColor, width_px: float) -> QPen:
    pen = QPen(color, width_px)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
