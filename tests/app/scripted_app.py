"""A recording and a recognizer that play scripts, for the worker and the window."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from app.worker import Recognition
from faceid_core.enrollment import FRONT_COUNT
from faceid_core.head_circle import PITCH_UNIT_DEG, SECTOR_COUNT, YAW_UNIT_DEG
from faceid_core.matching import Matcher
from faceid_core.pipeline import Gallery
from faceid_core.templates import Template
from faceid_core.types import (
    Comparison,
    Cue,
    Embedding,
    Face,
    Limits,
    Liveness,
    Observation,
    Pose,
    Retry,
)
from hardware.errors import CaptureError
from hardware.frame import Frame
from hardware.source import FrameSource

ENCODER_ID = "scripted-1"
ADA = 7  # the seed of her face
LIMITS = Limits(fused=0.5, color=0.8, depth=0.9)
MATCHER = Matcher(LIMITS)


class ScriptedChapter(NamedTuple):
    name: str
    first: int
    last: int


class ScriptedRecording(FrameSource):
    """A looping recording of gray frames, whose brightness is the frame's index.

    Attributes:
        error: Raised by the next read, if set.
        closed: Whether it was closed.
    """

    description = "recording demo"

    def __init__(self, chapters: dict[str, int], period_s: float = 0.004) -> None:
        self.chapters: list[ScriptedChapter] = []
        for name, length in chapters.items():
            first = self.chapters[-1].last + 1 if self.chapters else 0
            self.chapters.append(ScriptedChapter(name, first, first + length - 1))
        self.frame_count = self.chapters[-1].last + 1
        self.position = 0
        self.error: CaptureError | None = None
        self.closed = False
        self._period_s = period_s

    def seek(self, index: int) -> None:
        self.position = index

    def _read(self, timeout_s: float) -> Frame | None:
        time.sleep(self._period_s)
        if self.error is not None:
            raise self.error
        index = self.position % self.frame_count
        self.position = index + 1
        return gray_frame(index)

    def close(self) -> None:
        self.closed = True


def gray_frame(index: int) -> Frame:
    return Frame(
        rgb=np.full((480, 640, 3), index, np.uint8),
        depth_mm=np.full((480, 640), 800, np.uint16),
        timestamp_s=index / 30.0,
    )


def unit_vector(seed: int, size: int = 128) -> np.ndarray:
    vector = np.random.default_rng(seed).normal(size=size).astype(np.float32)
    return vector / np.linalg.norm(vector)


def _vectors(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Fused, color and depth vectors of one face."""
    return unit_vector(seed), unit_vector(seed, 128), unit_vector(seed, 48)


def face(pose: Pose, *, sharpness: float = 200.0, brightness: float = 120.0) -> Face:
    return Face(
        box_px=(250.0, 180.0, 390.0, 320.0),
        landmarks_px=np.zeros((468, 2), np.float32),
        axes=np.eye(3),
        origin_mm=np.array([0.0, 0.0, 812.0]),
        pose=pose,
        distance_mm=812.0,
        brightness=brightness,
        sharpness=sharpness,
    )


def judged(
    frame: Frame,
    name: str | None = "Ada",
    *,
    distance: float = 0.2,
    relief_mm: float = 6.0,
    pose: Pose | None = None,
    seed: int = ADA,
    sharpness: float = 200.0,
    brightness: float = 120.0,
) -> Observation:
    """What the pipeline says about a frame with a face; `name` is the nearest template."""
    pose = Pose(0.0, 0.0, 0.0) if pose is None else pose
    comparison = None
    if name is not None:
        comparison = Comparison(name, distance, distance + 0.05, distance + 0.1, LIMITS, pose)
    return Observation(
        frame=frame,
        face=face(pose, sharpness=sharpness, brightness=brightness),
        embedding=Embedding(*_vectors(seed), ENCODER_ID),
        liveness=Liveness(
            (Cue("plane_residual", relief_mm, 4.0, "mm", "This looks like a flat picture"),)
        ),
        comparison=comparison,
        stage_ms={"locate": 3.0, "encode": 4.0},
    )


def missed(frame: Frame, retry: Retry = Retry.NO_FACE) -> Observation:
    return Observation(frame=frame, retry=retry, stage_ms={"locate": 2.0})


@dataclass
class ScriptedRecognition:
    """Observes by a function that a test may exchange at any time.

    Attributes:
        see: Turns a frame into an observation; raising breaks the stream.
        gallery: Who is enrolled, as the session says.
        taken: How many observations the session was stepped with.
    """

    see: Callable[[Frame], Observation] = missed
    gallery: Gallery = field(default_factory=Gallery)
    taken: int = 0

    def load(self) -> Recognition:
        return Recognition(ENCODER_ID, MATCHER, self.gallery, self._observe)

    def _observe(self, frames: Iterable[Frame]) -> Iterator[Observation]:
        for frame in frames:
            yield self.see(frame)
            self.taken += 1  # whoever asks for another one has done with it


def template(name: str, encoder_id: str = ENCODER_ID, *, seed: int = ADA) -> Template:
    """A template that the face of `judged` with the same seed is at distance 0 from."""
    rows = (vector[np.newaxis] for vector in _vectors(seed))
    return Template(name, encoder_id, *rows, (Pose(0.0, 0.0, 0.0),), False, "2026-01-01")


def ring_poses() -> list[Pose]:
    """Once around the ring, one pose a sector."""
    angles = [math.tau * sector / SECTOR_COUNT for sector in range(SECTOR_COUNT)]
    return [Pose(-YAW_UNIT_DEG * math.sin(a), PITCH_UNIT_DEG * math.cos(a), 0.0) for a in angles]


def sweep_poses() -> list[Pose]:
    """The first scan of an enrollment: three frames ahead, then once around the ring."""
    return [Pose(0.0, 0.0, 0.0)] * FRONT_COUNT + ring_poses()
