"""Small generated scenes and recordings for the tests of `hardware`."""

from __future__ import annotations

import functools
import struct
from collections.abc import Collection
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware import KINECT_INTRINSICS, Frame, Intrinsics
from hardware.recordings.fakenect import FakenectWriter
from hardware.recordings.tum import TumWriter

TICKS_PER_FRAME: Final = 2_000_000  # 60 MHz, 30 frames a second
#: Just before the 32-bit clock starts again, so that every recording crosses it.
FIRST_STAMP: Final = 2**32 - 3 * TICKS_PER_FRAME

_ROWS, _COLUMNS = np.mgrid[:480, :640].astype(np.float64)


def head_frame(index: int = 0, intrinsics: Intrinsics = KINECT_INTRINSICS) -> Frame:
    """A ball with a nose at 0.85 m before a slanted wall at 2 m; it moves with `index`."""
    column, row = 300.0 + 2.0 * index, 220.0
    radius_px = np.hypot(_COLUMNS - column, (_ROWS - row) / 1.3)
    depth_mm = 2000.0 + 0.2 * _COLUMNS
    inside = radius_px < 70
    bulge = np.sqrt(np.clip(1.0 - (radius_px / 72.0) ** 2, 0.0, None))
    nose = 25.0 * np.exp(-((radius_px / 10.0) ** 2))
    depth_mm[inside] = (950.0 - 100.0 * bulge - nose)[inside]
    depth_mm[:, :6] = 0
    rgb = np.empty((480, 640, 3), np.uint8)
    rgb[..., 0] = _COLUMNS / 3
    rgb[..., 1] = _ROWS / 2
    rgb[..., 2] = 60 + index
    rgb[inside] = (220, 170, 140)
    return Frame(rgb, np.rint(depth_mm).astype(np.uint16), 100.0 + index / 30.0, intrinsics)


def head_region(frame: Frame) -> NDArray[np.bool_]:
    """The pixels of the ball."""
    return (frame.depth_mm > 0) & (frame.depth_mm < 1000)


def write_fakenect(folder: Path, count: int) -> Path:
    with FakenectWriter(folder) as writer:
        for index in range(count):
            writer.write(head_frame(index))
    return folder


def write_tum(folder: Path, count: int, rgb_format: str = "png") -> Path:
    with TumWriter(folder, rgb_format=rgb_format) as writer:
        for index in range(count):
            writer.write(head_frame(index))
    return folder


def write_pairs(folder: Path, count: int) -> Path:
    folder.mkdir()
    for index in range(count):
        frame = head_frame(index)
        cv2.imwrite(str(folder / f"{index:03}_rgb.png"), frame.rgb[..., ::-1])
        cv2.imwrite(str(folder / f"{index:03}_depth.png"), frame.depth_mm)
    return folder


def write_vap(folder: Path, count: int) -> Path:
    folder.mkdir()
    for index in range(count):
        frame = head_frame(index)
        name = f"{index + 1:03}_{index}_1"
        large = cv2.resize(frame.rgb[..., ::-1], (1280, 960), interpolation=cv2.INTER_NEAREST)
        cv2.imwrite(str(folder / f"{name}_c.bmp"), large)
        depth_mm = np.where(frame.depth_mm == 0, -1, frame.depth_mm.astype(np.int32))
        lines = ("\t".join(map(str, row)) for row in depth_mm)
        (folder / f"{name}_d.dat").write_text("\n".join(lines) + "\n")
    return folder


@functools.lru_cache(maxsize=64)
def raw_images(index: int) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
    """Raw depth and color that differ in every pixel from those of every other index."""
    raw = ((_ROWS + 7 * _COLUMNS + 101 * index) % 2048).astype(np.uint16)
    rgb = np.stack([(_COLUMNS + 3 * index) % 256, _ROWS % 256, (_ROWS * 0 + index) % 256], axis=-1)
    return raw, rgb.astype(np.uint8)


def write_raw_dump(
    folder: Path,
    count: int,
    *,
    without_color: Collection[int] = (),
    without_depth: Collection[int] = (),
    interval_s: float = 1 / 30,
    stall_after: int | None = None,
) -> Path:
    """A dump as `fakenect-record` writes it: color 9 ms after depth, and the tilt sensor.

    Args:
        folder: To be made.
        count: Frames.
        without_color: Frames whose color image was lost.
        without_depth: Frames whose depth image was lost.
        interval_s: Wall time between frames at replay; stamps are always 1/30 s apart.
        stall_after: A frame after which the replay pauses for 30 s.
    """
    folder.mkdir()
    lines = []

    def put(kind: str, wall_s: float, stamp: int, ending: str, data: bytes) -> None:
        name = f"{kind}-{1_700_000_000 + wall_s:.6f}-{stamp % 2**32}.{ending}"
        (folder / name).write_bytes(data)
        lines.append(name)

    wall_s = 0.0
    for index in range(count):
        raw, rgb = raw_images(index)
        stamp = FIRST_STAMP + index * TICKS_PER_FRAME
        if index not in without_depth:
            put("d", wall_s, stamp, "pgm", b"P5 640 480 65535\n" + raw.astype("<u2").tobytes())
        tilt = struct.pack("<hhhbxi", index, -819, 10, 0, 0)
        put("a", wall_s + 0.1 * interval_s, stamp, "dump", tilt)
        if index not in without_color:
            color_stamp = stamp + 540_000
            data = b"P6 640 480 255\n" + rgb.tobytes()
            put("r", wall_s + 0.2 * interval_s, color_stamp, "ppm", data)
        wall_s += 30.0 if index == stall_after else interval_s
    (folder / "INDEX.txt").write_text("".join(f"{line}\n" for line in lines))
    return folder
