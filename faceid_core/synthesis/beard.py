"""A beard that stands off the skin."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from .appearance import Painter, linear
from .face_model import SKIN_VERTICES, FaceModel
from .materials import Texture
from .mesh import Mesh, smooth_normals
from .noise import smooth_noise
from .person import Person

_GROWS_FROM: Final = 0.08  # of the full cover
_WAVES: Final = 24
_WAVELENGTH_MM: Final = (5.0, 22.0)


class BeardGrower:
    """Grows beards."""

    def __init__(self, model: FaceModel, painter: Painter) -> None:
        skin = model.neutral_mm[SKIN_VERTICES]
        self._skin_mm = skin
        self._cover = painter.beard_cover(skin[None])[0]
        self._texel_cover = painter.texel_beard_cover()

    def grow(self, person: Person, length_mm: float, skin: Mesh) -> Mesh:
        """Return a person's beard in camera coordinates.

        Args:
            person: Whose hair color, and whose roughness.
            length_mm: How far it stands off where it is thickest.
            skin: The person's skin at its place.
        """
        rng = np.random.default_rng([person.seed, 0xBEA2D])
        rough = (1.0 + 0.35 * _waves(self._skin_mm, rng)).clip(0.2, 2.0)
        lift = (self._cover * length_mm * rough).astype(np.float32)
        vertices = (skin.vertices_mm + skin.normals * lift[:, None]).astype(np.float32)
        grows = (self._cover > _GROWS_FROM)[skin.triangles].all(axis=1)
        triangles = np.ascontiguousarray(skin.triangles[grows])
        normals = smooth_normals(vertices, triangles)
        shape = self._texel_cover.shape
        strands = smooth_noise(rng, shape, 2.0) + 0.6 * smooth_noise(rng, shape, 7.0)
        shade = (1.0 + 0.3 * strands[..., None]).clip(0.35, 1.8)
        rgb = linear(np.array(person.hair_rgb, np.float32) * shade)
        thick = min(0.3 + 0.12 * length_mm, 0.97)
        opacity = (thick * self._texel_cover * (1.0 + 0.3 * strands)).clip(0.0, 1.0)
        image = np.concatenate([rgb, opacity[..., None]], axis=2).astype(np.float32)
        texture = Texture(image, width=2.0, gloss=0.03, shininess=10.0)
        return Mesh(vertices, triangles, normals, skin.attributes[grows], texture)


def _waves(points_mm: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """Return rough noise of about unit variance at points, shape (n,)."""
    toward = rng.standard_normal((_WAVES, 3))
    toward /= np.linalg.norm(toward, axis=1, keepdims=True)
    toward *= 2.0 * np.pi / rng.uniform(*_WAVELENGTH_MM, _WAVES)[:, None]
    phases = rng.uniform(0.0, 2.0 * np.pi, _WAVES)
    waves = np.sin(points_mm @ toward.T.astype(np.float32) + phases.astype(np.float32))
    rough: NDArray[np.float32] = waves.sum(axis=1) * np.float32(np.sqrt(2.0 / _WAVES))
    return rough
