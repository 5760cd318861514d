"""What the depth trunk is given: nothing where lenses of glasses are."""

import numpy as np
import pytest

from faceid_core.depth_patch import (
    COLUMNS,
    LENSES,
    PATCH_SHAPE,
    ROWS,
    DepthPatcher,
    mean_height,
    patches_of,
    without_lenses,
)
from faceid_core.encoder import Encoder
from faceid_core.face_chip import five_points
from faceid_core.face_geometry import MAP_MM_PER_PX, FaceGeometry
from faceid_core.types import DEPTH_MAP_PX, FaceCrop


def lenses():
    marked = np.zeros(PATCH_SHAPE[:2], bool)
    for place in LENSES:
        marked[place] = True
    return marked


def test_the_lenses_lie_over_the_eyes_and_mirror_each_other():
    points = five_points(FaceGeometry.load().landmarks_mm)[:, :2]
    columns, rows = (points / MAP_MM_PER_PX + (DEPTH_MAP_PX - 1) / 2).T
    marked = lenses()
    inside = [
        marked[round(row) - ROWS.start, round(column) - COLUMNS.start]
        for row, column in zip(rows[:3], columns[:3], strict=True)
    ]
    assert inside == [True, True, False]  # both eyes, and not the nose between them
    np.testing.assert_array_equal(marked, marked[:, ::-1])


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


def test_nothing_is_known_there_and_all_else_stays():
    patches = np.random.default_rng(0).normal(size=(2, *PATCH_SHAPE)).astype(np.float32)
    before = patches.copy()
    kept = without_lenses(patches)
    assert not kept[:, lenses()].any()
    np.testing.assert_array_equal(kept[:, ~lenses()], patches[:, ~lenses()])
    np.testing.assert_array_equal(patches, before)


@pytest.mark.parametrize("change_mm", [np.nan, -12.0])
def test_glasses_do_not_move_the_shape_of_a_face(change_mm):
    """Their lenses leave holes, or stand in front of the eyes."""
    geometry = FaceGeometry.load()
    bare = np.nan_to_num(geometry.height_mm).astype(np.float32)
    worn = bare.copy()
    worn[ROWS, COLUMNS][lenses()] += change_mm
    assert not np.array_equal(
        patches_of(worn[None], mean_height(geometry)), patches_of(bare[None], mean_height(geometry))
    )
    rgb = np.zeros((192, 192, 3), np.uint8)
    rgb[50:150, 60:130] = 150
    encoder = Encoder()
    one, other = (encoder.encode(FaceCrop(rgb, depth_mm)) for depth_mm in (bare, worn))
    np.testing.assert_array_equal(one.depth_vector, other.depth_vector)
