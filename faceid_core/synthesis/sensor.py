"""What a Kinect v1 makes of a scene: coarse disparity, shadows, holes, noise; a cheap camera.

The depth sensor triangulates an infrared pattern: focal length 580 px,
baseline 75 mm, disparity in steps of 1/8 px (Khoshelham and Elberink, "Accuracy
and resolution of Kinect depth data", 2012; Konolige and Mihelich, "Technical
description of Kinect calibration", 2011). The projector stands on the right
of the picture, so shadows fall to the left of what casts them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

FOCAL_PX: Final = 580.0
BASELINE_MM: Final = 75.0
STEPS_PER_PX: Final = 8.0


@dataclass(frozen=True)
class DepthSensor:
    """The depth side.

    Attributes:
        noise_px: Standard deviation of the disparity, in pixels of disparity.
        noise_size_px: How far neighbors share their noise (the matching window).
        nearest_mm, farthest_mm: Outside, nothing is measured.
        grazing_limit: Depth difference of neighbors, as a part of the depth, from
            which a surface is too steep to be measured.
        hair_loss: Part of the hair without measurement.
    """

    noise_px: float = 0.045
    noise_size_px: float = 1.2
    nearest_mm: float = 450.0
    farthest_mm: float = 4500.0
    grazing_limit: float = 0.012
    hair_loss: float = 0.35

    def measure(
        self,
        clean_mm: NDArray[np.float32],
        rng: np.random.Generator,
        hair: NDArray[np.bool_] | None = None,
    ) -> NDArray[np.uint16]:
        """Return what the sensor reports.

        Args:
            clean_mm: float32, shape (h, w), true depth, 0 where there is nothing.
            rng: Where the noise comes from.
            hair: bool, shape (h, w), where hair is seen.

        Returns:
            uint16, shape (h, w), millimeters, 0 where nothing is measured.
        """
        known = (clean_mm >= self.nearest_mm) & (clean_mm <= self.farthest_mm)
        depth = np.where(known, clean_mm, self.farthest_mm)
        grain = rng.standard_normal(depth.shape).astype(np.float32)
        grain = cv2.GaussianBlur(grain, (0, 0), self.noise_size_px).astype(np.float32)
        grain *= self.noise_px / max(float(grain.std()), 1e-6)
        disparity_px = FOCAL_PX * BASELINE_MM / depth + grain
        disparity_px = np.maximum(np.round(disparity_px * STEPS_PER_PX), 1.0) / STEPS_PER_PX
        measured = FOCAL_PX * BASELINE_MM / disparity_px
        lost = ~known | in_shadow(clean_mm) | self._is_steep(depth, grain)
        if hair is not None:
            lost |= patches(hair, self.hair_loss, rng)
        return np.where(lost, 0.0, np.round(measured)).astype(np.uint16)

    def _is_steep(
        self, depth_mm: NDArray[np.float32], grain: NDArray[np.float32]
    ) -> NDArray[np.bool_]:
        """Where neighbors differ so much that no pattern is matched, with a ragged edge."""
        smooth = cv2.blur(depth_mm, (3, 3))
        across = np.abs(cv2.Sobel(smooth, cv2.CV_32F, 1, 0, scale=1 / 8))
        down = np.abs(cv2.Sobel(smooth, cv2.CV_32F, 0, 1, scale=1 / 8))
        ragged = 1.0 + 0.5 * grain / max(self.noise_px, 1e-6)
        steep: NDArray[np.bool_] = np.maximum(across, down) > (
            self.grazing_limit * depth_mm * np.maximum(ragged, 0.3)
        )
        return steep


@dataclass(frozen=True)
class ColorSensor:
    """The color side.

    Attributes:
        blur_px: Of the lens.
        noise: Standard deviation at mid gray, in levels of 255.
        sharpening: Of the camera's own processing.
    """

    blur_px: float = 0.55
    noise: float = 2.0
    sharpening: float = 0.35

    def photograph(
        self, rgb: NDArray[np.float32], rng: np.random.Generator, gain: float = 1.0
    ) -> NDArray[np.uint8]:
        """Return the picture, uint8.

        Args:
            rgb: float32, shape (h, w, 3), sRGB in [0, 1].
            rng: Where the noise comes from.
            gain: Factor on the noise; a dark room needs more.
        """
        picture = cv2.GaussianBlur(rgb, (0, 0), self.blur_px) * 255.0
        soft = cv2.GaussianBlur(picture, (0, 0), 1.4)
        picture = picture + self.sharpening * (picture - soft)
        luma = rng.standard_normal(rgb.shape[:2]).astype(np.float32)[..., None]
        chroma = rng.standard_normal(rgb.shape).astype(np.float32)
        chroma = cv2.GaussianBlur(chroma, (0, 0), 1.2).astype(np.float32)
        picture += self.noise * gain * (0.8 * luma + 1.2 * chroma)
        return np.round(picture.clip(0.0, 255.0)).astype(np.uint8)


def in_shadow(depth_mm: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return where the projector's light does not fall, shape (h, w).

    A pixel at column u and depth z is lit through column u - f b / z of the
    projector. Something nearer to its right may take that column or one further left.

    Args:
        depth_mm: float32, shape (h, w), 0 where there is nothing.
    """
    columns = np.arange(depth_mm.shape[1], dtype=np.float64)
    known = depth_mm > 0
    through = np.where(known, columns - FOCAL_PX * BASELINE_MM / np.maximum(depth_mm, 1.0), np.inf)
    least_right = np.minimum.accumulate(through[:, ::-1], axis=1)[:, ::-1]
    shadow = np.zeros(depth_mm.shape, np.bool_)
    shadow[:, :-1] = known[:, :-1] & (least_right[:, 1:] <= through[:, :-1] - 0.5)
    return shadow


def patches(where: NDArray[np.bool_], share: float, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Return blobs that cover about such a share of a region."""
    field = cv2.GaussianBlur(rng.standard_normal(where.shape).astype(np.float32), (0, 0), 3.0)
    if not where.any():
        return np.zeros(where.shape, np.bool_)
    limit = np.quantile(field[where], 1.0 - share)
    patches: NDArray[np.bool_] = where & (field > limit)
    return patches
