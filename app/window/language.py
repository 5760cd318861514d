"""The window's language: every text that a user sees goes through `tr`.

The texts stand in the code in English, as plain literals, so that Qt's
`pylupdate5` finds them; `app.window.translations` writes the translation files.
"""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Final

from PyQt5.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

CONTEXT: Final = "@default"  # what pylupdate5 calls a `tr` that is no method
FOLDER: Final = Path(__file__).parent / "translations"


class Language(enum.Enum):
    """A language of the window, by its code."""

    ENGLISH = "en"
    ITALIAN = "it"
    JAPANESE = "ja"

    @property
    def own_name(self) -> str:
        """What its speakers call it."""
        return {"en": "English", "it": "Italiano", "ja": "日本語"}[self.value]


_installed: list[QTranslator] = []


def tr(text: str) -> str:
    """Translate a text of the window.

    Args:
        text: A literal in the call itself. Fill placeholders afterwards:
            `tr("Hello, {name}").format(name=name)`.
    """
    return QCoreApplication.translate(CONTEXT, text)


def mark(text: str) -> str:
    """Return a literal as it is, for the translators to find; `tr` translates it later."""
    return text


def language_of_desktop() -> Language:
    """The language of the desktop, or English if the window does not speak it."""
    code = QLocale.system().name().partition("_")[0]
    return next((known for known in Language if known.value == code), Language.ENGLISH)


def use_language(language: Language) -> None:
    """Let `tr`, and Qt's own dialogs, speak a language. Texts that are shown already stay."""
    while _installed:
        QCoreApplication.removeTranslator(_installed.pop())
    QLocale.setDefault(QLocale(language.value))
    if language is Language.ENGLISH:
        return
    qt_folder = QLibraryInfo.location(QLibraryInfo.LibraryLocation.TranslationsPath)
    for name, folder in ((f"qtbase_{language.value}", qt_folder), (language.value, str(FOLDER))):
        translator = QTranslator()
        if translator.load(name, folder):
            QCoreApplication.installTranslator(translator)
            _installed.append(translator)
