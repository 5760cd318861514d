"""The page of what the user can choose, and of what the program says about itself."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from faceid_core.encoder_description import shipped_encoder
from hardware import kinect_count

from ..attention import Attention
from ..passcodes import Passcodes
from ..session import Snapshot
from ..strictness import Strictness
from . import theme
from .buttons import Button, ChoiceBox
from .labels import label, set_text
from .language import Language, tr
from .passcode_setting import PasscodeSetting
from .presence_setting import PresenceSetting
from .settings import ThemeChoice, WindowSettings
from .threshold_box import ThresholdBox

logger = logging.getLogger(__name__)

WIDTH_PX: Final = 620  # lines longer than this are hard to read

T = TypeVar("T")


class SettingsPage(QScrollArea):
    """Theme, language, source and passcode.

    Args:
        settings: What is shown, and written when it is changed.
        facts: What the program says about itself: name and value.
        may_change: Whether what decides about unlocking may be changed now.
        passcodes: What sets the passcode.

    Signals:
        look_chosen: Another theme or language was chosen, and is written already.
        source_chosen: A source was chosen. arg: Its text, or None for what is there.
        folder_wanted: A recording's folder is to be asked for.
        demands_chosen: What a face must do to unlock was changed, and is written already.
    """

    look_chosen = pyqtSignal()
    source_chosen = pyqtSignal(object)
    folder_wanted = pyqtSignal()
    demands_chosen = pyqtSignal()

    def __init__(
        self,
        settings: WindowSettings,
        facts: Sequence[tuple[str, str]],
        may_change: Callable[[], bool],
        passcodes: Passcodes,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._may_change = may_change
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.theme = _choice(
            tr("Theme"),
            {
                ThemeChoice.DESKTOP: tr("As the desktop"),
                ThemeChoice.LIGHT: tr("Light"),
                ThemeChoice.DARK: tr("Dark"),
            },
            settings.theme,
        )
        self.theme.activated.connect(self._on_theme)
        self.language = _choice(
            tr("Language"), {known: known.own_name for known in Language}, settings.language
        )
        self.language.activated.connect(self._on_language)
        self.source = ChoiceBox()
        self.source.setAccessibleName(tr("Camera"))
        for text, name in _sources(settings.source):
            self.source.addItem(name, text)
        self.source.setCurrentIndex(self.source.findData(settings.source))
        self.source.activated.connect(self._on_source)
        self.folder = Button(tr("Open a recording…"), "")  # Ctrl+O is the whole window's
        self.folder.clicked.connect(self.folder_wanted)
        self.strictness = Strictness(settings.data_dir)
        self.threshold = ThresholdBox(
            shipped_encoder().operating_points, self.strictness.threshold, self
        )
        self.threshold.chosen.connect(self._on_threshold)
        self.attention = Attention(settings.data_dir)
        self.eyes = _choice(
            tr("Eyes"),
            {True: tr("Must be open"), False: tr("May be closed")},
            self.attention.is_required,
        )
        self.eyes.activated.connect(self._on_eyes)
        self.passcode = PasscodeSetting(passcodes)
        self.presence = PresenceSetting()
        sections = QVBoxLayout()
        sections.setSpacing(theme.SPACE)
        for title, group in (
            (
                tr("Appearance"),
                _group(((tr("Theme"), self.theme), (tr("Language"), self.language))),
            ),
            (
                tr("Camera"),
                _group(((tr("Source"), self.source), (tr("A recorded folder"), self.folder))),
            ),
            (
                tr("Recognition"),
                _group(
                    ((tr("Eyes"), self.eyes), (tr("Threshold"), self.threshold.box)),
                    self.threshold.meaning,
                ),
            ),
            (tr("Passcode"), self.passcode),
            (tr("Presence"), self.presence),
            (tr("About"), _group(tuple((name, _value(value)) for name, value in facts))),
        ):
            sections.addWidget(label("group", title))
            sections.addWidget(group)
            sections.addSpacing(2 * theme.SPACE)
        sections.addStretch(1)
        column = QWidget()
        column.setMaximumWidth(WIDTH_PX)
        column.setLayout(sections)
        stage = QWidget()
        stage.setObjectName("stage")
        middle = QHBoxLayout(stage)
        middle.setContentsMargins(16, 2 * theme.SPACE, 16, 16)
        middle.addStretch(1)
        middle.addWidget(column, 100)
        middle.addStretch(1)
        self.setWidget(stage)

    def show_snapshot(self, now: Snapshot, now_s: float) -> None:
        """Open or close what only an enrolled person may change."""
        may_change = self._may_change()
        self.eyes.set_free(may_change)
        self.threshold.box.set_free(may_change)

    def _on_theme(self, index: int) -> None:
        self._settings.theme = self.theme.itemData(index)
        self.look_chosen.emit()

    def _on_language(self, index: int) -> None:
        self._settings.language = self.language.itemData(index)
        self.look_chosen.emit()

    def _on_threshold(self, threshold: float) -> None:
        try:
            self.strictness.choose(threshold)
        except OSError as error:
            logger.warning("the threshold cannot be written: %s", error)
            self.threshold.show_threshold(self.strictness.threshold)
            return
        self.demands_chosen.emit()

    def _on_eyes(self, index: int) -> None:
        try:
            self.attention.choose(self.eyes.itemData(index))
        except OSError as error:
            logger.warning("whether eyes must be open cannot be written: %s", error)
            self.eyes.setCurrentIndex(self.eyes.findData(self.attention.is_required))
            return
        self.demands_chosen.emit()

    def _on_source(self, index: int) -> None:
        self.source_chosen.emit(self.source.itemData(index))


def _choice(name: str, choices: dict[T, str], chosen: T) -> ChoiceBox:
    box = ChoiceBox()
    box.setAccessibleName(name)
    for value, text in choices.items():
        box.addItem(text, value)
    box.setCurrentIndex(list(choices).index(chosen))
    return box


def _value(text: str) -> QLabel:
    shown = label("value")
    set_text(shown, text)
    shown.setWordWrap(True)
    shown.setAlignment(Qt.Alignment() | Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    shown.setTextInteractionFlags(
        Qt.TextInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByMouse
    )
    return shown


def _group(rows: Sequence[tuple[str, QWidget]], note: QLabel | None = None) -> QFrame:
    """Rows of a name and a control, with hairlines between them, and a note under them."""
    group = QFrame()
    group.setObjectName("panel")
    column = QVBoxLayout(group)
    column.setContentsMargins(16, 6, 16, 6)
    column.setSpacing(4)
    for index, (name, control) in enumerate(rows):
        if index:
            line = QFrame()
            line.setObjectName("hairline")
            line.setFixedHeight(1)
            column.addWidget(line)
        row = QHBoxLayout()
        row.setSpacing(2 * theme.SPACE)
        shown = label("row", name)
        shown.setMinimumHeight(36)
        shown.setBuddy(control)
        row.addWidget(shown)
        row.addStretch(1)
        row.addWidget(control)
        column.addLayout(row)
    if note is not None:
        column.addWidget(note)
        column.addSpacing(4)
    return group


def _sources(chosen: str | None) -> list[tuple[str | None, str]]:
    """Every source to choose from, its text and its name."""
    kinects = kinect_count()
    known: list[tuple[str | None, str]] = [(None, tr("Automatic: a Kinect, or else the demo"))]
    if kinects <= 1:
        known.append(("kinect", tr("Kinect") if kinects else tr("Kinect (not connected)")))
    known += [
        (f"kinect:{index}", tr("Kinect {number}").format(number=index + 1))
        for index in range(kinects)
        if kinects > 1
    ]
    known.append(("demo", tr("Demo recording")))
    if chosen not in [text for text, _ in known]:
        known.append((chosen, str(chosen).removeprefix("recording:")))
    return known
