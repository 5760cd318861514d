"""Weights in files: read, or refused with an error that names the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..bad_file import BAD_NPZ
from ..errors import WeightsError

if TYPE_CHECKING:
    import keras


def read_weights_file(path: Path) -> bytes:
    """Return what is in a file.

    Raises:
        WeightsError: If it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise WeightsError(f"{path} cannot be read: {error.strerror}.") from error


def load_trained(network: keras.Model, path: Path) -> None:
    """Give a network the weights of a training run.

    Raises:
        WeightsError: If the file cannot be read, or is of another network.
    """
    try:
        network.load_weights(path)
    except BAD_NPZ as error:  # a `.keras` file is an archive too
        raise WeightsError(f"{path} holds no weights of {network.name}: {error}") from error
