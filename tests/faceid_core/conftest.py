"""Observations as values: scripts for the lock, the enrollment and the verification."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scripted import ENCODER_ID, LIMITS, blank_frame, color_part, depth_part, unit

from faceid_core.templates import Template
from faceid_core.types import (
    Comparison,
    Cue,
    Embedding,
    Face,
    FaceCrop,
    Liveness,
    Observation,
    Pose,
    Retry,
)

STRAIGHT = Pose(0.0, 0.0, 0.0)


@pytest.fixture
def observation() -> Callable[..., Observation]:
    """Make an observation of a face, or of none."""

    def make(
        *,
        retry: Retry | None = None,
        name: str = "ann",
        distance: float | None = 0.1,
        is_live: bool = True,
        relief_mm: float = 5.0,
        pose: Pose = STRAIGHT,
        vector: np.ndarray | None = None,
        sharpness: float = 300.0,
        brightness: float = 120.0,
        timestamp_s: float = 0.0,
        eye_opening: float | None = None,
    ) -> Observation:
        frame = blank_frame(timestamp_s)
        if retry is not None:
            return Observation(frame=frame, retry=retry)
        vector = unit(0) if vector is None else vector
        comparison = None
        if distance is not None:
            comparison = Comparison(name, distance, distance, distance, LIMITS, pose)
        return Observation(
            frame=frame,
            face=Face(
                box_px=(200.0, 100.0, 300.0, 240.0),
                landmarks_px=np.zeros((468, 2), np.float32),
                axes=np.eye(3),
                origin_mm=np.array([0.0, 0.0, 800.0]),
                pose=pose,
                distance_mm=800.0,
                brightness=brightness,
                sharpness=sharpness,
            ),
            crop=FaceCrop(np.zeros((192, 192, 3), np.uint8), np.zeros((96, 96), np.float32)),
            embedding=Embedding(vector, color_part(vector), depth_part(vector), ENCODER_ID),
            liveness=Liveness(
                (Cue("relief", relief_mm if is_live else 1.0, 3.0, "mm", "It is flat", 4.0),)
            ),
            comparison=comparison,
            eye_opening=eye_opening,
        )

    return make


@pytest.fixture
def template() -> Callable[..., Template]:
    """Make a template from vectors."""

    def make(name: str = "ann", vectors: np.ndarray | None = None, **changes: object) -> Template:
        vectors = np.stack([unit(0), unit(1)]) if vectors is None else vectors
        values: dict = {
            "name": name,
            "encoder_id": ENCODER_ID,
            "vectors": vectors,
            "color_vectors": np.stack([color_part(row) for row in vectors]),
            "depth_vectors": np.stack([depth_part(row) for row in vectors]),
            "poses": tuple(Pose(float(i), 2.0 * i, 0.0) for i in range(len(vectors))),
            "is_partial": False,
            "created_at": "2026-11-22T00:00:00+00:00",
        }
        return Template(**{**values, **changes})

    return make
