"""Labels by the name that the style sheet knows."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QWidget

from .theme import Ink

ZERO_WIDTH_SPACE: Final = "\u200b"


def label(name: str, text: str = "") -> QLabel:
    """Make a label that looks as `theme.style_sheet` says for `#name`.

    It shows texts as they are: a person's name is no markup.
    """
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setObjectName(name)
    return made


def set_ink(shown: QLabel, ink: Ink) -> None:
    """Color a label by what it says; the name it was made with must not set a color."""
    if shown.property("ink") != ink.value:
        shown.setProperty("ink", ink.value)
        restyle(shown)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at a widget's properties again, which Qt does not by itself."""
    style = widget.style()
    if style is not None:
        style.unpolish(widget)
        style.polish(widget)


def set_text(shown: QLabel, text: str) -> None:
    """Change a label only if it changes: Qt lays out anew even for the same text."""
    if shown.text() != text:
        shown.setText(text)


def set_wrapped(shown: QLabel, text: str, least_height_px: int) -> None:
    """Show a text whole: wrapped, also within paths, and as high as it needs."""
    if _is_measured(shown, f"{least_height_px} {text}"):
        return
    set_text(shown, text.replace("/", "/" + ZERO_WIDTH_SPACE))
    height_px = max(least_height_px, shown.heightForWidth(shown.width()))
    if shown.height() != height_px:
        shown.setFixedHeight(height_px)


def set_elided(shown: QLabel, text: str) -> None:
    """Show one line, with an ellipsis if it is longer than the label is wide."""
    if _is_measured(shown, text):
        return
    metrics = shown.fontMetrics()
    set_text(shown, metrics.elidedText(text, Qt.TextElideMode.ElideRight, shown.width()))
    shown.setToolTip("" if shown.text() == text else text)


def _is_measured(shown: QLabel, wanted: str) -> bool:
    """Whether a label, as wide as now, was fitted to this; if not, it is from now on.

    Measuring a text takes longer than all the rest.
    """
    wanted = f"{shown.width()} {wanted}"
    if shown.property("measured") == wanted:
        return True
    shown.setProperty("measured", wanted)
    return False
