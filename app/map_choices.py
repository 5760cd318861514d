"""What can be looked at on the map: which chart, of which vectors, of whom."""

from __future__ import annotations

import enum

import numpy as np
from numpy.typing import NDArray

from faceid_core.types import Embedding, Limits


class Chart(enum.IntEnum):
    """What is drawn."""

    PCA = 0
    TSNE = 1
    DISTANCES = 2


class Trunk(enum.IntEnum):
    """Which vectors are meant."""

    FUSED = 0
    COLOR = 1
    DEPTH = 2

    @property
    def key(self) -> str:
        """The core's name."""
        return self.name.lower()

    def of(self, embedding: Embedding) -> NDArray[np.float32]:
        """The vector of an embedding."""
        return (embedding.vector, embedding.color_vector, embedding.depth_vector)[self]

    def limit(self, limits: Limits) -> float:
        """The largest distance that still counts as the same person."""
        return (limits.fused, limits.color, limits.depth)[self]


class Group(enum.IntEnum):
    """Whose distances are drawn."""

    ENROLLED = 0
    EVALUATION = 1


class Trouble(enum.Enum):
    """Why there is nothing to draw."""

    NOBODY = "nobody"  # neither enrolled people nor an evaluation
    NO_VECTORS = "no vectors"  # the evaluation has none of this kind
    TOO_FEW = "too few"  # for t-SNE
    NO_SCIKIT_LEARN = "no scikit-learn"
    FAILED = "failed"
