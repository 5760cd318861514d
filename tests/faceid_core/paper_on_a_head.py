"""Surfaces that liveness has to tell apart: the mean head, and paper put on it."""

from __future__ import annotations

import numpy as np

from faceid_core.face_geometry import FaceGeometry, map_coordinates_mm

X, Y = map_coordinates_mm()
GEOMETRY = FaceGeometry.load()
HEAD = GEOMETRY.height_mm.astype(np.float64)


def seen(surface_mm: np.ndarray, noise_mm: float = 0.8) -> np.ndarray:
    """A canonical map as a sensor of this noise sees the surface."""
    noise = np.random.default_rng(0).normal(0.0, noise_mm, surface_mm.shape)
    return (surface_mm + noise).astype(np.float32)


def wrapped(gap_mm: float, holes_mm: float = 12.0) -> np.ndarray:
    """Paper bent around the mean head, its eyes in two holes."""
    profile = np.nanmin(np.where(np.abs(Y) < 45.0, HEAD, np.nan), axis=0) - gap_mm
    sheet = np.broadcast_to(np.maximum(profile, np.nanmedian(profile) - 8.0), HEAD.shape)
    eyes = np.hypot((np.abs(X) - 31.0) / 13.0, (Y + 25.0) / 7.0) < 1.0
    return np.where(eyes, sheet + holes_mm, sheet)


def nose_through(gap_mm: float) -> np.ndarray:
    """The same with the head's nose through a third hole."""
    nose = (np.abs(X) < 14.0) & (Y > -28.0) & (Y < 20.0)
    sheet = wrapped(gap_mm)
    return np.where(nose, np.minimum(HEAD, sheet), sheet)


def behind_glasses() -> np.ndarray:
    """The head, nothing measured where lenses are."""
    lenses = np.hypot((np.abs(X) - 31.0) / 22.0, (Y + 25.0) / 16.0) < 1.0
    return np.where(lenses, np.nan, HEAD)
