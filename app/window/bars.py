"""Two histograms above one another: distances of the same person, and of different people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PyQt5.QtCore import QPointF, QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt5.QtWidgets import QSizePolicy, QWidget

from . import theme
from .language import tr

MARGIN_PX: Final = 24.0
TITLE_PX: Final = 22.0
AXIS_PX: Final = 26.0
FONT_PX: Final = 12
LEAST_RANGE: Final = 1.0  # of distance
RANGE_STEP: Final = 0.2
TICK_STEP: Final = 0.2


@dataclass(frozen=True, eq=False)
class BarData:
    """What the histograms show.

    Attributes:
        same: int64, shape (k,), pairs of one person.
        different: int64, shape (k,), pairs of two people.
        bar_width: Of distance; the first bar begins at 0.
        mean_same, mean_different: Mean distances; None without a pair.
        threshold: Largest distance that matches.
    """

    same: NDArray[np.int64]
    different: NDArray[np.int64]
    bar_width: float
    mean_same: float | None
    mean_different: float | None
    threshold: float

    @property
    def most_distance(self) -> float:
        """The right end of the axis."""
        last = max(len(self.same) * self.bar_width, self.threshold * 1.1, LEAST_RANGE)
        return float(np.ceil(last / RANGE_STEP - 1e-9) * RANGE_STEP)


class Bars(QWidget):
    """Paints the histograms, the threshold through both, and the live distance as a moving mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: BarData | None = None
        self._message = ""
        self._live: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Distances of the same person and of different people"))

    @property
    def message(self) -> str:
        """What is shown instead of bars."""
        return self._message

    def sizeHint(self) -> QSize:
        return QSize(480, 400)

    def show_data(self, data: BarData) -> None:
        """Show these bars."""
        self._data, self._message = data, ""
        self.setAccessibleDescription(
            tr("Same person: {same} pairs. Different people: {different} pairs.").format(
                same=int(data.same.sum()), different=int(data.different.sum())
            )
        )
        self.update()

    def show_message(self, message: str) -> None:
        """Show a sentence instead of bars."""
        if message != self._message or self._data is not None:
            self._data, self._message = None, message
            self.update()

    def show_live(self, distance: float | None) -> None:
        """Move the mark; None takes it away."""
        if distance != self._live:
            self._live = distance
            self.update()

    def x_of(self, distance: float) -> float:
        """Where a distance lies, in pixels from the left."""
        room = self.width() - 2 * MARGIN_PX
        most = self._data.most_distance if self._data is not None else LEAST_RANGE
        return MARGIN_PX + room * min(distance, most) / most

    def bar_boxes(self, *, is_same: bool) -> list[QRectF]:
        """The bars of one histogram, the empty ones too."""
        if self._data is None:
            return []
        counts = self._data.same if is_same else self._data.different
        panel = self._panel(is_same=is_same)
        tallest = max(int(counts.max(initial=0)), 1)
        boxes = []
        for index, count in enumerate(counts):
            left = self.x_of(index * self._data.bar_width)
            right = self.x_of((index + 1) * self._data.bar_width)
            height = panel.height() * int(count) / tallest
            boxes.append(QRectF(left, panel.bottom() - height, right - left, height))
        return boxes

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(FONT_PX)
        painter.setFont(font)
        colors = theme.colors()
        if self._data is None:
            painter.setPen(QColor(colors.text_soft))
            room = QRectF(self.rect()).adjusted(MARGIN_PX, 0, -MARGIN_PX, 0)
            wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(wrapped), self._message)
            return
        for is_same, title, color, mean in (
            (True, tr("Same person"), QColor(colors.green), self._data.mean_same),
            (False, tr("Different people"), QColor(colors.amber), self._data.mean_different),
        ):
            self._paint_panel(painter, is_same=is_same, title=title, color=color, mean=mean)
        self._paint_axis(painter, self._data)
        self._paint_threshold(painter, self._data)
        if self._live is not None:
            self._paint_live(painter, self._live)

    def _panel(self, *, is_same: bool) -> QRectF:
        """The room of one histogram's bars."""
        half = (self.height() - MARGIN_PX - AXIS_PX) / 2
        top = MARGIN_PX / 2 + (0.0 if is_same else half)
        return QRectF(
            MARGIN_PX, top + TITLE_PX, self.width() - 2 * MARGIN_PX, max(half - TITLE_PX - 8, 1.0)
        )

    def _paint_panel(
        self, painter: QPainter, *, is_same: bool, title: str, color: QColor, mean: float | None
    ) -> None:
        panel = self._panel(is_same=is_same)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for box in self.bar_boxes(is_same=is_same):
            if box.height() > 0:
                painter.drawRect(box.adjusted(0.5, 0, -0.5, 0))
        painter.setPen(QPen(QColor(theme.colors().hairline), 1))
        painter.drawLine(panel.bottomLeft(), panel.bottomRight())
        font = painter.font()
        font.setWeight(QFont.Weight.DemiBold)
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(theme.colors().text))
        line = QRectF(panel.left(), panel.top() - TITLE_PX, panel.width(), TITLE_PX - 4)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), title)
        painter.restore()
        if mean is None:
            painter.setPen(QColor(theme.colors().text_soft))
            painter.drawText(panel, int(Qt.AlignmentFlag.AlignCenter), tr("No pairs"))
            return
        x = self.x_of(mean)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colors().text))
        foot = panel.bottom()
        painter.drawPolygon(
            QPolygonF([QPointF(x, foot - 7), QPointF(x - 5, foot + 2), QPointF(x + 5, foot + 2)])
        )

    def _paint_axis(self, painter: QPainter, data: BarData) -> None:
        painter.setPen(QColor(theme.colors().text_soft))
        top = self._panel(is_same=False).bottom() + 6
        for step in range(round(data.most_distance / TICK_STEP) + 1):
            distance = step * TICK_STEP
            box = QRectF(self.x_of(distance) - 20, top, 40, AXIS_PX - 8)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter), f"{distance:.1f}")

    def _paint_threshold(self, painter: QPainter, data: BarData) -> None:
        painter.setPen(QPen(QColor(theme.colors().text_detail), 1.4, Qt.PenStyle.DashLine))
        self._paint_line(painter, data.threshold)

    def _paint_line(self, painter: QPainter, distance: float) -> None:
        """A line at a distance through the bars of both histograms."""
        x = self.x_of(distance)
        for is_same in (True, False):
            panel = self._panel(is_same=is_same)
            painter.drawLine(QPointF(x, panel.top()), QPointF(x, panel.bottom()))

    def _paint_live(self, painter: QPainter, distance: float) -> None:
        """A line through both histograms, with the distance on the axis."""
        colors = theme.colors()
        x = self.x_of(distance)
        bottom = self._panel(is_same=False).bottom()
        painter.setPen(QPen(QColor(colors.accent), 2.2))
        self._paint_line(painter, distance)
        text = f"{distance:.2f}"
        width = painter.fontMetrics().horizontalAdvance(text) + 14
        box = QRectF(x - width / 2, bottom + 4, width, AXIS_PX - 6)
        box.moveLeft(float(np.clip(box.left(), 2.0, self.width() - width - 2.0)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.accent))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(QColor(colors.on_accent))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
