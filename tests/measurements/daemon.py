"""Measure the daemon: pamtester through it, warm and cold, and its memory.

    sudo .venv/bin/python tests/measurements/daemon.py    # as root, on a quiet machine

Two recordings at full speed: the demo's owner who walks in (the chapter as it is), and the
same person already sitting there. Each is opened 200 times by `pamtester` with the stock
pam_fprintd (the whole process, call to verdict), and asked 200 times over D-Bus for what
part of that came after the first frame. Cold is from the start of the daemon's process to
pamtester's verdict, and `faceid verify` beside it from its start to its end.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "desktop"), str(TESTS.parent)]

from bus_client import Client, with_client  # noqa: E402
from pam_service import authenticate, pam_service  # noqa: E402
from private_bus import PrivateBus, private_bus  # noqa: E402
from running_daemon import ROOT, RunningDaemon, program, running_daemon  # noqa: E402
from sitting import write_sitting  # noqa: E402

from faceid_core.pipeline import Recognizer  # noqa: E402

ROUNDS = 200
COLD_ROUNDS = 10
PAM_LINES = ("auth sufficient pam_fprintd.so max-tries=1", "auth required pam_deny.so")


def percentiles(seconds: Sequence[float]) -> str:
    median, high = np.percentile(seconds, [50, 95]) * 1e3
    return f"median {median:6.0f} ms, 95th percentile {high:6.0f} ms, n = {len(seconds)}"


def memory_mb(pid: int) -> tuple[float, float]:
    """Resident memory and proportional share of a process, its children not included."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    kib = {line.split(":")[0]: line.split()[1] for line in text.splitlines()[1:]}
    return int(kib["Rss"]) * 1024 / 1e6, int(kib["Pss"]) * 1024 / 1e6


def times(work: Callable[[], float], rounds: int) -> list[float]:
    work()
    return [work() for _ in range(rounds)]


def pam_seconds(bus: PrivateBus, service: str) -> float:
    asked = authenticate(bus, service, "root")
    if not asked.opened:
        raise SystemExit(f"It did not open: {asked.said}")
    return asked.seconds


def looks(bus: PrivateBus, rounds: int) -> list[tuple[float, float, int]]:
    """Seconds of whole verifications, of those since the first frame, and frames."""

    async def ask(client: Client) -> list[tuple[float, float, int]]:
        said = [await client.verify() for _ in range(rounds)]
        failed = [each["reason"] for each in said if "looking_seconds" not in each]
        if failed:
            raise SystemExit(f"{len(failed)} of {rounds} could not be judged: {failed[0]}")
        return [(each["seconds"], each["looking_seconds"], each["frames"]) for each in said]

    return with_client(bus, ask)


def accept_password(bus: PrivateBus) -> None:
    with_client(bus, lambda client: client.own("PasswordAccepted", "s", "root"))


def measure_warm(bus: PrivateBus, daemon: RunningDaemon, service: str) -> None:
    accept_password(bus)
    print(
        "  pamtester, start to end:   ",
        percentiles(times(lambda: pam_seconds(bus, service), ROUNDS)),
    )
    asked = looks(bus, ROUNDS)
    print("  D-Bus call to verdict:     ", percentiles([each[0] for each in asked]))
    print("  first frame to verdict:    ", percentiles([each[1] for each in asked]))
    print("  frames looked at:          ", sorted({each[2] for each in asked}))
    resident, share = memory_mb(daemon.process.pid)
    print(f"  memory: {resident:.0f} MB resident (RSS), {share:.0f} MB its share (PSS)")


def measure_cold(bus: PrivateBus, data_dir: Path, source: str, service: str) -> None:
    took = []
    for _ in range(COLD_ROUNDS):
        started_s = time.monotonic()
        with running_daemon(bus, data_dir, source):
            pam_seconds(bus, service)
            took.append(time.monotonic() - started_s)
    print("  daemon's start to verdict: ", percentiles(took))


def measure_command(data_dir: Path, source: str) -> None:
    command = program("--data-dir", data_dir, "verify", "--source", source)

    def run() -> float:
        started_s = time.monotonic()
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        return time.monotonic() - started_s

    print("  faceid verify, whole:      ", percentiles(times(run, COLD_ROUNDS)))


def measure() -> None:
    if os.geteuid() != 0:
        raise SystemExit("Only root may make a PAM service. Run this with sudo.")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        bus = stack.enter_context(private_bus())
        service = stack.enter_context(pam_service(*PAM_LINES))
        data_dir = folder / "faceid"
        user_dir = data_dir / "users" / "0"
        enroll = program("--data-dir", user_dir, "enroll", "owner", "--source", "demo#enroll")
        subprocess.run(enroll, cwd=ROOT, check=True, capture_output=True)
        sitting = write_sitting(folder / "sitting", "owner", Recognizer.load())
        sources = {"walks in": "demo#owner", "sits there": sitting}
        for name, source in sources.items():
            print(f"the owner {name}:")
            with running_daemon(bus, data_dir, source) as daemon:
                measure_warm(bus, daemon, service)
            measure_cold(bus, data_dir, source, service)
            measure_command(user_dir, source)


if __name__ == "__main__":
    sys.exit(measure())
