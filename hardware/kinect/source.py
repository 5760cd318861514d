"""A Kinect v1, or a recording of one on libfreenect's fake driver, as a frame source."""

from __future__ import annotations

import enum
import logging
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..calibration import Calibration, calibration_for_device, calibration_for_recording
from ..errors import (
    BackendUnavailableError,
    CaptureError,
    CaptureTimeoutError,
    DeviceLostError,
    DeviceOpenError,
    RecordingFormatError,
)
from ..frame import Frame
from ..pacing import Pace
from ..pairing import TICKS_PER_S
from ..recordings.fakenect import check_dump
from ..recordings.files import typed_folder
from ..registration import Registration
from ..source import FrameSource
from .driver import find_fakenect, require_binding
from .events import Ended, Event, Failed, FailureKind, Opened, Progress, SetLed, SetTilt, Start
from .process import CaptureProcess
from .repetition import Repetition
from .ring import RawFrame
from .sensor_clock import SensorClock
from .statistics import Counters, Statistics

logger = logging.getLogger(__name__)

MAX_TILT_DEG: Final = 31.0
#: A reader that is more frames behind goes on with the newest one: of a sensor, to see what
#: is there now; of a recording, only after two thirds of a second, to lose no frame of it.
LIVE_LAG: Final = 4
RECORDING_LAG: Final = 20
#: Pause before a device that was reported as lost is looked for again.
RETRY_S: Final = 1.0
_SPARE_SLOTS: Final = 4  # so that the oldest frame is copied before it is overwritten


class Led(enum.Enum):
    """The light of a Kinect, `freenect_led_options`. Some models show green for yellow."""

    OFF = 0
    GREEN = 1
    RED = 2
    YELLOW = 3
    BLINK_GREEN = 4
    BLINK_RED_YELLOW = 6


@dataclass(frozen=True)
class Watchdog:
    """How long a Kinect may be silent, and what happens then.

    Attributes:
        open_s: From the start of the process to an opened device.
        first_frame_s: From the start of the cameras to the first frame.
        frame_s: Between two frames.
        stop_s: From asking the process to stop to killing it. A killed process
            may leave the Kinect busy until it is plugged in again.
        restart_delays_s: Pauses before the first, second, ... restart in a row;
            after the last one the device counts as lost.
    """

    open_s: float = 10.0
    first_frame_s: float = 5.0
    frame_s: float = 2.0
    stop_s: float = 1.5
    restart_delays_s: tuple[float, ...] = (0.5, 1.0, 1.5, 2.0)


class KinectSource(FrameSource):
    """Frames of a Kinect v1 through libfreenect.

    A sensor that falls silent, or delivers the same picture again and again, is
    stopped and started again; when that does not help, or it is not there any
    more, `read` raises `DeviceLostError`. The next `read` then tries once more, so
    a caller may go on until it is plugged in. No frame shows what was shown before.

    Args:
        index: Which Kinect, from 0.
        recording: A fakenect dump that libfreenect's fake driver plays instead.
            It starts with the first `read`, and ends.
        watchdog: Limits of patience; by default a recording is not restarted.
        max_lag: How many frames a reader may be behind; see `LIVE_LAG`.

    Raises:
        BackendUnavailableError: If the driver is not installed.
        DeviceOpenError: If the Kinect is not there, is in use or may not be used.
        RecordingFormatError: If the dump is damaged.
        CalibrationError: If a calibration file cannot be used.
    """

    def __init__(
        self,
        index: int = 0,
        *,
        recording: Path | None = None,
        watchdog: Watchdog | None = None,
        max_lag: int | None = None,
    ) -> None:
        require_binding()
        self.is_live = recording is None
        self._index = index
        self._recording = recording
        self._fakenect: Path | None = None
        if recording is None:
            self.description = f"Kinect {index}"
            self._watchdog = watchdog or Watchdog()
        else:
            check_dump(recording)
            self._fakenect = find_fakenect()
            self.description = f"fakenect {recording.resolve().name}"
            self._watchdog = watchdog or Watchdog(stop_s=0.5, restart_delays_s=())
        if max_lag is None:
            max_lag = LIVE_LAG if recording is None else RECORDING_LAG
        self._max_lag = max_lag

        self._process: CaptureProcess | None = None
        self._farewell: Ended | Failed | None = None  # the last event of the process
        self._is_streaming = False
        self._is_ended = False
        self._started_s = 0.0
        self._repetition = Repetition()
        self._stuck_s: float | None = None  # since when there was no new picture
        self._next = 0  # number of the next frame in the ring
        self._attempts = 0  # restarts since the last frame
        self._trouble = ""  # why
        self._retry_s = 0.0  # when the next restart is due
        self._led: Led | None = None
        self._clock = SensorClock()
        self._counters = Counters()
        self._registration = Registration(self._open())
        if self.is_live:
            self._start()

    @property
    def statistics(self) -> Statistics:
        """Counters since the source was opened."""
        return self._counters.statistics()

    @property
    def calibration(self) -> Calibration:
        """What registers depth to color."""
        return self._registration.calibration

    def set_led(self, led: Led) -> None:
        """Set the light soon; it is set again after a restart."""
        self._led = led
        if self._process is not None:
            self._process.send(SetLed(led.value))

    def set_tilt_deg(self, angle_deg: float) -> None:
        """Tilt the head soon, in degrees above the horizon.

        Raises:
            ValueError: If the angle is beyond `MAX_TILT_DEG` on either side.
        """
        if not -MAX_TILT_DEG <= angle_deg <= MAX_TILT_DEG:
            raise ValueError(
                f"Expected a tilt of at most {MAX_TILT_DEG} degrees. Received {angle_deg}."
            )
        if self._process is not None:
            self._process.send(SetTilt(angle_deg))

    def close(self) -> None:
        self._is_ended = True
        self._end_process()

    def _read(self, timeout_s: float) -> Frame | None:
        deadline_s = time.monotonic() + timeout_s
        while not self._is_ended:
            process = self._process
            if process is None:
                self._reopen(deadline_s)
                continue
            if not self._is_streaming:
                self._start()
            self._receive(process.poll(0.0))
            raw = self._next_raw(process)
            if raw is not None:
                return self._frame(raw)
            if process.is_over or self._farewell is not None:
                self._part(process)
                continue
            silent_at_s, patience_s = self._patience(process)
            now_s = time.monotonic()
            if now_s >= silent_at_s:
                what = "no frame" if self._stuck_s is None else "no new picture"
                self._lose(f"delivered {what} for {patience_s:g} s")
            elif now_s >= deadline_s:
                raise CaptureTimeoutError(
                    f"{self._trouble} It is being started again."
                    if self._attempts
                    else f"{self.description} delivered no frame within {timeout_s:g} s."
                )
            else:
                self._receive(process.poll(min(deadline_s, silent_at_s) - now_s))
        return None

    def _open(self) -> Calibration:
        """Start a process, wait until it has opened the device, and choose the calibration."""
        process = CaptureProcess(
            self._index, self._fakenect, self._recording, self._max_lag + _SPARE_SLOTS
        )
        self._process = process
        self._farewell = None
        self._is_streaming = False
        self._next = 0
        self._stuck_s = None
        deadline_s = time.monotonic() + self._watchdog.open_s
        try:
            events: list[Event] = []
            while not events and not process.is_over and time.monotonic() < deadline_s:
                events = process.poll(deadline_s - time.monotonic())
            opened = events[0] if events else None
            if not isinstance(opened, Opened):
                self._farewell = opened if isinstance(opened, Failed) else None
                raise self._opening_error(process, opened)
            if self._led is not None:
                process.send(SetLed(self._led.value))
            if self._recording is not None:
                return calibration_for_recording(self._recording)
            return calibration_for_device(opened.calibration)
        except BaseException:
            self._end_process()
            raise

    def _reopen(self, deadline_s: float) -> None:
        """Start again after a loss, when the pause is over.

        Raises:
            DeviceLostError: If it was unplugged, or cannot be opened after the last pause.
            CaptureTimeoutError: If the pause, or the next one, lasts longer.
        """
        now_s = time.monotonic()
        if self._retry_s > now_s:
            time.sleep(max(min(self._retry_s, deadline_s) - now_s, 0.0))
        if self._retry_s > deadline_s:
            raise CaptureTimeoutError(f"{self._trouble} It is being started again.")
        self._counters.restarts += 1
        try:
            self._registration = Registration(self._open())
        except DeviceOpenError as error:
            farewell = self._farewell
            is_unplugged = isinstance(farewell, Failed) and farewell.kind is FailureKind.NO_DEVICE
            self._plan_restart(str(error), is_hopeless=is_unplugged)

    def _start(self) -> None:
        if self._process is not None:
            self._process.send(Start())
        self._is_streaming = True
        self._started_s = time.monotonic()

    def _receive(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Progress):
                self._counters.current = event
            elif isinstance(event, Ended | Failed):
                self._farewell = event

    def _next_raw(self, process: CaptureProcess) -> RawFrame | None:
        """The next image that this reader should get, None if there is none yet."""
        while (written := process.ring.written) > self._next:
            if written - self._next > self._max_lag:
                self._counters.skipped += written - 1 - self._next
                self._next = written - 1
            raw = process.ring.read(self._next)
            self._next += 1
            if raw is None:
                self._counters.overwritten += 1
            elif not (self.is_live and self._repetition.is_repeated(raw)):
                self._stuck_s = None
                return raw
            else:
                self._counters.repeated += 1
                if self._stuck_s is None:
                    self._stuck_s = time.monotonic()
        return None

    def _frame(self, raw: RawFrame) -> Frame:
        self._attempts = 0
        self._counters.delivered += 1
        self.offsets = self.offsets.with_one((raw.color_ticks - raw.depth_ticks) / TICKS_PER_S)
        return Frame(
            rgb=raw.rgb,
            depth_mm=self._registration.register(raw.raw),
            timestamp_s=self._clock.timestamp_s(raw.color_ticks / TICKS_PER_S),
            intrinsics=self._registration.calibration.color,
        )

    def _patience(self, process: CaptureProcess) -> tuple[float, float]:
        """Until when (monotonic seconds) the process may be silent, and how long that is."""
        if process.ring.written == 0:
            return self._started_s + self._watchdog.first_frame_s, self._watchdog.first_frame_s
        if self._stuck_s is None:
            last_s = max(process.ring.written_ns / 1e9, self._started_s)
        else:
            last_s = self._stuck_s
        return last_s + self._watchdog.frame_s, self._watchdog.frame_s

    def _part(self, process: CaptureProcess) -> None:
        """Find out why the process ended: end of a recording, or trouble."""
        farewell = self._farewell
        if isinstance(farewell, Failed):
            self._lose(f"failed: {farewell.text}")
        elif isinstance(farewell, Ended) and self._recording is not None:
            self.close()
        elif isinstance(farewell, Ended):
            self._lose("stopped answering: check its USB cable and its power supply")
        else:
            code, words = process.exit_code(), process.last_words()
            if self._recording is not None and code == 1:  # how fakenect deals with bad files
                self.close()
                raise RecordingFormatError(
                    f"libfreenect cannot play {self._recording}: {words or 'no reason given'}."
                )
            self._lose(f"lost its driver ({_ending(code)}{': ' + words if words else ''})")

    def _lose(self, reason: str) -> None:
        """End the process; plan a restart, or give up.

        Raises:
            DeviceLostError: If there were enough restarts.
        """
        self._end_process()
        self._clock.restart()
        self._plan_restart(f"{self.description} {reason}.", is_hopeless=False)

    def _plan_restart(self, reason: str, *, is_hopeless: bool) -> None:
        self._trouble = reason
        delays_s = self._watchdog.restart_delays_s
        if is_hopeless or self._attempts >= len(delays_s):
            self._attempts = 0
            self._retry_s = time.monotonic() + RETRY_S
            self._is_ended = self._recording is not None
            raise DeviceLostError(reason)
        delay_s = delays_s[self._attempts]
        logger.warning("%s Restart in %g s", reason, delay_s)
        self._retry_s = time.monotonic() + delay_s
        self._attempts += 1

    def _end_process(self) -> None:
        if self._process is not None:
            self._process.close(self._watchdog.stop_s)
            self._process = None
            self._counters.end_process()

    def _opening_error(self, process: CaptureProcess, event: Event | None) -> CaptureError:
        if not isinstance(event, Failed):
            reason = "did not answer"
            if process.is_over:
                reason = f"could not be opened ({_ending(process.exit_code())})"
            return DeviceOpenError(f"{self.description} {reason}. {process.last_words()}".strip())
        if event.kind is FailureKind.DRIVER:
            return BackendUnavailableError(f"The Kinect driver cannot be loaded: {event.text}.")
        if event.kind is FailureKind.NO_DEVICE:
            return DeviceOpenError(
                f"{self.description} is not plugged in. Check its USB cable and its own power "
                "supply: without power only its light is on."
            )
        return DeviceOpenError(
            f"{self.description} cannot be opened: it is in use by another program, or this "
            "user may not use it (sudo apt install freenect brings the udev rules; then plug it "
            f"in again). libfreenect says: {event.text or 'nothing'}."
        )


def open_kinect(argument: str, pace: Pace, loop: bool) -> KinectSource:
    """Open `kinect` or `kinect:N`; see `KinectSource`. A sensor has its own pace."""
    if argument and not argument.isdecimal():
        raise BackendUnavailableError(
            f"{argument!r} is not a number. The first Kinect is kinect:0, the second kinect:1."
        )
    return KinectSource(int(argument or 0))


def open_fakenect(argument: str, pace: Pace, loop: bool) -> KinectSource:
    """Open `fakenect:DIR`; see `KinectSource`. The fake driver has its own pace."""
    if not argument:
        raise BackendUnavailableError("fakenect needs a folder: fakenect:DIR.")
    folder = typed_folder(argument)
    if not folder.is_dir():
        raise RecordingFormatError(f"There is no folder {folder}.")
    return KinectSource(recording=folder)


def _ending(code: int | None) -> str:
    if code is None:
        return "it hangs"
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
