"""Small recordings on disk, whose frames tell their index."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from scripted_app import gray_frame

from hardware import Frame, open_writer


def write_gray(folder: Path, chapters: Mapping[str, int]) -> Path:
    """Write gray frames, 30 a second, as bright as their index; returns the folder."""
    entries, count = [], 0
    for name, length in chapters.items():
        entries.append({"name": name, "first": count, "last": count + length - 1})
        count += length
    with open_writer(folder, "tum") as writer:
        for index in range(count):
            writer.write(gray_frame(index))
    (folder / "chapters.json").write_text(json.dumps(entries), encoding="utf-8")
    return folder


def index_of(frame: Frame) -> int:
    """Which frame of such a recording this is."""
    return int(frame.rgb[0, 0, 0])
