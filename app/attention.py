"""Whether open eyes are asked for: yes, unless the owner chose otherwise."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from faceid_core.bad_file import BAD_JSON

from .chosen_value import ChosenValue

logger = logging.getLogger(__name__)

FILE_NAME: Final = "attention.json"
KEY: Final = "open_eyes"


class Attention:
    """A file of the data folder, read by the window, the commands and the daemon.

    Without the file eyes must be open; with one that is damaged, or open to others, too.

    Args:
        data_dir: The data folder.
    """

    def __init__(self, data_dir: Path) -> None:
        self._file = ChosenValue(data_dir / FILE_NAME, KEY, _yes_or_no)

    @property
    def is_required(self) -> bool:
        """Whether closed eyes do not unlock."""
        try:
            chosen = self._file.read()
        except (OSError, *BAD_JSON) as error:
            logger.warning("%s cannot be used, so eyes must be open: %s", self._file.path, error)
            return True
        return True if chosen is None else chosen

    @property
    def trouble(self) -> str | None:
        """Why the file cannot be used, or None where it can, or is not there."""
        return self._file.trouble

    def choose(self, is_required: bool) -> None:
        """Remember whether eyes must be open.

        Raises:
            OSError: If it cannot be written. What was chosen before still holds.
        """
        self._file.write(is_required)


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")
    return value
