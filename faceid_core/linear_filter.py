"""A linear discriminant from a released file: weights and an offset."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from .bad_file import BAD_NPZ
from .errors import WeightsError
from .released_file import read_released


@dataclass(frozen=True, eq=False)
class LinearFilter:
    """The discriminant.

    Attributes:
        weights: float32, shape (n,).
        offset: What is added.
    """

    weights: NDArray[np.float32]
    offset: float

    @classmethod
    def read(cls, path: Path, sha256: str, size: int) -> Self:
        """Read a released one.

        Args:
            path: The file.
            sha256: What it must be, hexadecimal.
            size: How many weights it has.

        Raises:
            WeightsError: If the file is missing, was changed or is of another version.
        """
        content = read_released(path, sha256)
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as stored:
                found = cls(stored["weights"], float(stored["offset"]))
        except BAD_NPZ as error:
            raise WeightsError(
                f"{path} is missing or damaged ({error}): install the project again."
            ) from error
        if found.weights.shape != (size,):
            raise WeightsError(f"{path} is of another version: install the project again.")
        return found

    def answer(self, values: NDArray[np.float32] | None) -> float:
        """Return what it says of n values; NaN of none."""
        return float("nan") if values is None else float(self.weights @ values) + self.offset
