"""The window says whether the seat is watched."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.window.presence_setting import PresenceSetting, Watching, asked


@pytest.fixture
def setting(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PresenceSetting:
    """On a machine without a bus."""
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/nobody")
    made = PresenceSetting()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("now", "state", "note"),
    [
        (Watching(), "not running", "faceid install"),
        (Watching(is_running=True), "not being watched", "faceid presence"),
        (Watching(is_running=True, is_watching=True), "being watched", "No picture is kept"),
        (Watching(is_running=True, is_watching=True, trouble="Unplugged."), "being", "Unplugged."),
    ],
)
def test_each_state_has_its_words(setting, now: Watching, state: str, note: str) -> None:
    setting.show_watching(now)
    assert state in setting.state.text()
    assert note in setting.note.text()


def test_without_a_bus_there_is_no_service(setting, qtbot) -> None:
    assert asked() == Watching()
    setting.show_watching(Watching(is_running=True, is_watching=True))
    setting.show()
    qtbot.waitUntil(lambda: "not running" in setting.state.text())
    setting.hide()
