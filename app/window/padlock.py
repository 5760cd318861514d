"""A padlock that opens, closes and shakes its head."""

from __future__ import annotations

import math
from typing import Final

from PyQt5.QtCore import QEasingCurve, QPointF, QRectF, Qt, QVariantAnimation
from PyQt5.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PyQt5.QtWidgets import QWidget

from .language import tr
from .theme import Tone, mixed, tone_color

OPEN_MS: Final = 420
SHAKE_MS: Final = 450
DRAWN_HEIGHT: Final = 60.0  # units; the widget's height scales the drawing
ASPECT: Final = 1.6


class Padlock(QWidget):
    """Shows whether the desktop is locked.

    Attributes:
        openness: 0 closed to 1 open; animated by `set_open`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.openness = 0.0
        self._is_open = False
        self._shift = 0.0
        self._tone = Tone.NEUTRAL
        self.setAccessibleName(tr("Locked"))
        self.set_height(84)
        self._opening = QVariantAnimation(self)
        self._opening.setDuration(OPEN_MS)
        self._opening.setEasingCurve(QEasingCurve.Type.OutBack)
        self._opening.valueChanged.connect(self._on_opening)
        self._shaking = QVariantAnimation(self)
        self._shaking.setDuration(SHAKE_MS)
        self._shaking.setStartValue(0.0)
        self._shaking.setEndValue(1.0)
        self._shaking.valueChanged.connect(self._on_shaking)

    def set_height(self, height_px: int) -> None:
        """Draw the padlock this large."""
        self.setFixedSize(round(ASPECT * height_px), height_px)

    @property
    def is_open(self) -> bool:
        return self._is_open

    def set_open(self, is_open: bool) -> None:
        """Open or close with a short animation; nothing happens if it is so already."""
        if is_open == self._is_open:
            return
        self._is_open = is_open
        self.setAccessibleName(tr("Unlocked") if is_open else tr("Locked"))
        self._opening.stop()
        self._opening.setStartValue(self.openness)
        self._opening.setEndValue(1.0 if is_open else 0.0)
        self._opening.start()

    def set_tone(self, tone: Tone) -> None:
        """Color the padlock; becoming refused shakes it once."""
        if tone is self._tone:
            return
        self._tone = tone
        if tone is Tone.REFUSED:
            self._shaking.stop()
            self._shaking.start()
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.width() / 2, self.height() / 2)
        painter.scale(self.height() / DRAWN_HEIGHT, self.height() / DRAWN_HEIGHT)
        painter.translate(self._shift, 4)
        color = QColor(tone_color(self._tone))
        if self._tone is Tone.NEUTRAL:
            color = mixed(color, QColor(tone_color(Tone.GOOD)), min(1.0, max(0.0, self.openness)))
        self._paint_shackle(painter, color)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(QRectF(-16, -4, 32, 25), 6, 6)

    def _paint_shackle(self, painter: QPainter, color: QColor) -> None:
        """A bow that rises and turns about its right foot as it opens."""
        painter.save()
        painter.translate(10, -4.0 - 4.0 * self.openness)
        painter.scale(1.0 - 2.0 * max(0.0, self.openness - 0.35) / 0.65, 1.0)
        bow = QPainterPath(QPointF(0, 6.0 + 2.0 * self.openness))
        bow.lineTo(0, -8)
        bow.arcTo(QRectF(-20, -18, 20, 20), 0, 180)
        bow.lineTo(-20, 6.0 - 9.0 * self.openness)
        pen = QPen(color, 4.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(bow)
        painter.restore()

    def _on_opening(self, openness: float) -> None:
        self.openness = openness
        self.update()

    def _on_shaking(self, progress: float) -> None:
        self._shift = 6.0 * math.sin(progress * 3 * math.tau) * (1.0 - progress)
        self.update()
