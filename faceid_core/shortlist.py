"""Who can be the nearest of very many people, from a compressed copy of their vectors.

One byte a number instead of four, searched by faiss (extra `many`): where all vectors no longer
fit in a processor's cache, reading them is what takes time. How far a compressed vector is from
what it stands for is known, so the answer is either proven or none.
"""

from __future__ import annotations

import importlib.util
import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: So many compressed vectors are looked at closely; a stranger has more neighbors among many.
LEAST_NEIGHBORS: Final = 256
NEIGHBORS_SHARE: Final = 1 / 256
TRAINING_ROWS: Final = 100_000  # are enough to find the range of each number
CHUNK_ROWS: Final = 100_000


def has_faiss() -> bool:
    """Whether faiss is installed; it is not imported."""
    return importlib.util.find_spec("faiss") is not None


class Shortlist:
    """Finds the rows near a vector, and how near all others are at least.

    It needs faiss.

    Args:
        rows: float32, shape (n, d). They are not kept.
    """

    def __init__(self, rows: NDArray[np.float32]) -> None:
        import faiss

        faiss.omp_set_num_threads(1)  # for one vector at a time, more only wait for each other
        kind = faiss.ScalarQuantizer.QT_8bit
        self._index = faiss.IndexScalarQuantizer(rows.shape[1], kind, faiss.METRIC_L2)
        self._index.train(rows[:: math.ceil(len(rows) / TRAINING_ROWS)])
        self._error = 0.0  # the farthest that a row is from what stands for it
        for first in range(0, len(rows), CHUNK_ROWS):
            chunk = np.ascontiguousarray(rows[first : first + CHUNK_ROWS])
            self._index.add(chunk)
            stored = self._index.reconstruct_n(first, len(chunk))
            errors = np.linalg.norm((chunk - stored).astype(np.float64), axis=1)
            self._error = max(self._error, float(errors.max()))

    def near(self, vector: NDArray[np.float32]) -> tuple[NDArray[np.int64], float]:
        """Return the nearest rows by their compressed copies.

        Args:
            vector: float32, shape (d,).

        Returns:
            Indices, shape (m,), ascending, and the least squared distance that any other row can
            have: rounding aside, it is not nearer; infinite where there is no other.
        """
        total = self._index.ntotal
        count = min(max(LEAST_NEIGHBORS, math.ceil(total * NEIGHBORS_SHARE)), total)
        squares, indices = self._index.search(np.ascontiguousarray(vector[None]), count)
        if count == total:
            return np.arange(count), math.inf
        farthest = math.sqrt(max(float(squares[0, -1]), 0.0))
        return np.sort(indices[0]), max(farthest - self._error, 0.0) ** 2
