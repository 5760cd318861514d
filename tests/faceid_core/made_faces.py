"""Face sets of made-up people: a pattern of colors and a bumpy surface of their own."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from faceid_core.face_sets import FaceSet, packed, write_shard


def made_faces(people: int, views: int, seed: int = 0) -> FaceSet:
    """Faces of `people` people; a person's views differ in light and noise."""
    rng = np.random.default_rng(seed)
    rgb, depth = [], []
    for _ in range(people):
        pattern = cv2.resize(rng.uniform(40, 215, (6, 6, 3)), (192, 192))
        surface_mm = cv2.resize(rng.normal(0, 20, (5, 5)), (96, 96))
        for _ in range(views):
            color = pattern * rng.uniform(0.8, 1.2) + rng.normal(0, 8, pattern.shape)
            rgb.append(color.clip(0, 255).astype(np.uint8))
            noisy = (surface_mm + rng.normal(0, 1, surface_mm.shape)).astype(np.float32)
            noisy[:8] = np.nan
            depth.append(packed(noisy))
    count = people * views
    return FaceSet(
        people=np.repeat(np.arange(1, people + 1), views),
        sessions=np.zeros(count, np.int64),
        rgb=np.stack(rgb),
        depth=np.stack(depth),
        conditions={},
    )


def write_made_faces(directory: Path, people: int, views: int) -> None:
    """The same as a folder of one shard."""
    write_shard(directory, 1, made_faces(people, views))
