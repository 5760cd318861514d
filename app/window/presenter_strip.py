"""Presenter mode: the lock's page for a room, one key for each thing, and a line that says so."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import QEvent, QObject, QPropertyAnimation, Qt, QTimer, pyqtSignal
from PyQt5.QtWidgets import (
    QApplication,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QShortcut,
    QWidget,
)

from .labels import label, set_text
from .language import tr

HINTS_MS: Final = 5000  # how long the keys are told
FADE_MS: Final = 600
HEIGHT_PX: Final = 40


class PresenterStrip(QWidget):
    """Tells the keys for a few seconds, and listens to them while it is visible.

    Moving the mouse tells them again. The pointer goes with them.

    Signals:
        locking_wanted: L was pressed.
        enrolling_wanted: E was pressed.
        next_wanted: N was pressed.
        readouts_wanted: H was pressed: they are to be shown, or hidden.
    """

    locking_wanted = pyqtSignal()
    enrolling_wanted = pyqtSignal()
    next_wanted = pyqtSignal()
    readouts_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT_PX)
        self.hints = label("hints")
        self.hints.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._opacity = QGraphicsOpacityEffect(self.hints)
        self.hints.setGraphicsEffect(self._opacity)
        self._fading = QPropertyAnimation(self._opacity, b"opacity", self)
        self._fading.setDuration(FADE_MS)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(HINTS_MS)
        self._resting.timeout.connect(self._rest)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 8)
        row.addWidget(self.hints)
        QShortcut(Qt.Key.Key_L, self, self.locking_wanted.emit)
        QShortcut(Qt.Key.Key_E, self, self.enrolling_wanted.emit)
        QShortcut(Qt.Key.Key_N, self, self.next_wanted.emit)
        QShortcut(Qt.Key.Key_H, self, self.readouts_wanted.emit)
        self.hide()

    @property
    def is_telling(self) -> bool:
        """Whether the keys are told, or just begin to fade."""
        return self._resting.isActive()

    def set_on(self, is_on: bool) -> None:
        """Begin, or end."""
        application = QApplication.instance()
        if is_on == self.isVisibleTo(self.parentWidget()) or application is None:
            return
        self.setVisible(is_on)
        if is_on:
            application.installEventFilter(self)
            self._tell()
        else:
            application.removeEventFilter(self)
            self._resting.stop()
            self._show_pointer(True)

    def show_readouts(self, are_shown: bool) -> None:
        """Word the hints for what H does now."""
        set_text(
            self.hints,
            tr("L lock     E enroll     N next     H hide readouts     Esc leave")
            if are_shown
            else tr("L lock     E enroll     N next     H show readouts     Esc leave"),
        )

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() == QEvent.Type.MouseMove:
            self._tell()
        return False

    def _tell(self) -> None:
        if not self._resting.isActive():
            self._show_pointer(True)
            self._fade_to(1.0)
        self._resting.start()

    def _rest(self) -> None:
        self._show_pointer(False)
        self._fade_to(0.0)

    def _fade_to(self, opacity: float) -> None:
        self._fading.stop()
        self._fading.setStartValue(self._opacity.opacity())
        self._fading.setEndValue(opacity)
        self._fading.start()

    def _show_pointer(self, is_shown: bool) -> None:
        window = self.window()
        if window is not None:
            cursors = Qt.CursorShape
            window.setCursor(cursors.ArrowCursor if is_shown else cursors.BlankCursor)
