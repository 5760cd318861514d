"""Some of many faces, evenly spread: as many as a map can show."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

MOST_PEOPLE: Final = 100  # more are a carpet
MOST_FACES: Final = 2000  # t-SNE of more takes minutes


def shown_faces(people: NDArray[np.int64]) -> NDArray[np.int64]:
    """Choose faces for a map.

    Args:
        people: Shape (n,), whose each face is.

    Returns:
        Indices in order: of at most `MOST_PEOPLE` people, and at most `MOST_FACES`,
        both evenly spread.
    """
    shown = _spread(np.unique(people), MOST_PEOPLE)
    return _spread(np.flatnonzero(np.isin(people, shown)), MOST_FACES)


def _spread(values: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Return at most `most` of the values, evenly spread."""
    return values[np.unique(np.linspace(0, len(values) - 1, min(len(values), most)).astype(int))]
