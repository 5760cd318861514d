"""Run the whole path for hours of frames, as fast as it goes, and see whether anything grows.

    .venv/bin/python -m tests.measurements.soak headless --hours-of-frames 24
    .venv/bin/python -m tests.measurements.soak window --hours-of-frames 24
    .venv/bin/python -m tests.measurements.soak daemon --hours-of-frames 24      # as root
    .venv/bin/python -m tests.measurements.soak --plot soak.png

Headless: the scripted driver of `tests/scripted_kinect.c` plays the demo through the real
binding, the capture process, the pairing by the sensor's clock, every stage and the lock.
Window: the demo in the window (offscreen), looped at twice its speed. Daemon: clients who ask a
running daemon to verify, one after the other, on a private bus. One line a minute goes to the log
(`--log`); a run that was stopped is gone on with, until all runs together have judged the
frames of so many hours (30 a second). SIGTERM and Ctrl-C end a run as if all frames had been
judged; SIGSTOP lets it rest. Ends with 1 if anything grew: memory, at rest or at its most,
by more than 2 %, or descriptors, threads or children at all.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "desktop")]

import cv2  # noqa: E402
from capture_processes import capture_processes  # noqa: E402
from scripted_kinect import ScriptedKinect, built_driver  # noqa: E402

from app.enrolled import load_enrolled  # noqa: E402
from app.paths import templates_dir  # noqa: E402
from faceid_core.lock import Lock, LockPolicy  # noqa: E402
from faceid_core.pipeline import Gallery, Recognizer, observe  # noqa: E402
from faceid_core.templates import TemplateStore  # noqa: E402
from hardware import Frame, Pace, Pacer, RecordingSource, open_source  # noqa: E402
from tests.measurements.soak_log import SoakLog, judged, plot  # noqa: E402

FRAMES_PER_S = 30
DRIVER_PERIOD_S = 0.016  # sooner than a frame is judged, without many that nobody reads
THREADS = 1  # as in the window: the same bits for less processor time
#: The daemon gives back what a look needed (4 MB) after the answer; a reading waits for that.
REST_S = 0.5
WINDOW_SPEED = 2.0  # of the demo's 20 frames a second
#: What the sensor sees, round and round.
SHOWN = (("away", 10), ("owner", 50), ("stranger", 20), ("photo", 20))


class Ending:
    """Whether somebody wishes the run to end."""

    def __init__(self) -> None:
        self.is_wished = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._wish)

    def _wish(self, _number: int, _stack: FrameType | None) -> None:
        self.is_wished = True


class Environment:
    """Sets variables of this process, in place of pytest's monkeypatch."""

    def setenv(self, name: str, value: str) -> None:
        os.environ[name] = value


def enroll(data_dir: Path) -> None:
    command = ("enroll", "owner", "--source", "demo#enroll", "--data-dir", str(data_dir))
    subprocess.run(
        [sys.executable, "-m", "app", *command],
        check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def shown_frames() -> Iterator[Frame]:
    for chapter, count in SHOWN:
        with open_source(f"demo#{chapter}", pace=Pace.FULL_SPEED) as source:
            for _, frame in zip(range(count), source, strict=False):
                yield frame


@contextmanager
def sensor(folder: Path) -> Iterator[None]:
    """Let `kinect` be the scripted one, before which somebody sits."""
    os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
    (folder / "kinect").mkdir()
    kinect = ScriptedKinect(folder / "kinect", built_driver(folder))
    kinect.show(shown_frames())
    kinect.plug_in(Environment(), DRIVER_PERIOD_S)  # type: ignore[arg-type]
    yield
    if capture_processes():
        raise SystemExit("A capture process is left.")


def headless(frames: int, every_s: float, log: SoakLog, folder: Path, ending: Ending) -> None:
    """Judge so many frames of the scripted sensor."""
    cv2.setNumThreads(THREADS)
    recognizer = Recognizer.load(threads=THREADS)
    store = TemplateStore(templates_dir(folder / "data"))
    gallery = Gallery(load_enrolled(store, recognizer.encoder_id).templates)
    lock, policy, unlocks = Lock(), LockPolicy(), 0
    with sensor(folder), open_source("kinect") as source:
        drift_ms, next_s = 0.0, time.monotonic() + every_s
        first_s: float | None = None
        for count, seen in enumerate(observe(source, recognizer, gallery), start=1):
            first_s = seen.frame.timestamp_s if first_s is None else first_s
            beats = (seen.frame.timestamp_s - first_s) * FRAMES_PER_S
            drift_ms = max(drift_ms, abs(beats - round(beats)) / FRAMES_PER_S * 1e3)
            was, lock = lock, lock.after(seen, seen.frame.timestamp_s, policy)
            unlocks += lock.name is not None and was.name is None
            is_over = count == frames or ending.is_wished
            if time.monotonic() >= next_s or is_over:
                log.write(os.getpid(), count, drift_ms)
                next_s = time.monotonic() + every_s
            if is_over:
                break
    print(f"unlocked {unlocks} times, locked again each time but perhaps the last")


def window(frames: int, every_s: float, log: SoakLog, folder: Path, ending: Ending) -> None:
    """Let the window judge so many frames of the demo."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PyQt5.QtCore import QTimer

    import app.window.start
    from app.session import Session
    from app.window.qt_setup import make_application
    from app.window.start import open_window

    count, step = 0, Session.step

    def counted(session: Session, *args: object, **options: object) -> None:
        nonlocal count
        count += 1
        step(session, *args, **options)  # type: ignore[arg-type]

    pacer = Pacer()
    pacer.speed = WINDOW_SPEED  # one that reads without a pause would take the time to judge

    def hurried(_source: str, **_pace: object) -> RecordingSource:
        return RecordingSource(ROOT / "assets" / "demo", loop=True, pacer=pacer)

    Session.step = counted  # type: ignore[method-assign]
    app.window.start.open_source = hurried  # type: ignore[attr-defined]
    application = make_application()
    opened = open_window("demo", folder / "data", loop=True)
    opened.show()

    def note() -> None:
        log.write(os.getpid(), count)
        if count >= frames:
            application.quit()

    timer = QTimer()
    timer.timeout.connect(note)
    timer.start(round(every_s * 1e3))
    looking = QTimer()
    looking.timeout.connect(lambda: application.quit() if ending.is_wished else None)
    looking.start(500)
    application.exec_()
    opened.close()


def daemon(frames: int, every_s: float, log: SoakLog, folder: Path, ending: Ending) -> None:
    """Let clients ask a daemon to verify, until so many frames were judged."""
    from bus_client import Client, with_client
    from private_bus import private_bus
    from running_daemon import running_daemon

    data_dir = folder / "daemon"
    enroll(data_dir / "users" / str(os.getuid()))

    with private_bus() as bus, running_daemon(bus, data_dir, "demo#owner") as running:

        async def ask(client: Client) -> None:
            await client.own("PasswordAccepted", "s", "root")
            count, untimely, next_s = 0, 0, time.monotonic() + every_s
            while count < frames and not ending.is_wished:
                answer = await client.verify()
                # On a machine that is too busy the time is up before anything was judged.
                count += int(answer.get("frames", 0))
                untimely += "frames" not in answer
                if time.monotonic() >= next_s or count >= frames:
                    await asyncio.sleep(REST_S)
                    log.write(running.process.pid, count)
                    next_s = time.monotonic() + every_s
            print(f"{untimely} verifications ended without a judged frame")

        with_client(bus, ask)
        if running.end() != 0:
            raise SystemExit(f"The daemon ended badly: {running.log}")


WAYS = {"headless": headless, "window": window, "daemon": daemon}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("way", nargs="?", choices=WAYS, default="headless")
    parser.add_argument("--hours-of-frames", type=float, default=1.0, metavar="H")
    parser.add_argument("--frames", type=int, help="in place of the hours")
    parser.add_argument("--every-s", type=float, default=60.0, help="seconds between readings")
    parser.add_argument("--log", type=Path, default=Path("soak.jsonl"), help="to go on with")
    parser.add_argument("--plot", type=Path, help="only draw the log's readings")
    args = parser.parse_args()
    log = SoakLog(args.log, args.way)
    if args.plot is not None:
        plot(log.readings(), args.plot)
        return 0
    goal = args.frames or round(args.hours_of_frames * 3600 * FRAMES_PER_S)
    left = goal - log.frames_so_far()
    before = {path.name for path in Path("/dev/shm").iterdir()}
    ending = Ending()
    with tempfile.TemporaryDirectory(prefix="faceid-soak-") as folder:
        if left > 0:
            enroll(Path(folder) / "data")
            WAYS[args.way](left, args.every_s, log, Path(folder), ending)
    readings = log.readings()
    verdict = judged([each for each in readings if each.run == readings[-1].run])
    print(f"{args.way}, {verdict}; {log.frames_so_far()} frames in all runs")
    kept = {path.name for path in Path("/dev/shm").iterdir()} - before
    if kept:
        print(f"left in /dev/shm: {sorted(kept)}")
    return 0 if verdict.is_flat and not kept else 1


if __name__ == "__main__":
    sys.exit(main())
