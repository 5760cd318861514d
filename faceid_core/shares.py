"""How much each trunk counts: two unit vectors become one.

Color and depth each keep their place among the 128 numbers, and one constant number makes the
length 1. Before units of distance (`cohort`) come in,

    distance^2 = color_share * color_distance^2 + depth_share * depth_distance^2
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .types import COLOR_EMBEDDING_SIZE, DEPTH_EMBEDDING_SIZE, EMBEDDING_SIZE

_CONSTANTS = EMBEDDING_SIZE - COLOR_EMBEDDING_SIZE - DEPTH_EMBEDDING_SIZE


@dataclass(frozen=True)
class Shares:
    """How much each trunk counts in the squared distance; what is missing to 1 is constant."""

    color: float
    depth: float

    def __post_init__(self) -> None:
        # A share that is no number fails here as well.
        if not (min(self.color, self.depth) > 0.0 and self.color + self.depth <= 1.0):
            raise ValueError(f"Expected positive shares of at most 1 together. Received {self}.")

    def fused(self, color: NDArray[np.float32], depth: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the vector that is compared, float32, shape (128,), length 1.

        Args:
            color: float32, shape (79,), length 1.
            depth: float32, shape (48,), length 1.
        """
        rest = 1.0 - self.color - self.depth
        constant = np.full(_CONSTANTS, np.sqrt(rest / _CONSTANTS), np.float32)
        return np.concatenate(
            [
                color * np.float32(np.sqrt(self.color)),
                depth * np.float32(np.sqrt(self.depth)),
                constant,
            ]
        )
