"""Every test of `hardware` runs without the user's calibration, and leaves no process behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from capture_processes import capture_processes

from hardware import BackendUnavailableError
from hardware.kinect.driver import find_fakenect, require_binding


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
