"""Worn paper is told from faces; the shipped filter is the one that was released."""

from __future__ import annotations

import math

import numpy as np
import pytest
from paper_on_a_head import GEOMETRY, HEAD, X, Y, behind_glasses, nose_through, seen, wrapped

from faceid_core.depth_patch import DepthPatcher
from faceid_core.errors import WeightsError
from faceid_core.liveness import MIN_PAPER_DISTANCE
from faceid_core.paper_filter import FILTER_FILE, PaperFilter, ReliefCells
from faceid_core.training.fit_paper_filter import fit

CELLS = ReliefCells()
PATCHER = DepthPatcher(GEOMETRY)
SHIPPED = PaperFilter.load()


def distance(surface_mm: np.ndarray, noise_mm: float = 0.8) -> float:
    return SHIPPED.distance(CELLS.of(PATCHER.cut(seen(surface_mm, noise_mm))))


def test_the_mean_face_is_far_from_paper() -> None:
    assert distance(HEAD) > MIN_PAPER_DISTANCE + 3.0


@pytest.mark.parametrize("tilt", [-0.2, 0.0, 0.2])
@pytest.mark.parametrize("shift_mm", [-15.0, 0.0, 15.0])
def test_neither_tilt_nor_distance_matters(tilt: float, shift_mm: float) -> None:
    moved = distance(HEAD + tilt * X - 0.5 * tilt * Y + shift_mm, noise_mm=0.0)
    assert moved == pytest.approx(distance(HEAD, noise_mm=0.0), abs=0.6)


@pytest.mark.parametrize("gap_mm", [0.0, 6.0])
def test_paper_that_is_bent_around_a_head_is_refused(gap_mm: float) -> None:
    assert distance(wrapped(gap_mm)) < MIN_PAPER_DISTANCE


@pytest.mark.parametrize("gap_mm", [0.0, 6.0])
def test_a_nose_through_paper_is_refused(gap_mm: float) -> None:
    assert distance(nose_through(gap_mm)) < MIN_PAPER_DISTANCE


def test_holes_of_glasses_do_not_make_paper_of_a_face() -> None:
    assert distance(behind_glasses()) > MIN_PAPER_DISTANCE


def test_too_little_depth_is_not_measured() -> None:
    little = np.where(np.hypot(X, Y) < 18.0, HEAD, np.nan).astype(np.float32)
    assert CELLS.of(PATCHER.cut(little)) is None
    assert CELLS.of(PATCHER.cut(np.full(HEAD.shape, np.nan, np.float32))) is None
    assert math.isnan(SHIPPED.distance(None))


def test_another_file_is_refused(tmp_path) -> None:
    changed = bytearray(FILTER_FILE.read_bytes())
    changed[len(changed) // 2] ^= 1
    (tmp_path / "filter.npz").write_bytes(changed)
    with pytest.raises(WeightsError, match="changed"):
        PaperFilter.load(tmp_path / "filter.npz")
    with pytest.raises(WeightsError, match="missing"):
        PaperFilter.load(tmp_path / "none.npz")


def test_a_fitted_filter_tells_what_it_was_fitted_to_in_the_spread_of_faces() -> None:
    rng = np.random.default_rng(1)
    pattern = rng.normal(0.0, 1.0, 1152).astype(np.float32)
    faces = rng.normal(0.0, 1.0, (600, 1152)).astype(np.float32) + pattern
    paper = rng.normal(0.0, 1.0, (200, 1152)).astype(np.float32) - pattern
    fitted = fit(faces, paper)
    of_faces = np.array([fitted.distance(cells) for cells in faces])
    of_paper = np.array([fitted.distance(cells) for cells in paper])
    assert of_paper.mean() == pytest.approx(0.0, abs=0.5)
    assert of_faces.std() == pytest.approx(1.0, abs=0.3)
    assert of_faces.min() > of_paper.max()
