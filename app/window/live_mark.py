"""The live face on a map: where it was, where it is, and how near a match would be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PyQt5.QtCore import QPointF, Qt
from PyQt5.QtGui import QColor, QPainter, QPen

from . import theme
from .plane_view import PlaneView

RADIUS_PX: Final = 7.0
EDGE_PX: Final = 10.0  # from the edge, where the face stays that lies outside
BRIGHTEST: Final = 0.7  # opacity of the newest part of the trail


def _nowhere() -> NDArray[np.float64]:
    return np.empty((0, 2))


@dataclass(frozen=True, eq=False)
class LiveMark:
    """The live face at one moment.

    Attributes:
        trail: float64, shape (n, 2), where it was in the plane, the newest last.
        is_present: Whether it is there now.
        center: The point nearest to it, around which the circle is; None without one.
        reach: The circle's radius: how far a match may be.
    """

    trail: NDArray[np.float64] = field(default_factory=_nowhere)
    is_present: bool = False
    center: tuple[float, float] | None = None
    reach: float = 0.0

    def is_like(self, other: LiveMark) -> bool:
        """Whether it would be painted alike."""
        return (self.is_present, self.center, self.reach) == (
            other.is_present,
            other.center,
            other.reach,
        ) and np.array_equal(self.trail, other.trail)

    def place(self, view: PlaneView) -> QPointF | None:
        """Where the face is painted; at the edge if it lies outside."""
        if not len(self.trail):
            return None
        x, y = view.to_px(self.trail[-1:])[0]
        width, height = view.size_px
        return QPointF(
            float(np.clip(x, EDGE_PX, width - EDGE_PX)),
            float(np.clip(y, EDGE_PX, height - EDGE_PX)),
        )

    def paint(self, painter: QPainter, view: PlaneView) -> None:
        """Paint circle, trail and face; a face that lies outside is hollow."""
        colors = theme.colors()
        if self.center is not None:
            middle = QPointF(*view.to_px(np.array([self.center]))[0])
            painter.setPen(QPen(QColor(colors.text_soft), 1.4, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, self.reach * view.scale, self.reach * view.scale)
        at = self.place(view)
        if at is None:
            return
        where = [QPointF(x, y) for x, y in view.to_px(self.trail)]
        for index in range(1, len(where)):
            color = QColor(colors.text)
            color.setAlphaF(BRIGHTEST * index / len(where))
            painter.setPen(QPen(color, 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(where[index - 1], where[index])
        if self.is_present:
            is_inside = (at - where[-1]).manhattanLength() < 1.0
            painter.setPen(QPen(QColor(colors.text), 2.4))
            painter.setBrush(QColor(colors.accent if is_inside else colors.background))
            painter.drawEllipse(at, RADIUS_PX, RADIUS_PX)
