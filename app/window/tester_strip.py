"""What stands below the pages: the transport bar of tester mode, and passing notices."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QApplication, QFileDialog, QLineEdit, QShortcut, QVBoxLayout, QWidget

from ..recording_folders import folder_of
from ..run_export import CSV_ENDING, JSON_ENDING, export
from ..worker import RecognitionWorker
from . import theme
from .labels import label, set_wrapped
from .language import tr
from .recognition_thread import RecognitionThread
from .recording_opening import RecordingOpening
from .transport_bar import TransportBar

NOTICE_S: Final = 8.0
NOTICE_HEIGHT_PX: Final = 20


class TesterStrip(QWidget):
    """Turns tester mode on and off, opens recordings and saves runs.

    Args:
        recognition: Whose source is gone through.
        opening: Looks through recordings before they are played.
    """

    def __init__(
        self,
        recognition: RecognitionThread,
        opening: RecordingOpening,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._recognition = recognition
        self._opening = opening
        self._notice_s = 0.0
        self.notice = label("detail")
        self.notice.setWordWrap(True)
        self.notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.notice.hide()
        self.bar = TransportBar(recognition)
        self.bar.opening_wanted.connect(self.ask_for_folder)
        self.bar.exporting_wanted.connect(self.ask_for_file)
        self.bar.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.notice)
        column.addWidget(self.bar)
        self._keys = (
            QShortcut(Qt.Key.Key_T, self, self.toggle),
            QShortcut(QKeySequence.StandardKey.Open, self, self.ask_for_folder),
        )

    def show_now(self, *, has_picture: bool) -> None:
        """Show whatever is new.

        Args:
            has_picture: Whether the recording's picture is shown; without it the
                bar, and its keys, are of no use.
        """
        is_on = self._worker.reader.transport.state.is_on and has_picture
        if is_on != self.bar.isVisibleTo(self):
            self.bar.setVisible(is_on)
            margins = self.layout().contentsMargins()  # type: ignore[union-attr]
            margins.setBottom(16 if is_on else 0)
            self.layout().setContentsMargins(margins)  # type: ignore[union-attr]
            if is_on and not isinstance(QApplication.focusWidget(), QLineEdit):
                self.bar.timeline.setFocus()
        if is_on:
            self.bar.show_now()
        if self.notice.isVisibleTo(self) and time.monotonic() - self._notice_s > NOTICE_S:
            self.notice.hide()

    def set_keys(self, are_on: bool) -> None:
        """Listen to the keys, or leave them alone."""
        for key in self._keys:
            key.setEnabled(are_on)

    def tell(self, text: str) -> None:
        """Show a sentence for a while."""
        self.notice.show()
        set_wrapped(self.notice, text, NOTICE_HEIGHT_PX)
        self._notice_s = time.monotonic()

    def toggle(self) -> None:
        """Go through the recording frame by frame, or play it again."""
        state = self._worker.reader.transport.state
        if state.is_on or state.frame_count:
            self._worker.go_through(not state.is_on)
        else:
            self.tell(
                tr(
                    "Tester mode goes through a recording. Open one with Ctrl+O, "
                    "or drag its folder onto the window."
                )
            )

    def open(self, path: Path) -> None:
        """Open the recording that a folder or file belongs to; what runs goes on until then."""
        self.tell(tr("Looking through {name}").format(name=path.name))
        self._opening.open(path)

    def ask_for_folder(self) -> None:
        """Let the user choose a recording."""
        dialog = QFileDialog(self, tr("Open a recording"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, on=True)
        folder = folder_of(self._recognition.source)
        if folder is not None:
            dialog.setDirectory(str(folder.resolve().parent))
        dialog.fileSelected.connect(lambda chosen: self.open(Path(chosen)))
        _show(dialog)

    def ask_for_file(self) -> None:
        """Let the user choose where the run is saved."""
        run = self._worker.judged_run()
        if not run.frames:
            return
        dialog = QFileDialog(self, tr("Save what was found"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        endings = {tr("Table (*.csv)"): CSV_ENDING, tr("JSON (*.json)"): JSON_ENDING}
        dialog.setNameFilters(list(endings))
        dialog.setDefaultSuffix(CSV_ENDING)
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(endings[name]))
        dialog.selectFile(f"{run.source.replace('/', '-')}{CSV_ENDING}")
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen)))
        _show(dialog)

    def save(self, path: Path) -> None:
        """Save the run so far, and say so."""
        run = self._worker.judged_run()
        try:
            export(run, path)
        except OSError as error:
            self.tell(
                tr("{path} cannot be written: {problem}.").format(path=path, problem=error.strerror)
            )
        else:
            self.tell(
                tr("{count} of {total} frames saved in {path}").format(
                    count=len(run.frames), total=run.frame_count, path=path
                )
            )

    @property
    def _worker(self) -> RecognitionWorker:
        return self._recognition.worker


def _show(dialog: QFileDialog) -> None:
    """Show a dialog without stopping the window; it goes when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
