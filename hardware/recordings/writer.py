"""Writing recordings: frames first, the index last."""

from __future__ import annotations

import importlib
import logging
from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, cast

from ..errors import RecordingWriteError
from ..frame import Frame

logger = logging.getLogger(__name__)

#: layout => (module, class), imported on use
WRITERS: Final[dict[str, tuple[str, str]]] = {
    "fakenect": ("hardware.recordings.fakenect", "FakenectWriter"),
    "tum": ("hardware.recordings.tum", "TumWriter"),
}


class RecordingWriter(ABC):
    """Writes frames to a new folder.

    The index is written on closing, after whatever was raised inside the
    `with`: it lists every frame that is whole. A crash leaves a folder without
    an index, which readers refuse.

    Attributes:
        path: The folder.
        frame_count: Frames written so far.

    Raises:
        RecordingWriteError: If the folder is not empty or cannot be made.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.frame_count = 0
        self._last_timestamp_s: float | None = None
        self._is_closed = False
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            is_empty = not any(self.path.iterdir())
        except OSError as error:
            raise RecordingWriteError(f"{self.path} cannot be made: {error.strerror}.") from error
        if not is_empty:
            raise RecordingWriteError(
                f"{self.path} is not empty. Nothing was overwritten; name a new folder."
            )

    def write(self, frame: Frame) -> None:
        """Append one frame.

        Raises:
            RecordingWriteError: If the disk is full, for example. The frames
                before it stay.
            ValueError: If the frame is not later than the one before it, or the
                writer is closed.
        """
        if self._is_closed:
            raise ValueError("Expected an open recording. Received a frame after close().")
        previous_s = self._last_timestamp_s
        if previous_s is not None and frame.timestamp_s <= previous_s:
            raise ValueError(
                f"Expected a frame later than {previous_s} s. Received {frame.timestamp_s} s."
            )
        try:
            self._write(frame)
        except OSError as error:
            raise self._failure(error) from error
        self._last_timestamp_s = frame.timestamp_s
        self.frame_count += 1

    def close(self) -> None:
        """Write the index; may be called twice.

        Raises:
            RecordingWriteError: If that fails.
        """
        if self._is_closed:
            return
        self._is_closed = True
        if self.frame_count == 0:
            logger.warning("no frame was written to %s", self.path)
            return
        try:
            self._finish()
        except OSError as error:
            raise self._failure(error) from error

    @abstractmethod
    def _write(self, frame: Frame) -> None:
        """Write the files of one frame, and remember its lines of the index."""

    @abstractmethod
    def _finish(self) -> None:
        """Write everything else, the index last."""

    def _failure(self, error: OSError) -> RecordingWriteError:
        return RecordingWriteError(
            f"{self.path} cannot be written: {error.strerror}. "
            f"The {self.frame_count} frames before it are whole."
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def open_writer(path: str | Path, layout: str, **options: Any) -> RecordingWriter:
    """Start a recording.

    Args:
        path: A folder that does not exist yet, or is empty.
        layout: "fakenect" or "tum".
        **options: Of the layout's own writer, e.g. `rgb_format` of `TumWriter`.

    Raises:
        ValueError: If the layout is unknown.
        RecordingWriteError: If the folder is not empty or cannot be made.
    """
    try:
        module, writer = WRITERS[layout]
    except KeyError:
        known = ", ".join(sorted(WRITERS))
        raise ValueError(f"Expected a layout out of {known}. Received {layout!r}.") from None
    return cast(RecordingWriter, getattr(importlib.import_module(module), writer)(path, **options))
