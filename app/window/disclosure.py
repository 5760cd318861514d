"""A line that unfolds what stands below it."""

from __future__ import annotations

from PyQt5.QtCore import QPointF, Qt
from PyQt5.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PyQt5.QtWidgets import QWidget

from . import theme
from .buttons import Button
from .language import tr

ARROW_PX = 4.0


class Disclosure(Button):
    """A flat button with a small arrow to the right of its text.

    Attributes:
        is_open: Whether what it stands for is unfolded.
    """

    def __init__(self, subject: str, parent: QWidget | None = None) -> None:
        super().__init__("", "Ctrl+I", parent=parent)
        self.setObjectName("disclosure")
        self.is_open = False
        self._subject = subject
        self._tell()

    def show_text(self, text: str) -> None:
        """Change the line's text."""
        self.relabel(text)
        self._tell()

    def set_open(self, is_open: bool) -> None:
        """Turn the arrow; what is below is the owner's."""
        if is_open != self.is_open:
            self.is_open = is_open
            self._tell()
            self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colors().text_soft))
        painter.translate(self.width() - 2 * ARROW_PX, self.height() / 2)
        painter.rotate(90.0 if self.is_open else 0.0)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(-ARROW_PX / 2, -ARROW_PX),
                    QPointF(ARROW_PX / 2 + 1.0, 0.0),
                    QPointF(-ARROW_PX / 2, ARROW_PX),
                ]
            )
        )

    def _tell(self) -> None:
        """Give screen readers the subject and the state, and everybody the shortcut."""
        state = tr("unfolded") if self.is_open else tr("folded")
        self.setAccessibleName(f"{self._subject}, {self.text()}")
        self.setAccessibleDescription(state)
        self.setToolTip(f"{self._subject} (Ctrl+I)")
