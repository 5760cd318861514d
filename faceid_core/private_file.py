"""Files that only their owner may read, replaced as a whole or not at all."""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

_UNFINISHED: Final = ".new-"
_LOCK_POLL_S: Final = 0.005


@contextlib.contextmanager
def replaced_file(path: Path, *, may_replace: bool = True) -> Iterator[BinaryIO]:
    """Open a new file, mode 0600, that takes the place of `path` once it is written.

    Whatever happens, also a power cut, the old content or the new one is there.

    Args:
        path: In an existing folder, whether the file exists or not.
        may_replace: Whether a file that is there is replaced.

    Raises:
        FileExistsError: If a file is there that must not be replaced.
        OSError: If it cannot be written. The old file stays.
    """
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=_UNFINISHED)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if may_replace:
            Path(temporary).replace(path)
        else:
            path.hardlink_to(temporary)
            Path(temporary).unlink()
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Let what was renamed or removed in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def clear_unfinished(folder: Path) -> None:
    """Remove what writers left behind that were killed. No other may be writing there."""
    for path in folder.glob(f"{_UNFINISHED}*"):
        path.unlink(missing_ok=True)


def is_unfinished(path: Path) -> bool:
    """Return whether a file is one that is still being written, under a passing name."""
    return path.name.startswith(_UNFINISHED)


def exposure(path: Path, status: os.stat_result) -> str | None:
    """Return a sentence on why a file is not to be trusted, or None if it is its owner's alone."""
    if status.st_uid not in (os.geteuid(), 0):
        return f"{path} belongs to another user, so it is not trusted. Remove it and enroll again."
    mode = stat.S_IMODE(status.st_mode)
    if mode & 0o077:
        return (
            f"{path} is open to others (mode {mode:04o}), so it is not "
            f"trusted. If nobody else used this machine, run: chmod 600 '{path}'"
        )
    return None


def read_private(path: Path) -> bytes:
    """Read a file that only its owner may read and change.

    Raises:
        FileNotFoundError: If it is not there.
        PermissionError: If others may read or change it; the message says so.
        OSError: If it cannot be read.
    """
    with path.open("rb") as file:
        exposed = exposure(path, os.fstat(file.fileno()))
        if exposed is not None:
            raise PermissionError(exposed)
        return file.read()


@contextlib.contextmanager
def folder_lock(folder: Path, timeout_s: float = 3.0) -> Iterator[None]:
    """Keep all other processes and threads out that lock the same folder. Not reentrant.

    Raises:
        TimeoutError: If another one holds it for longer.
        OSError: If the folder is not there.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        end_s = time.monotonic() + timeout_s
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end_s:
                    raise TimeoutError(f"{folder} is in use by another program.") from None
                time.sleep(_LOCK_POLL_S)
        yield
    finally:
        os.close(descriptor)
