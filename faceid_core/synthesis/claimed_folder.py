"""A folder of shards knows what it holds, so that no run mixes two kinds of data in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ..errors import DatasetError

SET_FILE: Final = "set.json"


def claim(directory: Path, contents: Mapping[str, object]) -> None:
    """Note what a folder holds, or check that it already holds that.

    Raises:
        DatasetError: If it holds something else.
        OSError: If it cannot be written.
    """
    note = directory / SET_FILE
    try:
        known = json.loads(note.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = None
    except ValueError as error:
        raise DatasetError(f"{note} is damaged ({error}): name another folder.") from error
    if known is None:
        if directory.is_dir() and any(directory.iterdir()):
            raise DatasetError(
                f"{directory} holds something else. Nothing was changed; name a new folder."
            )
        directory.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps(dict(contents)) + "\n", encoding="utf-8")
    elif known != dict(contents):
        raise DatasetError(
            f"{directory} holds {_in_words(known)}, not {_in_words(contents)}. "
            "Nothing was changed; name another folder."
        )


def _in_words(contents: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in contents.items())
