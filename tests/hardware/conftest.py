"""Every test of `hardware` runs without the user's calibration, and leaves no process behind."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware import BackendUnavailableError
from hardware.kinect.driver import find_fakenect, require_binding

#: In the environment of all processes that these tests start, and of nobody else's.
MARK = "FACEID_TEST_RUN"
os.environ[MARK] = uuid.uuid4().hex


def capture_processes() -> set[int]:
    """Capture processes that these tests started and that still run."""
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


@pytest.fixture(autouse=True)
def own_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty configuration folder."""
    folder = tmp_path / "config"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    return folder


@pytest.fixture
def fakenect() -> Iterator[None]:
    """Skips where the real binding cannot run on the fake driver; checks that it is all gone."""
    try:
        require_binding()
        find_fakenect()
    except BackendUnavailableError as error:
        pytest.skip(str(error))
    yield
    assert capture_processes() == set()
