"""Files are announced to the kernel before they are read; that changes nothing of what is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hardware.errors import RecordingFormatError
from hardware.recordings.files import read_ahead, read_bytes


def test_all_files_come_once_and_in_their_order(tmp_path: Path) -> None:
    paths = [tmp_path / str(number) for number in range(300)]
    for path in paths:
        path.write_bytes(path.name.encode())
    assert [read_bytes(path) for path in read_ahead(paths)] == [p.name.encode() for p in paths]
    assert list(read_ahead([])) == []


def test_what_cannot_be_read_is_found_by_its_reader_and_nobody_waits(tmp_path: Path) -> None:
    pipe, folder, missing = (tmp_path / name for name in ("pipe", "folder", "missing"))
    os.mkfifo(pipe)
    folder.mkdir()
    assert list(read_ahead([pipe, folder, missing])) == [pipe, folder, missing]
    with pytest.raises(RecordingFormatError, match="missing is missing"):
        read_bytes(missing)
    with pytest.raises(RecordingFormatError, match="folder cannot be read: Is a directory"):
        read_bytes(folder)


def test_no_descriptor_is_left(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"content")
    descriptors = Path("/proc/self/fd")
    before = len(list(descriptors.iterdir()))
    assert len(list(read_ahead([path] * 200))) == 200
    assert len(list(descriptors.iterdir())) == before
