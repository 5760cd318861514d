"""Surfaces that paper and screens can take are refused, a head's relief is not."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np
import pytest
from scripted import blank_frame

from faceid_core.depth_patch import DepthPatcher
from faceid_core.face_geometry import FaceGeometry, map_coordinates_mm
from faceid_core.liveness import EYE_HALF_MM, EYE_MM, PRINT_WEIGHT, LivenessMeter
from faceid_core.relief import SheetFitter
from faceid_core.types import Cue, Face, FaceCrop, Liveness, Pose
from hardware import Frame

#: Noise of a smoothed canonical map of a Kinect v1 at arm's length.
NOISE_MM = 1.0
DISTANCE_MM = 800.0
X, Y = map_coordinates_mm()
GEOMETRY = FaceGeometry.load()
HEAD = GEOMETRY.height_mm.astype(np.float64)
METER = LivenessMeter(GEOMETRY)
PATCHER = DepthPatcher(GEOMETRY)
RIGID = GEOMETRY.landmarks_mm[GEOMETRY.rigid]


def crop(height_mm: np.ndarray, noise_mm: float = NOISE_MM) -> FaceCrop:
    noise = np.random.default_rng(0).normal(0.0, noise_mm, height_mm.shape)
    return FaceCrop(np.zeros((192, 192, 3), np.uint8), (height_mm + noise).astype(np.float32))


def seen(scale: float = 1.0) -> tuple[Frame, Face]:
    """A frame whose depth is one distance, and a face of that size in it."""
    frame = blank_frame(0.0)
    camera = frame.intrinsics
    landmarks = scale * GEOMETRY.landmarks_mm[:, :2] / DISTANCE_MM
    pixels = landmarks * [camera.fx_px, camera.fy_px] + [camera.cx_px, camera.cy_px]
    depth_mm = np.full(frame.depth_mm.shape, round(DISTANCE_MM), np.uint16)
    face = Face(
        box_px=(200.0, 100.0, 400.0, 380.0),
        landmarks_px=pixels.astype(np.float32),
        axes=np.eye(3),
        origin_mm=np.array([0.0, 0.0, DISTANCE_MM]),
        pose=Pose(0.0, 0.0, 0.0),
        distance_mm=DISTANCE_MM,
        brightness=120.0,
        sharpness=300.0,
    )
    return replace(frame, depth_mm=depth_mm), face


def measured(surface: FaceCrop, scale: float = 1.0) -> Liveness:
    frame, face = seen(scale)
    return METER.measure(frame, face, surface, PATCHER.cut(surface.depth_mm))


def cues(surface: FaceCrop, scale: float = 1.0) -> dict[str, Cue]:
    return {cue.name: cue for cue in measured(surface, scale).cues}


def sheet(radius_mm: float, direction_deg: float, offset_mm: float = 0.0, tilt: float = 0.0):
    """A print bent as a cylinder whose axis passes beside the face's middle."""
    direction = math.radians(direction_deg)
    across = X * math.cos(direction) + Y * math.sin(direction) - offset_mm
    sag = radius_mm - np.sqrt(np.maximum(radius_mm**2 - across**2, 0.0))
    # Where it turns away from the camera the sensor measures nothing.
    return np.where(np.abs(across) < 0.9 * radius_mm, sag + tilt * X, np.nan)


def with_eye_holes(surface: np.ndarray, depth_mm: float) -> np.ndarray:
    holes = (np.abs(np.abs(X) - EYE_MM[0]) < 0.9 * EYE_HALF_MM[0]) & (
        np.abs(Y - EYE_MM[1]) < 0.9 * EYE_HALF_MM[1]
    )
    return np.where(holes, surface + depth_mm, surface)


@pytest.mark.parametrize("tilt", [-0.5, 0.0, 0.7])
def test_a_flat_print_is_refused_however_it_is_held(tilt: float) -> None:
    flat = measured(crop(tilt * X + 0.2 * Y))
    assert not flat.is_bona_fide
    assert flat.refusal is not None
    assert "flat" in flat.refusal


@pytest.mark.parametrize("radius_mm", [60.0, 80.0, 120.0, 200.0, 500.0])
@pytest.mark.parametrize("direction_deg", [0.0, 37.0, 90.0])
@pytest.mark.parametrize("offset_mm", [0.0, 20.0])
def test_a_bent_print_is_refused(radius_mm: float, direction_deg: float, offset_mm: float) -> None:
    found = cues(crop(sheet(radius_mm, direction_deg, offset_mm, tilt=0.2)))
    assert not found["sheet_residual"].passed
    assert not found["face_relief"].passed


@pytest.mark.parametrize("direction_deg", [0.0, 15.0, 90.0])
@pytest.mark.parametrize("slope", [0.3, 0.8, -0.6])
def test_a_folded_print_is_refused_wherever_its_crease_is(
    slope: float, direction_deg: float
) -> None:
    direction = math.radians(direction_deg)
    across = X * math.cos(direction) + Y * math.sin(direction)
    roof = slope * np.abs(across - 5.0)
    assert not measured(crop(roof)).is_bona_fide
    assert not cues(crop(roof))["face_relief"].passed


@pytest.mark.parametrize("depth_mm", [15.0, 30.0, 60.0])
def test_eyes_behind_holes_make_no_face_of_a_sheet(depth_mm: float) -> None:
    found = cues(crop(with_eye_holes(sheet(150.0, 0.0), depth_mm)))
    assert found["plane_residual"].passed  # the holes alone do that
    assert not found["face_relief"].passed


def test_a_nose_through_a_hole_makes_no_face_of_a_sheet() -> None:
    nose = (np.abs(X) < 14.0) & (Y > -28.0) & (Y < 20.0)
    surface = np.where(nose, HEAD, np.nanmedian(HEAD) + 0.0005 * X**2)
    found = cues(crop(surface, noise_mm=0.3))
    assert not found["cheek_relief"].passed


def test_blobs_of_wrong_depth_are_hardly_ever_like_a_face() -> None:
    rng = np.random.default_rng(3)
    blobs = [np.kron(rng.normal(0.0, 12.0, (8, 8)), np.ones((12, 12))) for _ in range(60)]
    found = [cues(crop(blob)) for blob in blobs]
    assert all(of["plane_residual"].passed for of in found)
    assert sum(of["face_likeness"].passed for of in found) <= 3


def test_a_ball_is_no_face() -> None:
    ball = 90.0 - np.sqrt(np.maximum(90.0**2 - X**2 - Y**2, 0.0))
    assert cues(crop(ball))["plane_residual"].passed
    assert not measured(crop(ball)).is_bona_fide


def test_a_face_pressed_inward_is_refused() -> None:
    assert cues(crop(-HEAD))["face_relief"].value < 0.0
    assert not measured(crop(-HEAD)).is_bona_fide


@pytest.mark.parametrize("tilt", [-0.1, 0.0, 0.1])
def test_a_head_is_not_refused(tilt: float) -> None:
    assert measured(crop(HEAD + tilt * X)).is_bona_fide


def test_a_head_with_holes_is_still_a_head() -> None:
    surface = crop(HEAD)
    surface.depth_mm[np.random.default_rng(1).random(X.shape) < 0.4] = np.nan
    assert measured(surface).is_bona_fide


def test_hair_before_a_head_is_left_out() -> None:
    strand = np.where(np.abs(X - 35.0) < 5.0, HEAD - 40.0, HEAD)
    assert cues(crop(strand))["face_likeness"].value == pytest.approx(
        cues(crop(HEAD))["face_likeness"].value, abs=6.0
    )


def test_the_mean_face_has_its_own_relief_and_is_like_itself() -> None:
    found = cues(crop(HEAD, noise_mm=0.0))
    assert found["face_likeness"].value == pytest.approx(100.0, abs=0.1)
    assert found["face_relief"].value == pytest.approx(found["sheet_residual"].value, rel=1e-3)
    half = cues(crop(0.5 * HEAD, noise_mm=0.0))
    assert half["face_relief"].value == pytest.approx(0.5 * found["face_relief"].value, rel=1e-3)
    assert half["face_likeness"].value == pytest.approx(100.0, abs=0.1)


def test_the_residual_of_a_plane_is_its_noise() -> None:
    flat = cues(crop(0.3 * X, noise_mm=0.8))
    assert flat["plane_residual"].value == pytest.approx(0.8, rel=0.1)
    assert flat["sheet_residual"].value < 0.8


def test_a_sheet_of_any_profile_leaves_nothing() -> None:
    x, y = X.ravel(), Y.ravel()
    wavy = 12.0 * np.sin(x / 25.0) + 0.4 * x + 0.3 * y
    fitter = SheetFitter(x, y)
    relief = fitter.relief(wavy, np.nan_to_num(HEAD).ravel(), np.ones(len(x), bool))
    assert relief.residual_mm < 0.15


@pytest.mark.parametrize("scale", [1.0, 0.88, 1.15])
def test_heads_have_many_sizes(scale: float) -> None:
    assert cues(crop(HEAD), scale)["size_agreement"].passed


@pytest.mark.parametrize("scale", [0.45, 0.6, 1.6])
def test_the_face_on_a_phone_and_on_a_poster_has_the_wrong_size(scale: float) -> None:
    size = cues(crop(HEAD), scale)["size_agreement"]
    assert size.value == pytest.approx(100.0 * min(scale, 1.0 / scale), abs=2.0)
    assert not measured(crop(HEAD), scale).is_bona_fide


def test_colors_never_speak_for_paper() -> None:
    head, rng = crop(HEAD), np.random.default_rng(0)
    worn = cues(head)["worn_paper_distance"].value
    assert cues(head)["printed_paper_distance"].value == worn + PRINT_WEIGHT  # not measured
    for spread in (5.0, 20.0, 60.0):
        blobs = cv2.resize(rng.normal(128.0, spread, (12, 12, 3)), (192, 192))
        colored = replace(head, rgb=blobs.clip(0, 255).astype(np.uint8))
        assert cues(colored)["printed_paper_distance"].value <= worn + PRINT_WEIGHT


def test_one_color_on_a_head_is_refused() -> None:
    head = crop(HEAD)
    head.rgb[:] = (180, 140, 120)
    found = measured(head)
    assert found.refusal == "This does not have the colors of a face"
    refused = {cue.name for cue in found.cues if not cue.passed}
    assert "face_colors" in refused
    assert refused <= {"face_colors", "printed_paper_distance"}


def test_too_little_depth_is_never_bona_fide() -> None:
    empty = crop(HEAD)
    empty.depth_mm[:] = np.nan
    frame, face = seen()
    blind = replace(frame, depth_mm=np.zeros_like(frame.depth_mm))
    nothing = METER.measure(blind, face, empty, PATCHER.cut(empty.depth_mm))
    beside = ("body_below", "face_colors")
    of_the_face = [cue for cue in nothing.cues if cue.name not in beside]
    assert all(math.isnan(cue.value) for cue in of_the_face)
    assert not any(cue.passed for cue in of_the_face)
    assert not nothing.is_bona_fide


def test_every_cue_can_deny_alone() -> None:
    head = measured(crop(HEAD))
    for index, cue in enumerate(head.cues):
        for value in (cue.limit - 1e-6, math.nan):
            changed = list(head.cues)
            changed[index] = replace(cue, value=value)
            assert not Liveness(tuple(changed)).is_bona_fide
