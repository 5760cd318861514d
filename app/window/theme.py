"""Colors, type and spacing of the window, in one place.

Texts keep a contrast of at least 4.5 to 1 on the surface they stand on.
"""

from __future__ import annotations

import enum
from typing import Final

from PyQt5.QtGui import QColor, QFont, QFontDatabase, QPalette
from PyQt5.QtWidgets import QApplication

BACKGROUND: Final = "#0c0c10"
SURFACE: Final = "#16161c"
SURFACE_RAISED: Final = "#23232b"
SURFACE_HOVER: Final = "#2e2e38"
HAIRLINE: Final = "#26262e"
TEXT: Final = "#f4f4f6"
TEXT_DETAIL: Final = "#c9c9d2"
TEXT_SOFT: Final = "#a3a3ae"
TICK_IDLE: Final = "#3c3c46"
ACCENT: Final = "#0a6fe0"
ACCENT_HOVER: Final = "#1f80ee"
FOCUS: Final = "#4f8fd0"
GREEN: Final = "#32d15f"
AMBER: Final = "#ffb340"

SPACE: Final = 8  # px, the unit of every margin and gap
FONT_FAMILIES: Final = ("Inter", "Cantarell", "Noto Sans", "Ubuntu", "Open Sans", "DejaVu Sans")


class Tone(enum.Enum):
    """What a message means; decides the color of ring, padlock and gauge."""

    NEUTRAL = "neutral"
    GOOD = "good"
    REFUSED = "refused"


TONE_COLORS: Final = {Tone.NEUTRAL: TEXT, Tone.GOOD: GREEN, Tone.REFUSED: AMBER}

STYLE_SHEET: Final = f"""
QWidget {{ color: {TEXT}; }}
QMainWindow, QWidget#stage {{ background: {BACKGROUND}; }}
QFrame#panel {{ background: {SURFACE}; border: none; border-radius: 16px; }}
QFrame#hairline {{ background: {HAIRLINE}; border: none; }}
QLabel {{ background: transparent; }}
QLabel#headline {{ font-size: 23px; font-weight: 600; }}
QLabel#detail {{ font-size: 16px; color: {TEXT_DETAIL}; }}
QLabel#state {{ font-size: 16px; font-weight: 600; }}
QLabel#source, QLabel#pace {{ font-size: 12px; color: {TEXT_SOFT}; }}
QLabel#section {{ font-size: 12px; color: {TEXT_SOFT}; }}
QLabel#key {{ font-size: 13px; color: {TEXT_SOFT}; }}
QLabel#value {{ font-size: 13px; }}
QLabel#distance {{ font-size: 38px; font-weight: 300; }}
QLabel#verdict {{ font-size: 13px; color: {TEXT_SOFT}; }}
QLabel#notice {{ font-size: 12px; color: {AMBER}; }}
QPushButton {{
    background: {SURFACE_RAISED}; border: 2px solid transparent; border-radius: 19px;
    padding: 0 20px; min-height: 34px; font-size: 14px;
}}
QPushButton:hover {{ background: {SURFACE_HOVER}; }}
QPushButton:focus {{ border-color: {FOCUS}; }}
QPushButton:disabled {{ color: #6e6e78; }}
QPushButton[primary="true"] {{ background: {ACCENT}; font-weight: 600; }}
QPushButton[primary="true"]:hover {{ background: {ACCENT_HOVER}; }}
QPushButton[primary="true"]:disabled {{ background: {SURFACE_RAISED}; }}
QLineEdit {{
    background: {SURFACE_RAISED}; border: 2px solid transparent; border-radius: 10px;
    padding: 0 12px; min-height: 34px; font-size: 15px;
    selection-background-color: {ACCENT};
}}
QLineEdit:focus {{ border-color: {FOCUS}; }}
"""


def apply_theme(application: QApplication) -> None:
    """Give the application its font, palette and style sheet."""
    installed = set(QFontDatabase().families())
    font = QFont(next((name for name in FONT_FAMILIES if name in installed), font_fallback()))
    font.setPixelSize(14)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    application.setStyle("Fusion")
    application.setFont(font)
    palette = QPalette()
    for role, color in (
        (QPalette.ColorRole.Window, BACKGROUND),
        (QPalette.ColorRole.Base, SURFACE_RAISED),
        (QPalette.ColorRole.Button, SURFACE_RAISED),
        (QPalette.ColorRole.Text, TEXT),
        (QPalette.ColorRole.WindowText, TEXT),
        (QPalette.ColorRole.ButtonText, TEXT),
        (QPalette.ColorRole.Highlight, ACCENT),
        (QPalette.ColorRole.HighlightedText, TEXT),
    ):
        palette.setColor(role, QColor(color))
    palette.setColor(QPalette.ColorRole.PlaceholderText, QColor(TEXT_SOFT))
    application.setPalette(palette)
    application.setStyleSheet(STYLE_SHEET)


def font_fallback() -> str:
    """The desktop's own interface font."""
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def mixed(start: QColor, end: QColor, amount: float) -> QColor:
    """The color `amount` (0 to 1) of the way from `start` to `end`."""
    return QColor.fromRgbF(
        start.redF() + (end.redF() - start.redF()) * amount,
        start.greenF() + (end.greenF() - start.greenF()) * amount,
        start.blueF() + (end.blueF() - start.blueF()) * amount,
    )
