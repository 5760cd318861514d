"""Opening a recording while another source runs: it is looked through first."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

from PyQt5.QtCore import QMimeData, QObject, QTimer, pyqtSignal

from hardware import CaptureError, Pace, RecordingSource

from ..recording_folders import recording_at, source_of

ASK_MS: Final = 30  # how often it is asked whether the folder was looked through


class RecordingOpening(QObject):
    """Looks through a folder in the background; the window goes on meanwhile.

    Of several wishes the last one counts. The thread ends with the process: a
    slow disk keeps no window open.

    Signals:
        opened: The folder can be played. arg: The text of the source.
        refused: It cannot. arg: Why, a sentence.
    """

    opened = pyqtSignal(str)
    refused = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look: _Look | None = None
        self._asking = QTimer(self)
        self._asking.setInterval(ASK_MS)
        self._asking.timeout.connect(self._ask)

    def open(self, path: Path) -> None:
        """Open the recording that a folder or file belongs to."""
        self._look = _Look(recording_at(path))
        self._asking.start()

    def stop(self) -> None:
        """Forget what was to be opened."""
        self._look = None
        self._asking.stop()

    def _ask(self) -> None:
        look = self._look
        if look is None or not look.is_done:
            return
        self.stop()
        if look.problem is None:
            self.opened.emit(source_of(look.folder))
        else:
            self.refused.emit(look.problem)


class _Look:
    """One look through a folder, in a thread of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problem: str | None = None
        self.is_done = False
        threading.Thread(target=self._run, name="look", daemon=True).start()

    def _run(self) -> None:
        try:
            RecordingSource(self.folder, pace=Pace.FULL_SPEED).close()
        except (CaptureError, OSError) as error:
            self.problem = str(error)
        finally:
            self.is_done = True


def dropped_path(data: QMimeData | None) -> Path | None:
    """The first folder or file of this machine that is dragged; None if there is none."""
    if data is None:
        return None
    paths = (url.toLocalFile() for url in data.urls() if url.isLocalFile())
    return next((Path(path) for path in paths if path), None)
