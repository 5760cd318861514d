"""Worn paper is told from faces; the shipped network is the one that was released."""

from __future__ import annotations

import math

import numpy as np
import pytest
from paper_on_a_head import GEOMETRY, HEAD, X, Y, behind_glasses, nose_through, seen, wrapped

from faceid_core.depth_patch import DepthPatcher
from faceid_core.errors import WeightsError
from faceid_core.liveness import MIN_WORN_PAPER_DISTANCE
from faceid_core.paper_detector import DETECTOR_FILE, PaperDetector

SHIPPED = PaperDetector()
PATCHER = DepthPatcher(GEOMETRY)


def distance(surface_mm: np.ndarray, noise_mm: float = 0.8) -> float:
    return SHIPPED.distance(PATCHER.cut(seen(surface_mm, noise_mm)))


def test_the_mean_face_is_far_from_paper() -> None:
    assert distance(HEAD) > MIN_WORN_PAPER_DISTANCE + 1.0


@pytest.mark.parametrize("tilt", [-0.04, 0.0, 0.04])
@pytest.mark.parametrize("shift_mm", [-8.0, 0.0, 8.0])
def test_a_head_that_is_located_a_little_wrong_is_a_head(tilt: float, shift_mm: float) -> None:
    assert distance(HEAD + tilt * X - 0.5 * tilt * Y + shift_mm) > MIN_WORN_PAPER_DISTANCE


@pytest.mark.parametrize("noise_mm", [0.0, 0.4, 1.2])
def test_a_head_seen_by_a_better_or_worse_sensor_is_a_head(noise_mm: float) -> None:
    assert distance(HEAD, noise_mm) > MIN_WORN_PAPER_DISTANCE


@pytest.mark.parametrize("gap_mm", [0.0, 6.0])
def test_paper_that_is_bent_around_a_head_is_refused(gap_mm: float) -> None:
    assert distance(wrapped(gap_mm)) < MIN_WORN_PAPER_DISTANCE


@pytest.mark.parametrize("gap_mm", [0.0, 6.0])
def test_a_nose_through_paper_is_refused(gap_mm: float) -> None:
    assert distance(nose_through(gap_mm)) < MIN_WORN_PAPER_DISTANCE


@pytest.mark.parametrize("pressed", [0.2, 0.4])
def test_paper_that_is_pressed_on_a_head_is_refused(pressed: float) -> None:
    sheet = wrapped(0.0)
    assert distance(sheet + pressed * (HEAD - sheet)) < MIN_WORN_PAPER_DISTANCE


def test_holes_of_glasses_do_not_make_paper_of_a_face() -> None:
    assert distance(behind_glasses()) > MIN_WORN_PAPER_DISTANCE


def test_too_little_depth_is_not_measured() -> None:
    little = np.where(np.hypot(X, Y) < 18.0, HEAD, np.nan).astype(np.float32)
    assert math.isnan(SHIPPED.distance(PATCHER.cut(little)))
    assert math.isnan(SHIPPED.distance(PATCHER.cut(np.full(HEAD.shape, np.nan, np.float32))))


def test_another_file_is_refused(tmp_path) -> None:
    changed = bytearray(DETECTOR_FILE.read_bytes())
    changed[len(changed) // 2] ^= 1
    (tmp_path / "detector.tflite").write_bytes(changed)
    with pytest.raises(WeightsError, match="changed"):
        PaperDetector(tmp_path / "detector.tflite")
    with pytest.raises(WeightsError, match="missing"):
        PaperDetector(tmp_path / "none.tflite")
