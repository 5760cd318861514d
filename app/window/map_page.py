"""The page of the embedding map: everybody's vectors in a plane, and how far they are apart."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..atlas import Atlas, Seen
from ..layout import Layout
from ..map_choices import Chart, Group, Trouble, Trunk
from ..session import Session
from ..snapshot import Snapshot
from . import theme
from .bars import BarData, Bars
from .core_texts import translated
from .dots import Dots, Kind
from .evaluation_box import EvaluationBox
from .labels import label, set_ink, set_text
from .language import tr
from .live_mark import LiveMark
from .map_wording import bars_words, face_words, map_words, trouble_words
from .people_legend import Entry, PeopleLegend
from .rows import Row, Rows
from .scatter import LEAST_SPAN, Scatter
from .segments import Segments
from .theme import Ink

if TYPE_CHECKING:
    from faceid_core.evaluation.distance_bars import DistanceBars

PANEL_PX: Final = 260
SHOWN_REACH: Final = 2.2  # thresholds that are in view at least: the whole circle, about
NARROW_SPACE: Final = "\N{NARROW NO-BREAK SPACE}"  # parts thousands in every language
WORDS_PX: Final = 72  # four lines, so that the map stays where it is


class MapPage(QWidget):
    """Shows PCA, t-SNE or distances of the enrolled faces, and of an evaluation's.

    Args:
        session: Knows who is enrolled, and what is seen.
        atlas: Holds what is looked at, and everything that was computed; it outlives the page.
    """

    def __init__(self, session: Session, atlas: Atlas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._atlas = atlas
        self._shown: object = self  # of what was computed; None while it is being computed
        self._layout: Layout | None = None
        self._build()
        self._show_choice()
        self._show_evaluation()

    def show_snapshot(self, now: Snapshot, now_s: float) -> None:
        """Show whatever is new."""
        atlas = self._atlas
        atlas.show_templates(self._session.templates, self._session.matcher.cohort)
        if atlas.poll(self._session.encoder_id):
            self._show_evaluation()
        atlas.follow(now.observation, now_s)
        live = atlas.live(now_s)
        if atlas.chart is Chart.DISTANCES:
            self._show_distances(live)
        else:
            self._show_map(live)

    def _build(self) -> None:
        atlas = self._atlas
        self.charts = Segments(
            tr("Chart"),
            (
                (tr("PCA"), tr("The plane in which faces differ most")),
                (tr("t-SNE"), tr("Like faces side by side")),
                (tr("Distances"), tr("How far faces are apart, counted")),
            ),
            atlas.chart,
        )
        self.charts.chosen.connect(self._on_chart)
        self.trunks = Segments(
            tr("Vectors"),
            (
                (tr("Full"), tr("What is compared: color and shape")),
                (tr("Color"), tr("The color part alone")),
                (tr("Shape"), tr("The depth part alone")),
            ),
            atlas.trunk,
        )
        self.trunks.chosen.connect(self._on_trunk)
        self.groups = Segments(
            tr("Faces"),
            (
                (tr("Enrolled"), tr("The stored faces")),
                (tr("Evaluation"), tr("The faces of the evaluation that was added")),
            ),
            atlas.group,
        )
        self.groups.chosen.connect(self._on_group)
        self.scatter = Scatter()
        self.bars = Bars()
        self.legend = PeopleLegend()
        self.legend.meant.connect(self.scatter.mean)
        self.figures = Rows()
        self.words = label("note")
        self.words.setWordWrap(True)
        self.words.setFixedHeight(WORDS_PX)
        self.words.setAlignment(
            Qt.Alignment() | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        )
        set_ink(self.words, Ink.SOFT)
        self._charts = QStackedWidget()
        self._charts.addWidget(self.scatter)
        self._charts.addWidget(self.bars)
        top = QHBoxLayout()
        top.addWidget(self.charts)
        top.addStretch(1)
        top.addWidget(self.trunks)
        stage = QFrame()
        stage.setObjectName("panel")
        inner = QVBoxLayout(stage)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._charts)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE)
        left.addLayout(top)
        left.addWidget(stage, 1)
        left.addWidget(self.words)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(16, 8, 16, 12)
        columns.setSpacing(16)
        columns.addLayout(left, 1)
        columns.addWidget(self._side())

    def _side(self) -> QWidget:
        """The panel on the right: whose points these are, or figures, and the evaluation."""
        panel = QFrame()
        panel.setObjectName("panel")
        panel.setFixedWidth(PANEL_PX)
        numbers = QWidget()
        column = QVBoxLayout(numbers)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(self.groups)
        column.addWidget(self.figures)
        column.addStretch(1)
        self._sides = QStackedWidget()
        self._sides.addWidget(self.legend)
        self._sides.addWidget(numbers)
        self.evaluation = EvaluationBox(self._atlas)
        self.evaluation.changed.connect(self._show_evaluation)
        outer = QVBoxLayout(panel)
        outer.setContentsMargins(12, 12, 12, 12)
        outer.setSpacing(theme.SPACE)
        outer.addWidget(self._sides, 1)
        outer.addWidget(self.evaluation)
        return panel

    def _on_chart(self, index: int) -> None:
        self._atlas.chart = Chart(index)
        self._show_choice()

    def _on_trunk(self, index: int) -> None:
        self._atlas.trunk = Trunk(index)
        self._shown = self

    def _on_group(self, index: int) -> None:
        self._atlas.group = Group(index)
        self._shown = self

    def _show_choice(self) -> None:
        """Bring the chosen chart to the front."""
        is_counted = self._atlas.chart is Chart.DISTANCES
        self._charts.setCurrentIndex(1 if is_counted else 0)
        self._sides.setCurrentIndex(1 if is_counted else 0)
        self._shown = self

    def _show_evaluation(self) -> None:
        """Say which evaluation was added, and let it be looked at."""
        self.evaluation.show_state(self._session.encoder_id)
        is_there = self._atlas.evaluation is not None
        self.groups.buttons[Group.EVALUATION].setEnabled(is_there)
        self.groups.choose(self._atlas.group)
        self._shown = self

    def _show_map(self, live: Seen | None) -> None:
        result = self._atlas.layout()
        if result is not self._shown:
            self._shown = result
            self._layout = result if isinstance(result, Layout) else None
            if self._layout is not None:
                self._show_layout(self._layout)
            else:
                message = tr("Laying out the faces…")
                if isinstance(result, Trouble):
                    message = trouble_words(result)
                self.scatter.show_message(message)
                self.legend.show_entries(())
                set_text(self.words, "")
        if self._layout is not None:
            self._show_live(self._layout, live)

    def _show_layout(self, layout: Layout) -> None:
        faces, known = layout.known.faces, layout.known
        kinds = np.where(
            faces.species != "",
            Kind.ATTACK,
            np.where(faces.people < known.enrolled, Kind.ENROLLED, Kind.OTHER),
        )
        dots = Dots(layout.points, faces.people, kinds)
        least_span = LEAST_SPAN
        if layout.projection is not None:
            limit = self._atlas.trunk.limit(self._session.limits)
            least_span = SHOWN_REACH * limit * self._atlas.unit(layout.rows)
        self.scatter.show_dots(dots, lambda index: face_words(layout, index), least_span)
        people, counts = np.unique(faces.people, return_counts=True)
        self.legend.show_entries(
            [
                Entry(int(rank), known.names[rank], int(count), bool(rank < known.enrolled))
                for rank, count in zip(people, counts, strict=True)
            ]
        )

    def _show_live(self, layout: Layout, live: Seen | None) -> None:
        """Move the live face, if it can be placed."""
        atlas = self._atlas
        mark, name = LiveMark(), None
        if layout.projection is not None and atlas.trail:
            rows = np.stack([atlas.trunk.of(seen.embedding) for seen in atlas.trail])
            mark = LiveMark(layout.projection.points(rows), is_present=live is not None)
            nearest = None if live is None else layout.nearest_enrolled(rows[-1])
            if nearest is not None:
                x, y = layout.points[nearest]
                people = layout.known.faces.people
                own = layout.rows[people == people[nearest]]
                unit = math.sqrt(atlas.unit(rows[-1:]) * atlas.unit(own))
                reach = atlas.trunk.limit(self._session.limits) * unit
                mark = replace(mark, center=(float(x), float(y)), reach=reach)
                name = layout.known.names[int(people[nearest])]
        self.scatter.show_live(mark)
        set_text(self.words, map_words(atlas.chart, layout, name))

    def _show_distances(self, live: Seen | None) -> None:
        atlas = self._atlas
        result = atlas.distances()
        counted = None if result is None or isinstance(result, Trouble | str) else result
        threshold = atlas.trunk.limit(self._session.limits)
        distance = None if live is None else live.distance(atlas.trunk)
        if result is not self._shown:
            self._shown = result
            message = tr("Counting…") if result is None else translated(str(result))
            if isinstance(result, Trouble):
                message = trouble_words(result)
            if counted is not None:
                self._show_bars(counted, threshold)
            else:
                self.bars.show_message(message)
            set_text(self.words, bars_words(atlas.group) if counted is not None else "")
        self.bars.show_live(distance)
        rows = [] if counted is None else _figures(counted, threshold, distance)
        self.figures.show_rows(rows)

    def _show_bars(self, counted: DistanceBars, threshold: float) -> None:
        self.bars.show_data(
            BarData(
                same=counted.mated,
                different=counted.non_mated,
                bar_width=counted.bar_width,
                mean_same=counted.mean_mated,
                mean_different=counted.mean_non_mated,
                threshold=threshold,
            )
        )


def _figures(counted: DistanceBars, threshold: float, live: float | None) -> list[Row]:
    """The numbers beside the histograms."""
    ink = Ink.PLAIN
    if live is not None:
        ink = Ink.GOOD if live <= threshold else Ink.BAD
    return [
        Row(tr("Same person, pairs"), _count(counted.mated_count)),
        Row(tr("Same person, mean"), _number(counted.mean_mated)),
        Row(tr("Different, pairs"), _count(counted.non_mated_count)),
        Row(tr("Different, mean"), _number(counted.mean_non_mated)),
        Row(tr("Threshold"), _number(threshold)),
        Row(tr("Live distance"), _number(live), ink=ink),
    ]


def _count(pairs: int) -> str:
    return f"{pairs:,}".replace(",", NARROW_SPACE)


def _number(value: float | None) -> str:
    return "\N{EN DASH}" if value is None else f"{value:.2f}"
