"""A distance against its threshold, as a bar."""

from __future__ import annotations

import math
from typing import Final

from PyQt5.QtCore import QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QPainter, QPaintEvent
from PyQt5.QtWidgets import QSizePolicy, QWidget

from . import theme
from .language import tr
from .theme import Tone

THRESHOLD_AT: Final = 0.5  # of gauge and plot: room above for who is not enrolled
BAR_PX: Final = 6


def share_of(distance: float, threshold: float) -> float:
    """Where a distance lies between 0 and 1 if the threshold lies at `THRESHOLD_AT`."""
    if math.isnan(distance) or threshold <= 0.0:
        return 1.0
    return min(1.0, max(0.0, distance / threshold * THRESHOLD_AT))


class Gauge(QWidget):
    """A bar that fills with the distance; a mark in its middle is the threshold.

    Attributes:
        filled: The filled share of the bar, 0 to 1; the threshold is at `THRESHOLD_AT`.
        tone: What the bar's color says.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filled = 0.0
        self.tone = Tone.NEUTRAL
        self.setAccessibleName(tr("Distance against the threshold"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, 16)

    def show_share(self, filled: float, tone: Tone) -> None:
        """Fill a share of the bar in a tone."""
        if (filled, tone) != (self.filled, self.tone):
            self.filled, self.tone = filled, tone
            self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, (self.height() - BAR_PX) / 2, self.width(), BAR_PX)
        painter.setBrush(QColor(theme.colors().surface_raised))
        painter.drawRoundedRect(bar, BAR_PX / 2, BAR_PX / 2)
        if self.filled > 0.0:
            painter.setBrush(QColor(theme.tone_color(self.tone)))
            bar.setWidth(max(float(BAR_PX), bar.width() * self.filled))
            painter.drawRoundedRect(bar, BAR_PX / 2, BAR_PX / 2)
        painter.setBrush(QColor(theme.colors().text))
        painter.drawRoundedRect(QRectF(self.width() * THRESHOLD_AT - 1, 0, 2, self.height()), 1, 1)
