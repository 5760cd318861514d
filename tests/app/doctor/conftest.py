"""A machine below a folder, and a system bus of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_machine import MadeMachine

from tests.desktop.private_bus import private_bus


@pytest.fixture
def made(tmp_path: Path) -> MadeMachine:
    """A machine without anything."""
    return MadeMachine(tmp_path / "root", tmp_path / "data")


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A real system bus of the test's own; the folder holds the services it can start."""
    services = tmp_path / "services"
    services.mkdir()
    everybody = '<policy context="mandatory"><allow own="*"/></policy>'
    with private_bus(f"<servicedir>{services}</servicedir>{everybody}") as running:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", running.address)
        yield services
