"""One thread owns the sensor and the models; whoever needs them hands in a job."""

from __future__ import annotations

import enum
import logging
import math
import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterator
from typing import Final

from faceid_core.errors import FaceIdError
from faceid_core.pipeline import Gallery, Recognizer, observe
from faceid_core.types import Observation
from hardware import CaptureError, CaptureTimeoutError, Frame, FrameSource, RecordingSource

from .light import show_light
from .memory import give_back

logger = logging.getLogger(__name__)

READ_SLICE_S: Final = 0.1  # how long a job that is not wanted any more may hold on
SILENCE_S: Final = 5.0  # without a frame, before the sensor is opened anew
RETRY_DELAYS_S: Final = (1.0, 2.0, 3.0, 5.0)  # before a watch tries again; the last one stays
JOIN_S: Final = 3.0


class Sensor(enum.Enum):
    """What the sensor is."""

    CLOSED = "closed"
    OPEN = "open"
    FAILED = "failed"
    LENT = "lent"


class SensorLentError(CaptureError):
    """Another program uses the sensor, and was allowed to."""


class ObserverStoppedError(CaptureError):
    """Nothing is looked at any more."""


class Job(ABC):
    """Somebody who needs observations. Its methods are called in the observer's thread.

    Attributes:
        gallery: Who is compared with.
        threshold: Largest distance that is accepted; infinite for the shipped one.
        asks_for_eyes: Whether eyes are looked at.
        pause_s: Least time between two frames that are judged, on the frames' clock.
        is_over: Whether it needs no more; any thread may set it.
    """

    gallery: Gallery
    threshold: float = math.inf
    asks_for_eyes: bool = True
    pause_s: float = 0.0
    is_over: bool = False

    @abstractmethod
    def take(self, seen: Observation) -> None:
        """Take the newest observation, and set `is_over` if that is enough."""

    @abstractmethod
    def end(self) -> None:
        """Nothing more comes: the source is at its end, or the job was over before it was done."""

    @abstractmethod
    def fail(self, error: Exception) -> None:
        """Nothing more comes, because of trouble. A watch gets more after a pause."""


class Observer:
    """Opens the sensor on demand, closes it when idle, and gives jobs what it sees.

    One job at a time. A *watch* waits while there are others, and goes on afterwards.
    A recording starts afresh for each job that is no watch.

    Args:
        open_source: Opens the sensor.
        recognizer: The loaded models, from now on this thread's.
        idle_s: How long the sensor stays open without a job.
    """

    def __init__(
        self, open_source: Callable[[], FrameSource], recognizer: Recognizer, idle_s: float
    ) -> None:
        self._open_source = open_source
        self._recognizer = recognizer
        self._idle_s = idle_s
        self._changed = threading.Condition()
        self._waiting: deque[Job] = deque()
        self._watch: Job | None = None
        self._source: FrameSource | None = None
        self._is_opening = False
        self._is_lent = False
        self._is_stopped = False
        self._needed_s = time.monotonic()
        self._failures = 0
        self._retry_s = -math.inf
        self.sensor_error = ""
        self._thread = threading.Thread(target=self._run, name="observer", daemon=True)

    @property
    def sensor(self) -> Sensor:
        """What the sensor is now."""
        if self._is_lent:
            return Sensor.LENT
        if self._source is not None:
            return Sensor.OPEN
        return Sensor.FAILED if self.sensor_error else Sensor.CLOSED

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End all jobs, close the sensor, and wait for it; not for a driver that hangs."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()
        self._thread.join(JOIN_S)

    def submit(self, job: Job) -> None:
        """Let a job have observations as soon as those before it are over."""
        with self._changed:
            self._waiting.append(job)
            self._changed.notify_all()

    def watch(self, job: Job | None) -> None:
        """Let a job have what others leave of the observations; None ends that."""
        with self._changed:
            if self._watch is not None:
                self._watch.is_over = True
            self._watch = job
            self._retry_s = -math.inf
            self._changed.notify_all()

    def lend(self, timeout_s: float) -> bool:
        """Keep off the sensor until `take_back`; blocks until it is closed.

        Returns:
            Whether it was closed within the time.
        """
        with self._changed:
            self._is_lent = True
            self._changed.notify_all()
            return self._changed.wait_for(
                lambda: self._source is None and not self._is_opening, timeout_s
            )

    def take_back(self) -> None:
        """Use the sensor again."""
        with self._changed:
            self._is_lent = False
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(self._has_something_to_do, self._longest_wait_s())
                if self._is_stopped:
                    break
                job = self._next_job()
                is_idle = job is None and self._idle_left_s() <= 0.0
            if self._is_lent or is_idle:
                self._close()
            if job is not None:
                self._serve(job)
                self._needed_s = time.monotonic()
                if not self._waiting:
                    give_back()  # whoever asked has the answer already
        for job in self._waiting:
            job.fail(ObserverStoppedError("The daemon is ending."))
        self._close()

    def _has_something_to_do(self) -> bool:
        return bool(
            self._is_stopped
            or self._waiting
            or self._is_watch_due()
            or (self._is_lent and self._source is not None)
        )

    def _is_watch_due(self) -> bool:
        return self._watch is not None and not self._is_lent and time.monotonic() >= self._retry_s

    def _next_job(self) -> Job | None:
        while self._waiting:
            job = self._waiting.popleft()
            if not job.is_over:
                return job
        return self._watch if self._is_watch_due() else None

    def _idle_left_s(self) -> float:
        return self._needed_s + self._idle_s - time.monotonic()

    def _longest_wait_s(self) -> float | None:
        """How long there is nothing to do by the clock; None for ever."""
        waits_s = []
        if self._source is not None:
            waits_s.append(self._idle_left_s())
        if self._watch is not None and not self._is_lent:
            waits_s.append(self._retry_s - time.monotonic())
        return max(0.0, min(waits_s)) if waits_s else None

    def _serve(self, job: Job) -> None:
        """Give a job observations until it is over, another one goes first, or trouble comes."""
        try:
            self._recognizer.asks_for_eyes = job.asks_for_eyes
            for seen in observe(self._frames(job), self._recognizer, job.gallery):
                job.take(seen)
            if job is not self._watch:
                job.end()
        except (SensorLentError, ObserverStoppedError) as error:
            _fail(job, error)
        except CaptureError as error:
            logger.warning("sensor: %s", error)
            self._close()
            self.sensor_error = str(error)
            self._pause_watch()
            _fail(job, error)
        except (FaceIdError, OSError) as error:
            self._pause_watch()
            _fail(job, error)
        except Exception as error:
            logger.exception("a job broke")
            self._pause_watch()
            _fail(job, error)

    def _frames(self, job: Job) -> Iterator[Frame]:
        """Yield frames until the job is over, another goes first, or the source ends.

        Raises:
            CaptureError: If there are no frames to be had.
        """
        heard_s, last_s = time.monotonic(), -math.inf
        source = self._opened(afresh=job is not self._watch)
        show_light(source, is_watch=job is self._watch)
        while not job.is_over and not (job is self._watch and self._waiting):
            if self._is_lent:
                raise SensorLentError("The sensor is used by another program.")
            if self._is_stopped:
                raise ObserverStoppedError("The daemon is ending.")
            try:
                frame = source.read(READ_SLICE_S)
            except CaptureTimeoutError:
                if time.monotonic() - heard_s > SILENCE_S:
                    raise
                continue
            if frame is None:
                self._close()  # at its end; whoever comes next begins anew
                self._pause_watch()
                return
            if job.asks_for_eyes != self._recognizer.asks_for_eyes:
                return  # chosen otherwise since: a watch begins anew with it
            heard_s = time.monotonic()
            self._recognizer.tighten(job.threshold)  # a watch's is read anew from time to time
            self._failures = 0
            if frame.timestamp_s - last_s >= job.pause_s:
                last_s = frame.timestamp_s
                yield frame
                if source.is_live and job.pause_s > 0.0:
                    self._rest(job)

    def _rest(self, job: Job) -> None:
        """Let the frames that a job has no use for pass unread: reading costs a registration."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._waiting or self._is_stopped or self._is_lent or job.is_over,
                job.pause_s,
            )

    def _opened(self, *, afresh: bool) -> FrameSource:
        if afresh and isinstance(self._source, RecordingSource):
            self._source.seek(0)
        elif afresh and self._source is not None and not self._source.is_live:
            self._close()  # a played recording that cannot go back
        if self._source is not None:
            return self._source
        with self._changed:
            if self._is_lent:
                raise SensorLentError("The sensor is used by another program.")
            self._is_opening = True
        source: FrameSource | None = None
        try:
            source = self._open_source()
        finally:
            with self._changed:
                self._source, self._is_opening = source, False
                self._changed.notify_all()
        self.sensor_error = ""
        return source

    def _pause_watch(self) -> None:
        """Let a watch wait before it tries again, longer with each failure in a row."""
        delay_s = RETRY_DELAYS_S[min(self._failures, len(RETRY_DELAYS_S) - 1)]
        self._failures += 1
        self._retry_s = time.monotonic() + delay_s

    def _close(self) -> None:
        source = self._source
        if source is not None:
            source.close()
            with self._changed:
                self._source = None
                self._changed.notify_all()


def _fail(job: Job, error: Exception) -> None:
    """Tell a job about trouble; what it does then must not end the thread."""
    try:
        job.fail(error)
    except Exception:
        logger.exception("a job broke while it was told about %s", error)
