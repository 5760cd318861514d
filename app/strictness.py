"""The threshold that the owner chose: never wider than the shipped one."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Final

from faceid_core.encoder_description import EncoderDescription, shipped_encoder

from .chosen_value import ChosenValue

FILE_NAME: Final = "threshold.json"
KEY: Final = "threshold"


class Strictness(ChosenValue[float]):
    """A file of the data folder, mode 0600, read by the window and the commands alike.

    Without the file the shipped threshold holds. A file that is damaged, or open to
    others, means the strictest threshold that was measured: somebody wanted to be
    strict, and must not be let down.

    Args:
        data_dir: The data folder.
        encoder: Whose thresholds; the shipped one's by default.
    """

    def __init__(self, data_dir: Path, encoder: EncoderDescription | None = None) -> None:
        super().__init__(data_dir / FILE_NAME, KEY, _number)
        self._encoder = shipped_encoder() if encoder is None else encoder

    @property
    def threshold(self) -> float:
        """The largest distance that is accepted."""
        shipped = self._encoder.limits.fused
        chosen = self.chosen(in_doubt=self._strictest)
        return shipped if chosen is None else min(chosen, shipped)

    @property
    def _strictest(self) -> float:
        points = [point.threshold for point in self._encoder.operating_points]
        return min([*points, self._encoder.limits.fused])


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{value!r} is no threshold")
    return float(value)
