"""The marks of a time line: one column for each frame, or for several of a long recording."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QPainter, QPixmap

from faceid_core.types import LockState

from ..judged_frames import FrameVerdict, JudgedFrame, JudgedFrames
from . import theme

MARKS_PX: Final = 22
LOCK_PX: Final = 3  # the line that tells where the lock was open
GAP_PX: Final = 3
HEIGHT_PX: Final = MARKS_PX + GAP_PX + LOCK_PX
ROOMY_MARK_PX: Final = 5  # marks of this width are parted by a gap

#: Of several frames in one column the first of these is shown; as high as this part.
HEIGHTS: Final = {
    FrameVerdict.REFUSED: 0.62,
    FrameVerdict.MATCH: 1.0,
    FrameVerdict.NOT_COMPARED: 0.4,
    FrameVerdict.NO_FACE: 0.22,
}
RANKS: Final = {verdict: rank for rank, verdict in enumerate(HEIGHTS)}


class VerdictMarks:
    """A transparent picture that follows what is judged; only what changed is drawn again."""

    def __init__(self) -> None:
        self._picture: QPixmap | None = None
        self._shape: tuple[JudgedFrames, int, int, float] | None = None
        self._version = 0
        self._ranks: dict[int, int] = {}

    def picture(
        self, judged: JudgedFrames, frame_count: int, width_px: int, ratio: float
    ) -> QPixmap:
        """Return the picture, `width_px` x `HEIGHT_PX`.

        Args:
            judged: What was found.
            frame_count: How many frames the width stands for, at least 1.
            width_px: In the widget's pixels.
            ratio: Device pixels for each of them.
        """
        shape = (judged, frame_count, width_px, ratio)
        changed, version = judged.changed_since(self._version if shape == self._shape else None)
        if self._picture is None or shape != self._shape or changed is None:
            self._picture = QPixmap(QSize(width_px, HEIGHT_PX) * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            self._shape, self._ranks = shape, {}
        self._version = version
        found = judged.in_order() if changed is None else changed
        if found:
            painter = QPainter(self._picture)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            for each in found:
                if each.index < frame_count:
                    self._draw(painter, each, width_px / frame_count)
            painter.end()
        return self._picture

    def _draw(self, painter: QPainter, found: JudgedFrame, scale: float) -> None:
        left = int(found.index * scale)
        width = max(1, int((found.index + 1) * scale) - left)
        transparent = QColor(Qt.GlobalColor.transparent)
        is_open = found.lock_state is LockState.UNLOCKED
        lock = QColor(theme.colors().green) if is_open else transparent
        painter.fillRect(QRectF(left, MARKS_PX + GAP_PX, width, LOCK_PX), lock)
        if RANKS[found.verdict] > self._ranks.get(left, len(RANKS)):
            return
        self._ranks[left] = RANKS[found.verdict]
        height = MARKS_PX * HEIGHTS[found.verdict]
        gap = 1 if scale >= ROOMY_MARK_PX else 0
        painter.fillRect(QRectF(left, 0, width, MARKS_PX), transparent)
        mark = QRectF(left, MARKS_PX - height, width - gap, height)
        painter.fillRect(mark, QColor(verdict_color(found.verdict)))


def verdict_color(verdict: FrameVerdict) -> str:
    """The color of a frame's mark."""
    colors = theme.colors()
    return {
        FrameVerdict.MATCH: colors.green,
        FrameVerdict.REFUSED: colors.amber,
        FrameVerdict.NOT_COMPARED: colors.text_soft,
        FrameVerdict.NO_FACE: colors.tick_idle,
    }[verdict]
