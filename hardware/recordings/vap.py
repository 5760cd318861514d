"""The VAP RGB-D face database (Hoeg et al., 2012, Aalborg University): NNN_*_d.dat and NNN_*_c.bmp.

Depth is text: 480 lines of 640 numbers in millimeters between tabs, -1 for no
data. Color is 1280 x 960 and is scaled to the size of the depth image.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ..errors import RecordingFormatError
from ..frame import FRAME_HEIGHT, FRAME_WIDTH, NO_DEPTH, Frame
from . import images
from .files import read_bytes
from .pairs import paired_files, still_timestamps_s
from .recording import Recording

COLOR_ENDING: Final = "_c.bmp"
DEPTH_ENDING: Final = "_d.dat"
COLOR_SIZE: Final = (1280, 960)


class VapRecording(Recording):
    """Reads a folder of the VAP database.

    Raises:
        RecordingFormatError: If half of a pair is missing, or a file is
            truncated or different.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._files = paired_files(path, COLOR_ENDING, DEPTH_ENDING)
        for color, depth in self._files:
            images.check_color(color, COLOR_SIZE)
            _check_depth(depth)
        self.timestamps_s = still_timestamps_s(len(self._files))

    def read(self, index: int) -> Frame:
        color, depth = self._files[index]
        rgb = cv2.resize(images.read_color(color), images.FRAME_SIZE, interpolation=cv2.INTER_AREA)
        return Frame(
            rgb=np.asarray(rgb), depth_mm=_read_depth(depth), timestamp_s=self.timestamps_s[index]
        )


def _check_depth(path: Path) -> None:
    lines = read_bytes(path).splitlines()
    if len(lines) != FRAME_HEIGHT:
        raise RecordingFormatError(
            f"{path} has {len(lines)} lines. Expected {FRAME_HEIGHT}: it is truncated or different."
        )
    for number, line in enumerate(lines, start=1):
        columns = line.rstrip(b"\t").count(b"\t") + 1
        if columns != FRAME_WIDTH:
            raise RecordingFormatError(
                f"{path}, line {number}: {columns} numbers. Expected {FRAME_WIDTH}."
            )


def _read_depth(path: Path) -> NDArray[np.uint16]:
    try:
        depth_mm = np.array(read_bytes(path).split(), dtype=np.float64)
    except ValueError as error:
        raise RecordingFormatError(f"{path} holds something that is no number: {error}.") from error
    if depth_mm.size != FRAME_HEIGHT * FRAME_WIDTH:
        raise RecordingFormatError(
            f"{path} holds {depth_mm.size} numbers. Expected {FRAME_HEIGHT * FRAME_WIDTH}."
        )
    measured = (depth_mm > 0) & (depth_mm <= 65535)
    image = np.where(measured, np.rint(depth_mm), NO_DEPTH).astype(np.uint16)
    return image.reshape(FRAME_HEIGHT, FRAME_WIDTH)
