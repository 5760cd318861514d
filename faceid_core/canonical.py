"""The canonical depth map: a face seen from the front, in millimeters, wherever it was.

The points of the face are moved into the face's own coordinates, aligned to the
mean face on the parts that no expression moves, and resampled orthographically.
"""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.frame import NO_DEPTH, Frame

from .face_geometry import MAP_MM_PER_PX, FaceGeometry
from .geometry import rotation_about, window_points
from .median import median
from .types import DEPTH_MAP_PX, Face

#: Points further from the face's origin than this belong to something else.
REACH_MM: Final = 100.0
NEAR_LIMIT_MM: Final = -80.0
FAR_LIMIT_MM: Final = 75.0
_CORNER_MM: Final = math.sqrt(2.0 * REACH_MM**2 + max(-NEAR_LIMIT_MM, FAR_LIMIT_MM) ** 2)
MIN_POINTS: Final = 400

#: Brow to nostrils: what neither jaw nor hair moves. More rounds let the pose drift after noise.
RIGID_HALF_WIDTH_MM: Final = 52.0
RIGID_TOP_MM: Final = -40.0
RIGID_BOTTOM_MM: Final = 30.0
ALIGN_POINTS: Final = 1200
ALIGN_ROUNDS: Final = 6
COARSE_ROUNDS: Final = 3
COARSE_LIMIT_MM: Final = 20.0
FINE_LIMIT_MM: Final = 10.0
#: Ridge of the normal equations: keeps a nearly round surface from spinning.
TURN_RIDGE: Final = 50.0
SHIFT_RIDGE: Final = 1e-2
MIN_ALIGNED_POINTS: Final = 150

HIDDEN_LAYER_MM: Final = 12.0  # behind the nearest point around: seen past an edge
SMOOTHING_PX: Final = 1.1
MIN_WEIGHT: Final = 0.05


def face_points(frame: Frame, face: Face) -> NDArray[np.float64]:
    """Return the measured points around a face in its own coordinates, shape (n, 3), mm."""
    camera = frame.intrinsics
    height, width = frame.depth_mm.shape
    scale = REACH_MM / face.origin_mm[2]
    column = camera.fx_px * face.origin_mm[0] / face.origin_mm[2] + camera.cx_px
    row = camera.fy_px * face.origin_mm[1] / face.origin_mm[2] + camera.cy_px
    left, right = (int(column + side * camera.fx_px * scale) for side in (-1.0, 1.0))
    top, bottom = (int(row + side * camera.fy_px * scale) for side in (-1.0, 1.0))
    left, right = np.clip([left, right + 1], 0, width)
    top, bottom = np.clip([top, bottom + 1], 0, height)
    depth_mm = frame.depth_mm[top:bottom, left:right]
    # No point of the box that is kept below is further from the origin than its corners.
    nearest_mm = max(math.floor(face.origin_mm[2] - _CORNER_MM), NO_DEPTH + 1)
    farthest_mm = math.ceil(face.origin_mm[2] + _CORNER_MM)
    reachable = (depth_mm >= nearest_mm) & (depth_mm <= farthest_mm)
    points = window_points(depth_mm, (int(left), int(top)), reachable, camera)
    local = (points - face.origin_mm) @ face.axes
    near = (local[:, 2] > NEAR_LIMIT_MM) & (local[:, 2] < FAR_LIMIT_MM)
    near &= (np.abs(local[:, 0]) < REACH_MM) & (np.abs(local[:, 1]) < REACH_MM)
    return local.compress(near, axis=0)


class CanonicalMapper:
    """Aligns faces to the mean face and resamples them."""

    def __init__(self, geometry: FaceGeometry) -> None:
        height = geometry.height_mm.astype(np.float64)
        known = np.isfinite(height)
        filled = np.where(known, height, 0.0)
        step = 1.0 / (8.0 * MAP_MM_PER_PX)  # Sobel's kernel sums to 8
        slope_x = cv2.Sobel(filled, cv2.CV_64F, 1, 0, ksize=3) * step
        slope_y = cv2.Sobel(filled, cv2.CV_64F, 0, 1, ksize=3) * step
        normals = np.stack([-slope_x, -slope_y, np.ones_like(filled)], axis=-1)
        lengths = np.linalg.norm(normals, axis=-1)
        inner = cv2.erode(known.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        # A row for each pixel: height, 1 / length of the normal, unit normal.
        columns = [filled[..., None], (1.0 / lengths)[..., None], normals / lengths[..., None]]
        self._surface = np.concatenate(columns, axis=-1).reshape(-1, 5)
        self._known = inner.ravel()

    def map(self, frame: Frame, face: Face) -> NDArray[np.float32] | None:
        """Return the canonical map, or None if too few points could be aligned.

        Returns:
            float32, shape (96, 96), z in millimeters, NaN where nothing was measured.
        """
        points = face_points(frame, face)
        if len(points) < MIN_POINTS:
            return None
        aligned = self._align(points)
        return None if aligned is None else resample(aligned)

    def _align(self, points: NDArray[np.float64]) -> NDArray[np.float64] | None:
        """Move points onto the mean face: point-to-plane ICP with Tukey weights.

        Chen and Medioni, "Object modelling by registration of multiple range
        images", 1992; the map makes the search for the nearest point a look-up.
        """
        in_reach = (np.abs(points[:, 0]) < RIGID_HALF_WIDTH_MM + COARSE_LIMIT_MM) & (
            (points[:, 1] > RIGID_TOP_MM - COARSE_LIMIT_MM)
            & (points[:, 1] < RIGID_BOTTOM_MM + COARSE_LIMIT_MM)
        )
        candidates = points[in_reach]
        sample = candidates[:: max(len(candidates) // ALIGN_POINTS, 1)]
        turn, shift = np.eye(3), np.zeros(3)
        for round_index in range(ALIGN_ROUNDS):
            moved = sample @ turn.T + shift
            cells = _cells(moved)
            used = (np.abs(moved[:, 0]) < RIGID_HALF_WIDTH_MM) & self._known.take(cells)
            used &= (moved[:, 1] > RIGID_TOP_MM) & (moved[:, 1] < RIGID_BOTTOM_MM)
            if np.count_nonzero(used) < MIN_ALIGNED_POINTS:
                return None
            moved = moved.compress(used, axis=0)
            surface = self._surface.take(cells.compress(used), axis=0)
            gap = moved[:, 2] - surface[:, 0]
            if round_index == 0:
                shift = shift - np.array([0.0, 0.0, median(gap)])
                continue
            limit = COARSE_LIMIT_MM if round_index < COARSE_ROUNDS else FINE_LIMIT_MM
            distance = gap * surface[:, 1]
            weights = np.maximum(1.0 - (distance / limit) ** 2, 0.0) ** 2
            jacobian = _turns_and_shifts(moved, surface[:, 2:])
            weighted = jacobian * weights[:, None]
            normal_matrix = weighted.T @ jacobian
            normal_matrix[np.diag_indices(6)] += [TURN_RIDGE] * 3 + [SHIFT_RIDGE] * 3
            step = np.linalg.solve(normal_matrix, -weighted.T @ distance)
            further = rotation_about(step[:3])
            turn, shift = further @ turn, further @ shift + step[3:]
        return points @ turn.T + shift


def resample(points: NDArray[np.float64]) -> NDArray[np.float32]:
    """Lay points of the face's own coordinates on the map's grid.

    Where two surfaces lie behind each other, the nearer one counts.

    Args:
        points: Shape (n, 3), millimeters.

    Returns:
        float32, shape (96, 96), z in millimeters, NaN where there is no point.
    """
    half_mm = DEPTH_MAP_PX * MAP_MM_PER_PX / 2.0
    inside = (np.abs(points[:, 0]) < half_mm) & (np.abs(points[:, 1]) < half_mm)
    points = points[inside]
    cells = _cells(points)
    z = points[:, 2].astype(np.float32)
    nearest = np.full(DEPTH_MAP_PX * DEPTH_MAP_PX, 1e3, np.float32)
    np.minimum.at(nearest, cells, z)
    surface = cv2.erode(
        nearest.reshape(DEPTH_MAP_PX, DEPTH_MAP_PX), np.ones((3, 3), np.uint8)
    ).ravel()
    front = z < surface[cells] + HIDDEN_LAYER_MM
    cells, z = cells[front], z[front]
    size = DEPTH_MAP_PX * DEPTH_MAP_PX
    sums = np.stack([np.bincount(cells, z, size), np.bincount(cells, minlength=size)], axis=-1)
    image = sums.reshape(DEPTH_MAP_PX, DEPTH_MAP_PX, 2)
    total, weight = np.moveaxis(cv2.GaussianBlur(image, (0, 0), SMOOTHING_PX), -1, 0)
    known = weight > MIN_WEIGHT
    return np.where(known, total / np.maximum(weight, MIN_WEIGHT), np.nan).astype(np.float32)


def _cells(points: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the map's pixel under each point, clipped to the map, row by row."""
    pixels = np.rint(points[:, :2] / MAP_MM_PER_PX + (DEPTH_MAP_PX - 1) / 2.0)
    pixels = np.minimum(np.maximum(pixels, 0), DEPTH_MAP_PX - 1).astype(np.int64)
    cells: NDArray[np.int64] = pixels[:, 1] * DEPTH_MAP_PX + pixels[:, 0]
    return cells


def _turns_and_shifts(
    points: NDArray[np.float64], normals: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how distances along normals change with small turns and shifts, shape (n, 6).

    The turns are points x normals, written out: `numpy.cross` costs more than the rest of a round.
    """
    x, y, z = points.T
    along_x, along_y, along_z = normals.T
    jacobian = np.empty((len(points), 6))
    jacobian[:, 0] = y * along_z - z * along_y
    jacobian[:, 1] = z * along_x - x * along_z
    jacobian[:, 2] = x * along_y - y * along_x
    jacobian[:, 3:] = normals
    return jacobian
