"""Points in space: from pixels to millimeters, rigid fits, head angles.

Camera coordinates throughout: x to the right, y down, z away from the camera.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hardware.frame import NO_DEPTH, Frame, Intrinsics

from .median import median
from .types import Pose

_FIT_ROUNDS: Final = 4


@dataclass(frozen=True, eq=False)
class RigidFit:
    """A turn and a shift: target = turn @ source + shift.

    Attributes:
        turn: float64, shape (3, 3), a rotation.
        shift_mm: float64, shape (3,).
        residual_mm: Weighted root mean square distance that is left.
    """

    turn: NDArray[np.float64]
    shift_mm: NDArray[np.float64]
    residual_mm: float


def backproject(
    columns_px: NDArray[np.floating],
    rows_px: NDArray[np.floating],
    depth_mm: NDArray[np.floating],
    intrinsics: Intrinsics,
) -> NDArray[np.float64]:
    """Return the points seen at pixels, millimeters, shape (..., 3).

    Args:
        columns_px, rows_px, depth_mm: Arrays of one shape.
        intrinsics: The camera.
    """
    x = (columns_px - intrinsics.cx_px) / intrinsics.fx_px * depth_mm
    y = (rows_px - intrinsics.cy_px) / intrinsics.fy_px * depth_mm
    return np.stack([x, y, np.asarray(depth_mm, np.float64)], axis=-1)


def window_points(
    depth_mm: NDArray[np.uint16],
    corner_px: tuple[int, int],
    wanted: NDArray[np.bool_],
    intrinsics: Intrinsics,
) -> NDArray[np.float64]:
    """Do the same for a window of a depth image: slopes are worked out once a row and column.

    Args:
        depth_mm: uint16, shape (rows, columns), the window.
        corner_px: Column and row of its upper left pixel in the image.
        wanted: Which pixels, shape (rows, columns).
        intrinsics: The camera.

    Returns:
        Shape (n, 3), millimeters, row by row.
    """
    rows, columns = depth_mm.shape
    across = (np.arange(columns) + corner_px[0] - intrinsics.cx_px) / intrinsics.fx_px
    down = (np.arange(rows) + corner_px[1] - intrinsics.cy_px) / intrinsics.fy_px
    points = np.empty((np.count_nonzero(wanted), 3))
    points[:, 2] = depth_mm[wanted]
    points[:, 0] = np.broadcast_to(across, depth_mm.shape)[wanted] * points[:, 2]
    points[:, 1] = np.broadcast_to(down[:, None], depth_mm.shape)[wanted] * points[:, 2]
    return points


def depth_under(
    frame: Frame, points_px: NDArray[np.floating], radius_px: int = 2
) -> NDArray[np.float64]:
    """Return the median depth around pixels, millimeters, NaN where nothing was measured.

    Args:
        frame: The frame.
        points_px: Shape (n, 2), column and row; points outside the picture give NaN.
        radius_px: Half side of the square that is looked at.
    """
    height, width = frame.depth_mm.shape
    steps = np.arange(-radius_px, radius_px + 1)
    columns = np.rint(points_px[:, 0]).astype(int)[:, None, None] + steps[None, None, :]
    rows = np.rint(points_px[:, 1]).astype(int)[:, None, None] + steps[None, :, None]
    inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    values = frame.depth_mm[rows.clip(0, height - 1), columns.clip(0, width - 1)].astype(np.float64)
    values[~inside | (values == NO_DEPTH)] = np.inf
    ordered = np.sort(values.reshape(len(points_px), -1), axis=1)
    known = np.isfinite(ordered).sum(axis=1)
    middle = ordered[np.arange(len(ordered)), np.maximum(known - 1, 0) // 2]
    return np.where(known > 0, middle, np.nan)


def fit_rigid(source: NDArray[np.floating], target: NDArray[np.floating]) -> RigidFit:
    """Fit the rotation and shift that best map `source` onto `target`, ignoring outliers.

    Kabsch's solution ("A solution for the best rotation to relate two sets of
    vectors", 1976), repeated with Cauchy weights of the distances left.

    Args:
        source, target: Shape (n, 3), n >= 3, millimeters.

    Raises:
        ValueError: If there are fewer than three points.
    """
    if len(source) < 3:
        raise ValueError(f"Expected at least 3 points. Received {len(source)}.")
    weights = np.ones(len(source))
    turn, shift = np.eye(3), np.zeros(3)
    distances = np.zeros(len(source))
    for _ in range(_FIT_ROUNDS):
        weights = weights / weights.sum()
        source_center, target_center = weights @ source, weights @ target
        covariance = (target - target_center).T @ ((source - source_center) * weights[:, None])
        left, _, right = np.linalg.svd(covariance)
        flip = np.diag([1.0, 1.0, np.sign(np.linalg.det(left @ right))])
        turn = left @ flip @ right
        shift = target_center - turn @ source_center
        distances = np.linalg.norm(source @ turn.T + shift - target, axis=1)
        scale = max(median(distances), 1.0)
        weights = 1.0 / (1.0 + (distances / (2.0 * scale)) ** 2)
    residual_mm = math.sqrt(float((weights * distances**2).sum() / weights.sum()))
    return RigidFit(turn, shift, residual_mm)


def rotation_about(vector: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the rotation by |vector| radians about its direction (Rodrigues' formula)."""
    angle = float(np.linalg.norm(vector))
    if angle < 1e-12:
        return np.eye(3)
    x, y, z = vector / angle
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.eye(3) + math.sin(angle) * cross + (1.0 - math.cos(angle)) * cross @ cross


def pose_of(axes: NDArray[np.floating], origin_mm: NDArray[np.floating]) -> Pose:
    """Return the head's angles against the line of sight to the camera.

    The head is rolled first, then pitched, then turned. A face beside the picture's
    middle that looks into the camera has zero yaw and pitch.

    Args:
        axes: Shape (3, 3), columns are the face's x, y and z axes.
        origin_mm: Shape (3,), where the face is.
    """
    sight_yaw = math.atan2(origin_mm[0], origin_mm[2])
    sight_pitch = math.atan2(origin_mm[1], math.hypot(origin_mm[0], origin_mm[2]))
    to_sight = rotation_about(np.array([sight_pitch, 0.0, 0.0])) @ rotation_about(
        np.array([0.0, -sight_yaw, 0.0])
    )
    seen = to_sight @ axes
    ahead = -seen[:, 2]
    yaw = math.atan2(ahead[0], -ahead[2])
    pitch = math.atan2(-ahead[1], math.hypot(ahead[0], ahead[2]))
    upright = rotation_about(np.array([pitch, 0.0, 0.0])) @ rotation_about(
        np.array([0.0, yaw, 0.0])
    )
    roll_axes = upright @ seen
    roll = math.atan2(roll_axes[1, 0], roll_axes[0, 0])
    return Pose(math.degrees(yaw), math.degrees(pitch), math.degrees(roll))
