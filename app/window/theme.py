"""Colors, type and spacing of the window, in one place.

Texts keep a contrast of at least 4.5 to 1 on the surface they stand on, in the
dark theme and in the light one. Colors are read when something is painted or
made, never at import: `colors()` follows the theme in use.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

from PyQt5.QtGui import QColor, QFont, QFontDatabase, QPalette
from PyQt5.QtWidgets import QApplication

SPACE: Final = 8  # px, the unit of every margin and gap
FONT_FAMILIES: Final = ("Inter", "Cantarell", "Noto Sans", "Ubuntu", "Open Sans", "DejaVu Sans")


@dataclass(frozen=True)
class Colors:
    """The colors of one theme, each `#rrggbb`.

    Attributes:
        background: Of the window.
        surface: Of a panel on it.
        surface_raised: Of a button or a field on either.
        surface_hover: Of a button under the pointer.
        hairline: Of lines that part.
        text, text_detail, text_soft, text_disabled: From the loudest to the faintest.
        tick_idle: Of a tick of the ring that is not lit.
        accent, accent_hover, on_accent: Of the one button that stands out, and its text.
        focus: Of the frame around what the keyboard acts on.
        green: Accepted.
        amber: Refused.
    """

    background: str
    surface: str
    surface_raised: str
    surface_hover: str
    hairline: str
    text: str
    text_detail: str
    text_soft: str
    text_disabled: str
    tick_idle: str
    accent: str
    accent_hover: str
    on_accent: str
    focus: str
    green: str
    amber: str


DARK: Final = Colors(
    background="#0c0c10",
    surface="#16161c",
    surface_raised="#23232b",
    surface_hover="#2e2e38",
    hairline="#26262e",
    text="#f4f4f6",
    text_detail="#c9c9d2",
    text_soft="#a3a3ae",
    text_disabled="#6e6e78",
    tick_idle="#3c3c46",
    accent="#0a6fe0",
    accent_hover="#1868cc",
    on_accent="#ffffff",
    focus="#4f8fd0",
    green="#32d15f",
    amber="#ffb340",
)
LIGHT: Final = Colors(
    background="#f5f5f7",
    surface="#ffffff",
    surface_raised="#e6e6eb",
    surface_hover="#d9d9e0",
    hairline="#e3e3e8",
    text="#17171c",
    text_detail="#3f3f48",
    text_soft="#5c5c68",
    text_disabled="#9a9aa4",
    tick_idle="#c6c6d0",
    accent="#0a66d0",
    accent_hover="#0858b4",
    on_accent="#ffffff",
    focus="#3b82d6",
    green="#137a36",
    amber="#96570a",
)


class Tone(enum.Enum):
    """What a message means; decides the color of ring, padlock and gauge."""

    NEUTRAL = "neutral"
    GOOD = "good"
    REFUSED = "refused"


class Ink(enum.Enum):
    """What a label's color says; see `labels.set_ink`."""

    PLAIN = "plain"
    SOFT = "soft"
    GOOD = "good"
    BAD = "bad"


_in_use = DARK


def colors() -> Colors:
    """The colors of the theme in use."""
    return _in_use


def tone_color(tone: Tone) -> str:
    """The color of a tone in the theme in use."""
    return {
        Tone.NEUTRAL: _in_use.text,
        Tone.GOOD: _in_use.green,
        Tone.REFUSED: _in_use.amber,
    }[tone]


def style_sheet(c: Colors) -> str:
    """How widgets look, by type, by object name and by property."""
    return f"""
QWidget {{ color: {c.text}; }}
QMainWindow, QWidget#stage {{ background: {c.background}; }}
QFrame#panel {{ background: {c.surface}; border: none; border-radius: 16px; }}
QFrame#hairline {{ background: {c.hairline}; border: none; }}
QLabel {{ background: transparent; }}
QLabel#headline {{ font-size: 23px; font-weight: 600; }}
QLabel#detail {{ font-size: 16px; color: {c.text_detail}; }}
QLabel#state {{ font-size: 16px; font-weight: 600; }}
QLabel#source {{ font-size: 12px; color: {c.text_soft}; }}
QLabel#section {{ font-size: 12px; color: {c.text_soft}; }}
QLabel#key {{ font-size: 13px; color: {c.text_soft}; }}
QLabel#value {{ font-size: 13px; }}
QLabel#distance {{ font-size: 38px; font-weight: 300; }}
QLabel#verdict {{ font-size: 13px; color: {c.text_detail}; }}
QLabel#note {{ font-size: 13px; }}
QListView#plain {{ background: transparent; border: none; outline: none; }}
QListView#legend {{ background: transparent; border: none; outline: none; font-size: 13px; }}
QListView#legend::item {{ border: 2px solid transparent; border-radius: 8px; padding: 1px 2px; }}
QListView#legend::item:hover {{ background: {c.hairline}; }}
QListView#legend::item:selected {{ background: {c.surface_raised}; color: {c.text}; }}
QListView#legend:focus::item:selected {{ border-color: {c.focus}; }}
QLabel#notice {{ font-size: 12px; color: {c.amber}; }}
QPushButton {{
    background: {c.surface_raised}; border: 2px solid transparent; border-radius: 19px;
    padding: 0 20px; min-height: 34px; font-size: 14px;
}}
QPushButton[compact="true"] {{ padding: 0 12px; }}
QPushButton:hover {{ background: {c.surface_hover}; }}
QPushButton:focus {{ border-color: {c.focus}; }}
QPushButton:disabled {{ color: {c.text_disabled}; }}
QPushButton[primary="true"] {{
    background: {c.accent}; color: {c.on_accent}; font-weight: 600;
}}
QPushButton[primary="true"]:hover {{ background: {c.accent_hover}; }}
QPushButton[primary="true"]:disabled {{
    background: {c.surface_raised}; color: {c.text_disabled};
}}
QPushButton#segment {{
    background: transparent; color: {c.text_soft}; border-radius: 13px; padding: 0 14px;
    min-height: 22px; font-size: 13px;
}}
QPushButton#segment:hover {{ color: {c.text}; }}
QPushButton#segment:checked {{ background: {c.surface_raised}; color: {c.text}; }}
QPushButton#segment:focus {{ border-color: {c.focus}; }}
QPushButton#segment:disabled {{ background: transparent; color: {c.text_disabled}; }}
QPushButton#disclosure {{
    background: transparent; color: {c.text_soft}; border-radius: 6px; padding: 0;
    min-height: 18px; font-size: 12px; text-align: left;
}}
QPushButton#disclosure:hover {{ color: {c.text}; }}
QPushButton#disclosure:focus {{ border-color: {c.focus}; }}
QPushButton#tool {{ border-radius: 16px; padding: 0 14px; min-height: 28px; font-size: 13px; }}
QPushButton#glyph {{ border-radius: 17px; padding: 0; min-height: 30px; min-width: 30px; }}
QPushButton#glyph:checked {{ background: {c.surface_raised}; }}
QLabel#hints {{ font-size: 15px; color: {c.text_soft}; }}
QLabel#place {{ font-size: 13px; color: {c.text_soft}; }}
QLineEdit {{
    background: {c.surface_raised}; border: 2px solid transparent; border-radius: 10px;
    padding: 0 12px; min-height: 34px; font-size: 15px;
    selection-background-color: {c.accent};
}}
QLineEdit:focus {{ border-color: {c.focus}; }}
QLabel[ink="plain"] {{ color: {c.text}; }}
QLabel[ink="soft"] {{ color: {c.text_soft}; }}
QLabel[ink="good"] {{ color: {c.green}; }}
QLabel[ink="bad"] {{ color: {c.amber}; }}
QLabel#group {{ font-size: 13px; font-weight: 600; color: {c.text_soft}; padding-left: 16px; }}
QLabel#row {{ font-size: 14px; }}
QScrollArea#page {{ background: {c.background}; border: none; }}
QComboBox {{
    background: {c.surface_raised}; border: 2px solid transparent; border-radius: 10px;
    padding: 0 12px; min-height: 28px; min-width: 150px; font-size: 14px;
}}
QComboBox#speed {{ min-width: 58px; font-size: 13px; }}
QComboBox:focus {{ border-color: {c.focus}; }}
QComboBox:disabled {{ color: {c.text_disabled}; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox QAbstractItemView {{
    background: {c.surface_raised}; color: {c.text}; border: 1px solid {c.hairline};
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; outline: none;
}}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar::handle:vertical {{
    background: {c.surface_hover}; border-radius: 3px; min-height: 30px;
}}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent; height: 0;
}}
QTabBar {{ background: transparent; }}
QTabBar::tab {{
    background: transparent; color: {c.text_soft}; border: 2px solid transparent;
    border-radius: 13px; padding: 0 14px; min-height: 22px; font-size: 13px; margin: 0 2px;
}}
QTabBar::tab:hover {{ color: {c.text}; }}
QTabBar::tab:selected {{ background: {c.surface_raised}; color: {c.text}; }}
QTabBar:focus::tab:selected {{ border-color: {c.focus}; }}
QToolTip {{
    background: {c.surface_raised}; color: {c.text}; border: 1px solid {c.hairline};
    padding: 4px 6px;
}}
"""


def apply_theme(application: QApplication, theme: Colors = DARK) -> None:
    """Give the application its font, and palette and style sheet of a theme.

    Widgets that paint themselves read `colors()` anew when they are painted.
    """
    global _in_use
    _in_use = theme
    installed = set(QFontDatabase().families())
    font = QFont(next((name for name in FONT_FAMILIES if name in installed), font_fallback()))
    font.setPixelSize(14)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    application.setStyle("Fusion")
    application.setFont(font)
    palette = QPalette()
    for role, color in (
        (QPalette.ColorRole.Window, theme.background),
        (QPalette.ColorRole.Base, theme.surface_raised),
        (QPalette.ColorRole.Button, theme.surface_raised),
        (QPalette.ColorRole.Text, theme.text),
        (QPalette.ColorRole.WindowText, theme.text),
        (QPalette.ColorRole.ButtonText, theme.text),
        (QPalette.ColorRole.Highlight, theme.accent),
        (QPalette.ColorRole.HighlightedText, theme.on_accent),
    ):
        palette.setColor(role, QColor(color))
    palette.setColor(QPalette.ColorRole.PlaceholderText, QColor(theme.text_soft))
    application.setPalette(palette)
    application.setStyleSheet(style_sheet(theme))


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
