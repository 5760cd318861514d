"""The daemon as a process: starting, ending, what it loads, and what it survives."""

from __future__ import annotations

import asyncio
import pwd
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from bus_client import Client, with_client
from running_daemon import ROOT, program
from sitting import write_sitting

from faceid_core.pipeline import Recognizer

HEAVY = ("tensorflow", "keras", "PyQt5", "matplotlib", "scipy", "sklearn")


def children_of(pid: int) -> list[Path]:
    """The processes that a process has started, as folders of /proc."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if f"PPid:\t{pid}\n" in status.read_text():
                found.append(status.parent)
        except OSError:  # it has just ended
            continue
    return found


def verify(bus, **options: str) -> dict[str, object]:
    return with_client(bus, lambda client: client.verify(**options))


def test_it_ends_when_it_is_told_to(bus, start_daemon):
    daemon = start_daemon("owner", passcode=True)
    assert verify(bus)["decision"] == "match"
    assert daemon.end() == 0


@pytest.mark.skipif(find_spec("freenect") is None, reason="the Kinect's binding is not installed")
def test_the_kinects_driver_is_used_and_its_process_ends_with_the_daemon(
    bus, start_daemon, tmp_path
):
    source = write_sitting(tmp_path / "dump", "owner", Recognizer.load(), "fakenect")
    daemon = start_daemon(source, passcode=True)
    assert verify(bus)["decision"] == "match"

    async def look(client: Client) -> list[Path]:
        await client.device("Claim", "s", "")
        await client.device("VerifyStart", "s", "any")
        async with asyncio.timeout(10.0):
            while not (children := children_of(daemon.process.pid)):
                await asyncio.sleep(0.01)
        assert daemon.end() == 0
        return children

    assert not any(child.exists() for child in with_client(bus, look))


def ended_daemon(address, data_dir):
    """A daemon that cannot serve, after its end."""
    return subprocess.run(
        program("daemon", "--bus", address, "--data-dir", data_dir, "--source", "demo"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_second_daemon_says_why_it_ends(bus, start_daemon, data_dir):
    start_daemon("owner", passcode=True)
    second = ended_daemon(bus.address, data_dir)
    assert second.returncode == 4
    assert "owns org.faceid.Daemon1 already" in second.stderr
    assert verify(bus)["decision"] == "match"


def test_without_a_bus_it_says_so(data_dir, tmp_path):
    nowhere = f"unix:path={tmp_path}/no-bus"
    done = ended_daemon(nowhere, data_dir)
    assert done.returncode == 4
    assert "Is dbus running?" in done.stderr


def test_it_loads_neither_window_nor_training():
    code = (
        "import sys, app.commands.daemon\n"
        "from faceid_core.pipeline import Recognizer\n"
        "Recognizer.load()\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_damage_is_trouble_for_its_user_and_never_an_unlock(bus, start_daemon, data_dir, ask_pam):
    """The damage happens while the daemon runs, after it has opened for that user."""
    damages = {
        "daemon": lambda data: (data / "templates" / "vault.json").write_text("{}"),
        "bin": lambda data: next((data / "templates").glob("*.key")).write_bytes(b"no key"),
        "sys": lambda data: next((data / "templates").glob("*.template")).write_bytes(b"none"),
        "games": lambda data: (data / "policy" / "state.json").write_text("{}"),
        "man": lambda data: (data / "policy").chmod(0o777),
    }
    users = {name: data_dir / "users" / str(pwd.getpwnam(name).pw_uid) for name in damages}
    for folder in users.values():
        shutil.copytree(data_dir / "users" / "0", folder)
    start_daemon("owner", passcode=True)
    for name, damage in damages.items():
        with_client(bus, lambda client, name=name: client.own("PasswordAccepted", "s", name))
        assert verify(bus, username=name)["decision"] == "match"
        damage(users[name])
        said = verify(bus, username=name)
        assert said["decision"] in ("error", "refused"), name
        assert said["reason"]
    assert not ask_pam("daemon").opened
    assert ask_pam("root").opened


def test_a_full_disk_unlocks_nobody_and_the_next_client_is_served(bus, start_daemon, data_dir):
    policy = data_dir / "users" / "0" / "policy"
    start_daemon("owner", passcode=True)
    full = ["mount", "-t", "tmpfs", "-o", "size=4k,nr_inodes=3,mode=700", "faceid-test", policy]
    if subprocess.run(full, capture_output=True, check=False).returncode != 0:
        pytest.skip("no file system may be mounted here")
    try:
        said = verify(bus)
        assert said["decision"] in ("error", "refused")
        assert with_client(bus, lambda client: client.device("ListEnrolledFingers", "s", ""))
    finally:
        subprocess.run(["umount", policy], check=True)
    assert verify(bus)["decision"] == "match"


def test_a_sensor_that_is_not_there_is_trouble(bus, start_daemon, ask_pam, tmp_path):
    start_daemon(f"recording:{tmp_path}/nothing", passcode=True)
    assert not ask_pam().opened
    said = verify(bus)
    assert said["decision"] == "error"
    assert "no folder" in said["reason"]
    status = with_client(bus, lambda client: client.status())
    assert (status["sensor"], "no folder" in status["sensor_error"]) == ("failed", True)


def test_what_is_more_than_a_screen_asks_for_the_password(
    bus, start_daemon, ask_pam, tmp_path, monkeypatch
):
    start_daemon("owner", passcode=True)
    shutil.copy(shutil.which("pamtester"), tmp_path / "pamtester")
    shutil.copy(shutil.which("pamtester"), tmp_path / "sudo")
    assert ask_pam(program=tmp_path / "pamtester").opened
    refused = ask_pam(program=tmp_path / "sudo")
    assert not refused.opened
    assert refused.seconds < 3.0


def test_a_config_file_is_read_and_a_wrong_one_told(data_dir, tmp_path):
    config = tmp_path / "daemon.conf"
    for text, told in (
        ("[daemon]\nanswer_s = 5\n", "less than 3"),
        ("[daemon]\nsauce = kinect\n", "'sauce'"),
        ("no section", "cannot be read"),
    ):
        config.write_text(text)
        done = subprocess.run(
            program("daemon", "--config", config),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 4
        assert told in done.stderr
