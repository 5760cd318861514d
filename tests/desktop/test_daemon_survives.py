"""The daemon through faults and hostile clients: it never unlocks for one, and serves the next."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from bus_client import Client, with_client
from changing_sensor import ChangingSensor
from dbus_fast import DBusError
from hostile_clients import DEVICE, OURS, babble, call, crowd, deaf_client, silent
from process_size import size_of

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
        (silent(call(OURS, "Verify", "a{sv}", [{}])), 8000),
    ],
    ids=["often", "for much", "for no answer"],
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
    content[-5] ^= 4
    path.write_bytes(content)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def opened_to_all(path: Path) -> None:
    path.chmod(0o666)


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("pattern", ["vault.json", "vault-*.key", "owner.template"])
def test_what_is_damaged_after_it_was_read_opens_nothing_until_it_is_mended(
    bus, daemon, pattern: str
) -> None:
    assert opens(bus)
    (path,) = templates_dir(daemon.user_dir(0)).glob(pattern)
    kept, mode = path.read_bytes(), path.stat().st_mode
    for damage in (flipped, emptied, opened_to_all, made_a_folder):
        damage(path)
        assert decision(bus) != "match", damage
        if path.is_dir():
            path.rmdir()
        path.write_bytes(kept)
        path.chmod(mode)
        assert opens(bus), damage


@pytest.mark.parametrize("damage", [flipped, opened_to_all])
@pytest.mark.parametrize("name", ["state.json", "audit.log"])
def test_a_damaged_record_demands_the_password(
    bus, daemon, name: str, damage: Callable[[Path], None]
) -> None:
    damage(policy_dir(daemon.user_dir(0)) / name)
    said = with_client(bus, lambda client: client.verify())
    assert said["decision"] == "refused"
    assert "was lost" in said["reason"]
    accept_password(bus)
    assert opens(bus)
