"""A quick photo booth: one face a frame, for data by the ten thousand.

It renders the same surfaces as a `Studio`, but only around the face, with small
textures, few directions of light, and several rays only where a pixel has an edge. What
a `Studio` does not know it has: things that people wear, and a camera that sets its exposure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.frame import Frame

from .backdrop import backdrop, wall_mm
from .beard import BeardGrower
from .face_model import LANDMARK_VERTICES, FaceModel
from .faults import Faults
from .glasses import Glasses
from .hand import hand_of
from .hat import Hat
from .light import Light
from .materials import Texture
from .mesh import Hits, Mesh, Meshes
from .person import Person
from .scarf import Scarf
from .sensor import patches
from .sitter import Sitter
from .skins import SkinLibrary
from .snapshot import Shot, area_around, render_region
from .wardrobe import Wardrobe
from .worn import placed

TEXTURE_PX: Final = 224
#: What is rendered around the point between the eyes, in millimeters.
_LEFT_RIGHT_MM: Final = 118.0
_UP_MM: Final = 150.0
_DOWN_MM: Final = 150.0
_SHIRT_BELOW_NECK_MM: Final = 140.0
#: Inner lips, landmarks that lie above each other; closer than this they hide the mouth.
_UPPER_LIP: Final = (61, 62, 63)
_LOWER_LIP: Final = (67, 66, 65)
_SHUT_MM: Final = 0.8
_LENS_GRAY: Final = 0.045


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


@dataclass(frozen=True, eq=False)
class Dressed:
    """The surfaces of somebody before the camera.

    Attributes:
        meshes: Skin first, then what belongs to the head, then what is worn.
        bare: How many belong to the head.
        hair, beard: Which are hair and beard.
        disguise: Which are a disguise; the camera's exposure sees them as skin.
    """

    meshes: tuple[Mesh, ...]
    bare: int
    hair: tuple[int, ...]
    beard: tuple[int, ...] = ()
    disguise: tuple[int, ...] = ()


class Disguise(Protocol):
    """Something that makes somebody look like somebody else."""

    def put_on(self, dressed: Dressed, sitter: Sitter, neutral_mm: NDArray[np.float32]) -> Dressed:
        """Return the surfaces with it.

        Args:
            dressed: Without it.
            sitter: Who wears it.
            neutral_mm: The wearer's head without expression, head coordinates.
        """


class Booth:
    """Takes pictures; remembers the looks of the last people."""

    def __init__(self, face_model: FaceModel, skins: SkinLibrary | None = None) -> None:
        self._wardrobe = Wardrobe(face_model, skins, TEXTURE_PX)
        self._beards = BeardGrower(face_model, self._wardrobe.painter)

    def skin_of(self, person: Person) -> Texture:
        """Return the skin that a person is rendered with."""
        return self._wardrobe.skin_of(person)

    def neutral_of(self, person: Person) -> NDArray[np.float32]:
        """Return a person's head without expression, head coordinates, shape (26719, 3)."""
        return self._wardrobe.neutral_of(person)

    def shoot(
        self,
        sitter: Sitter,
        outfit: Outfit,
        light: Light,
        faults: Faults,
        rng: np.random.Generator,
    ) -> Frame:
        """Render one frame; the arguments are those of `take`."""
        return self.take(sitter, outfit, light, faults, rng).expose(rng)

    def take(
        self,
        sitter: Sitter,
        outfit: Outfit,
        light: Light,
        faults: Faults,
        rng: np.random.Generator,
        disguise: Disguise | None = None,
    ) -> Shot:
        """Render one moment.

        Args:
            sitter: Who, where, in which pose.
            outfit: What is worn.
            light: The light.
            faults: The sensors'.
            rng: Where noise and background come from.
            disguise: What the wearer pretends with.
        """
        dressed = self._dressed(sitter, outfit)
        if disguise is not None:
            neutral = self._wardrobe.neutral_of(sitter.person)
            dressed = disguise.put_on(dressed, sitter, neutral)
        meshes = list(dressed.meshes)
        meshes[0] = _toward_camera(meshes[0])
        worn = meshes[dressed.bare :]
        blockers = Meshes([meshes[0], *(mesh for mesh in worn if mesh.casts_shadow)])
        area = area_around(sitter.position_mm, _LEFT_RIGHT_MM, _UP_MM, _DOWN_MM)
        seed = int(rng.integers(1 << 30))
        soft = (dressed.hair, dressed.beard)
        seen = render_region(meshes, blockers, area, light, seed, soft=soft)
        first, shape = seen.first, area.shape
        picture = backdrop(light, rng)
        behind = picture[area.rows, area.columns].reshape(-1, 3)
        region = (seen.rgb + behind * (1.0 - seen.cover[:, None])).reshape(*shape, 3)
        met = (first.mesh >= 0).reshape(shape)
        depth_mm = np.where(met, np.where(met, first.distance.reshape(shape), 0.0), np.nan)
        lost = np.zeros(shape, np.bool_)
        if outfit.glasses is not None:
            lenses = placed(outfit.glasses.lenses(self._wardrobe.neutral_of(sitter.person)), sitter)
            through = _through(lenses, seen.rays, first).reshape(shape)
            region = _mirrored(region, through, outfit.glasses, light, faults.glare, rng)
            lost |= patches(through, faults.lens_loss, rng)
            depth_mm = np.where(through, depth_mm + _bulge(through, faults, rng), depth_mm)
        picture[area.rows, area.columns] = region
        lost |= patches(seen.shows(dressed.hair), faults.hair_loss, rng)
        lost |= patches(seen.shows(dressed.beard), faults.beard_loss, rng)
        wall = wall_mm(shape, sitter.position_mm[2], rng)
        return Shot(
            picture=picture,
            area=area,
            clean_mm=np.where(met, depth_mm, wall).astype(np.float32),
            lost=lost,
            subject=seen.shows((0, *dressed.disguise)),
            faults=faults,
        )

    def _dressed(self, sitter: Sitter, outfit: Outfit) -> Dressed:
        """Return what is seen of somebody in an outfit."""
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
            return Dressed(tuple(meshes), bare, (hair,))
        meshes.append(self._beards.grow(sitter.person, outfit.beard_mm, meshes[0]))
        return Dressed(tuple(meshes), bare, (hair,), (len(meshes) - 1,))


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
