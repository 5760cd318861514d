"""Keys, pressed as a user presses them."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot


def press(key: Qt.Key, qtbot: QtBot) -> None:
    """Press a key wherever the keyboard is."""
    qtbot.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key)
