"""Rendered frames as plain pairs of PNG files, with the camera beside them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2

from hardware.errors import RecordingWriteError
from hardware.frame import KINECT_INTRINSICS, Frame
from hardware.recordings.camera_file import CAMERA_FILE, camera_text


def make_folder(path: Path) -> None:
    """Make a folder and those above it.

    Raises:
        RecordingWriteError: If that is not possible.
    """
    with writing(path):
        path.mkdir(parents=True, exist_ok=True)


def write_pair(folder: Path, name: str, frame: Frame) -> None:
    """Write NAME_rgb.png and NAME_depth.png (uint16 millimeters).

    Raises:
        RecordingWriteError: If that is not possible.
    """
    best = [cv2.IMWRITE_PNG_COMPRESSION, 9]
    bgr = cv2.cvtColor(frame.rgb, cv2.COLOR_RGB2BGR)
    for ending, image in (("rgb", bgr), ("depth", frame.depth_mm)):
        _, data = cv2.imencode(".png", image, best)
        path = folder / f"{name}_{ending}.png"
        with writing(path):
            path.write_bytes(data.tobytes())


def write_camera(folder: Path) -> None:
    """Write the camera that everything is rendered with.

    Raises:
        RecordingWriteError: If that is not possible.
    """
    write_text(folder / CAMERA_FILE, camera_text(KINECT_INTRINSICS))


def write_text(path: Path, text: str) -> None:
    """Write a text file.

    Raises:
        RecordingWriteError: If that is not possible.
    """
    with writing(path):
        path.write_text(text, encoding="utf-8")


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Name the file that cannot be written.

    Raises:
        RecordingWriteError: In place of an OSError.
    """
    try:
        yield
    except OSError as error:
        raise RecordingWriteError(f"{path} cannot be written: {error.strerror}.") from error
