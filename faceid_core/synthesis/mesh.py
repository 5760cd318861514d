"""Triangle meshes with what their surface is made of, and the rays that meet them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from embreex import rtcore_scene
from embreex.mesh_construction import TriangleMesh
from numpy.typing import NDArray

_MAX_LAYERS: Final = 10  # transparent surfaces in front of an opaque one
_STEP_MM: Final = 0.05  # behind a transparent surface the ray goes on


class Material(Protocol):
    """What a surface is made of."""

    @property
    def gloss(self) -> float:
        """How strongly it mirrors the lamp."""

    @property
    def shininess(self) -> float:
        """How narrow the highlight is."""

    @property
    def emission(self) -> float:
        """How brightly it shines by itself, as the light that would make it so bright."""

    def color(self, attributes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return linear RGB and opacity in [0, 1], shape (n, 4), of surface points.

        Args:
            attributes: float32, shape (n, k), the mesh's own attributes at the points.
        """


@dataclass(frozen=True, eq=False)
class Mesh:
    """A surface.

    Attributes:
        vertices_mm: float32, shape (n, 3).
        triangles: int32, shape (m, 3).
        normals: float32, shape (n, 3), unit length, for the light.
        attributes: float32, shape (m, 3, k), what the material wants to know at each corner.
        material: What it is made of.
        casts_shadow: Whether it keeps light from other surfaces.
    """

    vertices_mm: NDArray[np.float32]
    triangles: NDArray[np.int32]
    normals: NDArray[np.float32]
    attributes: NDArray[np.float32]
    material: Material
    casts_shadow: bool = True


@dataclass(frozen=True, eq=False)
class Hits:
    """Where rays met the first opaque surface.

    Attributes:
        mesh: int32, shape (n,), index of the mesh, -1 where the ray met none.
        triangle: int32, shape (n,).
        weights: float32, shape (n, 3), barycentric.
        distance: float32, shape (n,), in lengths of the ray's direction.
        color: float32, shape (n, 3), linear RGB of the surface without light.
    """

    mesh: NDArray[np.int32]
    triangle: NDArray[np.int32]
    weights: NDArray[np.float32]
    distance: NDArray[np.float32]
    color: NDArray[np.float32]


class Meshes:
    """Several surfaces, ready for rays."""

    def __init__(self, meshes: Sequence[Mesh]) -> None:
        self.meshes = tuple(meshes)
        self._scene = rtcore_scene.EmbreeScene()
        self._geometries = [
            TriangleMesh(
                self._scene,
                np.ascontiguousarray(mesh.vertices_mm, np.float32),
                np.ascontiguousarray(mesh.triangles, np.int32),
            )
            for mesh in self.meshes
        ]

    def occluded(
        self, origins: NDArray[np.float32], directions: NDArray[np.float32]
    ) -> NDArray[np.bool_]:
        """Return whether each ray meets any surface, shape (n,)."""
        answers = self._scene.run(origins, directions, query="OCCLUDED")
        return np.asarray(answers) >= 0

    def first(
        self, origin: NDArray[np.floating], directions: NDArray[np.float32], seed: int = 0
    ) -> Hits:
        """Return what rays from one point see.

        Partly transparent surfaces are opaque at random, in proportion: several
        rays a pixel then give soft edges.

        Args:
            origin: Shape (3,).
            directions: float32, shape (n, 3).
            seed: Of the random opacity.
        """
        count = len(directions)
        hits = Hits(
            mesh=np.full(count, -1, np.int32),
            triangle=np.zeros(count, np.int32),
            weights=np.zeros((count, 3), np.float32),
            distance=np.full(count, np.inf, np.float32),
            color=np.zeros((count, 3), np.float32),
        )
        chance = np.random.default_rng(seed).random(count, np.float32)
        step = _STEP_MM / np.linalg.norm(directions, axis=1).astype(np.float32)
        start = np.zeros(count, np.float32)
        rays = np.arange(count)
        for _ in range(_MAX_LAYERS):
            origins = origin + start[rays, None] * directions[rays]
            met = self._scene.run(origins.astype(np.float32), directions[rays], output=True)
            found = met["primID"] >= 0
            rays = rays[found]
            if not len(rays):
                break
            geometry, triangle = met["geomID"][found], met["primID"][found]
            distance = start[rays] + met["tfar"][found]
            u, v = met["u"][found], met["v"][found]
            weights = np.stack([1.0 - u - v, u, v], axis=1)
            color = self._colors(geometry, triangle, weights)
            solid = color[:, 3] > chance[rays]
            at = rays[solid]
            hits.mesh[at], hits.triangle[at] = geometry[solid], triangle[solid]
            hits.weights[at], hits.distance[at] = weights[solid], distance[solid]
            hits.color[at] = color[solid, :3]
            start[rays] = distance + step[rays]
            rays = rays[~solid]
        return hits

    def _colors(
        self, geometry: NDArray[np.int32], triangle: NDArray[np.int32], weights: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        colors = np.zeros((len(geometry), 4), np.float32)
        for index, mesh in enumerate(self.meshes):
            of = np.flatnonzero(geometry == index)
            if len(of):
                corners = mesh.attributes[triangle[of]]
                at = np.einsum("nc,nck->nk", weights[of], corners)
                colors[of] = mesh.material.color(at)
        return colors


def smooth_normals(
    vertices_mm: NDArray[np.float32], triangles: NDArray[np.int32]
) -> NDArray[np.float32]:
    """Return unit normals, shape (n, 3): the mean of the triangles around, weighted by area.

    They point to the side from which the corners go clockwise in a picture whose y
    axis points down, which is outward for the head model.
    """
    corners = vertices_mm[triangles]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = np.zeros_like(vertices_mm, dtype=np.float64)
    for axis in range(3):
        for corner in range(3):
            normals[:, axis] += np.bincount(
                triangles[:, corner], weights=across[:, axis], minlength=len(vertices_mm)
            )
    length = np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    return (normals / length).astype(np.float32)
