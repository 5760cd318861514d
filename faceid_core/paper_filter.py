"""Is this the relief of a face, or paper that was put on one? One linear filter of a depth patch.

A mask of paper, or a cut-out with the wearer's eyes and nose in its holes, takes a head's rough
shape, and neither its brow nor its eye sockets, and it has rims. The filter is Fisher's linear
discriminant of faces against such paper (`training.fit_paper_filter` makes it), in units in which
faces spread by 1.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .depth_patch import PATCH_SHAPE, patch_coordinates_mm
from .linear_filter import LinearFilter
from .litert import ASSETS
from .median import median

FILTER_FILE: Final = ASSETS / "paper_filter.npz"
FILTER_SHA256: Final = "736f2cc23de37a57307504ca49daf4d460e53f3622cf5cbccd516ed10feb402b"
CELL_PX: Final = 2  # so many pixels of the patch, each way, are one value
CELLS: Final = (PATCH_SHAPE[0] // CELL_PX, PATCH_SHAPE[1] // CELL_PX)
#: A cell needs so much of it measured.
MIN_KNOWN: Final = 0.3
#: Hair, a hand, what is seen past an edge: not the face.
OUTLIER_MM: Final = 25.0
#: Nothing may weigh more than this.
CLIP_MM: Final = 12.0
MIN_CELLS: Final = 300
_SCALE_MM: Final = 50.0


class ReliefCells:
    """Turns patches into cells of millimeters over the mean face, without tilt."""

    def __init__(self) -> None:
        x, y = (_cells_of(axis) / CELL_PX**2 / _SCALE_MM for axis in patch_coordinates_mm())
        self._terms = np.stack([np.ones(x.size), x.ravel(), y.ravel()], axis=1)

    def of(self, patch: NDArray[np.float32]) -> NDArray[np.float32] | None:
        """Return the cells of one patch.

        Args:
            patch: From a `DepthPatcher`, float32, shape (64, 72, 2).

        Returns:
            float32, shape (1152,), 0 where nothing was measured; None if too little was.
        """
        over, known = np.moveaxis(patch, -1, 0)
        inside = known > 0.0
        if not inside.any():
            return None
        inside &= np.abs(over - median(over[inside])) < OUTLIER_MM
        share = _cells_of(inside.astype(np.float32)).ravel() / CELL_PX**2
        sums = _cells_of(np.where(inside, over, 0.0)).ravel() / CELL_PX**2
        used = share > MIN_KNOWN
        if int(used.sum()) < MIN_CELLS:
            return None
        height = sums[used] / share[used]
        terms = self._terms[used]
        plane = np.linalg.solve(terms.T @ terms, terms.T @ height)
        cells = np.zeros(share.size, np.float32)
        cells[used] = np.clip(height - terms @ plane, -CLIP_MM, CLIP_MM)
        return cells


class PaperFilter(LinearFilter):
    """The discriminant: weights of cells, and what is added, so that paper is about 0."""

    @classmethod
    def load(cls, path: Path = FILTER_FILE, sha256: str = FILTER_SHA256) -> PaperFilter:
        """Read the shipped filter.

        Raises:
            WeightsError: If the file is missing or was changed.
        """
        return cls.read(path, sha256, CELLS[0] * CELLS[1])

    def distance(self, cells: NDArray[np.float32] | None) -> float:
        """Return how far something is from paper, in standard deviations of faces.

        Args:
            cells: From `ReliefCells.of`.

        Returns:
            Far above 0 for faces; NaN if too little was measured.
        """
        return self.answer(cells)


def _cells_of(pixels: NDArray[np.float32]) -> NDArray[np.float32]:
    """Add up the two by two pixels of each cell, row by row."""
    pairs = pixels[:, ::CELL_PX] + pixels[:, 1::CELL_PX]
    cells: NDArray[np.float32] = pairs[::CELL_PX] + pairs[1::CELL_PX]
    return cells
