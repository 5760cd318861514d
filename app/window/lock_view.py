"""The lock's state, for people across the room."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QLocale, Qt
from PyQt5.QtWidgets import QVBoxLayout, QWidget

from . import theme
from .labels import label, set_elided
from .language import tr
from .padlock import Padlock
from .theme import Tone


class LockView(QWidget):
    """A padlock, the word under it, and who may open it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.padlock = Padlock()
        self.word = label("state", tr("Locked"))
        self.word.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.who = label("section")
        self.who.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.SPACE, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.padlock, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.word)
        layout.addWidget(self.who)

    def show_state(self, *, is_unlocked: bool, tone: Tone) -> None:
        """Open or close the padlock and color it."""
        self.padlock.set_open(is_unlocked)
        self.padlock.set_tone(tone if tone is Tone.REFUSED else Tone.NEUTRAL)
        self.word.setText(tr("Unlocked") if is_unlocked else tr("Locked"))

    def show_names(self, names: Sequence[str], opened_by: str | None) -> None:
        """Say who has unlocked, or who can."""
        if opened_by is not None:
            text = tr("Opened by {name}").format(name=opened_by)
        elif names:
            text = tr("Opens for {names}").format(names=QLocale().createSeparatedList(list(names)))
        else:
            text = tr("Nobody is enrolled")
        set_elided(self.who, text)
