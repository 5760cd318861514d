"""A worker in a thread of its own, as the window runs it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PyQt5.QtCore import QThread

from app.session import Phase, Session
from app.worker import RecognitionWorker
from faceid_core.templates import TemplateStore
from hardware.source import FrameSource


class Running:
    """Started on construction, over after `end`."""

    def __init__(
        self, open_frames: Callable[[], FrameSource], load: Callable, directory: Path
    ) -> None:
        self.session = Session(TemplateStore(directory))
        self.worker = RecognitionWorker(open_frames, load, self.session)
        self.thread = QThread()
        self.worker.moveToThread(self.thread)
        self.thread.started.connect(self.worker.run)
        self.thread.start()

    def wait(self, is_so: Callable[[], bool], limit_s: float = 5.0) -> None:
        end_s = time.monotonic() + limit_s
        while not is_so():
            assert time.monotonic() < end_s, self.session.snapshot
            time.sleep(0.002)

    def wait_for(self, phase: Phase) -> None:
        self.wait(lambda: self.session.snapshot.phase is phase)

    def end(self) -> None:
        self.worker.stop()
        self.thread.quit()
        assert self.thread.wait(5000)
