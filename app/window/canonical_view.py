"""The face's own relief: the map that the depth trunk and the liveness cues look at."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PyQt5.QtCore import QRect, QSize, Qt
from PyQt5.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PyQt5.QtWidgets import QSizePolicy, QWidget

from . import theme
from .color_scale import RELIEF
from .image import image_of
from .language import tr

MARGIN_PX: Final = 8
RADIUS_PX: Final = 16.0
HALF: Final = 0.5  # of a scaled pixel was measured: less is a hole


class CanonicalView(QWidget):
    """Shows the newest canonical map, mirrored, in a rounded square."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._depth_mm: NDArray[np.float32] | None = None
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Relief of the face, mirrored"))

    def sizeHint(self) -> QSize:
        return QSize(440, 440)

    @property
    def square(self) -> QRect:
        """Where the map is, in the widget's coordinates."""
        side = max(1, min(self.width(), self.height()) - 2 * MARGIN_PX)
        return QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)

    def show_map(self, depth_mm: NDArray[np.float32] | None) -> None:
        """Show a map of `FaceCrop`, or that there is none."""
        if depth_mm is not self._depth_mm:
            self._depth_mm, self._image = depth_mm, None
            self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = self.square
        outline = QPainterPath()
        outline.addRoundedRect(
            square.x(), square.y(), square.width(), square.height(), RADIUS_PX, RADIUS_PX
        )
        if self._depth_mm is None:
            painter.fillPath(outline, QColor(theme.colors().surface))
            painter.setPen(QColor(theme.colors().text_soft))
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(square.adjusted(24, 24, -24, -24), flags, tr("No face is measured"))
            return
        side_px = max(1, round(square.width() * self.devicePixelRatioF()))
        if self._image is None or self._image.width() != side_px:
            self._image = relief_image(self._depth_mm, side_px)
        painter.setClipPath(outline)
        painter.drawImage(square, self._image)


def relief_image(depth_mm: NDArray[np.float32], side_px: int) -> QImage:
    """Color a canonical map, scale it and mirror it.

    Args:
        depth_mm: float32, shape (96, 96), NaN in holes.
        side_px: Wanted side in device pixels, at least 1.
    """
    known = np.isfinite(depth_mm)
    # Millimeters are interpolated, not colors: a mean of colors need not lie on the scale.
    measured = _scaled(np.nan_to_num(depth_mm, nan=0.0), side_px)
    weight = _scaled(known.astype(np.float32), side_px)
    smooth_mm = np.divide(measured, np.maximum(weight, HALF), dtype=np.float32)
    return image_of(np.ascontiguousarray(RELIEF.picture(smooth_mm, weight >= HALF)[:, ::-1]))


def _scaled(values: NDArray[np.float32], side_px: int) -> NDArray[np.float32]:
    scaled = cv2.resize(values, (side_px, side_px), interpolation=cv2.INTER_LINEAR)
    return np.asarray(scaled, np.float32)
