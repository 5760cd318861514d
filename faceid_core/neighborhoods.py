"""t-SNE: vectors laid out in a plane so that near ones stay near. It needs scikit-learn.

Also a process of its own, for a window that must neither wait for it nor carry
its libraries: `python -m faceid_core.neighborhoods` reads vectors from standard
input and writes points to standard output, both as numpy's `.npy`.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.manifold import TSNE
from threadpoolctl import threadpool_limits

PERPLEXITY: Final = 30.0
SEED: Final = 0
NICENESS: Final = 10  # as a process: recognition goes first


def perplexity_of(count: int) -> float:
    """About how many neighbors of each of so many vectors count."""
    return min(PERPLEXITY, (count - 1) / 3.0)


def tsne_points(rows: NDArray[np.floating]) -> NDArray[np.float64]:
    """Lay vectors out so that near ones stay near; large distances mean nothing.

    The same vectors give the same points. A further vector has no place among them.

    Args:
        rows: Shape (n, d), n at least 5.

    Returns:
        float64, shape (n, 2).
    """
    tsne = TSNE(2, perplexity=perplexity_of(len(rows)), init="pca", random_state=SEED)
    with threadpool_limits(1):  # on a busy machine its threads mostly wait for one another
        points: NDArray[np.float64] = tsne.fit_transform(rows.astype(np.float64))
    return points.astype(np.float64)


def main() -> None:
    """Answer one request."""
    os.nice(NICENESS)
    rows = np.load(io.BytesIO(sys.stdin.buffer.read()), allow_pickle=False)
    np.save(sys.stdout.buffer, tsne_points(rows), allow_pickle=False)


if __name__ == "__main__":
    main()
