"""The measured numbers beside the picture."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QResizeEvent
from PyQt5.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from faceid_core.types import Observation

from ..session import Phase, Snapshot
from .disclosure import Disclosure
from .distance_plot import LEAST_HEIGHT_PX, DistancePlot
from .gauge import Gauge, share_of
from .labels import label, set_ink, set_text, set_wrapped
from .language import tr
from .measured import (
    NOTHING,
    cue_rows,
    distance_rows,
    place_rows,
    sentence,
    stage_rows,
    unmeasured,
)
from .recent import Recent
from .rows import Row, Rows
from .steady import Steady
from .theme import Ink, Tone

EVERY_S: Final = 0.12  # numbers that change faster cannot be read
JUDGED_FOR_S: Final = 0.7  # how long the last measured numbers stay
SPACING_PX: Final = 6
SENTENCE_LINES: Final = 2
COMPACT_CUES: Final = 3
ROOMY_PLOT_PX: Final = 110  # a plot of this height leaves room for the stages by themselves


class Readout(QWidget):
    """Verdict, distance as number, gauge and plot, everything measured, and how long it took.

    The times per stage unfold: by themselves where there is room, and on request. Where
    there is none, they take the place of the measured lines.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.recent = Recent()
        self._shown_s = float("-inf")
        self._judged: Observation | None = None
        self._judged_s = float("-inf")
        self._known_cues: list[Row] = []
        self._most_cues: int | None = None
        self._steady: Steady[str] = Steady("")
        self._is_wanted: bool | None = None  # None: whether they fit decides
        self.verdict = label("verdict")
        self.verdict.setWordWrap(True)
        self.verdict.setAlignment(
            Qt.Alignment() | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.distance = label("distance", NOTHING)
        self.limit = label("section")
        self.gauge = Gauge()
        self.plot = DistancePlot(self.recent)
        self.rows = Rows()
        self.details = Disclosure(tr("Milliseconds per stage"))
        self.details.clicked.connect(self._on_details)
        self.stages = Rows()
        number = QHBoxLayout()
        number.addWidget(self.distance, 0, Qt.AlignmentFlag.AlignBottom)
        number.addStretch(1)
        number.addWidget(self.limit, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING_PX)
        layout.addWidget(self.verdict)
        layout.addLayout(number)
        layout.addWidget(self.gauge)
        layout.addWidget(self.plot, 1)
        layout.addWidget(self.rows)
        layout.addWidget(self.details)
        layout.addWidget(self.stages)
        self._show(None, 0.0, frames_per_second=0.0)

    def show_snapshot(
        self, now: Snapshot, now_s: float, *, frames_per_second: float, is_exact: bool = False
    ) -> None:
        """Follow the session; call it as often as there may be something new.

        Args:
            now: The newest snapshot.
            now_s: A monotonic clock.
            frames_per_second: The pace of the source; 0 if it is not known.
            is_exact: Whether every frame is to be shown as it is. Otherwise the
                last measured numbers stay for a moment, so that they can be read.
        """
        seen = now.observation
        if seen is not None:
            self.recent.add(seen, now_s)
            if seen.is_judged and seen is not self._judged:
                self._judged, self._judged_s = seen, now_s
        if now_s - self._shown_s < EVERY_S:
            return
        self._shown_s = now_s
        is_stopped = now.phase is Phase.STOPPED
        is_fresh = now_s - self._judged_s <= JUDGED_FOR_S and not (is_stopped or is_exact)
        shown = self._judged if is_fresh else seen
        frames_per_second = 0.0 if is_stopped else frames_per_second
        self._show(shown, now_s, frames_per_second=frames_per_second, is_exact=is_exact)
        self.plot.update()

    def set_compact(self, is_compact: bool) -> None:
        """Take less room: only the tightest cues, and a plot as low as it must be, or none."""
        self._most_cues = COMPACT_CUES if is_compact else None
        self.plot.setMinimumHeight(0 if is_compact else LEAST_HEIGHT_PX)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _show(
        self,
        seen: Observation | None,
        now_s: float,
        *,
        frames_per_second: float,
        is_exact: bool = False,
    ) -> None:
        least_px = SENTENCE_LINES * self.verdict.fontMetrics().lineSpacing()
        said = self._steady.follow(sentence(seen), now_s, at_once=is_exact)
        set_wrapped(self.verdict, said, least_px)
        self._show_distance(seen)
        distances = distance_rows(None if seen is None else seen.comparison)
        place = place_rows(None if seen is None else seen.face)
        most_cues = self._room_for_cues(len(distances) + len(place))
        cues = cue_rows(None if seen is None else seen.liveness, most_cues)
        self._known_cues = cues or self._known_cues
        self.rows.show_rows(distances + (cues or unmeasured(self._known_cues[:most_cues])) + place)
        self.stages.show_rows(stage_rows(self.recent.stages_ms))
        self.details.show_text(_pace(frames_per_second, self.recent.frame_ms))
        self._arrange()

    def _room_for_cues(self, other_lines: int) -> int:
        """Return how many cues are shown: those nearest to their limits, as many as fit."""
        if self._most_cues is not None:
            return self._most_cues
        beside_px = self._room_beside(self.verdict, self.distance, self.gauge, self.details)
        free_px = beside_px - SPACING_PX - self.plot.minimumHeight()
        return max(COMPACT_CUES, free_px // self.rows.line_px - other_lines)

    def _room_beside(self, *parts: QWidget) -> int:
        """Return what is left for one more part, with a gap to each of these."""
        return self.height() - sum(SPACING_PX + each.minimumSizeHint().height() for each in parts)

    def _show_distance(self, seen: Observation | None) -> None:
        comparison = None if seen is None else seen.comparison
        if seen is None or comparison is None:
            set_text(self.distance, NOTHING)
            set_ink(self.distance, Ink.SOFT)
            set_text(self.limit, tr("Distance to the enrolled face"))
            self.gauge.setAccessibleDescription(tr("Nothing to compare"))
            self.gauge.show_share(0.0, Tone.NEUTRAL)
            return
        set_text(self.distance, f"{comparison.distance:.2f}")
        set_ink(self.distance, Ink.GOOD if seen.is_accepted else Ink.BAD)
        limit = tr("Distance, max {limit}").format(limit=f"{comparison.threshold:.2f}")
        set_text(self.limit, limit)
        self.gauge.setAccessibleDescription(f"{self.distance.text()}. {limit}")
        self.gauge.show_share(
            share_of(comparison.distance, comparison.threshold),
            Tone.GOOD if seen.is_accepted else Tone.REFUSED,
        )

    def _on_details(self) -> None:
        self._is_wanted = not self.details.is_open
        self._arrange()

    def _arrange(self) -> None:
        """Decide what is unfolded, from the room there is and the wish."""
        for_plot_px = self._room_beside(
            self.verdict, self.distance, self.gauge, self.details, self.rows, self.stages
        )
        is_open = for_plot_px >= ROOMY_PLOT_PX if self._is_wanted is None else self._is_wanted
        self.details.set_open(is_open)
        self.stages.setVisible(is_open)
        self.rows.setVisible(not is_open or for_plot_px >= self.plot.minimumHeight())


def _pace(frames_per_second: float, frame_ms: float) -> str:
    if frames_per_second <= 0.0:
        return tr("No frames")
    pace = f"{frames_per_second:.0f}"
    if frame_ms <= 0.0:
        return tr("{pace} frames/s").format(pace=pace)
    return tr("{pace} frames/s, {time} ms each").format(pace=pace, time=f"{frame_ms:.0f}")
