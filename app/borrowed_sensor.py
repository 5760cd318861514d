"""A sensor that this program uses while the daemon keeps off it."""

from __future__ import annotations

import logging
from collections.abc import Callable

from hardware import DeviceOpenError, Frame, FrameSource

from .daemon_line import DaemonError, DaemonLine, NoDaemonError

logger = logging.getLogger(__name__)


def is_shared(source: str) -> bool:
    """Whether the daemon may be using the same sensor, by the source's text."""
    return source.partition(":")[0] == "kinect"


def open_borrowed(open_source: Callable[[], FrameSource]) -> FrameSource:
    """Open a sensor, after the daemon has closed it; given back when the source is closed.

    Without a daemon it is just opened.

    Raises:
        DeviceOpenError: If the daemon does not give it away.
        CaptureError: As `open_source` does.
    """
    try:
        line = DaemonLine()
    except NoDaemonError:
        return open_source()
    try:
        line.call("LendSensor")
    except NoDaemonError:
        line.close()
        return open_source()
    except DaemonError as error:
        line.close()
        raise DeviceOpenError(f"The face recognition service uses the sensor: {error}") from error
    logger.info("the daemon has lent its sensor")
    try:
        return BorrowedSensor(open_source(), line)
    except BaseException:
        line.close()
        raise


class BorrowedSensor(FrameSource):
    """A sensor that is the daemon's again once this is closed."""

    def __init__(self, source: FrameSource, line: DaemonLine) -> None:
        self.description = source.description
        self.is_live = source.is_live
        self._source = source
        self._line = line

    def _read(self, timeout_s: float) -> Frame | None:
        frame = self._source.read(timeout_s)
        self.offsets = self._source.offsets
        return frame

    def close(self) -> None:
        self._source.close()
        self._line.close()  # by which the loan ends
