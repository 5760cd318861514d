"""How the lock's page is laid out: for one person at a desk, or for a room."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from . import theme
from .padlock import Padlock
from .panel import Panel
from .picture_stage import PictureStage

DETAIL_HEIGHT_PX: Final = 42  # two lines at a desk
MARGINS_PX: Final = (16, 8, 16, 16)
#: For a room, as parts of the page's height.
PADLOCK_SHARE: Final = 0.24
HEADLINE_SHARE: Final = 0.07
DETAIL_SHARE: Final = 0.036
BUTTON_SHARE: Final = 0.024
SOURCE_SHARE: Final = 0.016


class FaceArrangement:
    """Puts the page's parts where they belong.

    At a desk: the picture with the words below, and the panel beside. For a room:
    a picture as high as the screen, beside it a large padlock and large words;
    the panel and the choice of views only if they are wanted.

    Attributes:
        padlock: The large padlock, shown to a room.
        detail_height_px: What the words under the headline need at least.
    """

    def __init__(
        self,
        page: QWidget,
        picture: PictureStage,
        headline: QLabel,
        detail: QLabel,
        controls: QWidget,
        source: QLabel,
        panel: Panel,
    ) -> None:
        self._page, self._picture, self._panel = page, picture, panel
        self._detail = detail
        self._is_presenting = False
        self.detail_height_px = DETAIL_HEIGHT_PX
        self.padlock = Padlock()
        self.padlock.hide()
        policy = controls.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that the words stay where they are
        controls.setSizePolicy(policy)
        self._words = QWidget()
        self._column = QVBoxLayout(self._words)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE)
        self._column.addStretch(0)
        self._column.addWidget(self.padlock, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (headline, detail, controls):
            self._column.addWidget(part)
        self._column.addSpacing(theme.SPACE)
        self._column.addWidget(source)
        self._column.addStretch(0)
        self._stage = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._stage.setContentsMargins(8, 0, 8, 0)
        self._stage.setSpacing(theme.SPACE)
        self._stage.addWidget(picture, 1)
        self._stage.addWidget(self._words)
        columns = QHBoxLayout(page)
        columns.setContentsMargins(*MARGINS_PX)
        columns.setSpacing(16)
        columns.addLayout(self._stage, 3)
        columns.addWidget(panel, 1)

    @property
    def is_presenting(self) -> bool:
        """Whether the page is laid out for a room."""
        return self._is_presenting

    def set_presenting(self, is_presenting: bool, *, shows_readouts: bool) -> None:
        """Lay the page out for a room, or for a desk.

        Args:
            is_presenting: For a room.
            shows_readouts: Whether a room sees the panel and the choice of views.
        """
        self._is_presenting = is_presenting
        has_readouts = shows_readouts or not is_presenting
        self._panel.setVisible(has_readouts)
        self._panel.lock_view.setHidden(is_presenting)
        self._picture.switch.setVisible(has_readouts)
        self.padlock.setVisible(is_presenting)
        directions = QBoxLayout.Direction
        self._stage.setDirection(
            directions.LeftToRight if is_presenting else directions.TopToBottom
        )
        self._stage.setStretch(1, 1 if is_presenting else 0)
        for end in (0, self._column.count() - 1):
            self._column.setStretch(end, 1 if is_presenting else 0)
        self.scale()

    def scale(self) -> None:
        """Fit the words to the page's height; to be called when that changes."""
        height_px = self._page.height()
        if not self._is_presenting:
            self._words.setStyleSheet("")
            self.detail_height_px = DETAIL_HEIGHT_PX
            return
        self.padlock.set_height(round(PADLOCK_SHARE * height_px))
        button_px = round(BUTTON_SHARE * height_px)
        self._words.setStyleSheet(
            f"QLabel#headline {{ font-size: {round(HEADLINE_SHARE * height_px)}px; }}"
            f"QLabel#detail {{ font-size: {round(DETAIL_SHARE * height_px)}px; }}"
            f"QLabel#source {{ font-size: {max(13, round(SOURCE_SHARE * height_px))}px; }}"
            f"QPushButton, QLineEdit {{ font-size: {button_px}px; min-height: {2 * button_px}px; }}"
            f"QPushButton {{ border-radius: {button_px + 2}px; }}"
        )
        self.detail_height_px = 2 * self._detail.fontMetrics().lineSpacing()
