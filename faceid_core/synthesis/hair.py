"""Hair: a mesh that fits the head, or a cap grown from the scalp."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from .appearance import linear, scalp_cover
from .face_model import SKIN_VERTICES, FaceModel
from .materials import Texture
from .mesh import Mesh, smooth_normals
from .noise import smooth_noise
from .person import Person
from .sitter import Sitter
from .skins import HairMesh, SkinLibrary
from .texels import TEXTURE_PX

_NEIGHBORS: Final = 6
_EVERY_VERTEX: Final = 4  # of the skin that hair may follow
_MIDDLE_MM: Final = np.array([0.0, 0.0, 95.0])  # of the head
#: Hair that leaves both eyes free.
_SHORT: Final = ("short01", "short02", "short04")
_LONG: Final = ("ponytail01", "long01")


class Haircut(Protocol):
    """One person's hair."""

    def mesh(self, skin: Mesh, sitter: Sitter) -> Mesh:
        """Return it in camera coordinates.

        Args:
            skin: The head's skin at its place, 11248 vertices.
            sitter: Whose head.
        """


class Barber:
    """Cuts people's hair."""

    def __init__(
        self, model: FaceModel, skins: SkinLibrary | None, texture_px: int = TEXTURE_PX
    ) -> None:
        self._mean_mm = model.neutral_mm[SKIN_VERTICES]
        self._skins = skins
        self._texture_px = texture_px
        self._followed = lru_cache(maxsize=len(skins.hair) if skins else 0)(self._follow)

    def cut(self, person: Person, neutral_mm: NDArray[np.float32]) -> Haircut:
        """Return a person's hair.

        Args:
            person: Who.
            neutral_mm: The person's head without expression.
        """
        if self._skins is None or not self._skins.hair:
            return _Cap(_cap_mm(self._mean_mm, person), _cap_texture(person, self._texture_px))
        wanted = _LONG if person.is_woman else _SHORT
        choice = [path for path in self._skins.hair if path.stem in wanted] or self._skins.hair
        hair = self._skins.read_hair(choice[int(person.hair_draw * len(choice))])
        neighbors, shares = self._followed(hair)
        moved = neutral_mm[SKIN_VERTICES] - self._mean_mm
        vertices = hair.vertices_mm + np.einsum("nk,nkc->nc", shares, moved[neighbors])
        return _Cards(vertices.astype(np.float32), hair, _colored(hair, person, self._texture_px))

    def _follow(self, hair: HairMesh) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Return the skin vertices that each vertex of the hair moves with, and their shares."""
        skin = self._mean_mm[::_EVERY_VERTEX]
        neighbors, shares = [], []
        for part in np.array_split(hair.vertices_mm, max(len(hair.vertices_mm) // 500, 1)):
            squared = ((part[:, None] - skin[None]) ** 2).sum(axis=2)
            nearest = np.argpartition(squared, _NEIGHBORS, axis=1)[:, :_NEIGHBORS]
            weight = 1.0 / (np.take_along_axis(squared, nearest, axis=1) + 25.0)
            neighbors.append(nearest * _EVERY_VERTEX)
            shares.append(weight / weight.sum(axis=1, keepdims=True))
        return np.concatenate(neighbors), np.concatenate(shares).astype(np.float32)


@dataclass(frozen=True, eq=False)
class _Cards:
    """A hair mesh, partly transparent, in head coordinates."""

    vertices_mm: NDArray[np.float32]
    hair: HairMesh
    texture: Texture

    def mesh(self, skin: Mesh, sitter: Sitter) -> Mesh:
        from_middle = (self.vertices_mm - _MIDDLE_MM) @ sitter.axes.T
        middle = sitter.axes @ _MIDDLE_MM + np.array(sitter.position_mm)
        outward = from_middle / np.linalg.norm(from_middle, axis=1, keepdims=True)
        return Mesh(
            (from_middle + middle).astype(np.float32),
            self.hair.triangles,
            outward.astype(np.float32),
            self.hair.corner_uv,
            self.texture,
            casts_shadow=False,
        )


@dataclass(frozen=True, eq=False)
class _Cap:
    """The scalp, lifted along its normals by so many millimeters a vertex."""

    lift_mm: NDArray[np.float32]
    texture: Texture

    def mesh(self, skin: Mesh, sitter: Sitter) -> Mesh:
        vertices = (skin.vertices_mm + skin.normals * self.lift_mm[:, None]).astype(np.float32)
        grows = (self.lift_mm > 1.0)[skin.triangles].all(axis=1)
        normals = smooth_normals(vertices, skin.triangles)
        triangles, uv = skin.triangles[grows], skin.attributes[grows]
        return Mesh(vertices, triangles, normals, uv, self.texture)


def _colored(hair: HairMesh, person: Person, texture_px: int) -> Texture:
    """Return the hair's texture in the person's color, smaller by the same factor as the skin's."""
    pixels = hair.texture.astype(np.float32) / 255.0
    if texture_px < TEXTURE_PX:
        share = texture_px / TEXTURE_PX
        smaller = cv2.resize(pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        pixels = np.asarray(smaller, np.float32)
    seen = pixels[pixels[..., 3] > 0.5]
    gray = pixels[..., :3].mean(axis=2) / max(float(seen[:, :3].mean()), 1e-3)
    rgb = linear(gray[..., None].clip(0.3, 1.8) * np.array(person.hair_rgb, np.float32))
    image = np.concatenate([rgb, pixels[..., 3:]], axis=2)
    return Texture(image.astype(np.float32), gloss=0.05, shininess=12.0)


def _cap_mm(skin_mm: NDArray[np.float32], person: Person) -> NDArray[np.float32]:
    """Return how far painted hair stands off the scalp, shape (11248,)."""
    rng = np.random.default_rng([person.seed, 0xCA9])
    cover = scalp_cover(skin_mm)
    waves = np.zeros(len(skin_mm), np.float32)
    for _ in range(6):
        direction = rng.standard_normal(3) * 0.045
        waves += np.sin(skin_mm @ direction + rng.uniform(0, 6.3)).astype(np.float32) / 6.0
    top = 1.0 + 0.6 * ((-skin_mm[:, 1] - 40.0) / 60.0).clip(0.0, 1.0)
    return (cover * person.hair_mm * top * (1.0 + 0.35 * waves)).astype(np.float32)


def _cap_texture(person: Person, texture_px: int) -> Texture:
    rng = np.random.default_rng([person.seed, 0x4A12])
    shape = (texture_px, 2 * texture_px)
    strands = smooth_noise(rng, shape, 3.0) + 0.7 * smooth_noise(rng, shape, 9.0)
    rgb = linear(np.array(person.hair_rgb) * (1.0 + 0.2 * strands[..., None]).clip(0.3, 1.8))
    image = np.concatenate([rgb, np.ones((*shape, 1), np.float32)], axis=2)
    return Texture(image, width=2.0, gloss=0.04, shininess=12.0)
