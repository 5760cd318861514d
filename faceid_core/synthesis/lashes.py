"""Lashes of closed eyes: the dark line by which a closed eye differs from bare skin.

The lashes of an open eye point toward the camera and are seen as the line that the skin's painter
draws. Those of a closed one hang down before the lower lid.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from .face_model import EYE_VERTICES, LANDMARK_VERTICES, SKIN_QUADS, FaceModel, triangles_of
from .materials import Texture
from .mesh import Mesh, smooth_normals

#: Closed less than this, an eye is rendered as an open one.
HANGS_FROM: Final = 0.3
#: Along the edge of the upper lid, in the order of EYE_VERTICES.
_LID_LANDMARKS: Final = (slice(42, 46), slice(36, 40))
_DOWN: Final = 0.6  # of what they point away from the eye
_THICKEST: Final = 0.9  # opacity at the lid
_ROWS: Final = 8


class Lashes:
    """Grows lashes along the edges of upper lids."""

    def __init__(self, model: FaceModel) -> None:
        self._roots = [_lid_edge(model, LANDMARK_VERTICES[part]) for part in _LID_LANDMARKS]

    def mesh(
        self,
        placed_mm: NDArray[np.float32],
        down: NDArray[np.float64],
        length_mm: float,
        rgb: NDArray[np.float32],
    ) -> Mesh:
        """Return the lashes of both eyes.

        Args:
            placed_mm: The head's vertices in camera coordinates, shape (26719, 3).
            down: The head's own direction down, unit length.
            length_mm: How long they are in the middle of the lid.
            rgb: Linear.
        """
        vertices: list[NDArray[np.float32]] = []
        triangles, attributes = [], []
        for roots, eye in zip(self._roots, EYE_VERTICES, strict=True):
            start = placed_mm[roots]
            away = start - placed_mm[eye].mean(axis=0)
            away = away / np.linalg.norm(away, axis=1, keepdims=True) + _DOWN * down
            away /= np.linalg.norm(away, axis=1, keepdims=True)
            along = np.linspace(0.0, 1.0, len(roots))
            lengths = length_mm * np.sqrt(np.sin(np.pi * along).clip(0.1))
            strip = _strip(len(roots))
            triangles.append(strip + sum(len(part) for part in vertices))
            vertices.append(np.concatenate([start, start + away * lengths[:, None]]))
            uv = np.stack([np.tile(along, 2), np.repeat([1.0, 0.0], len(roots))], axis=1)
            attributes.append(uv[strip])
        points = np.concatenate(vertices).astype(np.float32)
        corners = np.concatenate(triangles).astype(np.int32)
        return Mesh(
            points,
            corners,
            smooth_normals(points, corners),
            np.concatenate(attributes).astype(np.float32),
            Texture(_image(rgb)),
            casts_shadow=False,
        )


def _lid_edge(model: FaceModel, landmarks: NDArray[np.integer]) -> NDArray[np.intp]:
    """Return the vertices along a lid: the shortest way over the skin from landmark to landmark."""
    corners = triangles_of(model.quads[SKIN_QUADS])
    ends = np.concatenate([corners[:, pair] for pair in ([0, 1], [1, 2], [2, 0])])
    lengths = np.linalg.norm(
        model.neutral_mm[ends[:, 0]] - model.neutral_mm[ends[:, 1]], axis=1
    ).astype(np.float64)
    count = int(ends.max()) + 1
    # An edge of two triangles is there in both directions, each once.
    graph = coo_array((lengths, (ends[:, 0], ends[:, 1])), shape=(count, count)).tocsr()
    way = [int(landmarks[0])]
    for first, last in pairwise(landmarks):
        _, before = dijkstra(
            graph, directed=False, indices=int(first), limit=30.0, return_predecessors=True
        )
        back = [int(last)]
        while back[-1] != first:
            back.append(int(before[back[-1]]))
        way += back[-2::-1]
    return np.array(way)


def _strip(count: int) -> NDArray[np.int32]:
    """Return the triangles between two rows of so many vertices."""
    at = np.arange(count - 1)
    upper = np.stack([at, at + 1, at + count], axis=1)
    lower = np.stack([at + 1, at + count + 1, at + count], axis=1)
    return np.concatenate([upper, lower]).astype(np.int32)


def _image(rgb: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what lashes look like, thinner toward the tips, shape (_ROWS, 1, 4)."""
    opacity = _THICKEST * np.linspace(1.0, 0.0, _ROWS) ** 0.7
    image = np.empty((_ROWS, 1, 4), np.float32)
    image[..., :3] = rgb
    image[..., 3] = opacity[:, None]
    return image
