"""The folder of a training run: what was started there, so that nothing else goes on in it.

Needs no TensorFlow.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ..errors import TrainingError

RUN_FILE: Final = "run.json"


def claim(directory: Path, run: Mapping[str, str | int | bool]) -> bool:
    """Take a folder for a run, or find that it is this run's already.

    Args:
        directory: Made if it is missing.
        run: All that must be equal for the run to go on.

    Returns:
        Whether the run has been here before.

    Raises:
        TrainingError: If another run, or anything else, is in the folder.
        OSError: If the folder cannot be made.
    """
    path = directory / RUN_FILE
    if not path.exists():
        if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
            raise TrainingError(
                f"{directory} holds something that no run of faceid train wrote. "
                "Nothing was changed; name a new folder."
            )
        directory.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".new")
        unfinished.write_text(json.dumps(dict(run), indent=1) + "\n", encoding="utf-8")
        unfinished.replace(path)
        return False
    before = _read(path)
    differences = [
        f"{name} was {before.get(name)!r}, now {run.get(name)!r}"
        for name in sorted(before.keys() | run.keys())
        if before.get(name) != run.get(name)
    ]
    if differences:
        raise TrainingError(
            f"{directory} holds the checkpoints of another run ({'; '.join(differences)}). "
            "Go on with the same data and options, or name a new folder."
        )
    return True


def _read(path: Path) -> dict[str, Any]:
    try:
        run = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TrainingError(f"{path} cannot be read ({error}). Name a new folder.") from error
    if not isinstance(run, dict):
        raise TrainingError(f"{path} does not describe a run. Name a new folder.")
    return run
