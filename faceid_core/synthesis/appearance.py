"""Paint a person's skin: photographic or plain, brows, lips, lashes, stubble, scalp."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from .face_model import LANDMARK_VERTICES, FaceModel
from .noise import smooth_noise
from .person import Brows, Person
from .skins import SkinLibrary
from .texels import TEXTURE_PX, TexelMap

_SEAM_PX: Final = 150.0  # an atlas triangle larger than this crosses a seam
_FRONT_MM: Final = 45.0  # z of what counts as the front of the face


def linear(srgb: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return light for sRGB values in [0, 1], by a power of 2.2."""
    return np.power(np.clip(srgb, 0.0, 1.0), 2.2).astype(np.float32)


class Painter:
    """Paints textures of the head, TexelMap's layout."""

    def __init__(
        self, model: FaceModel, skins: SkinLibrary | None, texture_px: int = TEXTURE_PX
    ) -> None:
        self._texels = TexelMap.of(model, texture_px)
        self._grain = texture_px / TEXTURE_PX  # of sizes that are given in texels
        self._landmarks = model.neutral_mm[LANDMARK_VERTICES]
        self._skins = skins
        self._atlas_px: NDArray[np.float32] | None = None
        if skins is not None:
            self._atlas_px = self._atlas_map(skins)

    def skin_of(self, person: Person) -> NDArray[np.float32]:
        """Return the color of a person's skin, linear RGB, float32, shape (h, 2 h, 3)."""
        rng = np.random.default_rng([person.seed, 0x5417])
        path = self._choose_skin(person, person.skin_draw)
        srgb = self._plain(person, rng) if path is None else self._photographic(person, path)
        if path is not None and person.second_skin_share:
            second = self._choose_skin(person, person.second_skin_draw) or path
            mixed_in = self._photographic(person, second)
            srgb = srgb + np.float32(person.second_skin_share) * (mixed_in - srgb)
        if person.moles:
            srgb = _mix(srgb, srgb * np.array([0.45, 0.36, 0.34]), self._mole_cover(person))
        shape = srgb.shape[:2]
        hair = np.array(person.hair_rgb, np.float32)
        strands = 1.0 + 0.25 * smooth_noise(rng, shape, 3.0 * self._grain)
        position = self._texels.position_mm

        scalp = scalp_cover(position.reshape(-1, 3)).reshape(shape)
        scalp = (scalp * (0.92 + 0.08 * strands)).clip(0.0, 1.0)
        srgb = _mix(srgb, hair * 0.75 * strands[..., None], 0.9 * scalp)
        stubble = (
            self.beard_cover(position)
            * person.beard
            * (0.8 + 0.3 * smooth_noise(rng, shape, 2.5 * self._grain))
        )
        srgb = _mix(srgb, hair * 0.8, stubble.clip(0.0, 0.85))
        brows = self._brow_cover(person.brows, rng)
        srgb = _mix(srgb, hair * 0.7, brows)
        lashes = self._lash_cover(1.7 if person.is_woman else 1.2)
        srgb = _mix(srgb, np.array([0.06, 0.04, 0.04], np.float32), lashes)
        return linear(srgb)

    def _choose_skin(self, person: Person, draw: float) -> Path | None:
        if self._skins is None:
            return None
        fitting = [
            path
            for path in self._skins.skins
            if ("female" in path.stem) == person.is_woman
            and ("dark" in path.stem) == person.is_dark
        ]
        choice = fitting or self._skins.skins
        return choice[int(draw * len(choice))]

    def _atlas_map(self, skins: SkinLibrary) -> NDArray[np.float32]:
        """Return column and row in a skin's image of every texel."""
        corners = skins.registration.texture_px[self._texels.vertices]
        spread = (corners.max(axis=2) - corners.min(axis=2)).max(axis=-1)
        corners = np.where((spread > _SEAM_PX)[..., None, None], corners[:, :, :1], corners)
        at = np.einsum("hwc,hwck->hwk", self._texels.weights, corners)
        return at.astype(np.float32)

    def _photographic(self, person: Person, path: Path) -> NDArray[np.float32]:
        if self._skins is None or self._atlas_px is None:
            raise ValueError("Expected skins. Received none.")
        texture = self._skins.read_skin(path)
        columns, rows = np.moveaxis(self._atlas_px, -1, 0)
        sampled = cv2.remap(
            texture, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        tinted = sampled.astype(np.float32) / 255.0 * np.array(person.tint, np.float32)
        return tinted.clip(0.0, 1.0)

    def _plain(self, person: Person, rng: np.random.Generator) -> NDArray[np.float32]:
        base = np.array(person.skin_rgb, np.float32)
        shape = self._texels.position_mm.shape[:2]
        patches = 0.025 * smooth_noise(rng, shape, 60.0 * self._grain) + 0.015 * smooth_noise(
            rng, shape, 3.0 * self._grain
        )
        srgb = (base * (1.0 + patches[..., None])).astype(np.float32)
        flush = base * np.array([1.04, 0.86, 0.84], np.float32)
        for landmarks, radius_mm in (((31, 2), 26.0), ((35, 14), 26.0), ((30, 30), 16.0)):
            middle = self._landmarks[list(landmarks)].mean(axis=0)
            distance = np.linalg.norm(self._texels.position_mm - middle, axis=-1)
            srgb = _mix(srgb, flush, 0.6 * np.exp(-((distance / radius_mm) ** 2)))
        lips = base * np.array([0.82, 0.62, 0.60], np.float32)
        return _mix(srgb, lips, self._lip_cover(self._texels.position_mm))

    def _lip_cover(self, position_mm: NDArray[np.float32]) -> NDArray[np.float32]:
        outline = self._landmarks[48:60, :2]
        in_front = (position_mm[..., 2] < _FRONT_MM).astype(np.float32)
        return in_front * _soft_polygon(position_mm, outline, 1.5)

    def beard_cover(self, position_mm: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return where a beard grows: jaw, chin and upper lip, without the lips, in [0, 1].

        Args:
            position_mm: float32, shape (h, w, 3), points of the mean head.
        """
        x, y, z = np.moveaxis(position_mm, -1, 0)
        nose_y = float(self._landmarks[33, 1])
        side = _step(np.abs(x), 18.0, 34.0)
        top = nose_y + 4.0 + 6.0 * side - 34.0 * _step(z, 30.0, 75.0)
        low = _step(y - top, -2.0, 10.0) * (1.0 - _step(y, 118.0, 140.0))
        front = 1.0 - _step(z, 78.0, 92.0)
        return low * front * (1.0 - self._lip_cover(position_mm))

    def texel_beard_cover(self) -> NDArray[np.float32]:
        """Return `beard_cover` of every texel."""
        return self.beard_cover(self._texels.position_mm)

    def _brow_cover(self, brows: Brows, rng: np.random.Generator) -> NDArray[np.float32]:
        position = self._texels.position_mm
        grain = smooth_noise(rng, position.shape[:2], 2.5 * self._grain)
        cover = np.zeros(position.shape[:2], np.float32)
        for first, last in ((17, 22), (26, 21)):  # from the temple to the nose
            line = self._landmarks[first : last : 1 if last > first else -1, :2].copy()
            outward = np.linspace(1.0, 0.0, len(line))
            line[:, 1] -= brows.raise_mm + brows.slant_mm * outward
            along = np.linspace(0.0, 1.0, 60)
            steps = np.linspace(0.0, 1.0, len(line))
            points = np.column_stack([np.interp(along, steps, line[:, axis]) for axis in (0, 1)])
            half_mm = brows.half_width_mm * np.interp(
                along, [0, 0.35, 0.85, 1], [0.35, 0.85, 1, 0.85]
            )
            low, high = points.min(axis=0) - 8.0, points.max(axis=0) + 8.0
            near = (
                (position[..., :2] > low).all(axis=-1)
                & (position[..., :2] < high).all(axis=-1)
                & (position[..., 2] < _FRONT_MM)
            )
            texels = position[near][:, :2]
            distance = np.linalg.norm(texels[:, None] - points[None], axis=2) / half_mm
            reach = distance.min(axis=1)
            opaque = (1.0 - _step(reach + 0.18 * grain[near], 0.55, 1.15)) * brows.density
            cover[near] = np.maximum(cover[near], opaque * (0.85 + 0.15 * grain[near]))
        return cover.clip(0.0, 1.0)

    def _mole_cover(self, person: Person) -> NDArray[np.float32]:
        """Dark spots at random places of the face."""
        rng = np.random.default_rng([person.seed, 0x301E])
        position = self._texels.position_mm
        cover = np.zeros(position.shape[:2], np.float32)
        face = np.argwhere((position[..., 2] < _FRONT_MM) & (np.abs(position[..., 1]) < 110.0))
        for row, column in rng.choice(face, person.moles):
            distance = np.linalg.norm(position - position[row, column], axis=-1)
            radius_mm, opacity = rng.uniform(0.8, 2.2), rng.uniform(0.3, 0.9)
            spot = opacity * (1.0 - _step(distance, 0.6 * radius_mm, 1.4 * radius_mm))
            cover = np.maximum(cover, spot)
        return cover

    def _lash_cover(self, width_mm: float) -> NDArray[np.float32]:
        """A dark line along the upper eyelids."""
        position = self._texels.position_mm
        cover = np.zeros(position.shape[:2], np.float32)
        for line in (self._landmarks[36:40], self._landmarks[42:46]):
            along = np.linspace(0, len(line) - 1, 40)
            points = np.column_stack(
                [np.interp(along, np.arange(len(line)), line[:, axis]) for axis in range(3)]
            )
            near = np.linalg.norm(position - line.mean(axis=0), axis=-1) < 30.0
            distance = np.linalg.norm(position[near][:, None] - points[None], axis=2).min(axis=1)
            cover[near] = np.maximum(cover[near], 0.85 * (1.0 - _step(distance, 0.4, width_mm)))
        return cover


def scalp_cover(position_mm: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return how much hair grows at points of the mean head, shape (n,), in [0, 1].

    The hairline in the side view: high over the forehead, down along the
    temple, in front of the ear, around it, and down the nape.
    """
    up, back = -position_mm[:, 1], position_mm[:, 2]
    line = np.interp(
        back,
        [0.0, 22.0, 45.0, 62.0, 74.0, 88.0, 118.0, 128.0, 150.0],
        [62.0, 60.0, 48.0, 22.0, -8.0, 8.0, 8.0, -52.0, -62.0],
    )
    cover: NDArray[np.float32] = _step(up - line, -4.0, 8.0)
    return cover


def _soft_polygon(
    position_mm: NDArray[np.float32], outline: NDArray[np.floating], softness_mm: float
) -> NDArray[np.float32]:
    """Return 1 inside a polygon of the frontal view, 0 outside."""
    px_per_mm, margin_mm = 4.0, 10.0
    low = outline.min(axis=0) - margin_mm
    size = np.ceil((outline.max(axis=0) + margin_mm - low) * px_per_mm).astype(int)
    canvas = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillPoly(canvas, [np.round((outline - low) * px_per_mm).astype(np.int32)], 255)
    soft = cv2.GaussianBlur(canvas, (0, 0), softness_mm * px_per_mm / 2.0)
    at = ((position_mm[..., :2] - low) * px_per_mm).astype(np.float32)
    inside = cv2.remap(
        soft, at[..., 0], at[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT
    )
    return inside.astype(np.float32) / 255.0


def _mix(
    under: NDArray[np.float32], over: NDArray[np.floating], cover: NDArray[np.floating]
) -> NDArray[np.float32]:
    mixed = under + (over - under) * cover[..., None]
    return mixed.astype(np.float32)


def _step(values: NDArray[np.floating], low: float, high: float) -> NDArray[np.float32]:
    t = ((values - low) / (high - low)).clip(0.0, 1.0)
    return (t * t * (3.0 - 2.0 * t)).astype(np.float32)
