"""Presence among the settings: whether the desk is being watched, and how to have it so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PyQt5.QtCore import QTimer
from PyQt5.QtGui import QHideEvent, QShowEvent
from PyQt5.QtWidgets import QFrame, QVBoxLayout, QWidget

from ..background import Job
from ..daemon_line import DaemonError, DaemonLine, NoDaemonError
from . import theme
from .core_texts import translated
from .labels import label, set_ink, set_text
from .language import tr
from .theme import Ink

LOOK_MS: Final = 2000


@dataclass(frozen=True)
class Watching:
    """What the daemon says about itself.

    Attributes:
        is_running: Whether there is one.
        is_watching: Whether a session is being watched.
        trouble: What is wrong, a sentence; empty if nothing is.
    """

    is_running: bool = False
    is_watching: bool = False
    trouble: str = ""


def asked() -> Watching:
    """Ask the daemon."""
    try:
        with DaemonLine() as line:
            status = line.status()
    except NoDaemonError:
        return Watching()
    except DaemonError as error:
        return Watching(is_running=True, trouble=str(error))
    return Watching(
        is_running=True,
        is_watching=bool(status.get("watching")),
        trouble=str(status.get("sensor_error", "")),
    )


class PresenceSetting(QFrame):
    """Says whether the seat is watched; looks again every `LOOK_MS` while it is visible.

    Attributes:
        state: In a few words.
        note: What that means.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.state = label("row")
        self.note = label("note")
        self.note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.state)
        column.addWidget(self.note)
        self._asking: Job[Watching] | None = None
        self._looking = QTimer(self)
        self._looking.timeout.connect(self._look)
        self.show_watching(Watching())

    def show_watching(self, now: Watching) -> None:
        """Show what the daemon says."""
        set_ink(self.state, Ink.GOOD if now.is_watching and not now.trouble else Ink.PLAIN)
        set_ink(self.note, Ink.BAD if now.trouble else Ink.SOFT)
        if now.is_watching:
            set_text(self.state, tr("The seat is being watched"))
            means = tr(
                "The screen locks when you leave, and opens when you come back and look. No "
                "picture is kept. An icon in the panel pauses it."
            )
        elif now.is_running:
            set_text(self.state, tr("The seat is not being watched"))
            means = tr("Start it in this session with: faceid presence")
        else:
            set_text(self.state, tr("The face recognition service is not running"))
            means = tr(
                "With it the screen locks when you leave, and opens when you come back. "
                "Set it up with: sudo faceid install"
            )
        set_text(self.note, translated(now.trouble) if now.trouble else means)

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self._look()
        self._looking.start(200)

    def hideEvent(self, event: QHideEvent | None) -> None:
        self._looking.stop()
        super().hideEvent(event)

    def _look(self) -> None:
        """Show an answer if there is one, and ask anew once in a while."""
        job = self._asking
        if job is None:
            self._asking = Job(asked)
        elif job.is_done:
            if job.result is not None:
                self.show_watching(job.result)
            self._asking = None
            self._looking.start(LOOK_MS)
