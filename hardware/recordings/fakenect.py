"""Dumps of libfreenect's `fakenect-record`: INDEX.txt, d-*.pgm, r-*.ppm, a-*.dump.

A name is `<kind>-<wall seconds>-<stamp>.<ending>`; stamps count the Kinect's 60
MHz clock modulo 2**32. Depth is raw (11 bits) in the infrared camera's picture,
with the low byte first although PGM prescribes the opposite. Read in
libfreenect's fakenect/record.c and fakenect/fakenect.c (v0.5.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from ..calibration import CALIBRATION_FILE, Calibration, calibration_for_recording
from ..errors import RecordingFormatError
from ..frame import FRAME_HEIGHT, FRAME_WIDTH, Frame, Intrinsics
from ..pairing import TICKS_PER_S, Pair, Pairer
from ..registration import Registration
from .files import read_bytes, read_text
from .recording import Recording
from .writer import RecordingWriter

INDEX: Final = "INDEX.txt"

_NAME: Final = re.compile(r"([adr])-(\d+\.\d+)-(\d{1,10})\.(dump|pgm|ppm)")
_ENDINGS: Final = {"a": "dump", "d": "pgm", "r": "ppm"}
_HEADERS: Final = {"a": b"", "d": b"P5 640 480 65535\n", "r": b"P6 640 480 255\n"}
_PIXELS: Final = FRAME_HEIGHT * FRAME_WIDTH
_BODY_BYTES: Final = {"a": 12, "d": 2 * _PIXELS, "r": 3 * _PIXELS}
_START_S: Final = 1_000_000_000  # wall time of recorded second 0; only differences are played


@dataclass(frozen=True)
class _Dumped:
    kind: str
    stamp: int
    path: Path


class FakenectRecording(Recording):
    """Reads a dump as the Kinect backend would deliver it: paired, in registered millimeters.

    The calibration is the folder's own `calibration.json`, else the user's,
    else nominal.

    Raises:
        RecordingFormatError: If a listed file is missing, truncated or different.
        CalibrationError: If a calibration file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        pairer: Pairer[Path] = Pairer()
        self._pairs: list[Pair[Path]] = []
        for dumped in check_dump(path):
            if dumped.kind == "d":
                self._pairs += pairer.add_depth(dumped.stamp, dumped.path)
            elif dumped.kind == "r":
                self._pairs += pairer.add_color(dumped.stamp, dumped.path)
        if not self._pairs:
            raise RecordingFormatError(
                f"{path}: no color image has a depth image within half a frame."
            )
        self.timestamps_s = tuple(pair.color_ticks / TICKS_PER_S for pair in self._pairs)
        self.offsets_s = tuple(
            (pair.color_ticks - pair.depth_ticks) / TICKS_PER_S for pair in self._pairs
        )
        self._registration = Registration(calibration_for_recording(path))

    def read(self, index: int) -> Frame:
        pair = self._pairs[index]
        rgb = np.frombuffer(_body("r", pair.color), np.uint8)
        raw = np.frombuffer(_body("d", pair.depth), "<u2").astype(np.uint16)
        return Frame(
            rgb=rgb.reshape(FRAME_HEIGHT, FRAME_WIDTH, 3),
            depth_mm=self._registration.register(raw.reshape(FRAME_HEIGHT, FRAME_WIDTH)),
            timestamp_s=self.timestamps_s[index],
            intrinsics=self._registration.calibration.color,
        )


class FakenectWriter(RecordingWriter):
    """Writes a dump that any libfreenect program can replay through fakenect.

    Frames hold registered depth, a dump holds raw depth: every frame is drawn
    into the infrared camera's picture again. What that camera does not see is
    lost, and depth becomes one of the sensor's steps (2 mm at 0.8 m, 12 mm at
    2 m). The calibration that leads back is written beside the index.

    Args:
        path: A new or empty folder.
        calibration: Of the Kinect that the frames come from. None makes a
            nominal one around the intrinsics of the first frame.

    Raises:
        ValueError: If frames differ in their intrinsics, or do not fit the calibration.
        RecordingWriteError: If the folder is not empty or cannot be written.
    """

    def __init__(self, path: str | Path, *, calibration: Calibration | None = None) -> None:
        super().__init__(path)
        self._registration = None if calibration is None else Registration(calibration)
        self._first_s = 0.0
        self._lines: list[str] = []

    def _write(self, frame: Frame) -> None:
        if self._registration is None:
            self._registration = Registration(nominal_around(frame.intrinsics))
        if not self._lines:
            self._first_s = frame.timestamp_s
        color = self._registration.calibration.color
        if frame.intrinsics != color:
            raise ValueError(f"Expected frames of {color}. Received {frame.intrinsics}.")
        raw = self._registration.unregister(frame.depth_mm)
        stamp = round(frame.timestamp_s * TICKS_PER_S) % (1 << 32)
        wall_s = _START_S + frame.timestamp_s - self._first_s
        names = [f"{kind}-{wall_s:.6f}-{stamp}.{_ENDINGS[kind]}" for kind in "dr"]
        bodies = [_HEADERS["d"] + raw.astype("<u2").tobytes(), _HEADERS["r"] + frame.rgb.tobytes()]
        for name, body in zip(names, bodies, strict=True):
            (self.path / name).write_bytes(body)
        self._lines += names

    def _finish(self) -> None:
        if self._registration is not None:
            self._registration.calibration.save(self.path / CALIBRATION_FILE)
        text = "".join(f"{line}\n" for line in self._lines)
        (self.path / INDEX).write_text(text, encoding="ascii")


def nominal_around(color: Intrinsics) -> Calibration:
    """A nominal Kinect whose color camera is this one.

    The infrared camera's center moves along, so that both pictures still show
    the same part of the world.
    """
    nominal = Calibration()
    depth = nominal.depth
    return replace(
        nominal,
        color=color,
        depth=replace(
            depth,
            cx_px=depth.cx_px + (color.cx_px - nominal.color.cx_px) * depth.fx_px / color.fx_px,
            cy_px=depth.cy_px + (color.cy_px - nominal.color.cy_px) * depth.fy_px / color.fy_px,
        ),
    )


def check_dump(folder: Path) -> list[_Dumped]:
    """Check every file that the index lists. libfreenect itself would end the process, or
    play whatever its buffer held.

    Returns:
        The listed files in order.

    Raises:
        RecordingFormatError: If the index or a file is missing, truncated or different.
    """
    index = folder / INDEX
    if not index.exists() and not any(folder.glob("[dr]-*")):
        raise RecordingFormatError(f"{folder} is not a fakenect dump: it has no {INDEX}.")
    if not index.exists():
        raise RecordingFormatError(
            f"{index} is missing. Writing this recording was perhaps not finished."
        )
    text = read_text(index)
    if "\r" in text:
        raise RecordingFormatError(f"{index} has DOS line ends, which fakenect cannot read.")
    lines = text.split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    if not lines:
        raise RecordingFormatError(f"{index} lists no file.")
    return [_check_entry(folder, number, line) for number, line in enumerate(lines, start=1)]


def _check_entry(folder: Path, number: int, line: str) -> _Dumped:
    match = _NAME.fullmatch(line)
    if match is None or _ENDINGS[match[1]] != match[4] or int(match[3]) >= 1 << 32:
        raise RecordingFormatError(
            f"{folder / INDEX}, line {number}: {line!r} is not a name that fakenect-record writes."
        )
    dumped = _Dumped(kind=match[1], stamp=int(match[3]), path=folder / line)
    header = _HEADERS[dumped.kind]
    expected = len(header) + _BODY_BYTES[dumped.kind]
    try:
        size = dumped.path.stat().st_size
        with dumped.path.open("rb") as file:
            start = file.read(len(header))
    except FileNotFoundError:
        raise RecordingFormatError(f"{dumped.path} is missing.") from None
    except OSError as error:
        raise RecordingFormatError(f"{dumped.path} cannot be read: {error.strerror}.") from error
    if start != header:
        raise RecordingFormatError(
            f"{dumped.path} does not start with {header.decode().strip()!r}."
        )
    if size != expected:
        fault = "is truncated" if size < expected else "is too long"
        raise RecordingFormatError(f"{dumped.path} {fault}: {size} bytes of {expected}.")
    return dumped


def _body(kind: str, path: Path) -> bytes:
    data = read_bytes(path)[len(_HEADERS[kind]) :]
    if len(data) != _BODY_BYTES[kind]:
        raise RecordingFormatError(f"{path} has changed while it was played.")
    return data
