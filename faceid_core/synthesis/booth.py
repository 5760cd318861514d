"""A quick photo booth: one face a frame, for data by the ten thousand.

It renders the same surfaces as a `Studio`, but only around the face, with small
textures, few directions of light, and several rays only where a pixel has an edge. What
a `Studio` does not know it has: things that people wear, and a camera that sets its exposure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.frame import FRAME_HEIGHT, FRAME_WIDTH, KINECT_INTRINSICS, Frame

from .backdrop import backdrop, wall_mm
from .beard import BeardGrower
from .face_model import LANDMARK_VERTICES, FaceModel
from .glasses import Glasses
from .hand import hand_of
from .hat import Hat
from .light import Light, irradiance
from .materials import Texture
from .mesh import Hits, Mesh, Meshes
from .person import Person
from .render import camera_rays, film, shade
from .scarf import Scarf
from .sensor import ColorSensor, patches
from .sitter import Sitter
from .skins import SkinLibrary
from .wardrobe import Wardrobe
from .worn import placed

TEXTURE_PX: Final = 224
_SKY_DIRECTIONS: Final = 14
_LAMP_DIRECTIONS: Final = 4
#: What is rendered around the point between the eyes, in millimeters.
_LEFT_RIGHT_MM: Final = 118.0
_UP_MM: Final = 150.0
_DOWN_MM: Final = 150.0
#: A second and third ray goes through pixels with an edge, so far from the first.
_FURTHER_RAYS: Final = ((0.33, -0.33), (-0.33, 0.33))
_SHIRT_BELOW_NECK_MM: Final = 140.0
#: Mean linear light of a well exposed face, and what the camera can do about it.
_GAINS: Final = (0.3, 8.0)
_STEADY: Final = 0.75  # how much of a difference in light the exposure takes away
#: Inner lips, landmarks that lie above each other; closer than this they hide the mouth.
_UPPER_LIP: Final = (61, 62, 63)
_LOWER_LIP: Final = (67, 66, 65)
_SHUT_MM: Final = 0.8
_LENS_GRAY: Final = 0.045


class DepthModel(Protocol):
    """A depth sensor's faults."""

    def measure(
        self, clean_mm: NDArray[np.float32], rng: np.random.Generator
    ) -> NDArray[np.uint16]:
        """Return what the sensor reports, uint16 millimeters, 0 where nothing is measured."""


@dataclass(frozen=True)
class Outfit:
    """What somebody wears or holds before the face.

    Attributes:
        glasses, hat, scarf: None without.
        beard_mm: How far a beard stands off; 0 without.
        hand_shift_mm: Where a hand is held, from the place before the mouth; None without.
    """

    glasses: Glasses | None = None
    hat: Hat | None = None
    scarf: Scarf | None = None
    beard_mm: float = 0.0
    hand_shift_mm: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class Faults:
    """What the sensors get wrong.

    Attributes:
        depth: The depth sensor.
        color: The color sensor.
        exposure: Mean linear light of the face that the camera aims at.
        hair_loss: Part of hair without depth.
        beard_loss: Part of a beard without depth.
        lens_loss: Part of lenses behind which nothing is measured.
        lens_error_mm: How far the rest is measured behind its place.
        glare: How strongly lenses mirror, 1 is a bright window.
    """

    depth: DepthModel
    color: ColorSensor = ColorSensor()  # noqa: RUF009 (frozen)
    exposure: float = 0.22
    hair_loss: float = 0.35
    beard_loss: float = 0.1
    lens_loss: float = 0.7
    lens_error_mm: float = 4.0
    glare: float = 0.3


class Booth:
    """Takes pictures; remembers the looks of the last people."""

    def __init__(self, face_model: FaceModel, skins: SkinLibrary | None = None) -> None:
        self._wardrobe = Wardrobe(face_model, skins, TEXTURE_PX)
        self._beards = BeardGrower(face_model, self._wardrobe.painter)

    def skin_of(self, person: Person) -> Texture:
        """Return the skin that a person is rendered with."""
        return self._wardrobe.skin_of(person)

    def shoot(
        self,
        sitter: Sitter,
        outfit: Outfit,
        light: Light,
        faults: Faults,
        rng: np.random.Generator,
    ) -> Frame:
        """Render one frame.

        Args:
            sitter: Who, where, in which pose.
            outfit: What is worn.
            light: The light.
            faults: The sensors'.
            rng: Where noise and background come from.
        """
        meshes, bare, hair, beard = self._dressed(sitter, outfit)
        meshes[0] = _toward_camera(meshes[0])
        scene = Meshes(meshes)
        blockers = Meshes([meshes[0], *(mesh for mesh in meshes[bare:] if mesh.casts_shadow)])
        rows, columns = _region(sitter)
        shape = (rows.stop - rows.start, columns.stop - columns.start)
        grid_y, grid_x = np.mgrid[rows, columns].astype(np.float32)
        rays = camera_rays(grid_x, grid_y)
        eye = np.zeros(3)
        seed = int(rng.integers(1 << 30))
        first = scene.first(eye, rays, seed)
        edge = _edges(first, (hair, beard), shape)
        at = [
            camera_rays(grid_x.ravel()[edge] + x, grid_y.ravel()[edge] + y)
            for x, y in _FURTHER_RAYS
        ]
        further = [scene.first(eye, toward, seed + 1 + i) for i, toward in enumerate(at)]
        lit = _light_on(meshes, (first, *further), light, blockers)
        front = shade(scene, first, rays, lit, light)
        cover = (first.mesh >= 0).astype(np.float32)
        for hits, toward in zip(further, at, strict=True):
            front[edge] += shade(scene, hits, toward, lit, light)
            cover[edge] += hits.mesh >= 0
        front[edge] /= 1 + len(further)
        cover[edge] /= 1 + len(further)
        picture = backdrop(light, rng)
        behind = picture[rows, columns].reshape(-1, 3)
        region = (front + behind * (1.0 - cover[:, None])).reshape(*shape, 3)
        met = (first.mesh >= 0).reshape(shape)
        depth_mm = np.where(met, np.where(met, first.distance.reshape(shape), 0.0), np.nan)
        lost = np.zeros(shape, np.bool_)
        if outfit.glasses is not None:
            lenses = placed(outfit.glasses.lenses(self._wardrobe.neutral_of(sitter.person)), sitter)
            through = _through(lenses, rays, first).reshape(shape)
            region = _mirrored(region, through, outfit.glasses, light, faults.glare, rng)
            lost |= patches(through, faults.lens_loss, rng)
            depth_mm = np.where(through, depth_mm + _bulge(through, faults, rng), depth_mm)
        picture[rows, columns] = region
        lost |= patches(_is_one_of(first, hair, shape), faults.hair_loss, rng)
        lost |= patches(_is_one_of(first, beard, shape), faults.beard_loss, rng)
        wall = wall_mm(shape, sitter.position_mm[2], rng)
        clean_mm = np.where(met, depth_mm, wall).astype(np.float32)
        measured = faults.depth.measure(clean_mm, rng)
        whole_mm = np.zeros((FRAME_HEIGHT, FRAME_WIDTH), np.uint16)
        whole_mm[rows, columns] = np.where(lost, 0, measured)
        on_skin = _is_one_of(first, (0,), shape)
        gain = _gain(region[on_skin], faults.exposure)
        srgb = np.power(film(picture * np.float32(gain)), np.float32(1.0 / 2.2))
        rgb = np.rint(255.0 * srgb).astype(np.uint8)
        noise_gain = float(np.clip(np.sqrt(max(gain, 1.0)), 1.0, 3.0))
        rgb[rows, columns] = faults.color.photograph(srgb[rows, columns], rng, noise_gain)
        return Frame(
            rgb=rgb,
            depth_mm=whole_mm,
            timestamp_s=0.0,
            intrinsics=KINECT_INTRINSICS,
        )

    def _dressed(
        self, sitter: Sitter, outfit: Outfit
    ) -> tuple[list[Mesh], int, tuple[int, ...], tuple[int, ...]]:
        """Return surfaces, where what is worn begins, and which are hair and beard.

        The skin comes first.
        """
        meshes = self._wardrobe.meshes_of(sitter)
        neutral = self._wardrobe.neutral_of(sitter.person)
        hair = self._wardrobe.hair_index
        if _is_shut(meshes[0]):
            meshes = [mesh for i, mesh in enumerate(meshes) if i not in Wardrobe.mouth_indices]
        bare = len(meshes)
        meshes[-1] = _above(meshes[-1], float(sitter.neck_mm[1]) + _SHIRT_BELOW_NECK_MM)
        if outfit.hat is not None:
            meshes[hair] = _beside(meshes[hair], outfit.hat, sitter)
            meshes.append(placed(outfit.hat.mesh(neutral), sitter))
        if outfit.glasses is not None:
            meshes.append(placed(outfit.glasses.frame(neutral), sitter))
        if outfit.scarf is not None:
            meshes.append(outfit.scarf.mesh(sitter))
        if outfit.hand_shift_mm is not None:
            meshes.append(hand_of(sitter, neutral, outfit.hand_shift_mm))
        if not outfit.beard_mm:
            return meshes, bare, (hair,), ()
        meshes.append(self._beards.grow(sitter.person, outfit.beard_mm, meshes[0]))
        return meshes, bare, (hair,), (len(meshes) - 1,)


def _region(sitter: Sitter) -> tuple[slice, slice]:
    """Return the rows and columns around a head."""
    x, y, z = sitter.position_mm
    camera = KINECT_INTRINSICS
    left, right = (
        camera.fx_px * (x + side * _LEFT_RIGHT_MM) / z + camera.cx_px for side in (-1.0, 1.0)
    )
    top, bottom = (camera.fy_px * (y + step) / z + camera.cy_px for step in (-_UP_MM, _DOWN_MM))
    rows = slice(max(int(top), 0), min(int(bottom), FRAME_HEIGHT))
    return rows, slice(max(int(left), 0), min(int(right), FRAME_WIDTH))


def _toward_camera(mesh: Mesh) -> Mesh:
    """Return a closed mesh, clockwise triangles outside, without what looks away from the eye."""
    corners = mesh.vertices_mm[mesh.triangles]
    outward = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    facing: NDArray[np.bool_] = np.less(np.einsum("nk,nk->n", outward, corners[:, 0]), 0.0)
    return _kept(mesh, facing)


def _is_shut(skin: Mesh) -> bool:
    """Return whether the lips hide the mouth."""
    lips = skin.vertices_mm[LANDMARK_VERTICES]
    gaps = lips[list(_UPPER_LIP)] - lips[list(_LOWER_LIP)]
    return float(np.linalg.norm(gaps, axis=1).max()) < _SHUT_MM


def _above(mesh: Mesh, y_mm: float) -> Mesh:
    """Return a mesh without what lies lower."""
    return _kept(mesh, mesh.vertices_mm[mesh.triangles[:, 0], 1] < y_mm)


def _beside(mesh: Mesh, hat: Hat, sitter: Sitter) -> Mesh:
    """Return hair without what is under a hat."""
    local = (mesh.vertices_mm - np.array(sitter.position_mm)) @ sitter.axes
    return _kept(mesh, np.logical_not(hat.is_under(local)[mesh.triangles].any(axis=1)))


def _kept(mesh: Mesh, chosen: NDArray[np.bool_]) -> Mesh:
    """Return a mesh of the chosen triangles and their vertices.

    At least one triangle stays, for the ray tracer's sake.
    """
    chosen = chosen.copy()
    chosen[0] |= not chosen.any()
    triangles = mesh.triangles[chosen]
    used = np.zeros(len(mesh.vertices_mm), np.bool_)
    used[triangles] = True
    number = np.cumsum(used, dtype=np.int32) - np.int32(1)
    return replace(
        mesh,
        vertices_mm=mesh.vertices_mm[used],
        normals=mesh.normals[used],
        triangles=number[triangles],
        attributes=mesh.attributes[chosen],
    )


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


def _through(lenses: Mesh, rays: NDArray[np.float32], hits: Hits) -> NDArray[np.bool_]:
    """Return which rays meet a lens before anything else, shape (n,)."""
    met = Meshes([lenses]).first(np.zeros(3), rays)
    through: NDArray[np.bool_] = (met.mesh >= 0) & (met.distance < hits.distance)
    return through


def _mirrored(
    region: NDArray[np.float32],
    through: NDArray[np.bool_],
    glasses: Glasses,
    light: Light,
    glare: float,
    rng: np.random.Generator,
) -> NDArray[np.float32]:
    """Return the picture with what lenses take away and what they mirror."""
    rows, columns = np.nonzero(through)
    if not len(rows):
        return region
    size = max(float(np.ptp(columns)), 1.0)
    window = np.zeros(through.shape, np.float32)
    for _ in range(rng.integers(1, 4)):
        middle = rng.integers(len(rows))
        half_x, half_y = rng.uniform(0.02, 0.12, 2) * size
        slope = rng.uniform(-0.4, 0.4)
        y, x = np.ogrid[: through.shape[0], : through.shape[1]]
        away = np.abs(x - columns[middle] + slope * (y - rows[middle])) / half_x
        window = np.maximum(window, ((away < 1.0) & (np.abs(y - rows[middle]) < half_y)))
    window = np.asarray(cv2.GaussianBlur(window, (0, 0), 0.02 * size), np.float32)
    mirrored = (_LENS_GRAY * rng.uniform(0.3, 1.5) + glare * window)[..., None] * light.sky_rgb
    seen = region * np.float32(glasses.tint) + mirrored.astype(np.float32)
    return np.where(through[..., None], seen, region)


def _bulge(
    through: NDArray[np.bool_], faults: Faults, rng: np.random.Generator
) -> NDArray[np.float32]:
    """Return how far a surface behind lenses is measured from its place, shape (h, w)."""
    grain = rng.standard_normal(through.shape).astype(np.float32)
    uneven = np.asarray(cv2.GaussianBlur(grain, (0, 0), 2.5), np.float32)
    uneven /= max(float(uneven.std()), 1e-6)
    return (faults.lens_error_mm * (1.0 + uneven)).astype(np.float32)


def _is_one_of(hits: Hits, meshes: Sequence[int], shape: tuple[int, int]) -> NDArray[np.bool_]:
    return np.isin(hits.mesh, meshes).reshape(shape)


def _gain(skin_rgb: NDArray[np.float32], aim: float) -> float:
    """Return the camera's exposure: most of the way to a well lit face."""
    mean = max(float(skin_rgb.mean()), 1e-3) if len(skin_rgb) else aim
    return float(np.clip((aim / mean) ** _STEADY, *_GAINS))
