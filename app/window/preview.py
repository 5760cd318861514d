"""The camera's picture as a mirror: a circle with a ring of ticks around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PyQt5.QtCore import QEasingCurve, QEvent, QRect, QRectF, QSize, Qt, QTimer, QVariantAnimation
from PyQt5.QtGui import QColor, QImage, QPainter, QPaintEvent, QRegion
from PyQt5.QtWidgets import QSizePolicy, QWidget

from . import theme
from .badge import Badge, paint_badge
from .image import mirrored_square
from .language import tr
from .ring import TICK_COUNT
from .theme import Tone
from .tick_ring import TickRing, circle_in

EASE_MS: Final = 33
EASE_SHARE: Final = 0.4  # of the remaining way, every EASE_MS
EASED: Final = 0.01  # nearer to its level a tick has arrived
BADGE_MS: Final = 500


class Preview(QWidget):
    """Draws frames and the ring.

    Everything but the picture is drawn once into an overlay with a round hole.
    A new frame repaints only the circle: a picture and a piece of the overlay; a
    tick that changes repaints only itself.

    Attributes:
        frames_shown: How many different frames were painted.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frames_shown = 0
        self._ring = TickRing()
        self._targets = tuple(self._ring.levels)
        self._badge = Badge.NONE
        self._badge_progress = 0.0
        self._rgb: NDArray[np.uint8] | None = None
        self._image: QImage | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 200)
        self.setAccessibleName(tr("Camera picture, mirrored"))
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
        return circle_in(self.size())

    @property
    def levels(self) -> tuple[float, ...]:
        """How far each tick is lit now, 0 to 1; they ease to their targets."""
        return tuple(self._ring.levels)

    @property
    def badge(self) -> Badge:
        return self._badge

    @property
    def tone(self) -> Tone:
        return self._ring.tone

    def show_frame(self, rgb: NDArray[np.uint8]) -> None:
        """Paint a picture, uint8 of shape (height, width, 3), soon."""
        self._rgb = rgb
        self._image = None
        self.update(self.circle)

    def light(self, levels: Sequence[float], tone: Tone) -> None:
        """Let the ticks ease to these levels (`TICK_COUNT` of them) in a tone."""
        if tone is not self._ring.tone:
            self._ring.tone = tone
            self._ring.forget()
            self.update()
        self._targets = tuple(levels)
        if self._targets != self.levels and not self._easing.isActive():
            self._easing.start()

    def point_at(self, tick: int | None) -> None:
        """Mark the tick that the head points at."""
        before = self._ring.pointed
        if tick != before:
            self._ring.pointed = tick
            self.update(self._ring.redraw(each for each in (before, tick) if each is not None))

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

    def changeEvent(self, event: QEvent | None) -> None:
        super().changeEvent(event)
        if event is not None and event.type() in (
            QEvent.Type.PaletteChange,
            QEvent.Type.StyleChange,
        ):
            self._ring.forget()  # the theme's colors

    def paintEvent(self, event: QPaintEvent | None) -> None:
        exposed = QRegion(self.rect()) if event is None else event.region()
        ratio = self.devicePixelRatioF()
        overlay = self._ring.overlay(self.size(), ratio)
        painter = QPainter(self)
        if exposed.intersects(self.circle):
            self._paint_picture(painter, ratio)
        for part in exposed.rects():
            source = QRectF(
                part.x() * ratio, part.y() * ratio, part.width() * ratio, part.height() * ratio
            )
            painter.drawPixmap(QRectF(part), overlay, source)

    def _paint_picture(self, painter: QPainter, ratio: float) -> None:
        circle = self.circle
        side_px = max(1, round(circle.width() * ratio))
        if self._rgb is not None and (self._image is None or self._image.width() != side_px):
            self.frames_shown += self._image is None
            self._image = mirrored_square(self._rgb, side_px)
        if self._image is None:
            painter.fillRect(circle, QColor(theme.colors().surface))
        else:
            painter.drawImage(circle, self._image)
        paint_badge(painter, self._badge, QRectF(circle), self._badge_progress)

    def _ease(self) -> None:
        """Move every tick a share of its way."""
        levels = self._ring.levels
        moving = [tick for tick in range(TICK_COUNT) if levels[tick] != self._targets[tick]]
        for tick in moving:
            way = self._targets[tick] - levels[tick]
            has_arrived = abs(way) < EASED
            levels[tick] = self._targets[tick] if has_arrived else levels[tick] + way * EASE_SHARE
        if self.levels == self._targets:
            self._easing.stop()
        self.update(self._ring.redraw(moving))

    def _on_stamping(self, progress: float) -> None:
        self._badge_progress = progress
        self.update(self.circle)
