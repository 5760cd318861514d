"""The folder of a training run: what was started there. Needs no TensorFlow."""

from __future__ import annotations

from typing import Final

from ..errors import TrainingError
from ..folder_claim import FolderClaim

RUN_FOLDER: Final = FolderClaim(
    file="run.json",
    error=TrainingError,
    foreign="something that no run of faceid train wrote",
    other="the checkpoints of another run",
    advice="Go on with the same data and options, or name a new folder.",
)
