"""The choice whether eyes must be open for a face to unlock."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSignal

from .buttons import ChoiceBox
from .language import tr


class EyesBox(QObject):
    """The choice; the page gives its box a place.

    Attributes:
        box: Where it is chosen.

    Args:
        is_required: What holds.

    Signals:
        chosen: The other was chosen. arg: Whether eyes must be open.
    """

    chosen = pyqtSignal(bool)

    def __init__(self, is_required: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.box = ChoiceBox()
        self.box.setAccessibleName(tr("Eyes"))
        self.box.addItem(tr("Must be open"), True)
        self.box.addItem(tr("May be closed"), False)
        self.box.activated.connect(self._on_choice)
        self.show_required(is_required)

    def show_required(self, is_required: bool) -> None:
        """Show what holds."""
        self.box.setCurrentIndex(self.box.findData(is_required))

    def set_free(self, is_free: bool) -> None:
        """Let it be changed, or say what is to be done first."""
        if self.box.isEnabled() != is_free:
            self.box.setEnabled(is_free)
            self.box.setToolTip("" if is_free else tr("Unlock first to change it."))

    def _on_choice(self, index: int) -> None:
        self.chosen.emit(self.box.itemData(index))
