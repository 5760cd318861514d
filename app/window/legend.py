"""What the colors of a view mean, in millimeters."""

from __future__ import annotations

from typing import Final

import numpy as np
from PyQt5.QtCore import QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PyQt5.QtWidgets import QSizePolicy, QWidget

from . import theme
from .color_scale import HOLE_RGB, STEPS, TABLE, ColorScale
from .language import tr

BAR_PX: Final = 8
HOLE_WIDTH_PX: Final = 14
GAP_PX: Final = 18  # between the bar and the color of holes
WIDTH_PX: Final = 300
FONT_PX: Final = 11


class Legend(QWidget):
    """A bar of a scale's colors with its numbers below, and the color of holes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale: ColorScale | None = None
        row = np.ascontiguousarray(TABLE[:STEPS, 0])
        self._bar = QImage(row.tobytes(), STEPS, 1, 3 * STEPS, QImage.Format.Format_RGB888).copy()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers at the bar's left end, in its middle and at its right end."""
        if self._scale is None:
            return ()
        near_mm, far_mm = self._scale.near_mm, self._scale.far_mm
        return tuple(
            f"{value_mm:.0f}".replace("-", "\N{MINUS SIGN}")
            for value_mm in (near_mm, (near_mm + far_mm) / 2.0, far_mm)
        )

    def sizeHint(self) -> QSize:
        return QSize(WIDTH_PX, BAR_PX + 4 + FONT_PX + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def show_scale(self, scale: ColorScale) -> None:
        """Explain this scale."""
        self._scale = scale
        near, _, far = self.numbers
        self.setAccessibleName(tr("Colors from {near} to {far} mm").format(near=near, far=far))
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        if self._scale is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(FONT_PX)
        painter.setFont(font)
        hole_text = tr("no data")
        hole_px = max(HOLE_WIDTH_PX, painter.fontMetrics().horizontalAdvance(hole_text))
        width_px = min(self.width(), WIDTH_PX)
        bar = QRectF((self.width() - width_px) / 2, 0, width_px - hole_px - GAP_PX, BAR_PX)
        hole = QRectF(bar.right() + GAP_PX, 0, hole_px, BAR_PX)
        clip = QPainterPath()
        clip.addRoundedRect(bar, BAR_PX / 2, BAR_PX / 2)
        clip.addRoundedRect(hole, BAR_PX / 2, BAR_PX / 2)
        painter.save()
        painter.setClipPath(clip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(bar, self._bar)
        painter.fillRect(hole, QColor(*HOLE_RGB))
        painter.restore()
        painter.setPen(QColor(theme.colors().text_soft))
        line = QRectF(bar.left(), BAR_PX + 4, bar.width(), FONT_PX + 4)
        near, middle, far = self.numbers
        top = Qt.AlignmentFlag.AlignTop
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | top, near)
        painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | top, middle)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | top, f"{far} mm")
        line = QRectF(hole.left(), line.top(), hole_px, line.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | top, hole_text)
