"""Playing a recorded folder."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Final

from ..errors import BackendUnavailableError, CaptureTimeoutError
from ..frame import Frame
from ..pacing import Pace, Pacer
from ..source import FrameSource
from .files import typed_folder
from .recording import Chapter, find_chapter, open_recording, read_chapters

JUMP_S: Final = 1.0


class RecordingSource(FrameSource):
    """Frames of a recorded folder, in order.

    All files are checked on construction; frames are decoded when they are read.
    Timestamps always increase: after a seek, or the start of another round, they
    go on `JUMP_S` later, so that nobody takes the jump for a fast motion. The
    jump itself takes no time.

    Args:
        path: The folder, of any format in `recordings.recording.FORMATS`.
        chapter: Play only this chapter; all indices then count from its first frame.
        pace: When frames are delivered.
        loop: Start again after the last frame.
        pacer: Waits for the recorded pace; tests pass one with their own clock.

    Attributes:
        frame_count: Frames that one run delivers.
        timestamps_s: When each of them was recorded, in seconds.
        chapters: All chapters of the folder.
        loop: See above; may be changed while playing.

    Raises:
        RecordingFormatError: If the folder or one of its files is missing,
            truncated, damaged or of no known format.
        CaptureError: If the chapter does not exist.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        chapter: str | None = None,
        pace: Pace = Pace.RECORDED,
        loop: bool = False,
        pacer: Pacer | None = None,
    ) -> None:
        folder = Path(path)
        self._recording = open_recording(folder)
        count = len(self._recording.timestamps_s)
        self.chapters: tuple[Chapter, ...] = read_chapters(folder, count)
        self._first = 0
        self.frame_count = count
        self.description = f"recording {folder.resolve().name}"
        if chapter is not None:
            part = find_chapter(folder, self.chapters, chapter)
            self._first = part.first
            self.frame_count = part.last - part.first + 1
            self.description += f", {chapter}"
        self.timestamps_s = self._recording.timestamps_s[
            self._first : self._first + self.frame_count
        ]
        self.loop = loop
        self._pace = pace
        self._pacer = Pacer() if pacer is None else pacer
        self._position = 0
        self._offset_s = 0.0  # of delivered over recorded timestamps
        self._last_s: float | None = None

    @property
    def position(self) -> int:
        """Index of the frame that the next `read` delivers; `frame_count` at the end."""
        return self._position

    def seek(self, index: int) -> None:
        """Let the next `read` deliver the frame with this index.

        Raises:
            ValueError: If there is no such frame.
        """
        self._check(index)
        if index != self._position:
            self._jump(index)

    def frame_at(self, index: int) -> Frame:
        """Decode one frame at once, as it was recorded: for going through them one by one.

        The position stays, and the timestamp is the recorded one.

        Raises:
            ValueError: If there is no such frame.
            RecordingFormatError: If its files are damaged.
        """
        self._check(index)
        return self._recording.read(self._first + index)

    def _check(self, index: int) -> None:
        if not 0 <= index < self.frame_count:
            raise ValueError(f"Expected an index below {self.frame_count}. Received {index}.")

    def _read(self, timeout_s: float) -> Frame | None:
        if self._position == self.frame_count:
            if not self.loop:
                return None
            self._jump(0)
        index = self._first + self._position
        due_s = self._recording.timestamps_s[index] + self._offset_s
        if self._pace is Pace.RECORDED and not self._pacer.wait_for(due_s, timeout_s):
            raise CaptureTimeoutError(f"The next frame is due in more than {timeout_s} s.")
        frame = self._recording.read(index)
        if self._recording.offsets_s:
            self.offsets = self.offsets.with_one(self._recording.offsets_s[index])
        self._position += 1
        self._last_s = due_s
        if self._offset_s == 0.0:
            return frame
        return Frame(frame.rgb, frame.depth_mm, due_s, frame.intrinsics)

    def _jump(self, index: int) -> None:
        self._position = index
        self._pacer.restart()
        if self._last_s is not None:
            recorded_s = self._recording.timestamps_s[self._first + index]
            self._offset_s = self._last_s + JUMP_S - recorded_s


def open_folder(argument: str, pace: Pace, loop: bool) -> RecordingSource:
    """Open `recording:DIR` or `recording:DIR#CHAPTER`; see `RecordingSource`."""
    if not argument:
        raise BackendUnavailableError("A recording needs its folder: recording:DIR.")
    folder, _, chapter = argument.rpartition("#")
    if not folder or Path(argument).exists():  # a folder may have # in its name
        folder, chapter = argument, ""
    return RecordingSource(typed_folder(folder), chapter=chapter or None, pace=pace, loop=loop)


def open_demo(argument: str, pace: Pace, loop: bool) -> RecordingSource:
    """Open `demo` or `demo#CHAPTER`, the recording that is shipped; see `RecordingSource`.

    Raises:
        BackendUnavailableError: If it is not installed.
    """
    folder = Path(str(resources.files("assets"))) / "demo"
    if not folder.is_dir():
        raise BackendUnavailableError(
            f"The demo recording is not installed ({folder} is missing). "
            "Play a folder with recording:DIR instead."
        )
    return RecordingSource(folder, chapter=argument or None, pace=pace, loop=loop)
