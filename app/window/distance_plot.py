"""The distance over the last seconds."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

from PyQt5.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt5.QtWidgets import QSizePolicy, QWidget

from . import theme
from .gauge import THRESHOLD_AT, share_of
from .language import tr
from .recent import PLOTTED_S, Judged, Recent

GAP_S: Final = 0.5  # a line does not pass over a longer silence
GRID_S: Final = 5.0
LINE_PX: Final = 2.0
FONT_PX: Final = 10
LEAST_HEIGHT_PX: Final = 40
USELESS_HEIGHT_PX: Final = 24  # nothing can be read in less
DOT_PX: Final = 3.0  # a moment between two gaps


def runs(moments: Sequence[Judged]) -> Iterator[list[Judged]]:
    """Split moments where nothing was compared, and where a silence lies between."""
    run: list[Judged] = []
    for moment in moments:
        if run and (moment.distance is None or moment.at_s - run[-1].at_s > GAP_S):
            yield run
            run = []
        if moment.distance is not None:
            run.append(moment)
    if run:
        yield run


def pieces(run: Sequence[Judged]) -> Iterator[tuple[bool, list[Judged]]]:
    """Split a run where acceptance changes; each piece starts where the one before ends."""
    before: list[Judged] = []
    for is_accepted, group in itertools.groupby(run, lambda moment: moment.is_accepted):
        piece = list(group)
        yield is_accepted, before + piece
        before = piece[-1:]


class DistancePlot(QWidget):
    """A line on a strip of `PLOTTED_S`: green where a frame spoke for unlocking, amber where
    it did not, nothing where none was compared. The dashed line is the threshold.

    The newest observation is at the right edge; small distances, which match, are low.
    """

    def __init__(self, recent: Recent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent = recent
        self.setAccessibleName(tr("Distance over the last 20 seconds"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(LEAST_HEIGHT_PX)

    def sizeHint(self) -> QSize:
        return QSize(120, 72)

    def point_of(self, at_s: float, distance: float) -> QPointF:
        """Where a moment is drawn, in the widget's coordinates."""
        age = (self._recent.newest_s - at_s) / PLOTTED_S
        room = self._strip()
        share = share_of(distance, self._recent.threshold or 0.0)
        return QPointF(room.right() - age * room.width(), room.bottom() - share * room.height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        if self.height() < USELESS_HEIGHT_PX:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter)
        for run in runs(self._thinned()):
            for is_accepted, piece in pieces(run):
                self._paint_piece(painter, piece, is_accepted=is_accepted)

    def _paint_piece(
        self, painter: QPainter, piece: Sequence[Judged], *, is_accepted: bool
    ) -> None:
        colors = theme.colors()
        points = [self.point_of(each.at_s, each.distance or 0.0) for each in piece]
        pen = QPen(QColor(colors.green if is_accepted else colors.amber))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if len(points) > 1:
            pen.setWidthF(LINE_PX)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF(points))
        else:
            pen.setWidthF(DOT_PX)
            painter.setPen(pen)
            painter.drawPoint(points[0])

    def _strip(self) -> QRectF:
        return QRectF(self.rect()).adjusted(2, 3, -2, -3)

    def _paint_grid(self, painter: QPainter) -> None:
        colors, strip = theme.colors(), self._strip()
        painter.setPen(QPen(QColor(colors.hairline), 1))
        for age_s in itertools.takewhile(
            lambda age_s: age_s <= PLOTTED_S, itertools.count(0.0, GRID_S)
        ):
            x = round(strip.right() - age_s / PLOTTED_S * strip.width()) + 0.5
            painter.drawLine(QLineF(x, strip.top(), x, strip.bottom()))
        font = self.font()
        font.setPixelSize(FONT_PX)
        painter.setFont(font)
        painter.setPen(QColor(colors.text_soft))
        painter.drawText(QPointF(strip.left() + 4, strip.top() + FONT_PX), f"{PLOTTED_S:.0f} s")
        pen = QPen(QColor(colors.text_soft), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        y = round(strip.bottom() - THRESHOLD_AT * strip.height()) + 0.5
        painter.drawLine(QLineF(strip.left(), y, strip.right(), y))

    def _thinned(self) -> list[Judged]:
        """At most one moment a pixel and kind: more cannot be seen and cost time."""
        per_s = max(1.0, self._strip().width()) / PLOTTED_S
        columns: dict[tuple[int, bool, bool], Judged] = {}
        for each in self._recent.judged:
            columns[int(each.at_s * per_s), each.distance is None, each.is_accepted] = each
        return sorted(columns.values(), key=lambda each: each.at_s)
