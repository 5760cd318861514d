"""The time line of a recording: its chapters, and a mark for every frame that was judged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PyQt5.QtCore import QEvent, QPoint, QRectF, QSize, Qt, pyqtSignal
from PyQt5.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PyQt5.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from faceid_core.types import LockState

from ..judged_frames import FrameVerdict, JudgedFrame, JudgedFrames
from ..transport import TransportState
from . import theme
from .chapters import chapter_title, chapter_words
from .core_texts import translated
from .language import tr

CAPTION_PX: Final = 15  # height of the chapters' names
MARKS_PX: Final = 22
LOCK_PX: Final = 3  # the line that tells where the lock is open
GAP_PX: Final = 3
RADIUS_PX: Final = 4.0
ROOMY_MARK_PX: Final = 5  # marks of this width are parted by a gap
FAR_STEP_S: Final = 1.0  # Page Up and Page Down

#: Of several frames on one pixel the first of these is shown, as high as this part.
HEIGHTS: Final = {
    FrameVerdict.REFUSED: 0.62,
    FrameVerdict.MATCH: 1.0,
    FrameVerdict.NOT_COMPARED: 0.4,
    FrameVerdict.NO_FACE: 0.22,
}


class Timeline(QSlider):
    """Shows where a recording stands and what was found; a click or a drag jumps there.

    The marks are drawn once into a picture, which follows what was judged.

    Signals:
        seek_wanted: Somebody wants to see a frame. arg: Its index.
        step_wanted: Somebody wants the next frame or the one before. arg: 1 or -1.
    """

    seek_wanted = pyqtSignal(int)
    step_wanted = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._state = TransportState()
        self._judged = JudgedFrames()
        self._version = -1
        self._marks: QPixmap | None = None
        self.setAccessibleName(tr("Time line"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(400, CAPTION_PX + MARKS_PX + GAP_PX + LOCK_PX + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def show_run(self, state: TransportState, judged: JudgedFrames) -> None:
        """Show a recording's position and what was found in it."""
        is_other = (
            judged is not self._judged
            or judged.version != self._version
            or state.timestamps_s is not self._state.timestamps_s
        )
        is_moved = state.position != self._state.position
        self._state, self._judged = state, judged
        if is_other:
            self._version = judged.version
            self._marks = None
        if is_other or is_moved:
            self.setRange(0, max(0, state.frame_count - 1))
            self.setValue(state.position or 0)
            self.update()

    def index_at(self, x: float) -> int:
        """Which frame is drawn at a column of the widget."""
        count = max(1, self._state.frame_count)
        return min(count - 1, max(0, int(x / max(1, self.width()) * count)))

    def x_of(self, index: int) -> float:
        """Where the middle of a frame's mark is."""
        return (index + 0.5) * self.width() / max(1, self._state.frame_count)

    def words_of(self, index: int) -> str:
        """What a tool tip says about a frame."""
        state = self._state
        time_s = state.timestamps_s[index] - state.timestamps_s[0]
        place = tr("Frame {index}, {seconds} s").format(index=index, seconds=f"{time_s:.2f}")
        chapter = state.chapter_of(index)
        if chapter is not None:
            place += f"\n{chapter_words(chapter)}"
        found = self._judged.at(index)
        return f"{place}\n{_found_words(found)}"

    def event(self, event: QEvent | None) -> bool:
        if isinstance(event, QHelpEvent) and self._state.frame_count:
            QToolTip.showText(event.globalPos(), self.words_of(self.index_at(event.x())), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._seek(event.pos())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._seek(event.pos())

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Nothing: the jump was made by the press."""

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None or not self._state.frame_count:
            return
        wish = self._wishes().get(event.key())
        if wish is None:
            event.ignore()
        else:
            wish()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        self._marks = None

    def paintEvent(self, event: QPaintEvent | None) -> None:
        ratio = self.devicePixelRatioF()
        if self._marks is None or self._marks.devicePixelRatioF() != ratio:
            self._marks = self._drawn_marks(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._marks)
        if self.hasFocus():
            self._paint_focus(painter)
        if self._state.position is not None:
            self._paint_head(painter, self.x_of(self._state.position))

    def _wishes(self) -> dict[int, Callable[[], None]]:
        """What each key does."""
        position, last = self._state.position or 0, self._state.frame_count - 1
        far = self._frames_within(FAR_STEP_S)
        return {
            Qt.Key.Key_Right: lambda: self.step_wanted.emit(1),
            Qt.Key.Key_Left: lambda: self.step_wanted.emit(-1),
            Qt.Key.Key_PageUp: lambda: self.seek_wanted.emit(min(last, position + far)),
            Qt.Key.Key_PageDown: lambda: self.seek_wanted.emit(max(0, position - far)),
            Qt.Key.Key_Home: lambda: self.seek_wanted.emit(0),
            Qt.Key.Key_End: lambda: self.seek_wanted.emit(last),
        }

    def _frames_within(self, seconds: float) -> int:
        """How many frames the recording has in so many seconds, at least 1."""
        times_s = self._state.timestamps_s
        duration_s = times_s[-1] - times_s[0]
        if duration_s <= 0.0:
            return 1
        return max(1, round((len(times_s) - 1) * seconds / duration_s))

    def _seek(self, place: QPoint) -> None:
        if self._state.frame_count:
            self.seek_wanted.emit(self.index_at(place.x()))

    def _drawn_marks(self, ratio: float) -> QPixmap:
        """Everything but the playhead."""
        drawn = QPixmap(self.size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colors().surface_raised))
        painter.drawRoundedRect(QRectF(0, CAPTION_PX, self.width(), MARKS_PX), RADIUS_PX, RADIUS_PX)
        self._paint_verdicts(painter)
        self._paint_chapters(painter)
        painter.end()
        return drawn

    def _paint_verdicts(self, painter: QPainter) -> None:
        count = self._state.frame_count
        order = list(HEIGHTS)
        shown: dict[int, JudgedFrame] = {}
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for found in self._judged.in_order():
            if found.index >= count:
                continue
            left, right = self._edges(found.index)
            known = shown.get(left)
            if known is None or order.index(found.verdict) < order.index(known.verdict):
                shown[left] = found
            if found.lock_state is LockState.UNLOCKED:
                bar = QRectF(left, CAPTION_PX + MARKS_PX + GAP_PX, right - left, LOCK_PX)
                painter.fillRect(bar, QColor(theme.colors().green))
        gap = 1 if self.width() >= ROOMY_MARK_PX * count else 0
        for found in shown.values():
            left, right = self._edges(found.index)
            height = MARKS_PX * HEIGHTS[found.verdict]
            mark = QRectF(left, CAPTION_PX + MARKS_PX - height, right - left - gap, height)
            painter.fillRect(mark, QColor(verdict_color(found.verdict)))

    def _edges(self, index: int) -> tuple[int, int]:
        """The columns from which to which a frame's mark goes."""
        scale = self.width() / self._state.frame_count
        left = int(index * scale)
        return left, max(left + 1, int((index + 1) * scale))

    def _paint_chapters(self, painter: QPainter) -> None:
        """A line where a chapter begins, and its name as far as there is room."""
        font = self.font()
        font.setPixelSize(11)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        scale = self.width() / max(1, self._state.frame_count)
        for chapter in self._state.chapters:
            left, right = chapter.first * scale, (chapter.last + 1) * scale
            if chapter.first > 0:
                line = QRectF(left, 2, 1, CAPTION_PX + MARKS_PX - 2)
                painter.fillRect(line, QColor(theme.colors().hairline))
            room = int(right - left) - 8
            title = chapter_title(chapter.name)
            name = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
            if len(name) > 1:
                painter.setPen(QColor(theme.colors().text_soft))
                place = QRectF(left + 4, 0, room, CAPTION_PX - 2)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_head(self, painter: QPainter, x: float) -> None:
        """The playhead, on a band of the background's color so that it shows on every mark."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        band = QRectF(x - 4.0, CAPTION_PX - 4, 8.0, MARKS_PX + 8)
        painter.setBrush(QColor(theme.colors().surface))
        painter.drawRoundedRect(band, 4.0, 4.0)
        painter.setBrush(QColor(theme.colors().text))
        painter.drawRoundedRect(band.adjusted(2, 2, -2, -2), 2.0, 2.0)

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.colors().focus), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        frame = QRectF(0, CAPTION_PX, self.width(), MARKS_PX).adjusted(1, -1, -1, 1)
        painter.drawRoundedRect(frame, RADIUS_PX, RADIUS_PX)


def verdict_color(verdict: FrameVerdict) -> str:
    """The color of a frame's mark."""
    colors = theme.colors()
    return {
        FrameVerdict.MATCH: colors.green,
        FrameVerdict.REFUSED: colors.amber,
        FrameVerdict.NOT_COMPARED: colors.text_soft,
        FrameVerdict.NO_FACE: colors.tick_idle,
    }[verdict]


def _found_words(found: JudgedFrame | None) -> str:
    """Verdict and distance of a frame, in words."""
    if found is None:
        return tr("Not judged yet")
    if found.verdict is FrameVerdict.MATCH:
        words = tr("Match")
    elif found.verdict is FrameVerdict.REFUSED:
        words = tr("Refused: {reason}").format(reason=translated(found.reason))
    elif found.verdict is FrameVerdict.NO_FACE:
        words = tr("No face to judge: {reason}").format(reason=translated(found.reason))
    else:
        words = tr("A face, but nobody is enrolled")
    if found.comparison is not None:
        distance = tr("Distance {distance}, at most {threshold}").format(
            distance=f"{found.comparison.distance:.2f}",
            threshold=f"{found.comparison.threshold:.2f}",
        )
        words += f"\n{distance}"
    return words
