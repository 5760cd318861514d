"""The capture processes that this run of the tests has started."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

#: In the environment of all processes that these tests start, and of nobody else's.
MARK = "FACEID_TEST_RUN"
os.environ[MARK] = uuid.uuid4().hex


def capture_processes() -> set[int]:
    """Return those that still run."""
    mark = f"{MARK}={os.environ[MARK]}".encode()
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            if b"hardware.kinect.child" in command and (
                mark in (process / "environ").read_bytes().split(b"\0")
            ):
                found.add(int(process.name))
        except OSError:  # it ended meanwhile, or is somebody else's
            continue
    return found
