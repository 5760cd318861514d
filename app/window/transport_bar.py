"""The bar of tester mode: a recording's time line, and what moves along it."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeySequence, QResizeEvent
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QShortcut, QVBoxLayout, QWidget

from ..judged_frames import JudgedFrames
from ..transport import SPEEDS, TransportState
from ..worker import RecognitionWorker
from . import theme
from .buttons import Button, ChoiceBox
from .glyph_button import (
    GlyphButton,
    back_glyph,
    forward_glyph,
    loop_glyph,
    pause_glyph,
    play_glyph,
)
from .labels import label, set_elided
from .language import tr
from .recognition_thread import RecognitionThread
from .timeline import Timeline

FASTEST: Final = 0.0  # of the box's entries: as fast as it can


class TransportBar(QFrame):
    """Moves through the recording that is gone through, and shows what was found.

    It holds no state of its own. Its keys work while it is visible.

    Signals:
        exporting_wanted: The run is to be saved.
        opening_wanted: Another recording is to be opened.
    """

    exporting_wanted = pyqtSignal()
    opening_wanted = pyqtSignal()

    def __init__(self, recognition: RecognitionThread, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recognition = recognition
        self._shown: tuple[TransportState, JudgedFrames, int] | None = None
        self.setObjectName("panel")
        self.setAccessibleName(tr("Tester mode"))
        self.timeline = Timeline()
        self.timeline.seek_wanted.connect(lambda index: self._worker.seek(index))
        self.timeline.step_wanted.connect(lambda count: self._worker.step(count))
        self.back = GlyphButton(back_glyph(), tr("One frame back"), ", ←")
        self.back.clicked.connect(lambda: self._worker.step(-1))
        self.play = GlyphButton(play_glyph(), tr("Play"))
        self.play.clicked.connect(self._toggle)
        self.forward = GlyphButton(forward_glyph(), tr("One frame on"), ". →")
        self.forward.clicked.connect(lambda: self._worker.step(1))
        self.loop = GlyphButton(loop_glyph(), tr("Start again at the end"), is_outline=True)
        self.loop.setCheckable(True)
        self.loop.clicked.connect(lambda on: self._worker.reader.transport.set_loop(on))
        self.speed = ChoiceBox()
        self.speed.setObjectName("speed")
        self.speed.setAccessibleName(tr("Speed"))
        self.speed.setToolTip(tr("Speed"))
        for speed in SPEEDS:
            self.speed.addItem(f"{speed:g}\N{MULTIPLICATION SIGN}", speed)
        self.speed.addItem(tr("Fastest"), FASTEST)
        self.speed.activated.connect(self._set_speed)
        self.place = label("place")
        self.place.setMinimumWidth(120)
        self.judge_all = _tool(tr("Judge all"), tr("Judge every frame, as fast as it can"))
        self.judge_all.clicked.connect(lambda: self._worker.judge_all())
        self.export = _tool(tr("Export…"), tr("Save what was found in every frame"), "Ctrl+S")
        self.export.clicked.connect(self.exporting_wanted)
        self.open = _tool(tr("Open…"), tr("Open another recording"))
        self.open.clicked.connect(self.opening_wanted)
        self._lay_out()
        self._add_keys()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._shown = None  # how much of the place's words fits may have changed

    def show_now(self) -> None:
        """Show whatever is new."""
        worker = self._worker
        state = worker.reader.transport.state
        shown = (state, worker.judged, worker.judged.version)
        if shown == self._shown:
            return
        self._shown = shown
        self.timeline.show_run(state, worker.judged)
        self.play.show_glyph(pause_glyph() if state.is_playing else play_glyph())
        self.play.rename(tr("Pause") if state.is_playing else tr("Play"), tr("Space"))
        self.loop.setChecked(state.loop)
        index = self.speed.findData(FASTEST if state.speed is None else state.speed)
        if index != self.speed.currentIndex():
            self.speed.setCurrentIndex(index)
        count = len(worker.judged)
        self.export.setEnabled(count > 0)
        self.judge_all.setEnabled(not state.is_hurrying)
        set_elided(self.place, _place_words(state, count))

    @property
    def _worker(self) -> RecognitionWorker:
        return self._recognition.worker

    def _toggle(self) -> None:
        self._worker.reader.transport.toggle()

    def _set_speed(self) -> None:
        speed = self.speed.currentData()
        self._worker.reader.transport.set_speed(None if speed == FASTEST else speed)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE // 2)
        for button in (self.back, self.play, self.forward, self.loop):
            row.addWidget(button)
        row.addWidget(self.speed)
        row.addSpacing(theme.SPACE)
        row.addWidget(self.place, 1)
        for tool in (self.judge_all, self.export, self.open):
            row.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 10)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.timeline)
        column.addLayout(row)

    def _add_keys(self) -> None:
        QShortcut(QKeySequence(Qt.Key.Key_Space), self, self._toggle)
        QShortcut(QKeySequence(Qt.Key.Key_Period), self, lambda: self._worker.step(1))
        QShortcut(QKeySequence(Qt.Key.Key_Comma), self, lambda: self._worker.step(-1))


def _tool(text: str, description: str, keys: str = "") -> Button:
    button = Button(text, keys)
    button.setObjectName("tool")
    button.setToolTip(f"{description} ({keys})" if keys else description)
    button.setAccessibleDescription(description)
    return button


def _place_words(state: TransportState, judged_count: int) -> str:
    """Where the recording stands, in one line."""
    if state.position is None:
        return tr("Opening the recording")
    time_s = state.timestamps_s[state.position] - state.timestamps_s[0]
    return tr("{index} of {last}   {seconds} s   {judged} judged").format(
        index=state.position,
        last=state.frame_count - 1,
        seconds=f"{time_s:.2f}",
        judged=judged_count,
    )
