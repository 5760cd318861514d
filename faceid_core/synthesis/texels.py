"""The texture of the ICT head: which point of the head each texel is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from embreex import rtcore_scene
from embreex.mesh_construction import TriangleMesh
from numpy.typing import NDArray

from .face_model import SKIN_QUADS, SKIN_VERTICES, FaceModel, triangles_of

#: Height of the texture; it is twice as wide: the face, then the rest of the head.
TEXTURE_PX: Final = 768


@dataclass(frozen=True, eq=False)
class TexelMap:
    """Vertices and weights of every texel.

    Attributes:
        vertices: int32, shape (h, 2 h, 3), h = 768 or what was asked for.
        weights: float32, shape (h, 2 h, 3), barycentric.
        position_mm: float32, shape (h, 2 h, 3), on the mean head.
    """

    vertices: NDArray[np.int32]
    weights: NDArray[np.float32]
    position_mm: NDArray[np.float32]

    @classmethod
    def of(cls, model: FaceModel, height_px: int = TEXTURE_PX) -> TexelMap:
        """Rasterize the head's texture coordinates; texels beyond take the nearest."""
        corners = triangles_of(model.quads[SKIN_QUADS])
        flat = model.uv[triangles_of(model.quads_uv[SKIN_QUADS])]
        soup = np.concatenate([flat, np.zeros((*flat.shape[:2], 1), np.float32)], axis=2)
        scene = rtcore_scene.EmbreeScene()
        geometry = TriangleMesh(scene, np.ascontiguousarray(soup, np.float32))
        steps = (np.arange(height_px, dtype=np.float32) + 0.5) / height_px
        across = (np.arange(2 * height_px, dtype=np.float32) + 0.5) / height_px
        u, v = np.meshgrid(across, 1.0 - steps)
        origins = np.stack([u, v, np.full_like(u, -1.0)], axis=-1).reshape(-1, 3)
        toward = np.zeros_like(origins)
        toward[:, 2] = 1.0
        met = scene.run(origins.astype(np.float32), toward.astype(np.float32), output=True)
        del geometry
        found = (met["primID"] >= 0).reshape(u.shape)
        triangle = _filled(met["primID"].reshape(u.shape), found)
        first, second = (
            _filled(met[name].reshape(u.shape), found).astype(np.float32) for name in ("u", "v")
        )
        weights = np.stack([1.0 - first - second, first, second], axis=-1)
        vertices = corners[triangle.astype(np.int32)]
        skin = model.neutral_mm[SKIN_VERTICES]
        position = np.einsum("hwc,hwck->hwk", weights, skin[vertices])
        return cls(vertices, weights, position.astype(np.float32))


def _filled(values: NDArray[np.generic], known: NDArray[np.bool_]) -> NDArray[np.generic]:
    """Give unknown pixels the value of the nearest known one."""
    unknown = (~known).astype(np.uint8)
    _, labels = cv2.distanceTransformWithLabels(
        unknown, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    of_label = np.zeros(labels.max() + 1, values.dtype)
    of_label[labels[known]] = values[known]
    return of_label[labels]
