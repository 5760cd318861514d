"""Recognition off the GUI thread."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from faceid_core.errors import FaceIdError
from faceid_core.pipeline import Gallery, Recognizer, observe
from faceid_core.types import Observation
from hardware.errors import CaptureError
from hardware.frame import Frame
from hardware.source import FrameSource

from .frame_reader import FrameReader
from .session import Session

logger = logging.getLogger(__name__)

ENROLL_CHAPTER: Final = "enroll"
MEAN_OVER: Final = 30  # observations
UNLOCKED_PAUSE_S: Final = 0.07  # between looks, when all there is to notice is who leaves


@dataclass(frozen=True)
class Recognition:
    """The loaded models, as the worker needs them.

    Attributes:
        encoder_id: Whose vectors the observations carry.
        gallery: Who is compared with; the session fills it.
        observe: Turns every frame into one observation.
    """

    encoder_id: str
    gallery: Gallery
    observe: Callable[[Iterable[Frame]], Iterator[Observation]]


def load_recognition() -> Recognition:
    """Load the shipped models.

    Raises:
        WeightsError: If a model is missing or was changed.
    """
    recognizer = Recognizer.load()
    gallery = Gallery(())
    return Recognition(
        recognizer.encoder_id, gallery, lambda frames: observe(frames, recognizer, gallery)
    )


class RecognitionWorker(QObject):
    """Runs the stream of observations in the thread it was moved to.

    It touches no widget. Each observation is stepped into the session here, in
    this thread: a slow window then loses no evidence, and no observation (each
    holds a picture of 1.5 MB) waits in Qt's event queue. The window looks at
    `session.snapshot` and `reader.latest` on a timer of its own.

    Attributes:
        reader: The thread that reads the source.

    Signals:
        finished: Emitted when the stream has ended, for whatever reason; the
            session's snapshot tells which.
    """

    finished = pyqtSignal()

    def __init__(
        self,
        open_frames: Callable[[], FrameSource],
        load: Callable[[], Recognition],
        session: Session,
    ) -> None:
        super().__init__()
        self._load = load
        self._session = session
        self._stepping = threading.Lock()
        self._current_jump = 0
        self._stopped = threading.Event()
        self.reader = FrameReader(open_frames)
        self._took_ms: deque[float] = deque(maxlen=MEAN_OVER)

    @property
    def mean_ms(self) -> float:
        """Mean milliseconds of the last observations, all stages; 0 before the first."""
        took_ms = tuple(self._took_ms)
        return sum(took_ms) / len(took_ms) if took_ms else 0.0

    @pyqtSlot()
    def run(self) -> None:
        """Observe until the source ends, breaks, or `stop` is called."""
        self._session.open()
        self.reader.start()
        message: str | None = None
        try:
            recognition = self._load()
            self._session.begin(recognition.gallery, recognition.encoder_id)
            for observation in recognition.observe(self._frames()):
                self._took_ms.append(sum(observation.stage_ms.values()))
                with self._stepping:
                    if self._current_jump == self.reader.jumps:
                        self._session.step(observation, time.monotonic())
                if self._stopped.is_set():
                    break
        except (CaptureError, FaceIdError, OSError) as error:
            logger.warning("recognition stopped: %s", error)
            message = str(error)
        except Exception as error:
            logger.exception("recognition broke")
            message = f"This is a defect of the program: {type(error).__name__}: {error}"
        finally:
            self.reader.stop()
            self.reader.join()
            self._session.halt(message)
            self.finished.emit()

    def enroll(self, name: str) -> None:
        """Start enrolling; a recording jumps to where its owner enrolls, and stays there.

        Frames from before the jump are not looked at, whoever they show.

        Raises:
            ValueError: If the name cannot be used.
        """
        with self._stepping:
            self._session.enroll(name)
            self.reader.stay_in(ENROLL_CHAPTER)

    def resume(self) -> None:
        """End an enrollment or its outcome; a recording goes on from there."""
        self.reader.stay_in(None)
        self._session.resume()

    def stop(self) -> None:
        """Ask the stream to end after the current frame. Any thread may call it."""
        self._stopped.set()
        self.reader.stop()

    def _frames(self) -> Iterator[Frame]:
        """The newest frames; remembers which jump of the recording each belongs to."""
        for captured in self.reader.newest():
            self._current_jump = captured.jump
            yield captured.frame
            if self._session.is_unlocked:
                self._stopped.wait(UNLOCKED_PAUSE_S)
