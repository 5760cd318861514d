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

from .depth_patch import mean_height, patches_of
from .face_geometry import FaceGeometry
from .litert import ASSETS, LiteModel

DETECTOR_FILE: Final = ASSETS / "paper_detector.tflite"
DETECTOR_SHA256: Final = "926091a080beb84cb66b689433dffb036f64e2f563a9b056a7c45c3ed6ef7de8"
#: So much of the patch has to be measured, and near enough to be of a face.
MIN_KNOWN: Final = 0.3
OUTLIER_MM: Final = 25.0


class PaperDetector:
    """The loaded network. One thread at a time may call it."""

    def __init__(
        self, geometry: FaceGeometry, path: Path = DETECTOR_FILE, sha256: str = DETECTOR_SHA256
    ) -> None:
        """Load the shipped network.

        Args:
            geometry: Of the mean face.
            path: The file.
            sha256: What it must be, hexadecimal.

        Raises:
            WeightsError: If the file is missing or was changed.
        """
        self._mean_height_mm = mean_height(geometry)
        self._model = LiteModel(path, sha256, threads=1)

    def distance(self, depth_mm: NDArray[np.float32]) -> float:
        """Return how far something is from paper, in standard deviations of faces.

        Args:
            depth_mm: A canonical map, float32, shape (96, 96), NaN in holes.

        Returns:
            About 0 for paper, far above for faces; NaN if too little was measured.
        """
        patches = patches_of(depth_mm[None], self._mean_height_mm)
        over, known = patches[..., 0], patches[..., 1]
        if float((known * (np.abs(over) < OUTLIER_MM)).mean()) < MIN_KNOWN:
            return float("nan")
        (answer,) = self._model(patches)
        return float(answer[0, 0])
