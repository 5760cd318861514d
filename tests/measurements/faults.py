"""Measure how soon the lock closes after each fault of a sensor, and how soon it can open again.

    .venv/bin/python -m tests.measurements.faults --times 5

The scripted driver of `tests/scripted_kinect.c` plays the demo's owner through the real
binding and capture process into what the window runs (reader, recognition, session), with
the shipped models. Each fault begins while the lock is open, lasts for `--for-s` seconds
after the lock has closed, and ends. Medians and the longest of so many times; on a machine
that has nothing else to do.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PyQt5.QtCore import QCoreApplication

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "app")]

from running_worker import Running  # noqa: E402
from scripted_kinect import ScriptedKinect, built_driver  # noqa: E402

from app.paths import templates_dir  # noqa: E402
from app.session import Phase  # noqa: E402
from app.worker import load_recognition  # noqa: E402
from hardware import Pace, open_source  # noqa: E402
from tests.measurements.soak import Environment, enroll  # noqa: E402

FAULTS = (
    "unplugged", "busy", "exit", "crash", "hang", "silent", "frozen", "stopped-clock", "no-color",
    "no-depth",
)  # fmt: skip
PERIOD_S = 1 / 30
LIMIT_S = 60.0
FIRST, COUNT = 15, 30  # of the chapter: where the owner sits still


def seconds_until(is_so: Callable[[], bool]) -> float:
    """Wait for something; how long that took."""
    start_s = time.monotonic()
    while not is_so():
        if time.monotonic() - start_s > LIMIT_S:
            raise SystemExit("It takes longer than a minute.")
        time.sleep(0.005)
    return time.monotonic() - start_s


def measure(times: int, for_s: float, folder: Path) -> None:
    environment = Environment()
    environment.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    enroll(folder / "data")
    (folder / "kinect").mkdir()
    kinect = ScriptedKinect(folder / "kinect", built_driver(folder))
    with open_source("demo#owner", pace=Pace.FULL_SPEED) as source:
        kinect.show(list(source)[FIRST : FIRST + COUNT])
    kinect.plug_in(environment, PERIOD_S)  # type: ignore[arg-type]
    application = QCoreApplication([])
    running = Running(
        lambda: open_source("kinect"), load_recognition, templates_dir(folder / "data")
    )
    session = running.session
    seconds_until(lambda: session.is_unlocked)
    print("| fault | locked after, s | what is said | picture back after, s | open after, s |")
    print("|---|---|---|---|---|")
    for fault in FAULTS:
        locked_s, back_s, open_s, said = [], [], [], ""
        for _ in range(times):
            kinect.do(fault)
            locked_s.append(seconds_until(lambda: not session.is_unlocked))
            seconds_until(lambda: session.snapshot.phase is Phase.LOST)
            time.sleep(for_s)
            said = session.snapshot.message or ""
            kinect.do("play")
            back_s.append(seconds_until(lambda: session.snapshot.phase is Phase.WATCHING))
            open_s.append(back_s[-1] + seconds_until(lambda: session.is_unlocked))
        row = [f"{median(each):.2f} ({max(each):.2f})" for each in (locked_s, back_s, open_s)]
        print(f"| {fault} | {row[0]} | {said} | {row[1]} | {row[2]} |", flush=True)
    running.end()
    application.quit()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--for-s", type=float, default=3.0, help="how long a fault lasts")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faceid-faults-") as folder:
        measure(args.times, args.for_s, Path(folder))


if __name__ == "__main__":
    main()
