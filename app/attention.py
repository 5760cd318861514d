"""Whether open eyes are asked for: yes, unless the owner chose otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from .chosen_value import ChosenValue

FILE_NAME: Final = "attention.json"
KEY: Final = "open_eyes"


class Attention(ChosenValue[bool]):
    """A file of the data folder, read by the window, the commands and the daemon.

    Without the file eyes must be open; with one that is damaged, or open to others, too.

    Args:
        data_dir: The data folder.
    """

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir / FILE_NAME, KEY, _yes_or_no)

    @property
    def is_required(self) -> bool:
        """Whether closed eyes do not unlock."""
        return self.chosen(in_doubt=True) is not False


def meaning(is_required: bool) -> str:
    """Return in a sentence what a choice means."""
    return "Eyes must be open to unlock." if is_required else "Closed eyes unlock, too."


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")
    return value
