"""The patch of a canonical map that tells people apart."""

import numpy as np
import pytest

from faceid_core.depth_patch import (
    COLUMNS,
    PATCH_SHAPE,
    ROWS,
    DepthPatcher,
    face_region,
)
from faceid_core.face_chip import five_points
from faceid_core.face_geometry import MAP_MM_PER_PX, FaceGeometry
from faceid_core.types import DEPTH_MAP_PX


def test_the_region_holds_eyes_and_nose_and_is_symmetric():
    points = five_points(FaceGeometry.load().landmarks_mm)[:, :2]
    columns, rows = (points / MAP_MM_PER_PX + (DEPTH_MAP_PX - 1) / 2).T
    region = face_region()
    for row, column in zip(rows[:3], columns[:3], strict=True):
        assert region[round(row) - ROWS.start, round(column) - COLUMNS.start]
    np.testing.assert_array_equal(region, region[:, ::-1])


def test_one_patch_is_for_all_to_read():
    """Millimeters behind the mean face, and where they are known."""
    geometry = FaceGeometry.load()
    depth_mm = np.nan_to_num(geometry.height_mm).astype(np.float32) + 3.0
    depth_mm[40, 40] = np.nan
    patch = DepthPatcher(geometry).cut(depth_mm)
    hole = np.zeros(PATCH_SHAPE[:2], bool)
    hole[40 - ROWS.start, 40 - COLUMNS.start] = True
    np.testing.assert_allclose(
        patch[~hole], np.broadcast_to([3.0, 1.0], (hole.size - 1, 2)), atol=1e-4
    )
    np.testing.assert_array_equal(patch[hole], [[0.0, 0.0]])
    with pytest.raises(ValueError, match="read-only"):
        patch[:] = 0.0
