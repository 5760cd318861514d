"""Is somebody on the seat: what the depth picture alone says, without looking for a face.

Color finds a face that looks at it; depth also finds a head that is turned, a back, an arm.
A body is something of a body's size at sitting distance. Chairs and the jackets on them have
that size too, so a body must have moved: nobody sits as still as furniture stands.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.frame import FRAME_HEIGHT, FRAME_WIDTH, NO_DEPTH, Frame, Intrinsics

#: What is farther away is the room. Somebody who leans back is within it.
FARTHEST_MM: Final = 1500.0
CELL_PX: Final = 8
#: A cell is near when so much of it is; the rest may be holes or background.
CELL_PART: Final = 0.4
#: A head from behind is about 300 cm2; cables, plants and monitor arms are less in one piece.
BODY_CM2: Final = 220.0
#: Less than this part of a picture with depth: the sensor is covered, or blinded by the sun.
LEAST_COVERAGE: Final = 0.1
#: How far the mean of a cell and those around it must be from where it was, at a range of 1 m.
#: A Kinect's depth noise grows with the square of the range; breathing moves a chest by
#: 4 to 12 mm.
MOVED_MM: Final = 3.0
#: So much must have moved in one piece: less is noise along an edge.
MOVED_CM2: Final = 40.0
_CELLS: Final = (FRAME_HEIGHT // CELL_PX, FRAME_WIDTH // CELL_PX)
_AROUND: Final = np.ones((3, 3), np.uint8)


@dataclass(frozen=True, eq=False)
class Body:
    """Something as large as a body, at sitting distance.

    Attributes:
        area_cm2: Of what is seen of it.
        center_mm: Its middle, camera coordinates.
        cells: Where it is, bool, shape (60, 80).
    """

    area_cm2: float
    center_mm: tuple[float, float, float]
    cells: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Seat:
    """What the depth picture of one frame says about the seat.

    Attributes:
        cells_mm: Mean depth of what is near, float32, shape (60, 80); NaN where nothing is.
        cell_cm2: Size of what is near in each cell, the same shape.
        coverage: Part of the picture that has depth, in [0, 1].
        body: The largest body, or None.
        fingerprint: Of the depth picture: a live sensor never delivers the same one twice.
    """

    cells_mm: NDArray[np.float32]
    cell_cm2: NDArray[np.float32]
    coverage: float
    body: Body | None
    fingerprint: int

    @property
    def is_measured(self) -> bool:
        """Whether there is depth enough to say anything."""
        return self.coverage >= LEAST_COVERAGE


def look(frame: Frame) -> Seat:
    """Measure the seat in one frame."""
    depth_mm = frame.depth_mm
    split = (_CELLS[0], CELL_PX, _CELLS[1], CELL_PX)
    near = (depth_mm != NO_DEPTH) & (depth_mm <= FARTHEST_MM)
    counts = near.reshape(split).sum(axis=(1, 3), dtype=np.float32)
    sums = np.where(near, depth_mm, 0).reshape(split).sum(axis=(1, 3), dtype=np.float32)
    is_near = counts >= CELL_PART * CELL_PX**2
    cells_mm = np.where(is_near, sums / np.maximum(counts, 1.0), np.float32(np.nan))
    camera = frame.intrinsics
    pixel_cm2 = cells_mm**2 / np.float32(100.0 * camera.fx_px * camera.fy_px)
    cell_cm2 = np.where(is_near, counts * pixel_cm2, 0.0).astype(np.float32)
    return Seat(
        cells_mm=cells_mm.astype(np.float32),
        cell_cm2=cell_cm2,
        coverage=float(np.count_nonzero(depth_mm)) / depth_mm.size,
        body=_largest_body(cells_mm, cell_cm2, camera),
        fingerprint=zlib.crc32(depth_mm.data),
    )


def has_moved(now: Seat, reference: Seat) -> bool:
    """Whether the body has moved since a former look, by more than noise can explain.

    Cells that were near in both looks are compared, and only inside of what is near: along
    its outline depth flickers, however still it stands. A part of the body that is where
    nothing was has moved there.
    """
    if now.body is None:
        return False
    is_near, was_near = np.isfinite(now.cells_mm), np.isfinite(reference.cells_mm)
    inside = _inner(is_near) & _inner(was_near)
    change_mm = cv2.blur(np.nan_to_num(now.cells_mm - reference.cells_mm), _AROUND.shape)
    limit_mm = np.maximum(MOVED_MM * (now.cells_mm / 1000.0) ** 2, MOVED_MM / 2.0)
    moved = np.abs(change_mm) > limit_mm
    came = _inner(is_near) & (cv2.dilate(was_near.astype(np.uint8), _AROUND) == 0)
    changed = ((moved & inside) | came) & now.body.cells
    return _largest_cm2(changed, now.cell_cm2)[0] >= MOVED_CM2


def _largest_body(
    cells_mm: NDArray[np.floating], cell_cm2: NDArray[np.float32], camera: Intrinsics
) -> Body | None:
    area_cm2, cells = _largest_cm2(np.isfinite(cells_mm), cell_cm2)
    if area_cm2 < BODY_CM2:
        return None
    rows, columns = np.nonzero(cells)
    z_mm = float(np.median(cells_mm[cells]))
    column_px, row_px = ((float(at.mean()) + 0.5) * CELL_PX for at in (columns, rows))
    center_mm = (
        (column_px - camera.cx_px) * z_mm / camera.fx_px,
        (row_px - camera.cy_px) * z_mm / camera.fy_px,
        z_mm,
    )
    return Body(area_cm2, center_mm, cells)


def _largest_cm2(
    chosen: NDArray[np.bool_], cell_cm2: NDArray[np.float32]
) -> tuple[float, NDArray[np.bool_]]:
    """Return the size of the largest piece of the chosen cells, and its cells."""
    # Holes as wide as a cell do not cut a body in two.
    bridged = cv2.dilate(chosen.astype(np.uint8), _AROUND)
    _, labels = cv2.connectedComponents(bridged)
    sizes = np.bincount(labels[chosen], weights=cell_cm2[chosen], minlength=1)
    largest = int(sizes.argmax()) if len(sizes) else 0
    area_cm2 = float(sizes[largest]) if len(sizes) else 0.0
    if not math.isfinite(area_cm2) or area_cm2 <= 0.0:
        return 0.0, np.zeros_like(chosen)
    return area_cm2, chosen & (labels == largest)


def _inner(near: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which cells are near together with all that surround them."""
    inner: NDArray[np.bool_] = cv2.erode(near.astype(np.uint8), _AROUND) > 0
    return inner
