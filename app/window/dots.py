"""The points of a map, and how they are painted."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PyQt5.QtCore import QPointF, Qt
from PyQt5.QtGui import QColor, QPainter, QPen, QPixmap

from . import theme
from .marks import cross_shape, person_color, person_shape

STAMP_PX: Final = 22
RADIUS_PX: Final = {"enrolled": 6.0, "other": 4.0, "attack": 3.5}
DIMMED: Final = 0.14  # opacity of those that are not meant


class Kind(enum.IntEnum):
    """What a point stands for."""

    ENROLLED = 0
    OTHER = 1  # a person of an evaluation
    ATTACK = 2  # on such a person


@dataclass(frozen=True, eq=False)
class Dots:
    """n points.

    Attributes:
        points: float64, shape (n, 2).
        ranks: int64, shape (n,), each person's.
        kinds: int64, shape (n,), as `Kind`.
    """

    points: NDArray[np.float64]
    ranks: NDArray[np.int64]
    kinds: NDArray[np.int64]


def paint_dots(
    painter: QPainter, dots: Dots, at_px: NDArray[np.float64], meant: int | None
) -> None:
    """Paint points; those of enrolled people over the others.

    Args:
        painter: Of the widget.
        dots: What they are.
        at_px: Shape (n, 2), where they lie on it.
        meant: The rank of the only person who is not dimmed; None for everybody.
    """
    ratio = 1.0
    device = painter.device()
    if device is not None:
        ratio = device.devicePixelRatioF()
    stamps: dict[tuple[int, int], QPixmap] = {}
    order = np.argsort(-dots.kinds, kind="stable")
    if meant is not None:
        order = np.concatenate(
            [order[dots.ranks[order] != meant], order[dots.ranks[order] == meant]]
        )
    for index in order:
        rank, kind = int(dots.ranks[index]), int(dots.kinds[index])
        stamp = stamps.get((rank, kind))
        if stamp is None:
            is_dimmed = meant is not None and rank != meant
            stamp = stamps[rank, kind] = mark_stamp(rank, Kind(kind), ratio, is_dimmed=is_dimmed)
        x, y = at_px[index]
        painter.drawPixmap(QPointF(x - STAMP_PX / 2, y - STAMP_PX / 2), stamp)


def mark_stamp(rank: int, kind: Kind, ratio: float, *, is_dimmed: bool = False) -> QPixmap:
    """A person's mark as a small picture.

    Args:
        rank: The person's.
        kind: What the point stands for.
        ratio: Device pixels for one of the widget's.
        is_dimmed: Whether somebody else is meant.
    """
    stamp = QPixmap(round(STAMP_PX * ratio), round(STAMP_PX * ratio))
    stamp.setDevicePixelRatio(ratio)
    stamp.fill(Qt.GlobalColor.transparent)
    painter = QPainter(stamp)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(DIMMED if is_dimmed else 1.0)
    painter.translate(STAMP_PX / 2, STAMP_PX / 2)
    color = person_color(rank)
    if kind is Kind.ATTACK:
        painter.setPen(QPen(color, 1.6))
        painter.drawPath(cross_shape(RADIUS_PX["attack"]))
    elif kind is Kind.ENROLLED:
        painter.setPen(QPen(QColor(theme.colors().background), 1.2))
        painter.setBrush(color)
        painter.drawPath(person_shape(rank, RADIUS_PX["enrolled"]))
    else:
        painter.setPen(QPen(color, 1.2))
        color.setAlphaF(0.35)
        painter.setBrush(color)
        painter.drawPath(person_shape(rank, RADIUS_PX["other"]))
    painter.end()
    return stamp
