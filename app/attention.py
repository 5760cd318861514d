"""Whether open eyes are asked for: yes, unless the owner chose otherwise."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Final

from faceid_core.bad_file import BAD_JSON
from faceid_core.private_file import read_private, replaced_file

logger = logging.getLogger(__name__)

FILE_NAME: Final = "attention.json"
KEY: Final = "open_eyes"


class Attention:
    """A file of the data folder, mode 0600, read by the window, the commands and the daemon.

    Without the file eyes must be open; with one that is damaged, or open to others, too.

    Args:
        data_dir: The data folder.
    """

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / FILE_NAME

    @property
    def is_required(self) -> bool:
        """Whether closed eyes do not unlock."""
        try:
            return self._chosen()
        except (OSError, *BAD_JSON) as error:
            logger.warning("%s cannot be used, so eyes must be open: %s", self._path, error)
            return True

    @property
    def trouble(self) -> str | None:
        """Why the file cannot be used, or None where it can, or is not there."""
        try:
            self._chosen()
        except (OSError, *BAD_JSON) as error:
            return f"{self._path} cannot be used: {error or type(error).__name__}"
        return None

    def choose(self, is_required: bool) -> None:
        """Remember whether eyes must be open.

        Raises:
            OSError: If it cannot be written. What was chosen before still holds.
        """
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with replaced_file(self._path) as file:
            file.write(json.dumps({KEY: is_required}).encode())

    def _chosen(self) -> bool:
        """Read what was chosen.

        Raises:
            OSError: If the file cannot be read, or others may write it.
            ValueError: If it holds something else; and the other errors of `BAD_JSON`.
        """
        try:
            chosen = json.loads(read_private(self._path))[KEY]
        except FileNotFoundError:
            return True
        if not isinstance(chosen, bool):
            raise ValueError(f"{chosen!r} is neither true nor false")
        return chosen
