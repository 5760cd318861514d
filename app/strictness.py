"""The threshold that the owner chose: never wider than the shipped one."""

from __future__ import annotations

import json
import logging
import math
from pathlib import Path
from typing import Final

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
            chosen = float(json.loads(read_private(self._path))[KEY])
        except FileNotFoundError:
            return shipped
        except (OSError, ValueError, TypeError, KeyError) as error:
            logger.warning("%s cannot be used, so the lock is strict: %s", self._path, error)
            return self._strictest
        return min(chosen, shipped) if math.isfinite(chosen) else self._strictest

    def choose(self, threshold: float) -> None:
        """Remember a threshold.

        Raises:
            OSError: If it cannot be written. What was chosen before still holds.
        """
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with replaced_file(self._path) as file:
            file.write(json.dumps({KEY: threshold}).encode())

    @property
    def _strictest(self) -> float:
        points = [point.threshold for point in self._encoder.operating_points]
        return min([*points, self._encoder.limits.fused])
