"""What the window remembers from one start to the next."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Final, TypeVar

from PyQt5.QtCore import QByteArray, QSettings

from .language import Language, language_of_desktop

FILE_NAME: Final = "window.ini"

E = TypeVar("E", bound=enum.Enum)


class ThemeChoice(enum.Enum):
    """Which theme the user wants."""

    DESKTOP = "desktop"
    LIGHT = "light"
    DARK = "dark"


class WindowSettings:
    """The settings in a file of the data folder. A value that makes no sense is the default.

    Attributes:
        data_dir: The data folder; it is made when something is first written.
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self._stored = QSettings(str(data_dir / FILE_NAME), QSettings.Format.IniFormat)

    @property
    def theme(self) -> ThemeChoice:
        return self._choice("theme", ThemeChoice, ThemeChoice.DESKTOP)

    @theme.setter
    def theme(self, theme: ThemeChoice) -> None:
        self._write("theme", theme.value)

    @property
    def language(self) -> Language:
        """The chosen language, or else the desktop's."""
        return self._choice("language", Language, language_of_desktop())

    @language.setter
    def language(self, language: Language) -> None:
        self._write("language", language.value)

    @property
    def source(self) -> str | None:
        """The text of the source that was chosen in the window; None: what is there."""
        text = self._stored.value("source")
        return text if isinstance(text, str) and text else None

    @source.setter
    def source(self, source: str | None) -> None:
        self._write("source", source or "")

    @property
    def geometry(self) -> QByteArray:
        """Where the window was, for `QWidget.restoreGeometry`; empty at first."""
        stored = self._stored.value("geometry")
        return stored if isinstance(stored, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._write("geometry", geometry)

    def _choice(self, key: str, choices: type[E], default: E) -> E:
        try:
            return choices(self._stored.value(key))
        except ValueError:
            return default

    def _write(self, key: str, value: object) -> None:
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._stored.setValue(key, value)
        self._stored.sync()
