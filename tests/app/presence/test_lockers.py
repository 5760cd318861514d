"""Lockers that do not hear the login manager, as processes of their names."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from app.presence.lockers import open_lockers, running_lockers

SLEEP = shutil.which("sleep")


def processes_with(folder: Path, *pids: int) -> Path:
    """A view on the machine's processes that holds only these."""
    for pid in pids:
        (folder / str(pid)).symlink_to(f"/proc/{pid}")
    return folder


@pytest.fixture
def start(tmp_path: Path):
    """Start a program under another name, which only sleeps."""
    running: list[subprocess.Popen[bytes]] = []

    def make(name: str, display: str = ":7") -> subprocess.Popen[bytes]:
        program = tmp_path / name
        shutil.copy(str(SLEEP), program)
        process = subprocess.Popen([program, "60"], env={"DISPLAY": display})
        running.append(process)
        end_s = time.monotonic() + 5.0
        while Path(f"/proc/{process.pid}/comm").read_text().strip() != name:
            assert time.monotonic() < end_s
            time.sleep(0.01)
        return process

    yield make
    for process in running:
        process.kill()
        process.wait()


@pytest.fixture(autouse=True)
def on_screen_seven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":7")


def test_another_screens_locker_is_none_of_this(start, tmp_path: Path) -> None:
    other = start("i3lock", ":8")
    shown = tmp_path / "proc"
    shown.mkdir()
    processes_with(shown, other.pid)
    assert running_lockers(shown) == open_lockers(shown) == []
    assert other.poll() is None


def test_a_locker_that_always_runs_says_nothing_about_the_screen(start, tmp_path: Path) -> None:
    shown = tmp_path / "proc"
    shown.mkdir()
    processes_with(shown, start("xscreensaver").pid)
    assert running_lockers(shown) == []
    processes_with(shown, start("swaylock").pid)
    assert running_lockers(shown) == ["swaylock"]


@pytest.mark.parametrize(("name", "code"), [("i3lock", -15), ("swaylock", -10)])
def test_a_known_locker_gets_its_signal(start, tmp_path: Path, name: str, code: int) -> None:
    locker, other = start(name), start("editor")
    shown = tmp_path / "proc"
    shown.mkdir()
    processes_with(shown, locker.pid, other.pid)
    assert open_lockers(shown) == [name]
    assert locker.wait(5.0) == code
    assert other.poll() is None


def test_without_a_known_locker_nothing_happens(tmp_path: Path) -> None:
    assert open_lockers(processes_with(tmp_path, os.getpid())) == []


def test_a_locker_whose_command_fails_was_not_opened(
    start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locker = start("xscreensaver")
    shown = tmp_path / "proc"
    shown.mkdir()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert open_lockers(processes_with(shown, locker.pid)) == []
    assert locker.poll() is None


def test_xscreensaver_is_told_by_its_own_command(
    start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locker = start("xscreensaver")
    shown = tmp_path / "proc"
    shown.mkdir()
    command = tmp_path / "xscreensaver-command"
    command.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/told\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert open_lockers(processes_with(shown, locker.pid)) == ["xscreensaver"]
    assert (tmp_path / "told").read_text() == "-deactivate\n"
