"""Things that a head wears: made in head coordinates, carried to where the head is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .materials import Plain
from .mesh import Material, Mesh
from .sitter import Sitter
from .tube import Shape


def joined(shapes: Sequence[Shape], material: Material) -> Mesh:
    """Return one mesh of several shapes (vertices, normals, triangles) of one plain material."""
    firsts = np.cumsum([0, *(len(vertices) for vertices, _, _ in shapes)])
    faces = np.concatenate(
        [part + first for (_, _, part), first in zip(shapes, firsts, strict=False)]
    )
    return Mesh(
        np.concatenate([vertices for vertices, _, _ in shapes]),
        faces.astype(np.int32),
        np.concatenate([normals for _, normals, _ in shapes]),
        np.zeros((len(faces), 3, 1), np.float32),
        material,
    )


def plain(rgb: NDArray[np.floating], gloss: float, shininess: float) -> Plain:
    """Return a plain material of a linear color."""
    return Plain(np.asarray(rgb, np.float32), gloss, shininess)


def placed(mesh: Mesh, sitter: Sitter) -> Mesh:
    """Carry a mesh from head coordinates to where the sitter's head is."""
    axes = sitter.axes
    return replace(
        mesh,
        vertices_mm=(mesh.vertices_mm @ axes.T + np.array(sitter.position_mm)).astype(np.float32),
        normals=(mesh.normals @ axes.T).astype(np.float32),
    )
