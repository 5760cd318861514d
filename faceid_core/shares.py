"""How much each trunk counts: two unit vectors become one of 128 numbers.

The color trunk answers with what tells people apart least at the end: the first of its 128 numbers
stand here. Of the depth trunk's phases only the sines do, since the phases are small, and of these
the first, which are principal directions. Each number that depth takes is a direction of color
less, and those weigh more than they seem to: rendered people hardly differ in some, real people as
much as in any. Before units of distance (`cohort`) come in,

    distance^2 = color_share * color_distance^2 + depth_share * depth_distance^2

of those parts, each brought to length 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .types import DEPTH_EMBEDDING_SIZE, EMBEDDING_SIZE

SINES: Final = DEPTH_EMBEDDING_SIZE // 2
#: Of encoders that do not tell: all of the sines stand beside them.
COLOR_NUMBERS: Final = EMBEDDING_SIZE - SINES
_LEAST_LENGTH: Final = 1e-6


@dataclass(frozen=True)
class Shares:
    """How much each trunk counts in the squared distance: depth's share, and the rest is color's.

    Attributes:
        depth: Between 0 and 1.
        color_numbers: How many of the 128 numbers are color's; the rest is depth's.
    """

    depth: float
    color_numbers: int = COLOR_NUMBERS

    def __post_init__(self) -> None:
        if not 0.0 < self.depth < 1.0:  # a share that is no number fails here as well
            raise ValueError(f"Expected a share between 0 and 1. Received {self.depth}.")
        if not COLOR_NUMBERS <= self.color_numbers < EMBEDDING_SIZE:
            raise ValueError(
                f"Expected {COLOR_NUMBERS} to {EMBEDDING_SIZE - 1} numbers of color. "
                f"Received {self.color_numbers}."
            )

    @property
    def depth_numbers(self) -> int:
        return EMBEDDING_SIZE - self.color_numbers

    @property
    def color(self) -> float:
        return 1.0 - self.depth

    def fused(self, color: NDArray[np.float32], depth: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the vector that is compared, float32, shape (128,), length 1.

        Args:
            color: float32, shape (128,), length 1.
            depth: float32, shape (48,), length 1.

        Returns:
            Numbers that are none where a trunk's part has no direction.
        """
        sines = depth[SINES : SINES + self.depth_numbers]
        parts = ((color[: self.color_numbers], self.color), (sines, self.depth))
        return np.concatenate([_of_length(part, np.sqrt(share)) for part, share in parts])


def _of_length(part: NDArray[np.float32], length: float) -> NDArray[np.float32]:
    now = np.linalg.norm(part)
    factor = length / now if now > _LEAST_LENGTH else np.nan
    return np.asarray(part * factor, np.float32)
