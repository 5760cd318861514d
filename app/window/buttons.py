"""Buttons of the window."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QPushButton, QWidget

from .labels import restyle


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
