"""Let the daemon through hostile clients and faults, at length, and look at what it holds.

    sudo .venv/bin/python tests/measurements/daemon_faults.py    # as root; about five minutes

A thousand clients vanish at random points, ten thousand random calls come from an ordinary
user, the sensor is lost and returns a hundred times, and the disk (a small tmpfs of its own)
runs full. It ends with an error at the first unlock that should not be, and where the daemon
does not serve its owner afterwards. What it holds (memory, descriptors, threads) is printed
after each round.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "desktop"), str(TESTS.parent)]

from bus_client import Client, with_client  # noqa: E402
from changing_sensor import ChangingSensor  # noqa: E402
from dbus_fast import DBusError  # noqa: E402
from hostile_clients import Tally, babble, crowd  # noqa: E402
from private_bus import PrivateBus, private_bus  # noqa: E402
from process_size import size_of  # noqa: E402
from running_daemon import ROOT, RunningDaemon, program, running_daemon  # noqa: E402

ROUNDS = 10
CLIENTS_A_ROUND = 100
CALLS_A_ROUND = 1000
LOSSES_A_ROUND = 10
TRIES = 6
DISK_KB = 512


def require(holds: bool, sentence: str) -> None:
    if not holds:
        raise SystemExit(f"violated: {sentence}")


def decision(bus: PrivateBus) -> str:
    return str(with_client(bus, lambda client: client.verify())["decision"])


def opens(bus: PrivateBus) -> bool:
    return any(decision(bus) == "match" for _ in range(TRIES))


def accept_password(bus: PrivateBus) -> None:
    with_client(bus, lambda client: client.own("PasswordAccepted", "s", "root"))


def rounds(title: str, daemon: RunningDaemon, one: Callable[[int], Tally | None]) -> None:
    """Do something again and again, and print what the daemon holds after each round."""
    print(f"\n{title}\n{'round':>5} {'MB':>7} {'files':>6} {'threads':>8} {'children':>9}")
    answers: Counter[str] = Counter()
    for number in range(1, ROUNDS + 1):
        tally = one(number)
        if tally is not None:
            require(tally.unlocks == [], f"unlocked: {tally.unlocks}")
            answers += tally.answers
        require(daemon.process.poll() is None, f"the daemon ended: {daemon.log[-2000:]}")
        size = size_of(daemon.process.pid)
        print(
            f"{number:>5} {size.memory_mb:>7.1f} {size.descriptors:>6} {size.threads:>8} "
            f"{size.children:>9}",
            flush=True,
        )
    for answer, count in answers.most_common(12):
        print(f"      {count:>6} {answer}")


def lose_sensor(bus: PrivateBus, sensor: ChangingSensor, seed: int) -> None:
    """Unplug the sensor at random moments of a verification, and plug it in again."""
    rng = random.Random(seed)

    async def look(client: Client) -> None:
        await client.device("Claim", "s", "")
        await client.device("VerifyStart", "s", "any")
        await asyncio.sleep(rng.uniform(0.0, 0.3))
        sensor.unplug()
        member, (said, _) = await client.signal("VerifyStatus")
        require(said != "verify-match", f"{member}: {said} of a stranger")

    for _ in range(LOSSES_A_ROUND):
        sensor.show("stranger")
        with_client(bus, look)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_KB}k", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def fill_disk(bus: PrivateBus, enrolled: Path, sensor: ChangingSensor, folder: Path) -> None:
    """No room for a word: nobody comes in. With room again, the owner does."""
    sensor.show("owner")
    with ExitStack() as stack:
        disk = stack.enter_context(small_disk(folder))
        shutil.copytree(enrolled, disk / "users" / "0")
        daemon = stack.enter_context(running_daemon(bus, disk, sensor.source, "--idle-s", "0"))
        accept_password(bus)
        ballast = disk / "ballast"
        with ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError as error:
                print(f"\nfull disk ({DISK_KB} kB): {error.strerror}")
        refusals = Counter(decision(bus) for _ in range(20))
        require("match" not in refusals, "somebody came in on a full disk")
        try:
            accept_password(bus)
            raise SystemExit("violated: a password counted that could not be written down")
        except DBusError as error:
            print(f"      {dict(refusals)}; the password: {error.text[:100]}")
        ballast.unlink()
        require(opens(bus), f"the owner does not come in again: {daemon.log[-2000:]}")
        print("      with room again, the owner comes in")


def measure() -> None:
    with TemporaryDirectory(prefix="faceid-faults-") as name, private_bus() as bus:
        folder = Path(name)
        enrolled, data_dir = folder / "enrolled", folder / "data"
        enroll = program("--data-dir", enrolled, "enroll", "owner", "--source", "demo#enroll")
        subprocess.run(enroll, cwd=ROOT, check=True, capture_output=True)
        shutil.copytree(enrolled, data_dir / "users" / "0")
        sensor = ChangingSensor(folder / "sensor")
        sensor.show("stranger")
        with running_daemon(bus, data_dir, sensor.source, "--idle-s", "0") as daemon:
            address = bus.address
            rounds(
                f"{ROUNDS * CLIENTS_A_ROUND} clients that vanish",
                daemon,
                lambda number: crowd(address, seed=number, count=CLIENTS_A_ROUND),
            )
            rounds(
                f"{ROUNDS * CALLS_A_ROUND} random calls",
                daemon,
                lambda number: babble(address, seed=number, count=CALLS_A_ROUND),
            )
            rounds(
                f"{ROUNDS * LOSSES_A_ROUND} losses of the sensor",
                daemon,
                lambda number: lose_sensor(bus, sensor, number),
            )
            sensor.show("owner")
            accept_password(bus)
            require(opens(bus), "the owner is not served afterwards")
            print("\nafterwards the owner comes in")
        fill_disk(bus, enrolled, sensor, folder / "disk")
    print("\nnothing unlocked that should not; the daemon never ended")


if __name__ == "__main__":
    measure()
