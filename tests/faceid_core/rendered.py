"""The rendered frames in `tests/data`: one of each situation, with what is true of it."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from faceid_core.pipeline import Gallery, Recognizer, observe
from faceid_core.types import Observation, Pose
from hardware import Frame, Intrinsics

DATA = Path(__file__).parent.parent / "data"
FRONTAL = ("frontal_600", "frontal_750", "frontal_900", "frontal_1050")
TURNED = ("yaw_left", "yaw_right", "pitch_up", "pitch_down", "roll_left", "roll_right")


@dataclass(frozen=True)
class Truth:
    """What is true of a rendered frame; the distance is that of the point between the eyes."""

    pose: Pose
    distance_mm: float | None


@functools.cache
def frame(name: str) -> Frame:
    bgr = cv2.imread(str(DATA / f"{name}_rgb.png"))
    depth_mm = cv2.imread(str(DATA / f"{name}_depth.png"), cv2.IMREAD_UNCHANGED)
    camera = json.loads((DATA / "camera.json").read_text())
    intrinsics = Intrinsics(camera["fx"], camera["fy"], camera["cx"], camera["cy"])
    return Frame(np.ascontiguousarray(bgr[:, :, ::-1]), depth_mm, 0.0, intrinsics)


@functools.cache
def truth(name: str) -> Truth:
    rows = json.loads((DATA / "frames.json").read_text())
    row = next(row for row in rows if row["name"] == name)
    return Truth(Pose(row["yaw_deg"], row["pitch_deg"], row["roll_deg"]), row["distance_mm"])


@functools.cache
def recognizer() -> Recognizer:
    return Recognizer.load()


@functools.cache
def seen(name: str) -> Observation:
    """What the pipeline finds in one frame alone, with nobody enrolled."""
    (observation,) = observe([frame(name)], recognizer(), Gallery())
    return observation
