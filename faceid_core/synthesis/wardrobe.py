"""Turn sitters into surfaces: skin, eyes, mouth, hair, shirt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..geometry import rotation_about
from . import face_model as ict
from .appearance import Painter, linear
from .deformation import deformation_of
from .face_model import FaceModel, triangles_of
from .gaze import eye_turn, gaze_of, lids_of
from .hair import Barber, Haircut
from .hand import hand_of
from .lashes import HANGS_FROM, Lashes
from .materials import Eye, Plain, Texture
from .mesh import Mesh, smooth_normals
from .person import Person
from .shirt import HIDES_BELOW_MM, head_share, inside_collar, shirt_of
from .sitter import PIVOT_MM, Sitter
from .skins import SkinLibrary
from .texels import TEXTURE_PX

_SHRINK: Final = 0.25  # of a shut eye, whose lid is thinner than its cornea
_LASHES_MM: Final = (6.0, 8.0)  # men's, women's
_LASHES_RGB: Final = (0.05, 0.04, 0.04)  # sRGB
_LOOKS_KEPT: Final = 4  # 40 MB each
#: Quads, sRGB and gloss of what is seen of the inside of the head.
_PARTS: Final = (
    (ict.MOUTH_QUADS, (0.30, 0.09, 0.08), 0.05),
    (ict.SOCKET_QUADS, (0.45, 0.26, 0.22), 0.0),
    (ict.GUM_QUADS, (0.40, 0.13, 0.13), 0.2),
    (ict.TEETH_QUADS, (0.62, 0.58, 0.50), 0.3),
)


@dataclass(frozen=True, eq=False)
class _Look:
    """What does not change while a person moves."""

    neutral_mm: NDArray[np.float32]
    skin: Texture
    eye: Eye
    eye_turns: tuple[float, float]  # radians about the head's y axis, toward the lids' middle
    hair: Haircut
    shirt: Mesh


class Wardrobe:
    """Turns sitters into surfaces; remembers the last people it has dressed."""

    #: Which of a sitter's meshes is the hair.
    hair_index: Final = 1
    #: Which are inside the mouth.
    mouth_indices: Final = (2, 4, 5)

    def __init__(
        self,
        model: FaceModel,
        skins: SkinLibrary | None = None,
        texture_px: int = TEXTURE_PX,
    ) -> None:
        """Get ready to dress people.

        Args:
            model: The face model.
            skins: Skins and hair, or None for painted people.
            texture_px: Height of the skin's texture; a smaller one is quicker to paint.
        """
        self.model = model
        self.painter = Painter(model, skins, texture_px)
        self._barber = Barber(model, skins, texture_px)
        self._look = lru_cache(maxsize=_LOOKS_KEPT)(self._dress)
        triangles = triangles_of(model.quads[ict.SKIN_QUADS])
        below = model.neutral_mm[triangles, 1].min(axis=1) - PIVOT_MM[1]
        self._skin_triangles = triangles[below < HIDES_BELOW_MM]
        skin_uv = model.uv[triangles_of(model.quads_uv[ict.SKIN_QUADS])]
        self._skin_uv = skin_uv[below < HIDES_BELOW_MM]
        self._eyes = [_outer_half(model, part) for part in ict.EYE_VERTICES]
        self._inner = [_packed(model.quads[quads]) for quads, _, _ in _PARTS]
        self._lashes = Lashes(model)
        self._stiffness = head_share(model.neutral_mm)

    def neutral_of(self, person: Person) -> NDArray[np.float32]:
        """Return a person's head without expression, head coordinates, shape (26719, 3)."""
        return self._look(person).neutral_mm

    def skin_of(self, person: Person) -> Texture:
        """Return a person's skin."""
        return self._look(person).skin

    def vertices_of(self, sitter: Sitter) -> NDArray[np.float32]:
        """Return the head's vertices in camera coordinates, shape (26719, 3), millimeters."""
        return self._placed(self._local(sitter), sitter)

    def meshes_of(self, sitter: Sitter) -> list[Mesh]:
        """Return a sitter's surfaces in camera coordinates."""
        look = self._look(sitter.person)
        placed = self._placed(self._local(sitter), sitter)
        skin = placed[ict.SKIN_VERTICES]
        normals = smooth_normals(skin, self._skin_triangles)
        face = Mesh(skin, self._skin_triangles, normals, self._skin_uv, look.skin)
        meshes = [face, *self._inner_parts(placed)]
        meshes += [self._eye_mesh(placed, sitter, look, side) for side in range(2)]
        meshes.insert(self.hair_index, look.hair.mesh(face, sitter))
        if sitter.expression.get("eyeBlink", 0.0) > HANGS_FROM:
            length_mm = _LASHES_MM[sitter.person.is_woman]
            rgb = linear(np.array(_LASHES_RGB))
            meshes.append(self._lashes.mesh(placed, sitter.axes[:, 1], length_mm, rgb))
        meshes.append(_shifted(look.shirt, sitter.neck_mm))
        if sitter.covers_mouth:
            meshes.append(hand_of(sitter, look.neutral_mm))
        return meshes

    def _local(self, sitter: Sitter) -> NDArray[np.float32]:
        """Return the head's vertices in head coordinates, with the expression and the lids."""
        neutral = self._look(sitter.person).neutral_mm
        strengths = {"eyeBlink": 0.0, **sitter.expression}
        strengths["eyeBlink"] = max(strengths["eyeBlink"], sitter.person.lids)
        for name, strength in lids_of(
            gaze_of(sitter, np.array(sitter.position_mm)), sitter
        ).items():
            strengths[name] = max(strengths.get(name, 0.0), strength)
        return neutral + self.model.displacement_of(strengths)

    def _dress(self, person: Person) -> _Look:
        neutral = self.model.neutral_of(np.array(person.identity))
        if person.local_mm or person.asymmetry_mm:
            neutral = neutral + deformation_of(person, neutral)
        neutral = inside_collar(neutral)
        albedo = self.painter.skin_of(person)
        opaque = np.concatenate([albedo, np.ones((*albedo.shape[:2], 1), np.float32)], axis=2)
        iris = linear(np.array(person.iris_rgb))
        return _Look(
            neutral_mm=neutral,
            skin=Texture(opaque, width=2.0, gloss=0.06, shininess=18.0),
            eye=Eye(iris, person.seed),
            eye_turns=(eye_turn(neutral, 0), eye_turn(neutral, 1)),
            hair=self._barber.cut(person, neutral),
            shirt=shirt_of(person),
        )

    def _placed(self, local_mm: NDArray[np.float32], sitter: Sitter) -> NDArray[np.float32]:
        """Carry the head to its place; the lower the neck, the more it stays with the torso."""
        from_pivot = local_mm - PIVOT_MM
        share = self._stiffness[:, None]
        turned = share * (from_pivot @ sitter.axes.T) + (1.0 - share) * from_pivot
        return (turned + sitter.neck_mm).astype(np.float32)

    def _inner_parts(self, placed: NDArray[np.float32]) -> list[Mesh]:
        meshes = []
        for (_, srgb, gloss), (used, triangles) in zip(_PARTS, self._inner, strict=True):
            vertices = placed[used]
            nothing = np.zeros((len(triangles), 3, 1), np.float32)
            normals = smooth_normals(vertices, triangles)
            material = Plain(linear(np.array(srgb)), gloss, 40.0)
            meshes.append(Mesh(vertices, triangles, normals, nothing, material, casts_shadow=False))
        return meshes

    def _eye_mesh(
        self, placed: NDArray[np.float32], sitter: Sitter, look: _Look, side: int
    ) -> Mesh:
        part, triangles = self._eyes[side]
        vertices = placed[part]
        used = np.unique(triangles)
        center = (vertices[used].min(axis=0) + vertices[used].max(axis=0)) / 2.0
        gaze = gaze_of(sitter, (center + np.array(sitter.position_mm)) / 2.0)
        gaze = rotation_about(sitter.axes[:, 1] * look.eye_turns[side]) @ gaze
        closed = sitter.expression.get("eyeBlink", 0.0)
        vertices = center + (vertices - center) * np.float32(1.0 - _SHRINK * closed**2)
        from_center = (vertices - center) / np.linalg.norm(vertices[used] - center, axis=1).mean()
        backward = -gaze
        right = np.cross(sitter.axes[:, 1], backward)
        right /= np.linalg.norm(right)
        frame = np.stack([right, np.cross(backward, right), backward], axis=1)
        attributes = (from_center @ frame).astype(np.float32)[triangles]
        normals = smooth_normals(vertices, triangles)
        return Mesh(vertices, triangles, normals, attributes, look.eye)


def _outer_half(model: FaceModel, part: slice) -> tuple[slice, NDArray[np.int32]]:
    """Return an eyeball's vertices and the triangles of its outside (the iris lies within)."""
    middle = (part.start + part.stop) // 2
    triangles = triangles_of(model.quads[ict.EYE_QUADS])
    outside = ((triangles >= part.start) & (triangles < middle)).all(axis=1)
    return slice(part.start, middle), (triangles[outside] - part.start).astype(np.int32)


def _packed(quads: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the vertices that quads use, and their triangles, numbered among those."""
    used, packed = np.unique(triangles_of(quads), return_inverse=True)
    return used, packed.reshape(-1, 3).astype(np.int32)


def _shifted(mesh: Mesh, shift_mm: NDArray[np.float64]) -> Mesh:
    return replace(mesh, vertices_mm=(mesh.vertices_mm + shift_mm).astype(np.float32))
