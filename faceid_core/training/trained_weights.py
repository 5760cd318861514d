"""What a training run leaves: weights for a network of the same layers."""

from __future__ import annotations

import zipfile
from pathlib import Path

import keras

from ..errors import WeightsError


def load_trained(network: keras.Model, path: Path) -> None:
    """Give a network the weights of a training run.

    Raises:
        WeightsError: If the file cannot be read, or is of another network.
    """
    try:
        network.load_weights(path)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise WeightsError(f"{path} holds no weights of {network.name}: {error}") from error
