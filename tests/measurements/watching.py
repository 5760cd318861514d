"""Measure what a watch costs: the processor's time while a sensor is looked at all the time.

    PYTHONPATH=tests .venv/bin/python tests/measurements/watching.py [--seconds S]

The sensor is the demo's owner, and the empty seat, 30 frames a second; decoding them costs
nothing, as they are in memory, and a Kinect's registration is not in it. Printed: a Markdown
table, percentages of one core of this process.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

from desk_sensor import Desk

from app.__main__ import main as faceid
from app.daemon.accounts import Account
from app.daemon.observer import Observer
from app.daemon.watch import WatchJob
from faceid_core.pipeline import Recognizer
from faceid_core.presence import PresenceRules

SETTLE_S = 3.0


def row(name: str, shows: str, account: Account, seconds: float, *, is_locked: bool) -> None:
    recognizer, desk = Recognizer.load(), Desk(shows)
    observer = Observer(desk.open, recognizer, idle_s=0.0)
    job = WatchJob(
        account,
        recognizer.encoder,
        PresenceRules(),
        told=lambda who, reason: None,
        returned=lambda name: None,
    )
    job.session_locked(is_locked, is_deliberate=False)
    observer.start()
    observer.watch(job)
    time.sleep(SETTLE_S)
    reads, start_s, used_s = desk.reads, time.monotonic(), _used_s()
    time.sleep(seconds)
    wall_s = time.monotonic() - start_s
    percent, rate = 100.0 * (_used_s() - used_s) / wall_s, (desk.reads - reads) / wall_s
    observer.stop()
    print(f"| {name} | {rate:.1f} | {percent:.1f} % |", flush=True)


def _used_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=20.0)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder) / "0"
        faceid(["--data-dir", str(data_dir), "enroll", "owner", "--source", "demo#enroll"])
        account = Account(0, "root", data_dir)
        account.guard.passcode_accepted("measurement")
        print("| watched | frames a second read | of one core |")
        print("|---|---|---|")
        row("the owner works", "owner", account, args.seconds, is_locked=False)
        row("the seat is empty, locked", "away", account, args.seconds, is_locked=True)
        row("a stranger looks, locked", "stranger", account, args.seconds, is_locked=True)


if __name__ == "__main__":
    main()
