"""The layout of the TUM RGB-D benchmark: rgb.txt, depth.txt and the images they list.

Depth images are 16-bit PNG, 5000 units a meter, 0 for no data, registered to
the color images (https://cvg.cit.tum.de/data/datasets/rgbd-dataset/file_formats).
A file `camera.json` (fx, fy, cx, cy) is our addition.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..errors import RecordingFormatError
from ..frame import KINECT_INTRINSICS, Frame, Intrinsics
from . import images
from .camera_file import CAMERA_FILE, camera_text, read_camera
from .files import read_ahead, read_text
from .recording import Recording
from .writer import RecordingWriter

COLOR_INDEX: Final = "rgb.txt"
DEPTH_INDEX: Final = "depth.txt"
UNITS_PER_MM: Final = 5
#: Furthest apart that a color and a depth image may be: as in the benchmark's associate.py.
PAIR_TOLERANCE_S: Final = 0.02


#: The largest number of units that can be rounded within 16 bits; what lies above rounds alike.
_MOST_UNITS: Final = 65535 - UNITS_PER_MM // 2


@dataclass(frozen=True)
class _Listed:
    timestamp_s: float
    path: Path


class TumRecording(Recording):
    """Reads a TUM folder. Every listed file is checked first.

    Raises:
        RecordingFormatError: If a file is missing, truncated or different.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        color = _read_index(path / COLOR_INDEX)
        depth = _read_index(path / DEPTH_INDEX)
        pairs = nearest_pairs(
            [image.timestamp_s for image in color], [image.timestamp_s for image in depth]
        )
        if not pairs:
            raise RecordingFormatError(
                f"{path}: no color image has a depth image within {PAIR_TOLERANCE_S} s."
            )
        camera = path / CAMERA_FILE
        self._intrinsics = read_camera(camera) if camera.exists() else KINECT_INTRINSICS
        for file in read_ahead([image.path for image in color]):
            images.check_color(file)
        for file in read_ahead([image.path for image in depth]):
            images.check_depth_png(file)
        self._files = [(color[i].path, depth[j].path) for i, j in pairs]
        self.timestamps_s = tuple(color[i].timestamp_s for i, _ in pairs)
        self.offsets_s = tuple(color[i].timestamp_s - depth[j].timestamp_s for i, j in pairs)

    def read(self, index: int) -> Frame:
        color_path, depth_path = self._files[index]
        return Frame(
            rgb=images.read_color(color_path),
            depth_mm=_millimeters(images.read_depth_png(depth_path)),
            timestamp_s=self.timestamps_s[index],
            intrinsics=self._intrinsics,
        )


def _millimeters(units: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Round to millimeters, in 16 bits throughout: wider numbers take four times as long."""
    millimeters: NDArray[np.uint16] = np.minimum(units, np.uint16(_MOST_UNITS))
    millimeters += np.uint16(UNITS_PER_MM // 2)
    millimeters //= np.uint16(UNITS_PER_MM)
    return millimeters


class TumWriter(RecordingWriter):
    """Writes a TUM folder.

    Depth beyond 13107 mm does not fit 16 bits of 1/5 mm and is written as no data.

    Args:
        path: A new or empty folder.
        rgb_format: "png", or "jpg" for a compact recording (the benchmark has PNG only).
        quality: Of JPEG, 1 to 100.

    Raises:
        ValueError: If the format is another, or frames differ in their intrinsics.
        RecordingWriteError: If the folder is not empty or cannot be written.
    """

    def __init__(self, path: str | Path, *, rgb_format: str = "png", quality: int = 90) -> None:
        if rgb_format not in ("png", "jpg"):
            raise ValueError(f"Expected png or jpg. Received {rgb_format!r}.")
        if not 1 <= quality <= 100:
            raise ValueError(f"Expected a quality from 1 to 100. Received {quality}.")
        super().__init__(path)
        self._rgb_format = rgb_format
        self._quality = quality
        self._intrinsics: Intrinsics | None = None
        self._color_lines = ["# color images", "# timestamp filename"]
        self._depth_lines = [
            "# depth images (16-bit, 5000 units per meter, registered to color)",
            "# timestamp filename",
        ]

    def _write(self, frame: Frame) -> None:
        if self._intrinsics is None:
            self._intrinsics = frame.intrinsics
            for name in ("rgb", "depth"):
                (self.path / name).mkdir()
        elif frame.intrinsics != self._intrinsics:
            raise ValueError(
                f"Expected frames of one camera, {self._intrinsics}. Received {frame.intrinsics}."
            )
        stamp = f"{frame.timestamp_s:.6f}"
        color_name, depth_name = f"rgb/{stamp}.{self._rgb_format}", f"depth/{stamp}.png"
        if self._rgb_format == "png":
            color = images.encode_png(frame.rgb)
        else:
            color = images.encode_jpeg(frame.rgb, self._quality)
        (self.path / color_name).write_bytes(color)
        (self.path / depth_name).write_bytes(images.encode_png(_units(frame.depth_mm)))
        self._color_lines.append(f"{stamp} {color_name}")
        self._depth_lines.append(f"{stamp} {depth_name}")

    def _finish(self) -> None:
        if self._intrinsics is not None:
            text = camera_text(self._intrinsics)
            (self.path / CAMERA_FILE).write_text(text, encoding="utf-8")
        for name, lines in ((DEPTH_INDEX, self._depth_lines), (COLOR_INDEX, self._color_lines)):
            (self.path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def nearest_pairs(color_s: list[float], depth_s: list[float]) -> list[tuple[int, int]]:
    """Pair every color image with its depth image.

    Two images belong together when each is the nearest to the other and they
    are at most `PAIR_TOLERANCE_S` apart, so no image is used twice.

    Args:
        color_s: Increasing timestamps in seconds.
        depth_s: The same of the depth images.

    Returns:
        Pairs of indices into both, increasing.
    """
    if not color_s or not depth_s:
        return []
    color, depth = np.array(color_s), np.array(depth_s)
    to_depth, to_color = _nearest(color, depth), _nearest(depth, color)
    return [
        (i, int(j))
        for i, j in enumerate(to_depth)
        if to_color[j] == i and abs(color[i] - depth[j]) <= PAIR_TOLERANCE_S
    ]


def _nearest(times_s: NDArray[np.float64], others_s: NDArray[np.float64]) -> NDArray[np.intp]:
    """For every time the index of the nearest of the others."""
    after = np.clip(np.searchsorted(others_s, times_s), 0, len(others_s) - 1)
    before = np.maximum(after - 1, 0)
    is_before = np.abs(others_s[before] - times_s) <= np.abs(others_s[after] - times_s)
    return np.where(is_before, before, after)


def _units(depth_mm: NDArray[np.uint16]) -> NDArray[np.uint16]:
    units = depth_mm.astype(np.uint32) * UNITS_PER_MM
    return np.where(units <= 65535, units, 0).astype(np.uint16)


def _read_index(path: Path) -> list[_Listed]:
    """The lines of rgb.txt or depth.txt: `timestamp filename`, `#` starts a comment line."""
    if not path.exists():
        raise RecordingFormatError(
            f"{path} is missing. Writing this recording was perhaps not finished."
        )
    folder = _Folder(path.parent)
    listed: list[_Listed] = []
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split()
        if len(fields) != 2 or "\0" in line:
            raise RecordingFormatError(
                f"{path}, line {number}: expected a timestamp and a file name, found {line!r}."
            )
        try:
            timestamp_s = float(fields[0])
        except ValueError:
            timestamp_s = math.nan
        if not math.isfinite(timestamp_s):
            raise RecordingFormatError(f"{path}, line {number}: {fields[0]!r} is not a timestamp.")
        if listed and timestamp_s <= listed[-1].timestamp_s:
            raise RecordingFormatError(f"{path}, line {number}: timestamps do not increase.")
        file = path.parent / fields[1]
        if not folder.holds(file):
            raise RecordingFormatError(f"{path}, line {number}: {fields[1]} is outside the folder.")
        listed.append(_Listed(timestamp_s, file))
    if not listed:
        raise RecordingFormatError(f"{path} lists no image.")
    return listed


class _Folder:
    """A folder that what is listed must not leave."""

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()
        self._parents: dict[Path, bool] = {}

    def holds(self, file: Path) -> bool:
        """Whether a file, or what it is a link to, is in the folder."""
        try:
            is_elsewhere = file.is_symlink() or file.name == ".."
        except OSError:
            is_elsewhere = True
        if is_elsewhere:
            return self._leads_inside(file)
        if file.parent not in self._parents:  # nearly always one for all files
            self._parents[file.parent] = self._leads_inside(file.parent)
        return self._parents[file.parent]

    def _leads_inside(self, path: Path) -> bool:
        try:
            return path.resolve().is_relative_to(self._path)
        except (OSError, RuntimeError):  # links in a circle
            return False
