"""Surfaces that paper can take are refused, a head's relief is not."""

import math

import numpy as np
import pytest

from faceid_core.face_geometry import map_coordinates_mm
from faceid_core.liveness import measure_liveness
from faceid_core.types import FaceCrop

#: Noise of a smoothed canonical map of a Kinect v1 at arm's length.
NOISE_MM = 1.0
X, Y = map_coordinates_mm()


def crop(height_mm, noise_mm=NOISE_MM):
    noise = np.random.default_rng(0).normal(0.0, noise_mm, height_mm.shape)
    return FaceCrop(np.zeros((150, 150, 3), np.uint8), (height_mm + noise).astype(np.float32))


def sheet(radius_mm, direction_deg, offset_mm=0.0, tilt=0.0):
    """A print bent as a cylinder whose axis passes beside the face's middle."""
    direction = math.radians(direction_deg)
    across = X * math.cos(direction) + Y * math.sin(direction) - offset_mm
    sag = radius_mm - np.sqrt(np.maximum(radius_mm**2 - across**2, 0.0))
    # Where it turns away from the camera the sensor measures nothing.
    return np.where(np.abs(across) < 0.9 * radius_mm, sag + tilt * X, np.nan)


def head():
    """An ellipsoid with a nose: 18 mm high, as wide as a nose."""
    skull = 110.0 - 110.0 * np.sqrt(np.maximum(1 - (X / 90.0) ** 2 - (Y / 140.0) ** 2, 0.0))
    nose = 18.0 * np.exp(-((X / 11.0) ** 2) - ((Y - 8.0) / 20.0) ** 2)
    return skull - nose


def cues(surface):
    return {cue.name: cue for cue in measure_liveness(surface).cues}


@pytest.mark.parametrize("tilt", [-0.5, 0.0, 0.7])
def test_a_flat_print_is_refused_however_it_is_held(tilt):
    seen = measure_liveness(crop(tilt * X + 0.2 * Y))
    assert not seen.is_bona_fide
    assert "flat" in seen.refusal


@pytest.mark.parametrize("radius_mm", [60.0, 80.0, 120.0, 200.0, 500.0])
@pytest.mark.parametrize("direction_deg", [0.0, 37.0, 90.0])
@pytest.mark.parametrize("offset_mm", [0.0, 20.0])
def test_a_bent_print_is_refused(radius_mm, direction_deg, offset_mm):
    seen = measure_liveness(crop(sheet(radius_mm, direction_deg, offset_mm, tilt=0.2)))
    assert not seen.is_bona_fide
    assert not cues(crop(sheet(radius_mm, direction_deg, offset_mm)))["sheet_residual"].passed


def test_a_head_is_not_refused():
    assert measure_liveness(crop(head())).is_bona_fide


def test_a_head_with_holes_is_still_a_head():
    surface = crop(head())
    surface.depth_mm[np.random.default_rng(1).random(X.shape) < 0.5] = np.nan
    assert measure_liveness(surface).is_bona_fide


def test_the_residual_of_a_plane_is_its_noise():
    assert cues(crop(0.3 * X, noise_mm=0.8))["plane_residual"].value == pytest.approx(0.8, rel=0.1)


def test_too_little_depth_is_never_bona_fide():
    empty = crop(head())
    empty.depth_mm[:] = np.nan
    seen = measure_liveness(empty)
    assert all(math.isnan(cue.value) for cue in seen.cues)
    assert not seen.is_bona_fide
