"""A part of the picture, rendered quickly; and what the sensors make of it, as often as asked.

Rays go once through every pixel, and twice more where a pixel has an edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.frame import FRAME_HEIGHT, FRAME_WIDTH, KINECT_INTRINSICS, Frame

from .faults import Faults
from .light import Light, irradiance
from .mesh import Hits, Mesh, Meshes
from .render import camera_rays, film, shade
from .sitter import Position

_SKY_DIRECTIONS: Final = 14
_LAMP_DIRECTIONS: Final = 4
#: A second and third ray goes through pixels with an edge, so far from the first.
_FURTHER_RAYS: Final = ((0.33, -0.33), (-0.33, 0.33))
#: What the camera's exposure can do about the light.
_GAINS: Final = (0.3, 8.0)
_STEADY: Final = 0.75  # how much of a difference in light the exposure takes away


@dataclass(frozen=True)
class Area:
    """Rows and columns of the frame."""

    rows: slice
    columns: slice

    @property
    def shape(self) -> tuple[int, int]:
        return self.rows.stop - self.rows.start, self.columns.stop - self.columns.start


@dataclass(frozen=True, eq=False)
class Region:
    """Surfaces in an area, n pixels in its rows' order.

    Attributes:
        area: Where.
        rays: float32, shape (n, 3), through the middle of each pixel.
        rgb: float32, shape (n, 3), linear light, times `cover`.
        cover: float32, shape (n,), how much of the pixel is covered.
        first: What the rays met.
    """

    area: Area
    rays: NDArray[np.float32]
    rgb: NDArray[np.float32]
    cover: NDArray[np.float32]
    first: Hits

    def shows(self, meshes: Sequence[int]) -> NDArray[np.bool_]:
        """Return where some of the meshes are seen, in the area's shape."""
        return np.isin(self.first.mesh, meshes).reshape(self.area.shape)


@dataclass(frozen=True, eq=False)
class Shot:
    """A moment before the sensors; they may look at it several times.

    Attributes:
        picture: float32, shape (480, 640, 3), linear light.
        area: Where something is rendered; only there is depth measured.
        clean_mm: float32, in the area's shape: true depth.
        lost: bool, in the area's shape: where no depth is measured.
        subject: bool, in the area's shape: what the camera's exposure is set to.
        faults: The sensors'.
    """

    picture: NDArray[np.float32]
    area: Area
    clean_mm: NDArray[np.float32]
    lost: NDArray[np.bool_]
    subject: NDArray[np.bool_]
    faults: Faults

    def expose(self, rng: np.random.Generator, timestamp_s: float = 0.0) -> Frame:
        """Return what the sensors report; noise comes from `rng`."""
        at = (self.area.rows, self.area.columns)
        measured = self.faults.depth.measure(self.clean_mm, rng)
        whole_mm = np.zeros((FRAME_HEIGHT, FRAME_WIDTH), np.uint16)
        whole_mm[at] = np.where(self.lost, 0, measured)
        gain = _gain(self.picture[at][self.subject], self.faults.exposure)
        srgb = np.power(film(self.picture * np.float32(gain)), np.float32(1.0 / 2.2))
        rgb = np.rint(255.0 * srgb).astype(np.uint8)
        noise_gain = float(np.clip(np.sqrt(max(gain, 1.0)), 1.0, 3.0))
        rgb[at] = self.faults.color.photograph(srgb[at], rng, noise_gain)
        return Frame(
            rgb=rgb,
            depth_mm=whole_mm,
            timestamp_s=timestamp_s,
            intrinsics=KINECT_INTRINSICS,
        )


def area_around(position_mm: Position, left_right_mm: float, up_mm: float, down_mm: float) -> Area:
    """Return the pixels so far around a place."""
    x, y, z = position_mm
    camera = KINECT_INTRINSICS
    left, right = (
        camera.fx_px * (x + side * left_right_mm) / z + camera.cx_px for side in (-1.0, 1.0)
    )
    top, bottom = (camera.fy_px * (y + step) / z + camera.cy_px for step in (-up_mm, down_mm))
    return Area(
        slice(max(int(top), 0), min(int(bottom), FRAME_HEIGHT)),
        slice(max(int(left), 0), min(int(right), FRAME_WIDTH)),
    )


def render_region(
    meshes: Sequence[Mesh],
    blockers: Meshes,
    area: Area,
    light: Light,
    seed: int,
    *,
    soft: Sequence[Sequence[int]] = (),
) -> Region:
    """Render surfaces in an area.

    Args:
        meshes: What is seen.
        blockers: What casts shadows.
        area: Where.
        light: The light.
        seed: Of partly transparent surfaces.
        soft: Which of the meshes are partly transparent.
    """
    scene = Meshes(meshes)
    grid_y, grid_x = np.mgrid[area.rows, area.columns].astype(np.float32)
    rays = camera_rays(grid_x, grid_y)
    eye = np.zeros(3)
    first = scene.first(eye, rays, seed)
    edge = _edges(first, soft, area.shape)
    at = [camera_rays(grid_x.ravel()[edge] + x, grid_y.ravel()[edge] + y) for x, y in _FURTHER_RAYS]
    further = [scene.first(eye, toward, seed + 1 + i) for i, toward in enumerate(at)]
    lit = _light_on(meshes, (first, *further), light, blockers)
    rgb = shade(scene, first, rays, lit, light)
    cover = (first.mesh >= 0).astype(np.float32)
    for hits, toward in zip(further, at, strict=True):
        rgb[edge] += shade(scene, hits, toward, lit, light)
        cover[edge] += hits.mesh >= 0
    rgb[edge] /= 1 + len(further)
    cover[edge] /= 1 + len(further)
    return Region(area, rays, rgb, cover, first)


def _edges(hits: Hits, soft: Sequence[Sequence[int]], shape: tuple[int, int]) -> NDArray[np.intp]:
    """Return which pixels border on another surface, or are of a partly transparent one."""
    mesh = hits.mesh.reshape(shape)
    kernel = np.ones((3, 3), np.uint8)
    low = cv2.erode(mesh.astype(np.int16), kernel)
    high = cv2.dilate(mesh.astype(np.int16), kernel)
    edge = low != high
    for index in (index for group in soft for index in group):
        edge |= mesh == index
    return np.flatnonzero(edge)


def _light_on(
    meshes: Sequence[Mesh], hits: Sequence[Hits], light: Light, blockers: Meshes
) -> list[NDArray[np.float32]]:
    """Return the light on each mesh's vertices, shape (n, 3), zero where none is seen."""
    seen = [np.zeros(len(mesh.vertices_mm), np.bool_) for mesh in meshes]
    for met in hits:
        for index, mesh in enumerate(meshes):
            seen[index][mesh.triangles[met.triangle[met.mesh == index]]] = True
    received = irradiance(
        light,
        np.concatenate([mesh.vertices_mm[of] for mesh, of in zip(meshes, seen, strict=True)]),
        np.concatenate([mesh.normals[of] for mesh, of in zip(meshes, seen, strict=True)]),
        blockers,
        sky_directions=_SKY_DIRECTIONS,
        lamp_directions=_LAMP_DIRECTIONS,
    )
    lit = [np.zeros((len(of), 3), np.float32) for of in seen]
    ends = np.cumsum([np.count_nonzero(of) for of in seen])
    for of, light_on, part in zip(seen, lit, np.split(received, ends[:-1]), strict=True):
        light_on[of] = part
    return lit


def _gain(subject_rgb: NDArray[np.float32], aim: float) -> float:
    """Return the camera's exposure: most of the way to a well lit face."""
    mean = max(float(subject_rgb.mean()), 1e-3) if len(subject_rgb) else aim
    return float(np.clip((aim / mean) ** _STEADY, *_GAINS))
