"""The daemon through faults and hostile clients: it never unlocks for one, and serves the next."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from bus_client import Client, with_client
from changing_sensor import ChangingSensor
from dbus_fast import DBusError
from hostile_clients import DEVICE, OURS, babble, call, crowd, deaf_client
from process_size import size_of
from running_daemon import ROOT, program

from app.paths import policy_dir, templates_dir

CLIENTS = 60
CALLS = 500
WATCHES = 50
TRIES = 6
#: asyncio's pool grows up to this, whoever asks.
EXECUTOR_THREADS = min(32, (os.cpu_count() or 1) + 4)
MORE_MB = 15.0


@pytest.fixture(scope="module")
def changing_sensor(tmp_path_factory: pytest.TempPathFactory) -> ChangingSensor:
    return ChangingSensor(tmp_path_factory.mktemp("changing"))


@pytest.fixture
def sensor(changing_sensor: ChangingSensor) -> ChangingSensor:
    """One that shows the owner."""
    changing_sensor.show("owner")
    return changing_sensor


@pytest.fixture
def daemon(start_daemon, sensor: ChangingSensor):
    """One that opens the sensor anew for each question, and whose owner has logged in."""
    return start_daemon(sensor.source, "--idle-s", "0", "--log-level", "info", passcode=True)


def decision(bus) -> str:
    """What the next client is told."""
    return with_client(bus, lambda client: client.verify())["decision"]


def opens(bus) -> bool:
    """Whether the next client, or one soon after it, is let in: this machine may be busy."""
    return any(decision(bus) == "match" for _ in range(TRIES))


def accept_password(bus) -> None:
    with_client(bus, lambda client: client.own("PasswordAccepted", "s", "root"))


def test_clients_that_vanish_leave_nothing_behind(bus, daemon, sensor: ChangingSensor) -> None:
    sensor.show("stranger")
    crowd(bus.address, seed=1, count=20)
    assert decision(bus) == "non-match"  # whatever is made once has been made
    before = size_of(daemon.process.pid)
    tally = crowd(bus.address, seed=2, count=CLIENTS)
    assert tally.unlocks == []
    assert tally.answers["answered"] > CLIENTS / 4
    sensor.show("owner")
    accept_password(bus)
    assert opens(bus)
    after = size_of(daemon.process.pid)
    assert after.descriptors <= before.descriptors + 2
    assert after.threads <= before.threads + EXECUTOR_THREADS
    assert after.children == before.children
    assert after.memory_mb < before.memory_mb + MORE_MB
    assert "Traceback" not in daemon.log


def test_nonsense_of_an_ordinary_user_is_answered_and_changes_nothing(bus, daemon) -> None:
    tally = babble(bus.address, seed=3, count=CALLS)
    assert tally.unlocks == []
    assert sum(tally.answers.values()) > 0.7 * CALLS
    assert daemon.process.poll() is None
    assert opens(bus)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (call(OURS, "Status", "", []), 3000),
        (call(DEVICE, "ListEnrolledFingers", "s", ["x" * 200_000]), 150),
    ],
    ids=["often", "for much"],
)
def test_a_client_that_never_reads_holds_nobody_up(bus, daemon, asked, count: int) -> None:
    with deaf_client(bus.address, asked, count):
        assert opens(bus)
    assert opens(bus)


def test_watching_over_and_over_leaves_nothing(bus, daemon) -> None:
    async def watch(client: Client) -> None:
        for _ in range(WATCHES):
            await client.own("Watch", "a{sv}", {})
        await client.own("Unwatch")

    with_client(bus, watch)
    assert opens(bus)
    assert not with_client(bus, lambda client: client.status())["watching"]


def test_a_second_daemon_ends_with_a_sentence(bus, daemon, data_dir: Path) -> None:
    second = subprocess.run(
        program("daemon", "--bus", bus.address, "--data-dir", data_dir, "--source", "demo#owner"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert second.returncode == 4
    assert "owns" in second.stderr
    assert "Traceback" not in second.stderr
    assert opens(bus)


def test_a_lost_sensor_opens_nothing_and_comes_back(bus, daemon, sensor: ChangingSensor) -> None:
    sensor.unplug()
    for _ in range(3):
        said = with_client(bus, lambda client: client.verify())
        assert said["decision"] == "error"
        assert said["reason"]
        assert said["seconds"] < 3.0
    status = with_client(bus, lambda client: client.status())
    assert status["sensor"] == "failed"
    assert status["failures"] == 0
    sensor.show("owner")
    assert opens(bus)


def test_a_sensor_lost_during_a_verification_opens_nothing(
    bus, start_daemon, sensor: ChangingSensor
) -> None:
    """Its open recording loses its pictures one by one."""
    sensor.show("stranger")
    daemon = start_daemon(sensor.source, "--pace", "recorded", "--idle-s", "60", passcode=True)

    async def lose(client: Client) -> tuple[str, list]:
        await client.device("Claim", "s", "")
        await client.device("VerifyStart", "s", "any")
        sensor.unplug()
        return await client.signal("VerifyStatus")

    assert with_client(bus, lose) == ("VerifyStatus", ["verify-disconnected", True])
    sensor.show("owner")
    assert opens(bus)
    assert daemon.process.poll() is None


def test_on_a_full_disk_nobody_is_let_in_and_afterwards_the_owner_is(bus, daemon) -> None:
    """No file may grow: what cannot be written down is no unlock."""
    hard = resource.prlimit(daemon.process.pid, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(daemon.process.pid, resource.RLIMIT_FSIZE, (0, hard))
    for _ in range(3):
        assert decision(bus) != "match"
    with pytest.raises(DBusError):
        accept_password(bus)
    resource.prlimit(daemon.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
    assert opens(bus)


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def opened_to_all(path: Path) -> None:
    path.chmod(0o666)


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: tuple[Callable[[Path], None], ...] = (flipped, emptied, opened_to_all, made_a_folder)


@pytest.mark.parametrize(
    "pattern", ["vault.json", "vault-*.key", "owner.template", "state.json", "audit.log"]
)
def test_damaged_files_open_nothing_until_they_are_mended(bus, daemon, pattern: str) -> None:
    assert opens(bus)
    folder = daemon.user_dir(0)
    (path,) = [*templates_dir(folder).glob(pattern), *policy_dir(folder).glob(pattern)]
    kept, mode = path.read_bytes(), path.stat().st_mode
    for damage in DAMAGES:
        damage(path)
        assert decision(bus) != "match", damage
        if path.is_dir():
            path.rmdir()
        path.write_bytes(kept)
        path.chmod(mode)
        accept_password(bus)
        assert opens(bus), damage
