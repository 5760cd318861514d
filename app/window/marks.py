"""Each person's color and shape, the same in every list and map."""

from __future__ import annotations

import math
from typing import Final

from PyQt5.QtCore import QPointF, QRectF
from PyQt5.QtGui import QColor, QPainterPath, QPolygonF

from . import theme

GOLDEN_TURN: Final = (math.sqrt(5.0) - 1.0) / 2.0  # hues of neighbors lie far apart
FIRST_HUE: Final = 0.58  # a blue
#: Corners of each shape, and where the first one points; none is a disc.
_POLYGONS: Final = ((0, 0.0), (4, 45.0), (3, 0.0), (4, 0.0), (3, 180.0), (5, 0.0))
#: A shape with fewer corners looks smaller, so it is drawn larger.
_GROWN: Final = {0: 1.0, 3: 1.35, 4: 1.2, 5: 1.15}


def person_color(rank: int) -> QColor:
    """The color of the person with this rank among all that are shown."""
    hue = (FIRST_HUE + rank * GOLDEN_TURN) % 1.0
    is_dark = QColor(theme.colors().background).lightnessF() < 0.5
    return QColor.fromHsvF(hue, 0.55 if is_dark else 0.8, 0.95 if is_dark else 0.66)


def person_shape(rank: int, radius_px: float) -> QPainterPath:
    """The outline of that person's points, around (0, 0)."""
    corners, turn_deg = _POLYGONS[rank % len(_POLYGONS)]
    radius = radius_px * _GROWN[corners]
    path = QPainterPath()
    if corners == 0:
        path.addEllipse(QRectF(-radius, -radius, 2 * radius, 2 * radius))
        return path
    angles = [math.radians(turn_deg) + math.tau * at / corners for at in range(corners)]
    path.addPolygon(
        QPolygonF([QPointF(radius * math.sin(a), -radius * math.cos(a)) for a in angles])
    )
    path.closeSubpath()
    return path


def cross_shape(radius_px: float) -> QPainterPath:
    """The mark of an attack, to be stroked."""
    path = QPainterPath(QPointF(-radius_px, -radius_px))
    path.lineTo(radius_px, radius_px)
    path.moveTo(-radius_px, radius_px)
    path.lineTo(radius_px, -radius_px)
    return path


def initials(name: str) -> str:
    """One or two letters for a name."""
    words = name.split()
    letters = [word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)]
    return "".join(letters).upper()
