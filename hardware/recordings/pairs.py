"""Plain pairs: NAME_rgb.png and NAME_depth.png (uint16 millimeters, registered), in name order."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..errors import RecordingFormatError
from ..frame import KINECT_INTRINSICS, Frame, Intrinsics
from . import images
from .camera_file import CAMERA_FILE, read_camera
from .recording import Recording

#: Such folders hold no time, and their pictures need not follow one another. So far apart,
#: nobody takes the step from one to the next for motion.
STILL_INTERVAL_S: Final = 0.25
COLOR_ENDING: Final = "_rgb.png"
DEPTH_ENDING: Final = "_depth.png"


class PairsRecording(Recording):
    """Reads a folder of pairs; `camera.json` there, or up to two folders above, is the camera.

    Raises:
        RecordingFormatError: If half of a pair is missing, or a file is
            truncated or different.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._files = paired_files(path, COLOR_ENDING, DEPTH_ENDING)
        self._intrinsics = _camera_of(path)
        for color, depth in self._files:
            images.check_color(color)
            images.check_depth_png(depth)
        self.timestamps_s = still_timestamps_s(len(self._files))

    def read(self, index: int) -> Frame:
        color, depth = self._files[index]
        return Frame(
            rgb=images.read_color(color),
            depth_mm=images.read_depth_png(depth),
            timestamp_s=self.timestamps_s[index],
            intrinsics=self._intrinsics,
        )


def still_timestamps_s(count: int) -> tuple[float, ...]:
    """Times for pictures that were stored without any, see `STILL_INTERVAL_S`."""
    return tuple(index * STILL_INTERVAL_S for index in range(count))


def paired_files(folder: Path, color_ending: str, depth_ending: str) -> list[tuple[Path, Path]]:
    """Files of a folder whose names differ only in the ending, in name order.

    Raises:
        RecordingFormatError: If one of a pair is missing.
    """
    colors = {p.name.removesuffix(color_ending): p for p in folder.glob(f"*{color_ending}")}
    depths = {p.name.removesuffix(depth_ending): p for p in folder.glob(f"*{depth_ending}")}
    for name in sorted(colors.keys() ^ depths.keys()):
        missing = depth_ending if name in colors else color_ending
        raise RecordingFormatError(f"{folder / (name + missing)} is missing.")
    return [(colors[name], depths[name]) for name in sorted(colors)]


def _camera_of(folder: Path) -> Intrinsics:
    for place in (folder, *folder.resolve().parents[:2]):
        if (place / CAMERA_FILE).exists():
            return read_camera(place / CAMERA_FILE)
    return KINECT_INTRINSICS
