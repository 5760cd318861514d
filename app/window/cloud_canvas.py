"""The OpenGL widget of the 3-D view. Importing it needs the extra `window3d`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PyQt5.QtCore import QEvent, Qt, pyqtSignal
from PyQt5.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QVector3D
from pyqtgraph.opengl import GLScatterPlotItem, GLViewWidget

from . import theme
from .cloud import Cloud, mirrored_points

logger = logging.getLogger(__name__)

PIVOT_MM: Final = np.array([0.0, 0.0, 800.0])  # where a face usually is
PIVOT_SHARE: Final = 0.15  # of the way to the face, at each frame
EYE_MM: Final = 850.0  # from the pivot
NEAREST_EYE_MM: Final = 300.0
FARTHEST_EYE_MM: Final = 3000.0
FIELD_DEG: Final = 45.0
AHEAD_DEG: Final = -90.0  # pyqtgraph's azimuth of a viewer in front
START_TURN_DEG: Final = 25.0  # seen a little from the side, depth shows at once
START_RAISE_DEG: Final = 8.0
KEY_TURN_DEG: Final = 5.0
KEY_ZOOM: Final = 0.9
POINT_MM: Final = 3.2  # wider than the sensor's steps at arm's length, so that skin is closed

#: Keys to the viewer's way around the pivot: to the right, and up.
TURNS_DEG: Final = {
    Qt.Key.Key_Left: (-KEY_TURN_DEG, 0.0),
    Qt.Key.Key_Right: (KEY_TURN_DEG, 0.0),
    Qt.Key.Key_Up: (0.0, KEY_TURN_DEG),
    Qt.Key.Key_Down: (0.0, -KEY_TURN_DEG),
}
ZOOMS: Final = {
    Qt.Key.Key_Plus: KEY_ZOOM,
    Qt.Key.Key_Equal: KEY_ZOOM,  # plus without shift
    Qt.Key.Key_Minus: 1.0 / KEY_ZOOM,
}


class CloudCanvas(GLViewWidget):
    """Draws a cloud. The mouse or the arrow keys turn it, the wheel or + and - zoom, Home
    or a double click goes back to the start.

    Attributes:
        pivot_mm: What it turns about, shape (3,), camera coordinates; follows the face.

    Signals:
        failed: OpenGL could not draw. arg: What it said.
        focus_changed: The keyboard came or went.
    """

    failed = pyqtSignal(str)
    focus_changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._has_failed = False
        self.pivot_mm: NDArray[np.float64] = PIVOT_MM
        self._points = GLScatterPlotItem(
            pos=np.zeros((0, 3), np.float32), size=POINT_MM, pxMode=False, glOptions="opaque"
        )
        self.addItem(self._points)
        self.setBackgroundColor(theme.colors().background)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.look_from_start()

    def show_cloud(self, cloud: Cloud, face_mm: NDArray[np.float64] | None) -> None:
        """Draw these points, turning about the face (shape (3,), camera coordinates)."""
        if face_mm is not None:
            self.pivot_mm = self.pivot_mm + (face_mm - self.pivot_mm) * PIVOT_SHARE
        self._look_at_pivot()
        self._points.setData(pos=cloud.points_mm, color=cloud.colors)

    def look_from_start(self) -> None:
        """Stand where the view is opened."""
        self.setCameraParams(
            distance=EYE_MM,
            azimuth=AHEAD_DEG + START_TURN_DEG,
            elevation=START_RAISE_DEG,
            fov=FIELD_DEG,
        )
        self._look_at_pivot()

    def drawItemTree(self, *_: Any, **__: Any) -> None:
        """Draw the only item; pyqtgraph's own would print what goes wrong, and go on."""
        self._points.paint()

    def initializeGL(self) -> None:
        # pyqtgraph keeps one shader for all contexts, and this one cannot use another's.
        GLScatterPlotItem._shaderProgram = None
        self._attempt(super().initializeGL)

    def paintGL(self) -> None:
        self._attempt(super().paintGL)

    def event(self, event: QEvent | None) -> bool:
        """Take the keys that turn and zoom before any shortcut of the window does."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in (*TURNS_DEG, *ZOOMS, Qt.Key.Key_Home)
            and event.modifiers() in (Qt.KeyboardModifier.NoModifier, _ON_KEYPAD)
        ):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        key = event.key()
        if key in TURNS_DEG:
            self.orbit(*TURNS_DEG[Qt.Key(key)])
        elif key in ZOOMS:
            self._zoom(ZOOMS[Qt.Key(key)])
        elif key == Qt.Key.Key_Home:
            self.look_from_start()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent | None) -> None:
        """Nothing: pyqtgraph would turn for as long as a key is held."""

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        self.look_from_start()

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def _attempt(self, draw: Callable[[], None]) -> None:
        """Draw, unless it did not work before."""
        if self._has_failed:
            return
        try:
            draw()
        except Exception as error:  # a driver may refuse anything
            logger.debug("drawing the cloud", exc_info=True)
            self._has_failed = True
            self.failed.emit(f"{type(error).__name__}: {error}")

    def _look_at_pivot(self) -> None:
        (center,) = mirrored_points(self.pivot_mm[np.newaxis])
        self.setCameraPosition(pos=QVector3D(*map(float, center)))

    def _zoom(self, factor: float) -> None:
        eye_mm = self.opts["distance"] * factor
        self.setCameraPosition(distance=min(FARTHEST_EYE_MM, max(NEAREST_EYE_MM, eye_mm)))


_ON_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
