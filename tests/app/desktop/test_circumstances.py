"""Who cannot be in front of the sensor: from real processes, and from files like the kernel's."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from app.desktop.circumstances import FROM_ELSEWHERE, LID_CLOSED, why_not_here
from app.desktop.system_tree import SystemTree

SLEEP = shutil.which("sleep") or "/bin/sleep"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine whose init is all that runs."""
    write_process(tmp_path, 1, "systemd", 0)
    return tmp_path


def write_process(root: Path, pid: int, name: str, parent: int, environ: bytes = b"") -> None:
    folder = root / "proc" / str(pid)
    folder.mkdir(parents=True)
    (folder / "stat").write_text(f"{pid} ({name}) S {parent} 1 1 0 -1", encoding="utf-8")
    (folder / "comm").write_text(f"{name}\n", encoding="utf-8")
    (folder / "environ").write_bytes(environ)


def write_lid(root: Path, state: str) -> None:
    folder = root / "proc/acpi/button/lid/LID0"
    folder.mkdir(parents=True)
    (folder / "state").write_text(f"state:      {state}\n", encoding="utf-8")


def connect_screen(root: Path, name: str, status: str = "connected") -> None:
    folder = root / "sys/class/drm" / name
    folder.mkdir(parents=True)
    (folder / "status").write_text(f"{status}\n", encoding="utf-8")


def told(root: Path, pid: int) -> str | None:
    return why_not_here(pid, SystemTree(root))


@pytest.mark.parametrize("server", ["sshd", "sshd-session", "mosh-server", "dropbear"])
def test_a_descendant_of_a_remote_server_is_elsewhere(machine: Path, server: str) -> None:
    write_process(machine, 10, server, 1)
    write_process(machine, 20, "a (strange) name", 10)
    write_process(machine, 30, "sudo", 20)
    assert told(machine, 30) == FROM_ELSEWHERE


def test_a_descendant_of_a_local_login_is_here(machine: Path) -> None:
    write_process(machine, 10, "login", 1)
    write_process(machine, 20, "bash", 10, b"TERM=linux\0MY_SSH_CONNECTION=x\0")
    write_process(machine, 30, "sudo", 20)
    assert told(machine, 30) is None


def test_a_shell_that_outlived_its_connection_is_elsewhere(machine: Path) -> None:
    write_process(machine, 10, "tmux: server", 1, b"SSH_CONNECTION=10.0.0.1 5 10.0.0.2 22\0")
    write_process(machine, 20, "bash", 10)
    assert told(machine, 20) == FROM_ELSEWHERE


def test_processes_that_go_away_or_in_circles_end_the_walk(machine: Path) -> None:
    write_process(machine, 10, "one", 20)
    write_process(machine, 20, "two", 10)
    assert told(machine, 10) is None
    assert told(machine, 999) is None


@pytest.mark.parametrize(
    ("state", "screens", "expected"),
    [
        ("open", [], None),
        ("closed", [], LID_CLOSED),
        ("closed", [("card0-eDP-1", "connected")], LID_CLOSED),
        ("closed", [("card1-HDMI-A-1", "disconnected")], LID_CLOSED),
        ("closed", [("card0-eDP-1", "connected"), ("card1-HDMI-A-1", "connected")], None),
    ],
)
def test_nobody_is_seen_behind_a_closed_lid(
    machine: Path, state: str, screens: list[tuple[str, str]], expected: str | None
) -> None:
    write_lid(machine, state)
    for name, status in screens:
        connect_screen(machine, name, status)
    assert told(machine, 1) == expected


def test_a_real_process_of_an_ssh_session(tmp_path: Path) -> None:
    """A program with a server's name, and one with a connection's variable."""
    server = tmp_path / "sshd"
    shutil.copy(SLEEP, server)
    for command, environ in (
        ([server, "30"], {}),
        ([SLEEP, "30"], {"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}),
    ):
        with subprocess.Popen(command, env={"PATH": os.defpath, **environ}) as process:
            try:
                wait_for_exec(process.pid, Path(command[0]).name)
                assert why_not_here(process.pid) == FROM_ELSEWHERE
            finally:
                process.kill()


def test_asking_leaves_no_loops_of_references() -> None:
    """A daemon asks for years: what only the garbage collector frees would pile up."""
    why_not_here(os.getpid())
    gc.collect()
    gc.disable()
    try:
        for _ in range(5):
            why_not_here(os.getpid())
        assert gc.collect() == 0
    finally:
        gc.enable()


def wait_for_exec(pid: int, name: str) -> None:
    end_s = time.monotonic() + 5.0
    while Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip() != name:
        assert time.monotonic() < end_s
        time.sleep(0.01)
