"""Pictures in which eyes are painted shut: skin, and a dark line where the lids meet."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from faceid_core.face_mesh import LEFT_EYE_INNER, LEFT_EYE_OUTER, RIGHT_EYE_INNER, RIGHT_EYE_OUTER
from faceid_core.types import Face
from hardware import Frame

#: Corners of an eye, and the edge of its lower lid between them, in the face mesh.
EYES = (
    (LEFT_EYE_OUTER, (7, 163, 144, 145, 153, 154, 155), LEFT_EYE_INNER),
    (RIGHT_EYE_OUTER, (249, 390, 373, 374, 380, 381, 382), RIGHT_EYE_INNER),
)
FINER = 4  # drawn larger, then shrunk


def with_closed_eyes(frame: Frame, face: Face) -> Frame:
    """The frame of a face with its eyes shut."""
    size = (frame.rgb.shape[1] * FINER, frame.rgb.shape[0] * FINER)
    picture = cv2.resize(frame.rgb, size, interpolation=cv2.INTER_CUBIC)
    points = (face.landmarks_px + 0.5) * FINER - 0.5
    for outer, lower, inner in EYES:
        line = points[[outer, *lower, inner]]
        across = float(np.linalg.norm(line[0] - line[-1]))
        middle = (line[0] + line[-1]) / 2.0
        below = np.round(middle + np.array([0.0, 0.75 * across])).astype(int)
        reach = max(int(0.1 * across), 1)
        skin = picture[below[1] - reach : below[1] + reach, below[0] - reach : below[0] + reach]
        color = skin.reshape(-1, 3).mean(axis=0)
        axes = (round(0.62 * across), round(0.36 * across))
        cv2.ellipse(picture, np.round(middle).astype(int).tolist(), axes, 0, 0, 360, color, -1)
        lids = line + np.array([0.0, 0.08 * across])
        width = max(round(0.07 * across), 1)
        cv2.polylines(
            picture, [np.round(lids).astype(np.int32)], False, (0.25 * color).tolist(), width
        )
    rgb = cv2.resize(picture, frame.rgb.shape[1::-1], interpolation=cv2.INTER_AREA)
    return replace(frame, rgb=np.ascontiguousarray(rgb))
