"""The interface that every capture backend implements."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from .frame import Frame
from .pairing import Offsets

logger = logging.getLogger(__name__)


class FrameSource(ABC):
    """A place frames come from: a sensor, a recording, or a test.

    Open on construction; close with `with` or `close()`, which may be called
    twice. A source belongs to one thread.

    Attributes:
        description: A short text for people, e.g. "Kinect 0" or "recording man".
        is_live: Whether frames arrive from a sensor, with no end and no seeking.
        offsets: How far color and depth of the frames read so far are apart; counts
            none where the source does not tell.
    """

    description: str = "frames"
    is_live: bool = False
    offsets: Offsets = Offsets()

    def read(self, timeout_s: float = 10.0) -> Frame | None:
        """Wait for the next frame.

        Args:
            timeout_s: Longest wait in seconds.

        Returns:
            The next frame, or None when the source has ended. A live sensor
            never ends.

        Raises:
            CaptureTimeoutError: If no frame arrived in time.
            DeviceLostError: If the sensor was unplugged.
            RecordingFormatError: If a recorded file is damaged.
        """
        frame = self._read(timeout_s)
        logger.debug("%s: %s", self.description, "end" if frame is None else frame.timestamp_s)
        return frame

    @abstractmethod
    def _read(self, timeout_s: float) -> Frame | None:
        """Deliver one frame; the only method a backend has to write."""

    def close(self) -> None:  # noqa: B027 (optional hook)
        """Release the device. The default has nothing to release."""

    def __iter__(self) -> Iterator[Frame]:
        while (frame := self.read()) is not None:
            yield frame

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
