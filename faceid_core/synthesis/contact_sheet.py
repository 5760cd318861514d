"""A look at what was made: chips and colored depth maps side by side."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.frame import NO_DEPTH

from ..face_sets import HOLE, STEPS_PER_MM, FaceSet, unpacked
from ..presentation_sets import Presentation
from ..types import COLOR_CROP_PX
from .pairs import writing

SHEET_FILE: Final = "contact_sheet.png"
_PEOPLE: Final = 24
_TILES: Final = 12  # a row of presentations, two each
_NEAR_MM: Final = -45.0
_FAR_MM: Final = 55.0


def write_face_sheet(path: Path, faces: FaceSet) -> None:
    """Write a picture of the first people of a face set, one row a person.

    Raises:
        RecordingWriteError: If it cannot be written.
    """
    rows = []
    for person in np.unique(faces.people)[:_PEOPLE]:
        of = faces.chosen(faces.people == person)
        tiles = zip(of.rgb, of.depth, strict=True)
        rows.append([tile for rgb, depth in tiles for tile in (rgb, colored(depth))])
    _write(path, rows)


def write_map_sheet(path: Path, maps: NDArray[np.int16]) -> None:
    """Write a picture of the first people's canonical maps, packed, shape (p, views, 96, 96).

    Raises:
        RecordingWriteError: If it cannot be written.
    """
    _write(path, [[colored(view) for view in person] for person in maps[:_PEOPLE]])


def write_presentation_sheet(path: Path, presentations: Iterable[Presentation]) -> None:
    """Write a picture of presentations: one row a species, the first frame's color and depth.

    Raises:
        RecordingWriteError: If it cannot be written.
    """
    rows: dict[str, list[NDArray[np.uint8]]] = {}
    for shown in presentations:
        row = rows.setdefault(shown.species, [])
        if len(row) >= _TILES:
            continue
        frame = shown.frames[0]
        steps = (frame.depth_mm.astype(np.float32) - _middle_mm(frame.depth_mm)) * STEPS_PER_MM
        steps = steps.clip(_NEAR_MM * STEPS_PER_MM, 2.0 * _FAR_MM * STEPS_PER_MM)
        depth = np.where(frame.depth_mm == NO_DEPTH, HOLE, steps).astype(np.int16)
        part = _square_around(frame.depth_mm)
        size = (COLOR_CROP_PX, COLOR_CROP_PX)
        color = np.asarray(cv2.resize(frame.rgb[part], size), np.uint8)
        row += [color, colored(depth[part])]
    _write(path, list(rows.values()))


def _middle_mm(depth_mm: NDArray[np.uint16]) -> float:
    known = depth_mm[depth_mm != NO_DEPTH]
    return float(np.percentile(known, 20)) if len(known) else 0.0


def _square_around(depth_mm: NDArray[np.uint16]) -> tuple[slice, slice]:
    """Return a square part of a frame around what has depth."""
    rows, columns = np.nonzero(depth_mm != NO_DEPTH)
    if not len(rows):
        return slice(None), slice(None)
    half = max(int(np.ptp(rows)), int(np.ptp(columns))) // 2
    top = max((int(rows.min()) + int(rows.max())) // 2 - half, 0)
    left = max((int(columns.min()) + int(columns.max())) // 2 - half, 0)
    return slice(top, top + 2 * half), slice(left, left + 2 * half)


def colored(depth: NDArray[np.int16]) -> NDArray[np.uint8]:
    """Return a packed canonical map in colors, black where there is a hole.

    Returns:
        uint8, shape (192, 192, 3), RGB.
    """
    hole = depth == HOLE
    share = (np.nan_to_num(unpacked(depth)) - _NEAR_MM) / (_FAR_MM - _NEAR_MM)
    gray = np.rint(255.0 * share.clip(0.0, 1.0)).astype(np.uint8)
    picture = cv2.cvtColor(cv2.applyColorMap(gray, cv2.COLORMAP_VIRIDIS), cv2.COLOR_BGR2RGB)
    picture[hole] = 0
    size = (COLOR_CROP_PX, COLOR_CROP_PX)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_NEAREST), np.uint8)


def _write(path: Path, rows: list[list[NDArray[np.uint8]]]) -> None:
    width = max((len(row) for row in rows), default=0)
    if not width:
        return
    empty = np.zeros((COLOR_CROP_PX, COLOR_CROP_PX, 3), np.uint8)
    sheet = np.vstack([np.hstack([*row, *[empty] * (width - len(row))]) for row in rows])
    _, data = cv2.imencode(".png", cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR))
    with writing(path):
        path.write_bytes(data.tobytes())
