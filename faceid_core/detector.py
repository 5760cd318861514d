"""Find faces in a color image: BlazeFace, the full-range model of MediaPipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .litert import THREADS, LiteModel, mediapipe_model
from .shrinking import Shrinker

MIN_LOGIT: Final = 0.0  # a score of 0.5
#: Boxes that overlap more than this are one face; their scores weigh the mean.
MAX_OVERLAP: Final = 0.3
STRIDE_PX: Final = 4  # one anchor a cell, in pixels of the network's input


@dataclass(frozen=True, eq=False)
class Detection:
    """One face.

    Attributes:
        box_px: Left, top, right, bottom in the image, pixels.
        eyes_px: float32, shape (2, 2), column and row of the eye on the left of
            the picture, then of the one on the right.
        score: In [0, 1].
    """

    box_px: tuple[float, float, float, float]
    eyes_px: NDArray[np.float32]
    score: float

    @property
    def width_px(self) -> float:
        return self.box_px[2] - self.box_px[0]


class FaceDetector:
    """BlazeFace (Bazarevsky et al., 2019), full range: faces within about 5 m."""

    def __init__(self, *, threads: int = THREADS) -> None:
        self._model = LiteModel(mediapipe_model("face_detection_full_range"), threads=threads)
        self._shrinker = Shrinker(threads=threads)
        self._size_px = self._model.input_shape[1]
        cells = np.arange(self._size_px // STRIDE_PX, dtype=np.float32) + 0.5
        rows, columns = np.meshgrid(cells, cells, indexing="ij")
        self._anchors_px = np.stack([columns.ravel(), rows.ravel()], axis=1) * STRIDE_PX

    def detect(self, rgb: NDArray[np.uint8]) -> list[Detection]:
        """Return the faces of an image, largest first.

        Args:
            rgb: uint8, shape (height, width, 3). It is not changed.
        """
        image, scale, offset_px = self._letterbox(rgb)
        boxes, logits = self._model(image)
        found = np.flatnonzero(logits[0, :, 0] > MIN_LOGIT)  # nearly always very few
        scores = 1.0 / (1.0 + np.exp(-np.minimum(logits[0, found, 0], 80.0)))
        # Per anchor: center, size, then six key points; pixels of the network's input,
        # centers and key points relative to the anchor.
        points = boxes[0, found].reshape(-1, 8, 2)
        anchors = self._anchors_px[found]
        center = points[:, 0] + anchors
        half = points[:, 1] / 2.0
        eyes = points[:, 2:4] + anchors[:, None]
        rows = np.concatenate([center - half, center + half, eyes.reshape(-1, 4)], axis=1)
        rows = (rows - np.tile(offset_px, 4)) / scale
        merged = _merge_overlapping(rows, scores)
        return sorted(merged, key=lambda detection: detection.width_px, reverse=True)

    def _letterbox(
        self, rgb: NDArray[np.uint8]
    ) -> tuple[NDArray[np.float32], float, NDArray[np.float32]]:
        height, width = rgb.shape[:2]
        scale = self._size_px / max(height, width)
        size = (round(width * scale), round(height * scale))
        small = self._shrinker.shrink(rgb, size)
        left, top = (self._size_px - size[0]) // 2, (self._size_px - size[1]) // 2
        image = np.full((1, self._size_px, self._size_px, 3), -1.0, np.float32)
        inside = image[0, top : top + size[1], left : left + size[0]]
        np.divide(small, np.float32(127.5), out=inside)
        inside -= 1.0
        return image, scale, np.array([left, top], np.float32)


def _merge_overlapping(rows: NDArray[np.floating], scores: NDArray[np.floating]) -> list[Detection]:
    """Weighted non-maximum suppression, as MediaPipe does it."""
    detections = []
    left = np.argsort(-scores, kind="stable")
    while len(left):
        same = _overlap(rows[left[0], :4], rows[left, :4]) > MAX_OVERLAP
        same[0] = True
        group = left[same]
        row = np.average(rows[group], axis=0, weights=scores[group])
        detections.append(
            Detection(
                box_px=(float(row[0]), float(row[1]), float(row[2]), float(row[3])),
                eyes_px=row[4:8].reshape(2, 2).astype(np.float32),
                score=float(scores[left[0]]),
            )
        )
        left = left[~same]
    return detections


def _overlap(box: NDArray[np.floating], boxes: NDArray[np.floating]) -> NDArray[np.floating]:
    """Intersection over union of one box with many."""
    low = np.maximum(box[:2], boxes[:, :2])
    high = np.minimum(box[2:], boxes[:, 2:])
    shared = np.prod(np.maximum(high - low, 0.0), axis=1)
    area = np.prod(box[2:] - box[:2])
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    return shared / np.maximum(area + areas - shared, 1e-6)
