"""Make the mean face that others are aligned to, from frontal pictures with exact depth.

The faces are rendered (`faceid_core.synthesis`), so nobody's face is in the result.
The landmarks are those that the face mesh network really places, not those of the
face model: what is aligned later was placed by the same network.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hardware.frame import Frame

from .canonical import REACH_MM, resample
from .detector import FaceDetector
from .errors import FaceModelError
from .face_geometry import GEOMETRY_FILE, FaceGeometry
from .face_mesh import LEFT_EYE_OUTER, RIGHT_EYE_OUTER, FaceMesh
from .geometry import RigidFit, backproject, fit_rigid

#: The map's middle lies this far below the line of the eyes, so that it holds forehead and chin.
ORIGIN_BELOW_EYES_MM: Final = 25.0
ALIGN_ROUNDS: Final = 5
#: A landmark is rigid if it moves less than this (root mean square) between faces,
#: and lies on the inner face, where depth has no edge.
MAX_SPREAD_MM: Final = 5.0
RIGID_HALF_WIDTH_MM: Final = 52.0
RIGID_TOP_MM: Final = -45.0
RIGID_BOTTOM_MM: Final = 32.0
#: The map is known where this part of the faces has a surface.
MIN_PRESENT: Final = 0.7
MIN_FACES: Final = 5


def mean_face(frames: Iterable[Frame]) -> FaceGeometry:
    """Average faces that look straight ahead.

    Args:
        frames: Rendered frames, one face each, yaw, pitch and roll zero, depth
            without noise.

    Raises:
        FaceModelError: If fewer than `MIN_FACES` faces are found.
    """
    detector, mesh = FaceDetector(), FaceMesh()
    landmarks, clouds = [], []
    for frame in frames:
        found = detector.detect(frame.rgb)
        if not found:
            continue
        places = mesh.place(frame.rgb, found[0]).landmarks_px
        landmarks.append(_on_surface(frame, places))
        clouds.append(_cloud(frame))
    if len(landmarks) < MIN_FACES:
        raise FaceModelError(
            f"Expected at least {MIN_FACES} rendered faces. Found {len(landmarks)}."
        )
    mean, fits = _align(np.stack(landmarks))
    aligned = np.stack(
        [points @ fit.turn.T + fit.shift_mm for points, fit in zip(landmarks, fits, strict=True)]
    )
    spread_mm = np.sqrt(np.nanmean(np.sum((aligned - mean) ** 2, axis=2), axis=0))
    rigid = np.nonzero(_is_inner(mean) & (spread_mm < MAX_SPREAD_MM))[0]
    offset = mean[rigid].mean(axis=0) * [0.0, 0.0, 1.0]
    heights = [
        resample(cloud @ fit.turn.T + fit.shift_mm - offset)
        for cloud, fit in zip(clouds, fits, strict=True)
    ]
    return FaceGeometry(mean - offset, rigid, _mean_height(np.stack(heights)))


def save_geometry(geometry: FaceGeometry, path: Path = GEOMETRY_FILE) -> None:
    """Write the mean face where `FaceGeometry.load` finds it."""
    np.savez_compressed(
        path,
        landmarks_mm=geometry.landmarks_mm.astype(np.float32),
        rigid=geometry.rigid.astype(np.int16),
        height_mm=geometry.height_mm,
    )


def _on_surface(frame: Frame, landmarks_px: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the landmarks in space, NaN where they fall beside the surface."""
    height, width = frame.depth_mm.shape
    columns = np.rint(landmarks_px[:, 0]).astype(int).clip(0, width - 1)
    rows = np.rint(landmarks_px[:, 1]).astype(int).clip(0, height - 1)
    depth_mm = frame.depth_mm[rows, columns].astype(np.float64)
    middle = np.median(depth_mm[depth_mm > 0])
    depth_mm[np.abs(depth_mm - middle) > REACH_MM] = np.nan
    return backproject(landmarks_px[:, 0], landmarks_px[:, 1], depth_mm, frame.intrinsics)


def _cloud(frame: Frame) -> NDArray[np.float64]:
    rows, columns = np.nonzero(frame.depth_mm)
    depth_mm = frame.depth_mm[rows, columns].astype(np.float64)
    return backproject(columns.astype(float), rows.astype(float), depth_mm, frame.intrinsics)


def _align(faces: NDArray[np.float64]) -> tuple[NDArray[np.float64], list[RigidFit]]:
    """Generalized Procrustes alignment without scale, shape (n, 468, 3) -> (468, 3).

    The first guess only shifts: the faces look straight ahead, and their mean
    direction stays the result's.
    """
    eyes = np.nanmean(faces[:, [LEFT_EYE_OUTER, RIGHT_EYE_OUTER]], axis=1)
    origins = eyes + np.array([0.0, ORIGIN_BELOW_EYES_MM, 0.0])
    mean = np.nanmean(faces - origins[:, None], axis=0)
    fits: list[RigidFit] = []
    for _ in range(ALIGN_ROUNDS):
        fits = []
        for points in faces:
            known = np.isfinite(points).all(axis=1) & np.isfinite(mean).all(axis=1)
            known &= _is_inner(mean)
            fits.append(fit_rigid(points[known], mean[known]))
        moved = [
            points @ fit.turn.T + fit.shift_mm for points, fit in zip(faces, fits, strict=True)
        ]
        mean = np.nanmean(moved, axis=0)
    return mean, fits


def _is_inner(landmarks_mm: NDArray[np.float64]) -> NDArray[np.bool_]:
    x, y = landmarks_mm[:, 0], landmarks_mm[:, 1]
    return (np.abs(x) < RIGID_HALF_WIDTH_MM) & (y > RIGID_TOP_MM) & (y < RIGID_BOTTOM_MM)


def _mean_height(heights: NDArray[np.float32]) -> NDArray[np.float32]:
    present = np.isfinite(heights)
    count = present.sum(axis=0)
    total = np.where(present, heights, 0.0).sum(axis=0)
    known = count >= MIN_PRESENT * len(heights)
    return np.where(known, total / np.maximum(count, 1), np.nan).astype(np.float32)
