"""Is this the relief of a face, or paper that was put on one? A small network of a depth patch.

A mask of paper, or a cut-out with the wearer's eyes and nose in its holes, takes a head's rough
shape, and neither its brow nor its eye sockets, and it has rims. The network refuses most of what
`paper_filter` lets pass, and that some of what the network does: they stand beside each other. It
was trained on rendered faces and rendered paper (`training.fit_paper_detector` makes its file).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .litert import ASSETS, LiteModel

DETECTOR_FILE: Final = ASSETS / "paper_detector.tflite"
DETECTOR_SHA256: Final = "cea07f1d5d65a79982572e6cdd1b5780ff632ac1c32024146687ee4d205faffe"
#: So much of the patch has to be measured, and near enough to be of a face.
MIN_KNOWN: Final = 0.3
OUTLIER_MM: Final = 25.0


class PaperDetector:
    """The loaded network. One thread at a time may call it."""

    def __init__(self, path: Path = DETECTOR_FILE, sha256: str = DETECTOR_SHA256) -> None:
        """Load the shipped network.

        Args:
            path: The file.
            sha256: What it must be, hexadecimal.

        Raises:
            WeightsError: If the file is missing or was changed.
        """
        self._model = LiteModel(path, sha256, threads=1)

    def distance(self, patch: NDArray[np.float32]) -> float:
        """Return how far something is from paper, in standard deviations of faces.

        Args:
            patch: From a `DepthPatcher`, float32, shape (64, 72, 2).

        Returns:
            About 0 for paper, far above for faces; NaN if too little was measured.
        """
        over, known = patch[..., 0], patch[..., 1]
        if float((known * (np.abs(over) < OUTLIER_MM)).mean()) < MIN_KNOWN:
            return float("nan")
        (answer,) = self._model(patch[None])
        return float(answer[0, 0])
