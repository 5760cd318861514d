"""The measured numbers beside the picture."""

from __future__ import annotations

import math
from typing import Final

from PyQt5.QtCore import QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QPainter, QPaintEvent
from PyQt5.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from faceid_core.types import Comparison, Cue, Observation

from . import theme
from .labels import label, set_ink
from .theme import Ink

NOTHING: Final = "\N{EN DASH}"
CUE_WORDS: Final = {
    "plane_residual": "Relief over a plane",
    "sheet_residual": "Over a bent sheet",
}
GAUGE_THRESHOLD_AT: Final = 0.5  # of the gauge's width


class Gauge(QWidget):
    """A bar that fills with the distance; a mark in its middle is the threshold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self.setAccessibleName("Distance against threshold")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, 18)

    @property
    def filled(self) -> float:
        """The filled share of the bar, 0 to 1; the threshold is at `GAUGE_THRESHOLD_AT`."""
        if self._comparison is None or not self._comparison.distance >= 0.0:
            return 0.0
        share = self._comparison.distance / self._comparison.threshold * GAUGE_THRESHOLD_AT
        return min(1.0, share)

    def show_comparison(self, comparison: Comparison | None) -> None:
        self._comparison = comparison
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, (self.height() - 6) / 2, self.width(), 6)
        painter.setBrush(QColor(theme.colors().surface_raised))
        painter.drawRoundedRect(bar, 3, 3)
        if self._comparison is not None:
            is_match = self._comparison.is_match
            painter.setBrush(QColor(theme.colors().green if is_match else theme.colors().amber))
            filled = QRectF(bar)
            filled.setWidth(max(6.0, bar.width() * self.filled))
            painter.drawRoundedRect(filled, 3, 3)
        mark = QRectF(bar.width() * GAUGE_THRESHOLD_AT - 1, 0, 2, self.height())
        painter.setBrush(QColor(theme.colors().text))
        painter.drawRoundedRect(mark, 1, 1)


class Rows(QWidget):
    """Lines of a name and a value; the lines follow what is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._labels: list[tuple[QLabel, QLabel]] = []

    @property
    def shown(self) -> dict[str, str]:
        """Every visible line, name to value."""
        return {key.text(): value.text() for key, value in self._labels if not key.isHidden()}

    def show_rows(self, rows: list[tuple[str, str, Ink]]) -> None:
        """Show lines of name, value and the value's ink."""
        while len(self._labels) < len(rows):
            key, value = label("key"), label("value")
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(key, len(self._labels), 0)
            self._grid.addWidget(value, len(self._labels), 1)
            self._labels.append((key, value))
        for index, (key, value) in enumerate(self._labels):
            is_used = index < len(rows)
            key.setVisible(is_used)
            value.setVisible(is_used)
            if is_used:
                name, text, ink = rows[index]
                key.setText(name)
                value.setText(text)
                value.setAccessibleName(f"{name}: {text}")
                set_ink(value, ink)


class Readout(QWidget):
    """Distance with threshold, where the face is, and the liveness cues."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.distance = label("distance", NOTHING)
        self.verdict = label("verdict")
        self.gauge = Gauge()
        self.rows = Rows()
        self.cues = Rows()
        self._cues_title = label("section", "Depth of the face, measured / least")
        self._known_cues: tuple[Cue, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(label("section", "Distance to the enrolled face"))
        layout.addWidget(self.distance)
        layout.addWidget(self.gauge)
        layout.addWidget(self.verdict)
        layout.addSpacing(theme.SPACE)
        layout.addWidget(_hairline())
        layout.addSpacing(theme.SPACE)
        layout.addWidget(self.rows)
        layout.addSpacing(theme.SPACE)
        layout.addWidget(_hairline())
        layout.addSpacing(theme.SPACE)
        layout.addWidget(self._cues_title)
        layout.addWidget(self.cues)
        layout.addStretch(1)
        self.show_observation(None)

    def show_observation(self, seen: Observation | None) -> None:
        """Show what was measured; a dash stands for what was not."""
        comparison = None if seen is None else seen.comparison
        self._show_comparison(comparison)
        face = None if seen is None else seen.face
        color = depth = NOTHING
        color_ink = depth_ink = Ink.PLAIN
        if comparison is not None:
            limits = comparison.limits
            color = f"{comparison.color_distance:.2f} / {limits.color:.2f}"
            color_ink = _ink(comparison.color_distance <= limits.color)
            depth_ink = _ink(comparison.depth_distance <= limits.depth)
            depth = f"{comparison.depth_distance:.2f} / {limits.depth:.2f}"
        head = NOTHING
        if face is not None:
            head = (
                f"{_degrees(face.pose.yaw_deg)}  {_degrees(face.pose.pitch_deg)}  "
                f"{_degrees(face.pose.roll_deg)}"
            )
        self.rows.show_rows(
            [
                ("Color distance", color, color_ink),
                ("Shape distance", depth, depth_ink),
                ("Range", NOTHING if face is None else f"{face.distance_mm:.0f} mm", Ink.PLAIN),
                ("Yaw, pitch, roll", head, Ink.PLAIN),
            ]
        )
        if seen is not None and seen.liveness is not None:
            self._known_cues = seen.liveness.cues
            self.cues.show_rows([_cue_row(cue) for cue in seen.liveness.cues])
        else:
            self.cues.show_rows(
                [(_cue_name(cue), NOTHING, Ink.SOFT) for cue in self._known_cues]
                or [("Not measured yet", NOTHING, Ink.SOFT)]
            )

    def _show_comparison(self, comparison: Comparison | None) -> None:
        self.gauge.show_comparison(comparison)
        if comparison is None:
            self.distance.setText(NOTHING)
            self.verdict.setText("Nothing to compare")
            set_ink(self.distance, Ink.SOFT)
            return
        self.distance.setText(f"{comparison.distance:.2f}")
        set_ink(self.distance, Ink.GOOD if comparison.is_match else Ink.BAD)
        relation = "within" if comparison.distance <= comparison.threshold else "above"
        self.verdict.setText(f"{relation} the threshold of {comparison.threshold:.2f}")


def _ink(passed: bool) -> Ink:
    return Ink.PLAIN if passed else Ink.BAD


def _cue_name(cue: Cue) -> str:
    return CUE_WORDS.get(cue.name, cue.name.replace("_", " ").capitalize())


def _cue_row(cue: Cue) -> tuple[str, str, Ink]:
    if math.isnan(cue.value):
        return _cue_name(cue), f"{NOTHING} / {cue.limit:.1f} {cue.unit}", Ink.BAD
    ink = Ink.GOOD if cue.passed else Ink.BAD
    return _cue_name(cue), f"{cue.value:.1f} / {cue.limit:.1f} {cue.unit}", ink


def _degrees(angle_deg: float) -> str:
    rounded = round(angle_deg)
    sign = "" if rounded == 0 else "+" if rounded > 0 else "\N{MINUS SIGN}"
    return f"{sign}{abs(rounded)}°"


def _hairline() -> QFrame:
    line = QFrame()
    line.setObjectName("hairline")
    line.setFixedHeight(1)
    return line
