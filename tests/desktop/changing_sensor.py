"""A sensor whose picture is changed, or that is unplugged, while a daemon runs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Final

DEMO: Final = Path(__file__).parents[2] / "assets" / "demo"
SHOWN: Final = ("owner", "stranger", "away")


class ChangingSensor:
    """A recording that shows one chapter of the demo at a time.

    A daemon with `--idle-s 0` opens it anew for each question.

    Attributes:
        source: What the daemon is told.
    """

    def __init__(self, folder: Path) -> None:
        chapters = json.loads((DEMO / "chapters.json").read_text(encoding="utf-8"))
        self._place = folder / "sensor"
        self._kept = {name: folder / name for name in SHOWN}
        self._in_place: str | None = None
        for chapter in chapters:
            if chapter["name"] in SHOWN:
                _copy(self._kept[chapter["name"]], chapter["first"], chapter["last"])
        self.source = f"recording:{self._place}"

    def show(self, chapter: str) -> None:
        """Show a chapter from the next opening on."""
        self.unplug()
        self._kept[chapter].rename(self._place)
        self._in_place = chapter

    def unplug(self) -> None:
        """Take it away, also while it is open."""
        if self._in_place is not None:
            self._place.rename(self._kept[self._in_place])
            self._in_place = None


def _copy(folder: Path, first: int, last: int) -> None:
    """Make a recording of some of the demo's frames."""
    for kind in ("rgb", "depth"):
        (folder / kind).mkdir(parents=True)
        lines = (DEMO / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
        entries = [line for line in lines if not line.startswith("#")][first : last + 1]
        (folder / f"{kind}.txt").write_text("".join(f"{line}\n" for line in entries))
        for line in entries:
            name = line.split()[1]
            shutil.copy(DEMO / name, folder / name)
    shutil.copy(DEMO / "camera.json", folder)
