"""Which picture is shown: a row of joined buttons."""

from __future__ import annotations

import enum

from PyQt5.QtWidgets import QShortcut, QWidget

from .language import tr
from .segments import Segments


class View(enum.IntEnum):
    """A way to show what the sensor sees."""

    COLOR = 0
    DEPTH = 1
    CANONICAL = 2
    CLOUD = 3


class ViewSwitch(Segments):
    """Chooses a view by mouse, by the arrow keys, or by the keys 1 to 4."""

    def __init__(self, parent: QWidget | None = None) -> None:
        choices = {
            View.COLOR: (tr("Color"), tr("The camera's picture")),
            View.DEPTH: (tr("Depth"), tr("How far everything is away")),
            View.CANONICAL: (tr("Relief"), tr("The face's own relief, seen from the front")),
            View.CLOUD: (tr("3-D"), tr("Points in space that can be turned")),
        }
        super().__init__(tr("View"), list(choices.values()), View.COLOR, parent)
        for view, button in zip(choices, self.buttons, strict=True):
            key = str(view + 1)
            button.setToolTip(f"{button.toolTip()} ({key})")
            QShortcut(key, self, button.click)

    @property
    def view(self) -> View:
        return View(self.index)
