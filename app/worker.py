"""Recognition off the GUI thread."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from faceid_core.errors import FaceIdError
from faceid_core.matching import Matcher
from faceid_core.pipeline import Gallery, observe
from faceid_core.templates import FIRST_APPEARANCE
from faceid_core.types import Observation
from hardware.errors import CaptureError
from hardware.frame import Frame
from hardware.source import FrameSource

from .frame_reader import Captured, FrameReader
from .judged_frames import JudgedFrames, judge
from .recognizer import strict_recognizer
from .run_export import Run
from .session import Phase, Session

logger = logging.getLogger(__name__)

ENROLL_CHAPTER: Final = "enroll"
OWNER_CHAPTER: Final = "owner"
UNLOCKED_PAUSE_S: Final = 0.07  # between looks, when all there is to notice is who leaves
LOCATING_THREADS: Final = 1


@dataclass(frozen=True)
class Recognition:
    """The loaded models, as the worker needs them.

    Attributes:
        encoder_id: Whose vectors the observations carry.
        matcher: How they are compared.
        gallery: Who is compared with; the session fills it.
        observe: Turns every frame into one observation.
    """

    encoder_id: str
    matcher: Matcher
    gallery: Gallery
    observe: Callable[[Iterable[Frame]], Iterator[Observation]]


def load_recognition(data_dir: Path | None = None) -> Recognition:
    """Load the shipped models, and let this process's pictures be worked on without helpers.

    A face is judged beside somebody's work, and between two frames there is time for it:
    `LOCATING_THREADS` take as long as they need, and do not wait awake for the next frame.

    Args:
        data_dir: Where the owner may have chosen what a face must do; None as shipped.

    Raises:
        WeightsError: If a model is missing or was changed.
    """
    cv2.setNumThreads(LOCATING_THREADS)
    recognizer = strict_recognizer(data_dir, threads=LOCATING_THREADS)
    gallery = Gallery(())
    return Recognition(
        recognizer.encoder_id,
        recognizer.matcher,
        gallery,
        lambda frames: observe(frames, recognizer, gallery),
    )


class RecognitionWorker(QObject):
    """Runs the stream of observations in the thread it was moved to.

    It touches no widget. Each observation is stepped into the session here, in
    this thread: a slow window then loses no evidence, and no observation (each
    holds a picture of 1.5 MB) waits in Qt's event queue. The window looks at
    `session.snapshot` and `reader.latest` on a timer of its own.

    A recording that is gone through frame by frame is judged on the clock of its
    frames, and what was found in each is kept. After a jump the lock starts anew,
    and so does recognition: a frame's verdict does not depend on how it was reached.

    Attributes:
        reader: The thread that reads the source.
        judged: What was found in the frames of a recording that is gone through.

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
        self._taken: Captured | None = None
        self._following: Captured | None = None
        self._pass_first = 0
        self._stopped = threading.Event()
        self.reader = FrameReader(open_frames, session.lose, session.recover)
        self.judged = JudgedFrames()
        self._encoder_id = ""

    @pyqtSlot()
    def run(self) -> None:
        """Observe until the source ends, breaks, or `stop` is called."""
        self._session.open()
        self.reader.start()
        message: str | None = None
        try:
            recognition = self._load()
            self._encoder_id = recognition.encoder_id
            self._session.begin(recognition.gallery, recognition.encoder_id, recognition.matcher)
            self._observe(recognition)
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

    def enroll(self, name: str, appearance: str = FIRST_APPEARANCE) -> None:
        """Start enrolling; a recording jumps to where its owner enrolls, and stays there.

        Frames from before the jump are not looked at, whoever they show.

        Raises:
            ValueError, LockedError, TemplateError: As `Session.enroll` does.
        """
        with self._stepping:
            self._session.enroll(name, appearance)
            self.reader.stay_in(ENROLL_CHAPTER)

    def call_owner(self) -> None:
        """Let a recording's owner look at the camera, until `resume` or an enrollment."""
        self.reader.stay_in(OWNER_CHAPTER)

    def take_again(self) -> None:
        """Start the same enrollment anew; a recording jumps back."""
        with self._stepping:
            self._session.take_again()
            self.reader.stay_in(ENROLL_CHAPTER)

    def resume(self) -> None:
        """End an enrollment or its outcome; a recording goes on from there."""
        self.reader.stay_in(None)
        self._session.resume()

    def stay_in(self, chapter: str) -> None:
        """Show a chapter of the recording again and again. The lock starts anew."""
        with self._stepping:
            self._session.restart_lock()
            self.reader.stay_in(chapter)

    def go_through(self, is_on: bool) -> None:
        """Go through the recording frame by frame, or play it again; locks, as it is a jump."""
        with self._stepping:
            self._session.restart_lock()
            self.reader.transport.switch(is_on)

    def seek(self, index: int) -> None:
        """Jump to a frame of a recording that is gone through. The lock starts anew."""
        with self._stepping:
            self._session.restart_lock()
            self.reader.transport.seek(index)

    def step(self, count: int) -> None:
        """Show a later frame, or an earlier one, for which the lock starts anew."""
        with self._stepping:
            if count < 0:
                self._session.restart_lock()
            self.reader.transport.step(count)

    def judge_all(self) -> None:
        """Judge every frame as fast as it can, in one pass from the first to the last.

        A pass that is under way goes on; otherwise one begins. Nothing happens if
        all is judged.
        """
        transport = self.reader.transport
        with self._stepping:
            if self.judged.is_one_pass(transport.state.frame_count - 1):
                return
            is_begun = self._is_in_first_pass()
            if not is_begun:
                self._session.restart_lock()
            transport.hurry_to_end(from_start=not is_begun)

    def judged_run(self) -> Run:
        """What was found in the recording so far."""
        return Run(
            source=self.reader.description,
            encoder_id=self._encoder_id,
            enrolled=self._session.snapshot.names,
            frame_count=self.reader.transport.state.frame_count,
            frames=self.judged.in_order(),
        )

    def _is_in_first_pass(self) -> bool:
        """Whether every frame up to the one shown was, or is just being, judged in one pass."""
        taken = self._taken
        if taken is None or taken.index is None or not taken.is_exact:
            return False
        is_newest = taken.jump == self.reader.jumps and self._pass_first == 0
        return is_newest and self.judged.is_one_pass(taken.index - 1)

    def stop(self) -> None:
        """Ask the stream to end after the current frame. Any thread may call it."""
        self._stopped.set()
        self.reader.stop()

    def _observe(self, recognition: Recognition) -> None:
        """Observe stream after stream: with a jump another one begins."""
        newest = self.reader.newest()
        first = next(newest, None)
        was_exact = False
        while first is not None and not self._stopped.is_set():
            if first.is_exact or was_exact:
                self._session.restart_lock()
            was_exact, self._pass_first = first.is_exact, first.index or 0
            for observation in recognition.observe(self._frames(first, newest)):
                if self._taken is not None:
                    self._take(observation, self._taken, recognition.gallery)
                if self._stopped.is_set():
                    break
            first, self._following = self._following, None

    def _take(self, observation: Observation, captured: Captured, gallery: Gallery) -> None:
        """Step the session, unless a jump has made the frame a thing of the past."""
        with self._stepping:
            if captured.jump != self.reader.jumps:
                return
            is_exact, templates = captured.is_exact, gallery.templates
            # An enrollment goes on through jumps, with which the frames' clock does not.
            is_frame_time = is_exact and self._session.snapshot.phase is Phase.WATCHING
            now_s = captured.frame.timestamp_s if is_frame_time else time.monotonic()
            was_enrolling = self._session.snapshot.is_of_enrollment
            self._session.step(observation, now_s, is_live=self.reader.is_live)
            if was_enrolling and self._session.snapshot.phase is Phase.WATCHING:
                self.reader.stay_in(None)  # it was given up
            if is_exact and captured.index is not None:
                lock = self._session.snapshot.lock
                found = judge(captured.index, captured.chapter, observation, lock, self._pass_first)
                self.judged.add(found, templates)

    def _frames(self, first: Captured, newest: Iterator[Captured]) -> Iterator[Frame]:
        """The frames up to the next jump; remembers which one is being observed."""
        if first.lead_in is not None:
            self._taken = None
            yield first.lead_in
        captured: Captured | None = first
        while captured is not None and captured.jump == first.jump:
            self._taken = captured
            yield captured.frame
            if self._session.is_unlocked and not captured.is_exact:
                self._stopped.wait(UNLOCKED_PAUSE_S)
            captured = next(newest, None)
        self._following = captured
