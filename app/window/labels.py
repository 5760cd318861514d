"""Labels by the name that the style sheet knows."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel


def label(name: str, text: str = "") -> QLabel:
    """Make a label that looks as `theme.STYLE_SHEET` says for `#name`."""
    made = QLabel(text)
    made.setObjectName(name)
    return made


def set_text(shown: QLabel, text: str) -> None:
    """Change a label only if it changes: Qt lays out anew even for the same text."""
    if shown.text() != text:
        shown.setText(text)


def set_elided(shown: QLabel, text: str) -> None:
    """Show one line, with an ellipsis if it is longer than the label is wide."""
    metrics = shown.fontMetrics()
    set_text(shown, metrics.elidedText(text, Qt.TextElideMode.ElideRight, shown.width()))
    shown.setToolTip("" if shown.text() == text else text)
