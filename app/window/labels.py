"""Labels by the name that the style sheet knows."""

from __future__ import annotations

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
