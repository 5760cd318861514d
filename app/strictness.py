"""The threshold that the owner chose: never wider than the shipped one."""

from __future__ import annotations

import json
import logging
import math
from pathlib import Path
from typing import Final

from faceid_core.bad_file import BAD_JSON
from faceid_core.encoder_description import EncoderDescription, shipped_encoder
from faceid_core.private_file import read_private, replaced_file

logger = logging.getLogger(__name__)

FILE_NAME: Final = "threshold.json"
KEY: Final = "threshold"


class Strictness:
    """A file of the data folder, mode 0600, read by the window and the commands alike.

    Without the file the shipped threshold holds. A file that is damaged, or open to
    others, means the strictest threshold that was measured: somebody wanted to be
    strict, and must not be let down.

    Args:
        data_dir: The data folder.
        encoder: Whose thresholds; the shipped one's by default.
    """

    def __init__(self, data_dir: Path, encoder: EncoderDescription | None = None) -> None:
        self._path = data_dir / FILE_NAME
        self._encoder = shipped_encoder() if encoder is None else encoder

    @property
    def threshold(self) -> float:
        """The largest distance that is accepted."""
        shipped = self._encoder.limits.fused
        try:
            chosen = self._chosen()
        except (OSError, *BAD_JSON) as error:
            logger.warning("%s cannot be used, so the lock is strict: %s", self._path, error)
            return self._strictest
        return shipped if chosen is None else min(chosen, shipped)

    @property
    def trouble(self) -> str | None:
        """Why the file cannot be used, or None where it can, or is not there."""
        try:
            self._chosen()
        except (OSError, *BAD_JSON) as error:
            return f"{self._path} cannot be used: {error or type(error).__name__}"
        return None

    def choose(self, threshold: float) -> None:
        """Remember a threshold.

        Raises:
            OSError: If it cannot be written. What was chosen before still holds.
        """
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with replaced_file(self._path) as file:
            file.write(json.dumps({KEY: threshold}).encode())

    def _chosen(self) -> float | None:
        """Read what was chosen; None where nothing was."""
        try:
            chosen = float(json.loads(read_private(self._path))[KEY])
        except FileNotFoundError:
            return None
        if not math.isfinite(chosen):
            raise ValueError(f"{chosen} is no threshold")
        return chosen

    @property
    def _strictest(self) -> float:
        points = [point.threshold for point in self._encoder.operating_points]
        return min([*points, self._encoder.limits.fused])
