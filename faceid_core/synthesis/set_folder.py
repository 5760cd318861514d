"""The folder of rendered shards: what they are, so that no run mixes two kinds in it."""

from __future__ import annotations

from typing import Final

from ..errors import DatasetError
from ..folder_claim import FolderClaim

SET_FOLDER: Final = FolderClaim(
    file="set.json",
    error=DatasetError,
    foreign="something else",
    other="other data",
    advice="Nothing was changed; name another folder.",
)
