"""The camera's picture as a mirror: a circle with a ring of ticks around it."""

from __future__ import annotations

import enum
import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PyQt5.QtCore import QEasingCurve, QPointF, QRect, QRectF, QSize, Qt, QTimer, QVariantAnimation
from PyQt5.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PyQt5.QtWidgets import QSizePolicy, QWidget

from . import theme
from .image import mirrored_square
from .ring import TICK_COUNT
from .theme import Tone, mixed

RING_WIDTH: Final = 44.0  # px from the circle to the edge of the widget
TICK_GAP: Final = 12.0  # px between circle and ticks
TICK_SHORT: Final = 9.0  # px, an unlit tick
TICK_LONG: Final = 19.0  # px, a lit tick
EASE_MS: Final = 16
EASE_SHARE: Final = 0.22  # of the remaining way, every EASE_MS
BADGE_MS: Final = 500


class Badge(enum.Enum):
    """A sign drawn over the picture."""

    NONE = "none"
    TICK = "tick"
    LOST = "lost"


class Preview(QWidget):
    """Draws frames and the ring.

    Everything but the picture is drawn once into an overlay with a round hole.
    A new frame repaints only the circle: a picture and a piece of the overlay.

    Attributes:
        frames_shown: How many different frames were painted.
        levels: How far each tick is lit now, 0 to 1; they ease to their targets.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frames_shown = 0
        self.levels = [0.0] * TICK_COUNT
        self._targets = tuple(self.levels)
        self._tone = Tone.NEUTRAL
        self._pointed: int | None = None
        self._badge = Badge.NONE
        self._badge_progress = 0.0
        self._rgb: NDArray[np.uint8] | None = None
        self._image: QImage | None = None
        self._overlay: QPixmap | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 200)
        self.setAccessibleName("Camera picture, mirrored")
        self._easing = QTimer(self)
        self._easing.setInterval(EASE_MS)
        self._easing.timeout.connect(self._ease)
        self._stamping = QVariantAnimation(self)
        self._stamping.setDuration(BADGE_MS)
        self._stamping.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._stamping.setStartValue(0.0)
        self._stamping.setEndValue(1.0)
        self._stamping.valueChanged.connect(self._on_stamping)

    def sizeHint(self) -> QSize:
        return QSize(440, 440)

    @property
    def circle(self) -> QRect:
        """Where the picture is, in the widget's coordinates."""
        diameter = 2 * int((min(self.width(), self.height()) - 2 * RING_WIDTH) / 2)
        return QRect(
            (self.width() - diameter) // 2, (self.height() - diameter) // 2, diameter, diameter
        )

    @property
    def badge(self) -> Badge:
        return self._badge

    @property
    def tone(self) -> Tone:
        return self._tone

    def show_frame(self, rgb: NDArray[np.uint8]) -> None:
        """Paint a picture, uint8 of shape (height, width, 3), soon."""
        self._rgb = rgb
        self._image = None
        self.update(self.circle)

    def light(self, levels: Sequence[float], tone: Tone) -> None:
        """Let the ticks ease to these levels (`TICK_COUNT` of them) in a tone."""
        if tone is not self._tone:
            self._tone = tone
            self._redraw_overlay()
        self._targets = tuple(levels)
        if self._targets != tuple(self.levels) and not self._easing.isActive():
            self._easing.start()

    def point_at(self, tick: int | None) -> None:
        """Mark the tick that the head points at."""
        if tick != self._pointed:
            self._pointed = tick
            self._redraw_overlay()

    def set_badge(self, badge: Badge) -> None:
        """Draw a sign over the picture, or none."""
        if badge is self._badge:
            return
        self._badge = badge
        self._stamping.stop()
        self._badge_progress = 0.0
        if badge is not Badge.NONE:
            self._stamping.start()
        self.update(self.circle)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        self._overlay = None

    def paintEvent(self, event: QPaintEvent | None) -> None:
        exposed = self.rect() if event is None else event.rect()
        ratio = self.devicePixelRatioF()
        if self._overlay is None or self._overlay.devicePixelRatioF() != ratio:
            self._overlay = self._drawn_overlay(ratio)
        painter = QPainter(self)
        circle = self.circle
        side_px = max(1, round(circle.width() * ratio))
        if self._rgb is not None and (self._image is None or self._image.width() != side_px):
            self.frames_shown += self._image is None
            self._image = mirrored_square(self._rgb, side_px)
        if self._image is None:
            painter.fillRect(circle, QColor(theme.colors().surface))
        else:
            painter.drawImage(circle, self._image)
        if self._badge is not Badge.NONE:
            self._paint_badge(painter, QRectF(circle))
        source = QRectF(
            exposed.x() * ratio,
            exposed.y() * ratio,
            exposed.width() * ratio,
            exposed.height() * ratio,
        )
        painter.drawPixmap(QRectF(exposed), self._overlay, source)

    def _redraw_overlay(self) -> None:
        self._overlay = None
        self.update()

    def _ease(self) -> None:
        """Move every tick a share of its way."""
        self.levels = [
            target if abs(target - level) < 0.01 else level + (target - level) * EASE_SHARE
            for level, target in zip(self.levels, self._targets, strict=True)
        ]
        if tuple(self.levels) == self._targets:
            self._easing.stop()
        self._redraw_overlay()

    def _on_stamping(self, progress: float) -> None:
        self._badge_progress = progress
        self.update(self.circle)

    def _drawn_overlay(self, ratio: float) -> QPixmap:
        """Background with a round hole, and the ring."""
        overlay = QImage(self.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        overlay.setDevicePixelRatio(ratio)
        overlay.fill(QColor(theme.colors().background))
        painter = QPainter(overlay)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.black)
        painter.drawEllipse(QRectF(self.circle).adjusted(1, 1, -1, -1))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        self._paint_ticks(painter)
        painter.end()
        return QPixmap.fromImage(overlay)

    def _paint_ticks(self, painter: QPainter) -> None:
        circle = QRectF(self.circle)
        painter.translate(circle.center())
        inner = circle.width() / 2 + TICK_GAP
        idle, lit = QColor(theme.colors().tick_idle), QColor(theme.tone_color(self._tone))
        for tick, level in enumerate(self.levels):
            is_pointed = tick == self._pointed
            color = QColor(theme.colors().text) if is_pointed else mixed(idle, lit, level)
            length = TICK_SHORT + (TICK_LONG - TICK_SHORT) * (1.0 if is_pointed else level)
            pen = QPen(color, 3.0)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            angle = math.tau * tick / TICK_COUNT
            outward = QPointF(math.sin(angle), -math.cos(angle))
            painter.drawLine(outward * inner, outward * (inner + length))

    def _paint_badge(self, painter: QPainter, circle: QRectF) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(theme.colors().background)
        veil.setAlphaF(0.72 * min(1.0, 2.0 * self._badge_progress))
        painter.fillRect(circle, veil)
        painter.translate(circle.center())
        unit = circle.width() / 2
        good = self._badge is Badge.TICK
        pen = QPen(
            QColor(theme.colors().green if good else theme.colors().text_soft),
            max(4.0, unit * 0.045),
        )
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if good:
            painter.drawPath(_beginning(_tick_sign(unit), self._badge_progress))
        else:
            painter.drawPath(_lost_sign(unit))
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
