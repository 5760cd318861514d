"""Pictures of a victim: what an attacker prints, cuts out, or shows on a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.frame import KINECT_INTRINSICS

from .booth import Booth, Outfit
from .face_model import LANDMARK_VERTICES
from .faults import Faults
from .light import Light
from .noise import smooth_noise
from .sensor import ColorSensor, DepthSensor
from .sitter import Sitter

DISTANCE_MM: Final = 500.0
_LEFT_RIGHT_MM: Final = 105.0
_UP_MM: Final = 130.0
_DOWN_MM: Final = 145.0
_FAULTS: Final = Faults(DepthSensor(), ColorSensor(blur_px=0.4, noise=0.6, sharpening=0.2))
_EYES: Final = (slice(36, 42), slice(42, 48))
_JAW: Final = slice(0, 17)
_BROWS: Final = slice(17, 27)
_NOSE: Final = slice(27, 36)
_FOREHEAD_MM: Final = 38.0  # above the brows a cut-out still shows skin


@dataclass(frozen=True, eq=False)
class Portrait:
    """A picture of a face at life size, as far as the paper is held upright.

    Attributes:
        picture: uint8, shape (h, w, 3) or (h, w, 4), sRGB.
        px_per_mm: Its scale.
        middle_px: Where the point between the eyes is, column and row.
        landmarks_px: float64, shape (68, 2), where the face model's landmarks are.
    """

    picture: NDArray[np.uint8]
    px_per_mm: float
    middle_px: tuple[float, float]
    landmarks_px: NDArray[np.float64]

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the whole picture."""
        height, width = self.picture.shape[:2]
        return width / self.px_per_mm, height / self.px_per_mm

    @property
    def eye_distance_mm(self) -> float:
        """From the middle of one eye to that of the other."""
        left, right = (self.landmarks_px[eye].mean(axis=0) for eye in _EYES)
        return float(np.linalg.norm(right - left)) / self.px_per_mm

    def from_middle_mm(self) -> tuple[float, float]:
        """Return how far the picture's middle is from the point between the eyes, x and y."""
        height, width = self.picture.shape[:2]
        column, row = self.middle_px
        return (width / 2.0 - column) / self.px_per_mm, (height / 2.0 - row) / self.px_per_mm


def portrait_of(booth: Booth, sitter: Sitter, light: Light, rng: np.random.Generator) -> Portrait:
    """Photograph somebody at `DISTANCE_MM`, before the background that `rng` draws.

    Args:
        booth: Takes the picture.
        sitter: Who, in which pose; the place is not looked at.
        light: The light.
        rng: Of the noise and the background.
    """
    at = Sitter(
        sitter.person,
        sitter.pose,
        (0.0, 0.0, DISTANCE_MM),
        sitter.expression,
        looks_at_camera=sitter.looks_at_camera,
    )
    picture = booth.take(at, Outfit(), light, _FAULTS, rng).expose(rng).rgb
    camera = KINECT_INTRINSICS
    px_per_mm = camera.fx_px / DISTANCE_MM
    left = round(camera.cx_px - _LEFT_RIGHT_MM * px_per_mm)
    right = round(camera.cx_px + _LEFT_RIGHT_MM * px_per_mm)
    top = round(camera.cy_px - _UP_MM * px_per_mm)
    bottom = round(camera.cy_px + _DOWN_MM * px_per_mm)
    landmarks = booth.neutral_of(sitter.person)[LANDMARK_VERTICES].astype(np.float64)
    seen = landmarks @ at.axes.T + np.array(at.position_mm)
    on_picture = seen[:, :2] / seen[:, 2:] * camera.fx_px
    return Portrait(
        picture=picture[top:bottom, left:right].copy(),
        px_per_mm=px_per_mm,
        middle_px=(camera.cx_px - left, camera.cy_px - top),
        landmarks_px=on_picture + np.array([camera.cx_px - left, camera.cy_px - top]),
    )


def aged(picture: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return a picture as a printer or a screen shows it: other contrast, tint and sharpness."""
    pixels = picture[..., :3].astype(np.float32) / 255.0
    pixels = np.power(pixels, np.float32(rng.uniform(0.85, 1.2)))
    pixels *= (rng.uniform(0.85, 1.05) * (1.0 + 0.03 * rng.standard_normal(3))).astype(np.float32)
    blur_px = float(rng.uniform(0.1, 0.8))
    pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), blur_px), np.float32)
    grain = smooth_noise(rng, picture.shape[:2], 2.0)[..., None] * rng.uniform(0.0, 0.015)
    shown = np.rint(255.0 * (pixels + grain).clip(0.0, 1.0)).astype(np.uint8)
    return np.concatenate([shown, picture[..., 3:]], axis=2)


def bordered(portrait: Portrait, border_mm: float, shade: int) -> Portrait:
    """Return it with a frame of one gray around: paper's margin, or a screen's."""
    border = max(round(border_mm * portrait.px_per_mm), 1)
    picture = cv2.copyMakeBorder(
        portrait.picture, border, border, border, border, cv2.BORDER_CONSTANT, value=(shade,) * 3
    )
    column, row = portrait.middle_px
    return Portrait(
        np.asarray(picture, np.uint8),
        portrait.px_per_mm,
        (column + border, row + border),
        portrait.landmarks_px + border,
    )


def on_screen(portrait: Portrait, width_mm: float, height_mm: float, border_mm: float) -> Portrait:
    """Return it as large as fits a screen of that size, with the device's dark edge.

    The picture is cut to the screen's proportions around the face.
    """
    height, width = portrait.picture.shape[:2]
    wanted = min(width, round(height * width_mm / height_mm))
    tall = min(height, round(wanted * height_mm / width_mm))
    column, row = portrait.middle_px
    left = int(np.clip(round(column - wanted / 2.0), 0, width - wanted))
    top = int(np.clip(round(row - 0.45 * tall), 0, height - tall))
    cut = Portrait(
        portrait.picture[top : top + tall, left : left + wanted],
        wanted / width_mm,
        (column - left, row - top),
        portrait.landmarks_px - [left, top],
    )
    return bordered(cut, border_mm, 12)


def cut_out(portrait: Portrait, *, with_nose: bool) -> Portrait:
    """Return it cut along the face, with holes for the eyes and, if asked for, for the nose."""
    height, width = portrait.picture.shape[:2]
    scale, points = portrait.px_per_mm, portrait.landmarks_px
    brow_row = float(points[_BROWS, 1].min())
    middle = points[_BROWS].mean(axis=0)
    angle = np.linspace(np.pi, 2.0 * np.pi, 24)
    half_width = float(np.ptp(points[_JAW, 0])) / 2.0
    dome = np.column_stack(
        [
            middle[0] + half_width * np.cos(angle),
            brow_row + (_FOREHEAD_MM * scale) * np.sin(angle),
        ]
    )
    opacity = np.zeros((height, width), np.uint8)
    outline = np.concatenate([points[_JAW], dome[::-1]])
    cv2.fillPoly(opacity, [np.rint(outline).astype(np.int32)], 255)
    for eye in _EYES:
        center = tuple(int(value) for value in np.rint(points[eye].mean(axis=0)))
        half = float(np.ptp(points[eye, 0])) / 2.0 + 2.0 * scale
        cv2.ellipse(opacity, center, (round(half), round(0.62 * half)), 0, 0, 360, 0, -1)
    if with_nose:
        nose = points[_NOSE]
        wings = nose[[4, 8]] + np.array([[-5.0, 4.0], [5.0, 4.0]]) * scale
        bridge = nose[1] + np.array([[-6.0, 0.0], [6.0, 0.0]]) * scale
        hole = np.concatenate([bridge, wings[::-1]])
        cv2.fillConvexPoly(opacity, np.rint(hole).astype(np.int32), 0)
    picture = np.concatenate([portrait.picture[..., :3], opacity[..., None]], axis=2)
    return Portrait(picture, scale, portrait.middle_px, points)
