"""Worn paper is told from faces; the shipped filter is the one that was released."""

from __future__ import annotations

import math

import numpy as np
import pytest

from faceid_core.errors import WeightsError
from faceid_core.face_geometry import FaceGeometry, map_coordinates_mm
from faceid_core.liveness import MIN_PAPER_DISTANCE
from faceid_core.paper_filter import FILTER_FILE, PaperFilter, ReliefCells
from faceid_core.training.fit_paper_filter import fit

X, Y = map_coordinates_mm()
GEOMETRY = FaceGeometry.load()
HEAD = GEOMETRY.height_mm.astype(np.float64)
CELLS = ReliefCells(GEOMETRY)
SHIPPED = PaperFilter.load()


def distance(surface_mm: np.ndarray, noise_mm: float = 0.8) -> float:
    noise = np.random.default_rng(0).normal(0.0, noise_mm, surface_mm.shape)
    return SHIPPED.distance(CELLS.of((surface_mm + noise).astype(np.float32)))


def wrapped(gap_mm: float, holes_mm: float = 12.0) -> np.ndarray:
    """Paper bent around the mean head, its eyes in two holes."""
    profile = np.nanmin(np.where(np.abs(Y) < 45.0, HEAD, np.nan), axis=0) - gap_mm
    sheet = np.broadcast_to(np.maximum(profile, np.nanmedian(profile) - 8.0), HEAD.shape)
    eyes = np.hypot((np.abs(X) - 31.0) / 13.0, (Y + 25.0) / 7.0) < 1.0
    return np.where(eyes, sheet + holes_mm, sheet)


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
    nose = (np.abs(X) < 14.0) & (Y > -28.0) & (Y < 20.0)
    sheet = wrapped(gap_mm)
    assert distance(np.where(nose, np.minimum(HEAD, sheet), sheet)) < MIN_PAPER_DISTANCE


def test_holes_of_glasses_do_not_make_paper_of_a_face() -> None:
    lenses = np.hypot((np.abs(X) - 31.0) / 22.0, (Y + 25.0) / 16.0) < 1.0
    assert distance(np.where(lenses, np.nan, HEAD)) > MIN_PAPER_DISTANCE


def test_too_little_depth_is_not_measured() -> None:
    little = np.where(np.hypot(X, Y) < 18.0, HEAD, np.nan).astype(np.float32)
    assert CELLS.of(little) is None
    assert CELLS.of(np.full(HEAD.shape, np.nan, np.float32)) is None
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
