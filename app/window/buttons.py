"""Buttons of the window, and the box to choose one of several."""

from __future__ import annotations

from PyQt5.QtCore import QPointF, Qt
from PyQt5.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt5.QtWidgets import QComboBox, QPushButton, QWidget

from . import theme
from .labels import restyle
from .language import tr


class Button(QPushButton):
    """A rounded button that Enter presses too, not only the space bar.

    The shortcut stands in the tool tip: underlined letters make a calm row restless.
    """

    def __init__(
        self,
        text: str,
        shortcut: str,
        *,
        is_primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("primary", is_primary)
        self.setToolTip(shortcut)
        self._shortcut = shortcut
        self.setShortcut(shortcut)

    def relabel(self, text: str) -> None:
        """Change the text; Qt would drop the shortcut."""
        if self.text() != text:
            self.setText(text)
            self.setShortcut(self._shortcut)

    def set_primary(self, is_primary: bool) -> None:
        """Make this the button that stands out, or one of the others."""
        if self.property("primary") != is_primary:
            self.setProperty("primary", is_primary)
            restyle(self)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class ChoiceBox(QComboBox):
    """A combo box whose arrow follows the theme; style sheets take pictures only."""

    def set_free(self, is_free: bool) -> None:
        """Let the choice be changed, or say what is to be done first."""
        if self.isEnabled() != is_free:
            self.setEnabled(is_free)
            self.setToolTip("" if is_free else tr("Unlock first to change it."))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(theme.colors().text_soft), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.translate(self.width() - 18, self.height() / 2)
        painter.drawPolyline(QPolygonF([QPointF(-4, -2), QPointF(0, 2), QPointF(4, -2)]))
