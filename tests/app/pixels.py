"""Comparing the colors of pixels."""

from __future__ import annotations

from PyQt5.QtGui import QColor


def distance(a: QColor, b: QColor) -> int:
    """The greatest difference of any channel."""
    return max(abs(a.red() - b.red()), abs(a.green() - b.green()), abs(a.blue() - b.blue()))
