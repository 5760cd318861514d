"""A face stands on a body; what is held before one is an island."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from test_liveness import seen

from faceid_core.body_below import ISLAND_MM, body_below
from faceid_core.liveness import MIN_BODY_BELOW
from faceid_core.types import Face
from hardware import FRAME_HEIGHT, FRAME_WIDTH, Frame

FACE_MM = 800.0
LIMIT = MIN_BODY_BELOW / 100.0


def standing(
    behind_mm: float | None, *, x_mm: float = 0.0, y_mm: float = 0.0
) -> tuple[Frame, Face]:
    """A face with everything else so far behind it, or unknown."""
    frame, face = seen()
    behind = 0 if behind_mm is None else round(FACE_MM + behind_mm)
    depth_mm = np.full((FRAME_HEIGHT, FRAME_WIDTH), behind, np.uint16)
    frame = replace(frame, depth_mm=depth_mm)
    return frame, replace(face, origin_mm=np.array([x_mm, y_mm, FACE_MM]))


@pytest.mark.parametrize("behind_mm", [-60.0, 0.0, 70.0, 140.0, ISLAND_MM])
def test_a_neck_and_a_chest_are_a_body(behind_mm: float) -> None:
    assert body_below(*standing(behind_mm)) == 1.0


@pytest.mark.parametrize("behind_mm", [ISLAND_MM + 1.0, 400.0, 3000.0])
def test_what_is_held_before_somebody_is_an_island(behind_mm: float) -> None:
    assert body_below(*standing(behind_mm)) == 0.0 < LIMIT


def test_what_is_not_measured_speaks_against_nobody() -> None:
    assert body_below(*standing(None)) == 1.0
    frame, face = standing(2000.0)
    lost = np.random.default_rng(0).random(frame.depth_mm.shape) < 0.7
    assert body_below(replace(frame, depth_mm=np.where(lost, 0, frame.depth_mm)), face) > LIMIT


@pytest.mark.parametrize(
    ("x_mm", "y_mm"), [(0.0, 280.0), (0.0, 9000.0), (-560.0, 0.0), (9000.0, 0.0)]
)
def test_a_face_at_the_pictures_edge_is_not_an_island(x_mm: float, y_mm: float) -> None:
    assert body_below(*standing(2000.0, x_mm=x_mm, y_mm=y_mm)) > LIMIT


def test_a_slim_neck_before_a_wall_is_a_body() -> None:
    frame, face = standing(2000.0)
    depth_mm = frame.depth_mm.copy()
    half_px = round(50.0 * frame.intrinsics.fx_px / FACE_MM)
    middle_px = round(frame.intrinsics.cx_px)
    depth_mm[:, middle_px - half_px : middle_px + half_px] = round(FACE_MM + 60.0)
    assert body_below(replace(frame, depth_mm=depth_mm), face) == 1.0
    narrow = depth_mm.copy()
    narrow[:, middle_px - half_px : middle_px - half_px // 2] = 2800
    assert LIMIT < body_below(replace(frame, depth_mm=narrow), face) < 1.0
