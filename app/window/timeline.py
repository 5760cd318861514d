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
)
from PyQt5.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from ..judged_frames import FrameVerdict, JudgedFrame, JudgedFrames
from ..transport import TransportState
from . import theme
from .chapters import chapter_title, chapter_words
from .core_texts import translated
from .language import tr
from .verdict_marks import HEIGHT_PX, MARKS_PX, VerdictMarks

CAPTION_PX: Final = 15  # height of the chapters' names
RADIUS_PX: Final = 4.0
FAR_STEP_S: Final = 1.0  # Page Up and Page Down


class Timeline(QSlider):
    """Shows where a recording stands and what was found; a click or a drag jumps there.

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
        self._marks = VerdictMarks()
        self.setAccessibleName(tr("Time line"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(400, CAPTION_PX + HEIGHT_PX + 4)

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

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colors().surface_raised))
        painter.drawRoundedRect(self._track, RADIUS_PX, RADIUS_PX)
        state, ratio = self._state, self.devicePixelRatioF()
        if state.frame_count:
            marks = self._marks.picture(self._judged, state.frame_count, self.width(), ratio)
            painter.drawPixmap(0, CAPTION_PX, marks)
        self._paint_chapters(painter)
        if self.hasFocus():
            self._paint_focus(painter)
        if state.position is not None:
            self._paint_head(painter, self.x_of(state.position))

    @property
    def _track(self) -> QRectF:
        return QRectF(0, CAPTION_PX, self.width(), MARKS_PX)

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
        painter.drawRoundedRect(self._track.adjusted(1, -1, -1, 1), RADIUS_PX, RADIUS_PX)


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
