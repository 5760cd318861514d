"""The torso in a shirt that the head stands on."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from .appearance import linear
from .face_model import SKIN_VERTICES, triangles_of
from .materials import Texture
from .mesh import Mesh, smooth_normals
from .noise import smooth_noise
from .person import Person
from .sitter import PIVOT_MM

#: Below the pivot, nothing of the neck is seen.
HIDES_BELOW_MM: Final = 136.0
_COLLAR_DROP_MM: Final = 26.0
#: The torso's sections: y below the pivot, half width, half depth, z of the middle (mm).
_SECTIONS: Final = np.array(
    [
        [86.0, 66.0, 62.0, 8.0],
        [98.0, 76.0, 70.0, 10.0],
        [112.0, 105.0, 78.0, 14.0],
        [126.0, 142.0, 84.0, 18.0],
        [142.0, 178.0, 90.0, 20.0],
        [164.0, 205.0, 98.0, 20.0],
        [195.0, 222.0, 108.0, 18.0],
        [250.0, 232.0, 122.0, 14.0],
        [330.0, 234.0, 130.0, 12.0],
        [620.0, 225.0, 125.0, 16.0],
    ]
)


def inside_collar(neutral_mm: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the head with the lower end of its neck pulled into the shirt."""
    below = neutral_mm[:, 1] - PIVOT_MM[1]
    height = below - _COLLAR_DROP_MM * (neutral_mm[:, 2] < PIVOT_MM[2])
    half_x, half_z, middle_z = (np.interp(height, _SECTIONS[:, 0], c) for c in _SECTIONS.T[1:])
    x, z = neutral_mm[:, 0], neutral_mm[:, 2] - PIVOT_MM[2] - middle_z
    reach = np.hypot(x / (half_x - 9.0), z / (half_z - 9.0))
    pull = (1.8 * (1.0 - head_share(neutral_mm))).clip(0.0, 1.0)
    factor = 1.0 + pull * (1.0 / np.maximum(reach, 1.0) - 1.0)
    pulled = neutral_mm.copy()
    pulled[:, 0] = x * factor
    pulled[:, 2] = z * factor + middle_z + PIVOT_MM[2]
    return pulled


def shirt_of(person: Person) -> Mesh:
    """Neck to waist in a shirt, around the pivot of the head."""
    around = 96
    y = np.concatenate([np.linspace(86, 260, 48), np.linspace(270, 620, 20), [800.0, 1100.0]])
    sections = np.column_stack([np.interp(y, _SECTIONS[:, 0], c) for c in _SECTIONS.T])
    angle = np.linspace(0.0, 2.0 * np.pi, around, endpoint=False)
    cosine, sine = np.cos(angle), np.sin(angle)
    round_x = np.sign(cosine) * np.abs(cosine) ** 0.85
    round_z = np.sign(sine) * np.abs(sine) ** 0.95
    drop = _COLLAR_DROP_MM * ((-sine).clip(0.0) ** 2)  # the collar lies lower in front
    fade = ((200.0 - y[:, None]) / 114.0).clip(0.0, 1.0)
    x = sections[:, 1:2] * round_x
    z = sections[:, 3:4] + sections[:, 2:3] * round_z
    rows = y[:, None] + drop * fade
    points = np.stack([x, rows, z], axis=-1)
    vertices = points.reshape(-1, 3).astype(np.float32)
    row, column = np.meshgrid(np.arange(len(y) - 1), np.arange(around), indexing="ij")
    after = (column + 1) % around
    a, b = row * around + column, row * around + after
    c, d = (row + 1) * around + after, (row + 1) * around + column
    quads = np.stack([a, b, c, d], axis=-1).reshape(-1, 4).astype(np.int32)
    triangles = triangles_of(quads)
    normals = smooth_normals(vertices, triangles)
    outward = vertices - np.array([0.0, 0.0, 15.0], np.float32)
    if float((normals[:, [0, 2]] * outward[:, [0, 2]]).sum()) < 0.0:
        normals, triangles = -normals, triangles[:, ::-1].copy()
    rng = np.random.default_rng([person.seed, 0x5417])
    folds = smooth_noise(rng, (256, 256), 28.0)
    weave = 1.0 + 0.05 * folds + 0.03 * smooth_noise(rng, (256, 256), 3.0)
    rgb = np.array(person.clothes_rgb) * weave[..., None]
    image = np.concatenate([linear(rgb), np.ones((256, 256, 1))], axis=2).astype(np.float32)
    image[:9, :, :3] *= 0.72  # the collar's band
    u = (np.arctan2(vertices[:, 0], -vertices[:, 2]) / (2.0 * np.pi) + 0.5) % 1.0
    v = 1.0 - (np.repeat(y, around) - y[0]) / (_SECTIONS[-1, 0] - y[0])  # the hem repeats below
    uv = np.column_stack([u, v]).astype(np.float32)
    return Mesh(vertices, triangles, normals, uv[triangles], Texture(image))


def head_share(neutral_mm: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how much each vertex moves with the head, the rest with the torso.

    The line from chin to nape separates them.
    """
    chin_y, chin_z, nape_y, nape_z = 126.0, -10.0, 60.0, 130.0
    line_y = chin_y + (neutral_mm[:, 2] - chin_z) * (nape_y - chin_y) / (nape_z - chin_z)
    below = (neutral_mm[:, 1] - line_y) / 75.0
    t = (1.0 - below.clip(0.0, 1.0)).astype(np.float32)
    share: NDArray[np.float32] = t * t * (3.0 - 2.0 * t)
    share[SKIN_VERTICES.stop :] = 1.0
    return share
