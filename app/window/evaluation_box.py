"""Which evaluation is shown beside the enrolled people: add one, or remove it."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QFileDialog, QSizePolicy, QVBoxLayout, QWidget

from ..atlas import Atlas
from . import theme
from .buttons import Button
from .core_texts import translated
from .labels import label, set_text
from .language import tr


class EvaluationBox(QWidget):
    """Asks for the folder of an evaluation, and tells what came of it.

    Args:
        atlas: Holds the evaluation.

    Signals:
        changed: A folder is being read, or the evaluation was removed.
    """

    changed = pyqtSignal()

    def __init__(self, atlas: Atlas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._atlas = atlas
        self.problem = label("notice")
        self.problem.setWordWrap(True)
        self.title = label("section")
        self.title.setWordWrap(True)
        self.add = Button(tr("Add an evaluation…"), "Alt+A")
        self.add.setAccessibleDescription(
            tr("Choose a folder that faceid evaluate has written with --embeddings")
        )
        self.add.setToolTip(self.add.accessibleDescription())
        self.add.clicked.connect(self._ask)
        self.remove = Button(tr("Remove the evaluation"), "Alt+R")
        self.remove.clicked.connect(self._on_remove)
        for button in (self.add, self.remove):
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        for widget in (self.problem, self.title, self.add, self.remove):
            column.addWidget(widget)

    def read(self, folder: Path) -> None:
        """Add the folder of an evaluation; what is wrong with it is told here."""
        self._atlas.add_evaluation(folder)
        self.changed.emit()

    def show_state(self, encoder_id: str) -> None:
        """Say which evaluation was added, or why none was.

        Args:
            encoder_id: The encoder in use.
        """
        atlas = self._atlas
        added = atlas.evaluation
        title = ""
        if atlas.is_reading:
            title = tr("Reading the folder…")
        elif added is not None:
            title = tr("{title}: {faces} faces").format(
                title=added.title, faces=len(added.own) + len(added.attacks)
            )
        problem = translated(atlas.refusal)
        if atlas.foreign_encoder:
            problem = tr(
                "That evaluation's encoder is {theirs}, and this program uses {ours}. Their "
                "vectors cannot be compared."
            ).format(theirs=atlas.foreign_encoder, ours=encoder_id)
        set_text(self.title, title)
        self.title.setVisible(bool(title))
        set_text(self.problem, problem)
        self.problem.setVisible(bool(problem))
        self.add.setVisible(added is None)
        self.add.setEnabled(not atlas.is_reading)
        self.remove.setVisible(added is not None)

    def _ask(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("The folder of an evaluation"))
        if folder:
            self.read(Path(folder))

    def _on_remove(self) -> None:
        self._atlas.remove_evaluation()
        self.changed.emit()
