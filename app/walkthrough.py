"""Brings the real window through its states, for pictures of it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PyQt5.QtWidgets import QApplication

from .window.labels import ZERO_WIDTH_SPACE
from .window.language import Language
from .window.main_window import MainWindow
from .window.settings import ThemeChoice, WindowSettings
from .window.start import open_window

LIMIT_S: Final = 90.0  # for any one state
POLL_S: Final = 0.01


class Walkthrough:
    """Waits for a window's states while it goes on living.

    Attributes:
        window: The window.
        on_tick: Called again and again while something is waited for.
    """

    def __init__(self, window: MainWindow, on_tick: Callable[[], None] = lambda: None) -> None:
        self.window = window
        self.on_tick = on_tick

    def until(self, state: str, is_so: Callable[[], bool]) -> None:
        """Wait until something is so.

        Raises:
            TimeoutError: If it does not become so.
        """
        end_s = time.monotonic() + LIMIT_S
        while not is_so():
            if time.monotonic() > end_s:
                said = f"{self.window.face.headline.text()}: {self.window.face.detail.text()}"
                said = said.replace(ZERO_WIDTH_SPACE, "")
                raise TimeoutError(f"The window did not become {state}. It says: {said}")
            self.wait(POLL_S)

    def wait(self, seconds: float) -> None:
        """Let the window live for a time."""
        end_s = time.monotonic() + seconds
        while time.monotonic() < end_s:
            QApplication.processEvents()
            self.on_tick()
            time.sleep(0.003)


@contextmanager
def shown_window(
    source: str, theme: ThemeChoice, language: Language, size: tuple[int, int]
) -> Iterator[MainWindow]:
    """Show a window on a data folder of its own, which is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        settings = WindowSettings(Path(folder))
        settings.theme, settings.language = theme, language
        window = open_window(source, Path(folder), loop=True)
        window.resize(*size)
        window.show()
        try:
            yield window
        finally:
            window.close()
