"""The choice of a threshold, with what it means in error rates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PyQt5.QtCore import QObject, pyqtSignal

from faceid_core.encoder_description import OperatingPoint

from .buttons import ChoiceBox
from .labels import label, set_ink
from .language import tr
from .theme import Ink

#: Two thresholds that are nearer than this are one.
SAME: Final = 5e-4


class ThresholdBox(QObject):
    """The choice of one of the measured thresholds; the page gives its parts a place.

    Attributes:
        box: Where it is chosen.
        meaning: A sentence on what was measured.

    Args:
        points: The thresholds with their measured rates.
        threshold: The one that holds.

    Signals:
        chosen: Another one was chosen. arg: The threshold.
    """

    chosen = pyqtSignal(float)

    def __init__(
        self, points: Sequence[OperatingPoint], threshold: float, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._points = sorted(points, key=lambda point: -point.threshold)
        self.box = ChoiceBox()
        self.box.setAccessibleName(tr("Threshold"))
        for point in self._points:
            self.box.addItem(_name(point, self._points), point.threshold)
        self.meaning = label("note")
        self.meaning.setWordWrap(True)
        set_ink(self.meaning, Ink.SOFT)
        self.box.activated.connect(self._on_choice)
        self.show_threshold(threshold)

    def show_threshold(self, threshold: float) -> None:
        """Show which threshold holds; one that was not measured stands for itself."""
        index = next(
            (i for i, p in enumerate(self._points) if abs(p.threshold - threshold) < SAME), -1
        )
        self.box.setCurrentIndex(index)
        if index < 0:
            self.meaning.setText(
                tr("A threshold of {threshold} was not measured.").format(
                    threshold=f"{threshold:.2f}"
                )
            )
            return
        point = self._points[index]
        self.meaning.setText(
            tr(
                "Measured on real people: {strangers} of {looks} looks of strangers match, and "
                "{refused} of {own} looks of the owner are refused. Unlocking takes several "
                "looks in a row."
            ).format(
                strangers=round(point.real_fmr * point.real_non_mated),
                looks=point.real_non_mated,
                refused=round(point.real_fnmr * point.real_mated),
                own=point.real_mated,
            )
        )

    def _on_choice(self, index: int) -> None:
        threshold = self._points[index].threshold
        self.show_threshold(threshold)
        self.chosen.emit(threshold)


def _name(point: OperatingPoint, points: Sequence[OperatingPoint]) -> str:
    number = f"{point.threshold:.2f}"
    if point is points[0]:
        return tr("{threshold}, standard").format(threshold=number)
    if point is points[-1]:
        return tr("{threshold}, strictest").format(threshold=number)
    return number
