"""Points in space that can be turned, by pyqtgraph and OpenGL where there are both.

Both are loaded when the view is opened for the first time: most people never do.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from PyQt5.QtCore import QRectF, QSize, Qt, QTimer
from PyQt5.QtGui import (
    QColor,
    QOffscreenSurface,
    QOpenGLContext,
    QPainter,
    QPaintEvent,
    QPen,
)
from PyQt5.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from faceid_core.types import Face
from hardware.frame import Frame

from . import theme
from .cloud import cloud_of
from .labels import label
from .language import tr

if TYPE_CHECKING:
    from .cloud_canvas import CloudCanvas

logger = logging.getLogger(__name__)

EVERY_S: Final = 0.06  # a cloud takes longer to draw than a picture
OLDEST_OPENGL: Final = (2, 0)
FRAME_PX: Final = 3


def has_opengl() -> bool:
    """Whether this screen can draw with OpenGL; without, Qt would draw nothing or crash."""
    context = QOpenGLContext()
    if not context.create():
        return False
    surface = QOffscreenSurface()
    surface.setFormat(context.format())
    surface.create()
    if not context.makeCurrent(surface):
        return False
    made = context.format()
    context.doneCurrent()
    return made.version() >= OLDEST_OPENGL


class CloudView(QWidget):
    """Shows the newest frame as a cloud, or says why it cannot.

    Attributes:
        canvas: What draws the cloud; None before `open`, and where it cannot be drawn.
        notice: Why it cannot; empty while it can.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas: CloudCanvas | None = None
        self.notice: QLabel = label("detail")
        self.notice.setWordWrap(True)
        self.notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._is_open = False
        self._drawn: Frame | None = None
        self._shown_s = float("-inf")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(FRAME_PX, FRAME_PX, FRAME_PX, FRAME_PX)
        self._column.addWidget(self.notice)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Points in space, mirrored"))

    def sizeHint(self) -> QSize:
        return QSize(440, 440)

    def open(self) -> None:
        """Make ready to draw; the first time this takes a moment."""
        if self._is_open:
            return
        self._is_open = True
        if not has_opengl():
            self._give_up(
                tr(
                    "The 3-D view needs OpenGL, which this screen does not offer. "
                    "The other views work without it."
                )
            )
            return
        try:
            from .cloud_canvas import CloudCanvas
        except ImportError as error:
            logger.info("no 3-D view: %s", error)
            self._give_up(
                tr(
                    "The 3-D view needs two more packages: "
                    "install faceid-linux with its extra window3d."
                )
            )
            return
        self.canvas = CloudCanvas()
        self.canvas.failed.connect(self._on_failed)
        self.canvas.focus_changed.connect(self.update)
        self._column.addWidget(self.canvas)
        self.notice.hide()
        self.setFocusProxy(self.canvas)

    def show_frame(self, frame: Frame, face: Face | None, now_s: float) -> None:
        """Draw a frame's cloud, turning about the face, unless one was drawn just now."""
        is_drawn = frame is self._drawn or now_s - self._shown_s < EVERY_S
        if self.canvas is None or is_drawn:
            return
        self._drawn, self._shown_s = frame, now_s
        self.canvas.show_cloud(cloud_of(frame), None if face is None else face.origin_mm)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """A frame around the cloud while the keyboard turns it."""
        if self.canvas is None or not self.canvas.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.colors().focus), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _on_failed(self, message: str) -> None:
        """Take the canvas away, but not while it is being painted."""
        logger.warning("the 3-D view broke: %s", message)
        QTimer.singleShot(0, self._drop_canvas)

    def _drop_canvas(self) -> None:
        if self.canvas is None:
            return
        self.canvas.deleteLater()
        self.canvas = None
        self._give_up(
            tr("The 3-D view does not work on this screen. The other views work without it.")
        )

    def _give_up(self, notice: str) -> None:
        self.notice.setText(notice)
        self.notice.show()
