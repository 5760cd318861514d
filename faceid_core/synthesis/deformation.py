"""What tells heads apart beyond the face model: local bumps, and halves that differ."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from .person import Person

_WAVES: Final = 20
_WAVELENGTH_MM: Final = (45.0, 130.0)  # bumps of half that size
_HALF_FACE_MM: Final = 65.0
_JAW_MM: Final = (20.0, 110.0)  # below the eyes; further down, the jaw is fully aside


def deformation_of(person: Person, vertices_mm: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how far a person's head differs from what the face model says.

    Whatever lies together moves together: eyes stay between their lids.

    Args:
        person: Who.
        vertices_mm: float32, shape (n, 3), head coordinates.

    Returns:
        float32, shape (n, 3), millimeters; root mean square of the bumps along each
        direction is `Person.local_mm` / sqrt(3).
    """
    rng = np.random.default_rng([person.seed, 0xDEF0])
    return _bumps(person.local_mm, vertices_mm, rng) + _aside(person.asymmetry_mm, vertices_mm, rng)


def _bumps(
    size_mm: float, vertices_mm: NDArray[np.float32], rng: np.random.Generator
) -> NDArray[np.float32]:
    """Sum plane waves of random directions, lengths and phases."""
    toward = rng.standard_normal((_WAVES, 3))
    toward /= np.linalg.norm(toward, axis=1, keepdims=True)
    waves = 2.0 * np.pi / rng.uniform(*_WAVELENGTH_MM, _WAVES)
    phases = rng.uniform(0.0, 2.0 * np.pi, _WAVES)
    moves = rng.standard_normal((_WAVES, 3)) * size_mm * np.sqrt(2.0 / (3.0 * _WAVES))
    angles = vertices_mm @ (toward * waves[:, None]).T.astype(np.float32)
    bumps: NDArray[np.float32] = np.sin(angles + phases.astype(np.float32)) @ moves.astype(
        np.float32
    )
    return bumps


def _aside(
    size_mm: float, vertices_mm: NDArray[np.float32], rng: np.random.Generator
) -> NDArray[np.float32]:
    """Make one half wider and lower than the other, and the jaw stand aside."""
    wider, lower, jaw = rng.standard_normal(3) * size_mm
    x, y = vertices_mm[:, 0] / _HALF_FACE_MM, vertices_mm[:, 1]
    share = ((y - _JAW_MM[0]) / (_JAW_MM[1] - _JAW_MM[0])).clip(0.0, 1.0)
    moved = np.zeros_like(vertices_mm)
    moved[:, 0] = wider * x * x + jaw * share * share
    moved[:, 1] = lower * np.tanh(x)
    return moved
