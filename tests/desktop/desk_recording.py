"""Recordings of a desk, made of the demo's frames."""

from __future__ import annotations

from pathlib import Path

from desk_stories import Scene, story

from hardware import open_writer


def write_desk(folder: Path, *scenes: Scene) -> Path:
    """Write scenes as a recording, unless it is there already; returns its folder."""
    if not folder.exists():
        with open_writer(folder, "tum", rgb_format="jpg") as writer:
            for frame in story(*scenes):
                writer.write(frame)
    return folder
