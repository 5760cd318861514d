"""The layout of a folder of people, `DIR/<person>/<session>/`, whoever reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: Sessions of this name show presentation attacks on the person: `attack-<species>`.
ATTACK_PREFIX: Final = "attack-"


def visible_folders(folder: Path) -> list[Path]:
    """Return the folders in a folder by name, hidden ones left out."""
    return sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
