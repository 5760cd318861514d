"""The right side of the lock's page: padlock, name and everything measured."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import QSize
from PyQt5.QtGui import QResizeEvent
from PyQt5.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ..session import Snapshot
from .core_texts import translated
from .labels import label
from .lock_view import LockView
from .readout import Readout

LEAST_WIDTH_PX: Final = 300
GREATEST_WIDTH_PX: Final = 420
ROOM_WITH_NOTICE_PX: Final = 620
PADLOCK_SHARE: Final = 0.12  # of the panel's height
LEAST_PADLOCK_PX: Final = 60
COMPACT_PADLOCK_PX: Final = 40
GREATEST_PADLOCK_PX: Final = 128


class Panel(QFrame):
    """The padlock above the readouts, and notices about stored templates below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_compact = False
        self.setObjectName("panel")
        self.setMinimumWidth(LEAST_WIDTH_PX)
        self.setMaximumWidth(GREATEST_WIDTH_PX)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.lock_view = LockView()
        self.readout = Readout()
        self.notice = label("notice")
        self.notice.setWordWrap(True)
        self.notice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(10)
        column.addWidget(self.lock_view)
        column.addWidget(self.readout, 1)
        column.addWidget(self.notice)

    def sizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH_PX, super().sizeHint().height())

    def set_compact(self, is_compact: bool) -> None:
        """Take less room: a small padlock, and a low plot or none."""
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self._fit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the notices and the padlock what the readouts leave."""
        has_notice = bool(self.notice.text())
        self.notice.setVisible(has_notice and not self._is_compact)  # the page of people has it too
        is_tight = has_notice and self.height() < ROOM_WITH_NOTICE_PX
        self.readout.set_compact(self._is_compact or is_tight)
        height_px = round(self.height() * PADLOCK_SHARE)
        height_px = min(GREATEST_PADLOCK_PX, max(LEAST_PADLOCK_PX, height_px))
        self.lock_view.padlock.set_height(COMPACT_PADLOCK_PX if self._is_compact else height_px)

    def show_snapshot(
        self, now: Snapshot, now_s: float, *, frames_per_second: float, is_exact: bool = False
    ) -> None:
        """Show what is new; the padlock's state is set by whoever words it."""
        self.readout.show_snapshot(
            now, now_s, frames_per_second=frames_per_second, is_exact=is_exact
        )
        notice = "\n".join(map(translated, now.notices))
        if notice != self.notice.text():
            self.notice.setText(notice)
            self._fit()
