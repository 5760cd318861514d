"""Color trunks in files: of a training run, or as shipped."""

from __future__ import annotations

from pathlib import Path

import keras

from .sface_weights import SFaceWeights
from .shipped_color import read_shipped_color
from .train_color import student_of
from .weights_files import load_trained


def read_color_trunk(path: Path, weights: SFaceWeights) -> keras.Model:
    """Read a color trunk of a training run, or one that was shipped.

    Raises:
        WeightsError: If it cannot be read.
    """
    if path.suffix == ".tflite":
        return read_shipped_color(path, weights)
    trunk = student_of(weights)
    load_trained(trunk, path)
    return trunk
