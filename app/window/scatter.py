"""A map of points to be moved about in, with the live face on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from PyQt5.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PyQt5.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PyQt5.QtWidgets import QSizePolicy, QWidget

from . import theme
from .bubble import paint_bubble
from .dots import Dots, paint_dots
from .language import tr
from .live_mark import LiveMark
from .plane_view import PlaneView

MARGIN_PX: Final = 40.0
LEAST_SPAN: Final = 1e-3  # of the plane; a single point has none
REACH_PX: Final = 12.0  # how near the pointer must come to a point
STEP_PX: Final = 40.0
STEP_FACTOR: Final = 1.25
POINTED_PX: Final = 10.0

_MOVES: Final = {
    Qt.Key.Key_Left: (STEP_PX, 0.0),
    Qt.Key.Key_Right: (-STEP_PX, 0.0),
    Qt.Key.Key_Up: (0.0, STEP_PX),
    Qt.Key.Key_Down: (0.0, -STEP_PX),
}
_ZOOMS: Final = {
    Qt.Key.Key_Plus: STEP_FACTOR,
    Qt.Key.Key_Equal: STEP_FACTOR,
    Qt.Key.Key_Minus: 1.0 / STEP_FACTOR,
}
_POINTS: Final = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
_RESETS: Final = (Qt.Key.Key_Home, Qt.Key.Key_0)


class Scatter(QWidget):
    """Shows points. Drag or arrow keys move, wheel or + and - zoom, Home shows everything.

    Page Up and Page Down go from point to point, as the pointer does.

    Attributes:
        view: What part of the plane is shown; None without points.
        pointed: The index of the point whose words are shown, or None.
        live: The live face.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: PlaneView | None = None
        self.pointed: int | None = None
        self._dots: Dots | None = None
        self._describe: Callable[[int], str] = str
        self._message = ""
        self._meant: int | None = None
        self.live = LiveMark()
        self._layer: QPixmap | None = None
        self._least_span = LEAST_SPAN
        self._is_moved = False
        self._dragged_from: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Map of faces"))
        self.setAccessibleDescription(
            tr(
                "Arrow keys move, plus and minus zoom, Home shows everything, Page Up and Page "
                "Down go from face to face."
            )
        )

    @property
    def message(self) -> str:
        """What is shown instead of points."""
        return self._message

    @property
    def words(self) -> str:
        """What is said about the pointed point."""
        return "" if self.pointed is None else self._describe(self.pointed)

    def sizeHint(self) -> QSize:
        return QSize(480, 400)

    def show_dots(
        self, dots: Dots, describe: Callable[[int], str], least_span: float = LEAST_SPAN
    ) -> None:
        """Show points, all of them in view.

        Args:
            dots: At least one.
            describe: Words for a point's index.
            least_span: How much of the plane is in view at least, however near the points are.
        """
        self._dots, self._describe, self._message = dots, describe, ""
        self._least_span = least_span
        self.reset()

    def show_message(self, message: str) -> None:
        """Show a sentence instead of points."""
        if message != self._message or self._dots is not None:
            self._dots, self.view, self.pointed, self._message = None, None, None, message
            self._layer = None
            self.update()

    def show_live(self, live: LiveMark) -> None:
        """Show the live face."""
        if not live.is_like(self.live):
            self.live = live
            self.update()

    def mean(self, rank: int | None) -> None:
        """Dim everybody but one person, or nobody."""
        if rank != self._meant:
            self._meant = rank
            self._redraw()

    def reset(self) -> None:
        """Show everything."""
        self.pointed, self._is_moved = None, False
        self.view = None
        if self._dots is not None:
            self.view = PlaneView.fitted(
                self._dots.points, self._size(), MARGIN_PX, self._least_span
            )
        self._redraw()

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys used here from shortcuts of the window."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._is_ours(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None or self.view is None or not self._is_ours(event):
            super().keyPressEvent(event)
            return
        key = event.key()
        if key in _MOVES:
            self._turn_to(self.view.moved(*_MOVES[Qt.Key(key)]))
        elif key in _ZOOMS:
            self._turn_to(
                self.view.zoomed(_ZOOMS[Qt.Key(key)], self.width() / 2, self.height() / 2)
            )
        elif key in _POINTS and self._dots is not None:
            step = _POINTS[Qt.Key(key)]
            before = -1 if self.pointed is None and step > 0 else (self.pointed or 0)
            self._point((before + step) % len(self._dots.points))
        elif key == Qt.Key.Key_Escape:
            self._point(None)
        else:
            self.reset()

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        if event is None or self.view is None:
            return
        turns = event.angleDelta().y() / 120.0
        at = event.position()
        self._turn_to(self.view.zoomed(STEP_FACTOR**turns, at.x(), at.y()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = event.localPos()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        self._dragged_from = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        self.reset()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is None or self.view is None:
            return
        at = event.localPos()
        if self._dragged_from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            moved = at - self._dragged_from
            self._dragged_from = at
            self._turn_to(self.view.moved(moved.x(), moved.y()))
        else:
            self._point(self._dot_at(at))

    def leaveEvent(self, event: QEvent | None) -> None:
        self._point(None)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        if self._is_moved and self.view is not None:
            self.view = self.view.resized(self._size())
            self._redraw()
        else:
            self.reset()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.colors()
        if self._dots is None or self.view is None:
            painter.setPen(QColor(colors.text_soft))
            room = QRectF(self.rect()).adjusted(MARGIN_PX, 0, -MARGIN_PX, 0)
            wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(wrapped), self._message)
        else:
            if self._layer is None:
                self._layer = self._painted(self._dots, self.view)
            painter.drawPixmap(0, 0, self._layer)
            self.live.paint(painter, self.view)
            if self.pointed is not None:
                at = QPointF(*self.view.to_px(self._dots.points[[self.pointed]])[0])
                painter.setPen(QPen(QColor(colors.text), 2.0))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(at, POINTED_PX, POINTED_PX)
                paint_bubble(painter, at, self.words, self.rect().width())
        if self.hasFocus():
            painter.setPen(QPen(QColor(colors.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 15, 15)

    def _painted(self, dots: Dots, view: PlaneView) -> QPixmap:
        """All points on a picture that stays until something about them changes."""
        ratio = self.devicePixelRatioF()
        layer = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        layer.setDevicePixelRatio(ratio)
        layer.fill(Qt.GlobalColor.transparent)
        painter = QPainter(layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_dots(painter, dots, view.to_px(dots.points), self._meant)
        painter.end()
        return layer

    def _dot_at(self, at: QPointF) -> int | None:
        if self._dots is None or self.view is None:
            return None
        away = np.hypot(*(self.view.to_px(self._dots.points) - [at.x(), at.y()]).T)
        if self._meant is not None:
            away = np.where(self._dots.ranks == self._meant, away, np.inf)
        nearest = int(away.argmin())
        return nearest if away[nearest] <= REACH_PX else None

    def _point(self, index: int | None) -> None:
        if index != self.pointed:
            self.pointed = index
            self.setAccessibleDescription(self.words)
            self.update()

    def _turn_to(self, view: PlaneView) -> None:
        self.view, self._is_moved = view, True
        self._redraw()

    def _redraw(self) -> None:
        self._layer = None
        self.update()

    def _size(self) -> tuple[float, float]:
        return float(max(self.width(), 1)), float(max(self.height(), 1))

    def _is_ours(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            return self.pointed is not None
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            return False
        known: Sequence[int] = (*_MOVES, *_ZOOMS, *_POINTS, *_RESETS)
        return key in known
