"""Opening the window, and running it until it is closed."""

from __future__ import annotations

import logging
import signal
import sys
from pathlib import Path
from types import FrameType, TracebackType
from typing import Final

from PyQt5.QtCore import QTimer

from faceid_core.templates import TemplateStore
from hardware import FrameSource, Pace, open_source

from ..borrowed_sensor import is_shared, open_borrowed
from ..guarded import open_guard
from ..last_used import LastUsed
from ..paths import last_used_file, templates_dir
from ..session import Session
from ..worker import RecognitionWorker, load_recognition
from .main_window import MainWindow
from .qt_setup import make_application
from .settings import WindowSettings

logger = logging.getLogger(__name__)

BROKEN: Final = 1  # exit code after a defect


def open_window(source: str, data_dir: Path, *, loop: bool) -> MainWindow:
    """Make the window of a source; the application must exist.

    Args:
        source: As in `open_source`. It is opened in the background: what is
            wrong with it is shown in the window.
        data_dir: Where the templates are kept.
        loop: Whether a recording starts again at its end.
    """
    session = Session(
        TemplateStore(templates_dir(data_dir)),
        last_used=LastUsed(last_used_file(data_dir)),
        guard=open_guard(data_dir),
    )

    def make_worker(source: str) -> RecognitionWorker:
        def open_frames() -> FrameSource:
            return open_source(source, pace=Pace.RECORDED, loop=loop)

        return RecognitionWorker(
            (lambda: open_borrowed(open_frames)) if is_shared(source) else open_frames,
            lambda: load_recognition(data_dir),
            session,
        )

    return MainWindow(session, make_worker, WindowSettings(data_dir), source)


def run(source: str, data_dir: Path, *, loop: bool) -> int:
    """Show the window until it is closed.

    Returns:
        0, or 1 if it closed because of a defect, which was logged.
    """
    application = make_application()
    window = open_window(source, data_dir, loop=loop)
    exit_code = 0

    def close() -> None:
        window.close()

    def close_soon() -> None:
        """Close in the event loop: it would not notice what happened before it started."""
        QTimer.singleShot(0, close)

    def on_defect(
        kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        """Close, hence lock: without this hook PyQt aborts and leaves threads and device."""
        nonlocal exit_code
        logger.critical("the window broke", exc_info=(kind, error, traceback))
        exit_code = BROKEN
        close_soon()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        close_soon()

    sys.excepthook = on_defect
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, on_signal)
    window.show()
    application.exec_()
    return exit_code
