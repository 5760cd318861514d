"""The worker of the present run, in a thread of its own, for as long as the window is open."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from PyQt5.QtCore import QObject, QThread, pyqtSignal

from ..recording_folders import folder_of
from ..worker import RecognitionWorker

logger = logging.getLogger(__name__)

THREAD_END_MS: Final = 5000


class RecognitionThread(QObject):
    """Starts, ends and replaces the worker.

    A folder that somebody names is gone through frame by frame; the demo plays like a
    sensor, which it stands in for.

    Attributes:
        worker: The worker of the present run.
        source: The text of the source that it reads, see `open_source`.
        goes_through: Whether the next folder is gone through frame by frame.

    Args:
        make_worker: Makes the worker of one run from a source's text.
        source: What the first run reads.

    Signals:
        replaced: Another worker runs now.
    """

    replaced = pyqtSignal()

    def __init__(
        self,
        make_worker: Callable[[str], RecognitionWorker],
        source: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_worker = make_worker
        self.source = source
        self.goes_through = True
        self.worker = self._made()
        self._thread: QThread | None = None

    def start(self) -> None:
        """Start the worker in a thread of its own."""
        thread = QThread(self)
        self.worker.moveToThread(thread)
        thread.started.connect(self.worker.run)
        thread.start()
        self._thread = thread

    def stop(self) -> None:
        """End the worker. It waits for frames only where `stop` wakes it, so this is quick."""
        self.worker.stop()
        thread, self._thread = self._thread, None
        if thread is None:
            return
        thread.quit()
        if not thread.wait(THREAD_END_MS):
            logger.error("the recognition thread did not end within %d ms", THREAD_END_MS)

    def restart(self, source: str | None = None) -> None:
        """End the worker and start another one, which locks.

        Args:
            source: What it reads; None for what the last one read.
        """
        self.stop()
        if source is not None:
            self.source = source
        self.worker = self._made()
        self.start()
        self.replaced.emit()

    def _made(self) -> RecognitionWorker:
        worker = self._make_worker(self.source)
        if self.goes_through and folder_of(self.source) is not None:
            worker.reader.transport.switch(True)
        return worker
