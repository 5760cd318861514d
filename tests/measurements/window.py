"""Measure what the window costs, on an X server, with the demo at 30 frames a second.

    xvfb-run -a -s "-screen 0 1280x900x24" .venv/bin/python tests/measurements/window.py
    ... tests/measurements/window.py --seconds 600 --every 60     does memory grow?
    ... tests/measurements/window.py --view depth                 what a view costs
    ... tests/measurements/window.py --stay stranger              locked: every frame is judged
    ... tests/measurements/window.py --start 5 --drop-caches      time to the first paint

The demo's frames are 50 ms apart: a copy of its lists says 33 ms, everything else is what
`faceid` runs. The thread of the window is the process's first one; its CPU time is
everything that the window does: looking for news, sentences, layout and painting.
While the lock is open the window judges only some frames (`UNLOCKED_PAUSE_S`), so a run
should last whole rounds of the demo: 12.33 s each.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from PyQt5.QtCore import QEvent, QObject, QTimer
from PyQt5.QtWidgets import QApplication

import app.window.start
from app.window.main_window import MainWindow
from app.window.qt_setup import make_application
from app.window.start import open_window
from app.window.view_switch import View
from app.worker import Recognition, load_recognition
from faceid_core.types import LockState, Observation
from hardware import Frame, Pace, open_source

ROOT = Path(__file__).parent.parent.parent
DEMO = ROOT / "assets" / "demo"
FRAMES_PER_S = 30.0
DEMO_FRAMES_PER_S = 20.0
SETTLE_S = 3.0  # models loaded, caches filled
UNLOCK_LIMIT_S = 60.0
LEAST_SHARE = 0.3  # percent of a core, below which a thread is not listed
PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 2**20

FIRST_PAINT = """
import sys, time
from app.__main__ import main
from app.window.preview import Preview
paint = Preview.paintEvent

def timed(self, event):
    paint(self, event)
    now_s = time.monotonic()
    if not hasattr(self, "empty_s"):
        self.empty_s = now_s
        print(now_s, flush=True)
    if self.frames_shown:
        print(now_s, flush=True)
        Preview.paintEvent = paint
        self.window().close()

Preview.paintEvent = timed
sys.exit(main(["--source", "demo", "--data-dir", sys.argv[1]]))
"""


class PaintWatch(QObject):
    """Notes when the preview paints a frame that it had not painted before."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._preview = window.face.preview
        self._shown = self._preview.frames_shown
        self.painted_s: list[float] = []
        self._preview.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        is_paint = event is not None and event.type() == QEvent.Type.Paint
        if is_paint and self._preview.frames_shown != self._shown:  # by the paint before
            self._shown = self._preview.frames_shown
            self.painted_s.append(time.monotonic())
        return False


class JudgedCount:
    """Counts what the recognition has said of frames."""

    def __init__(self) -> None:
        self.frames = 0

    def load(self, data_dir: Path | None) -> Recognition:
        """Load the models, as `load_recognition`."""
        recognition = load_recognition(data_dir)

        def counted(frames: Iterable[Frame]) -> Iterator[Observation]:
            for seen in recognition.observe(frames):
                self.frames += 1
                yield seen

        return replace(recognition, observe=counted)


def demo_at_30(folder: Path) -> Path:
    """Write a copy of the demo whose frames come 30 times a second."""
    copy = folder / "demo"
    shutil.copytree(DEMO, copy)
    for name in ("rgb.txt", "depth.txt"):
        lines = []
        for line in (copy / name).read_text().splitlines():
            if not line.startswith("#"):
                stamp, _, file = line.partition(" ")
                line = f"{float(stamp) * DEMO_FRAMES_PER_S / FRAMES_PER_S:.6f} {file}"
            lines.append(line)
        (copy / name).write_text("\n".join(lines) + "\n")
    return copy


def rss_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_MB


def thread_times_s() -> dict[int, float]:
    """CPU time of each thread of this process, by its number in the system."""
    times_s = {}
    for task in Path("/proc/self/task").iterdir():
        try:
            times_s[int(task.name)] = int((task / "schedstat").read_text().split()[0]) / 1e9
        except OSError:
            continue  # it has just ended
    return times_s


def thread_table(before_s: dict[int, float], took_s: float) -> str:
    """Who used how much since `before_s`; threads that Python did not start have the name of
    the one that started them."""
    names = {thread.native_id: thread.name for thread in threading.enumerate()}
    shares = {
        task: 100.0 * (now_s - before_s.get(task, 0.0)) / took_s
        for task, now_s in thread_times_s().items()
    }
    ordered = sorted(shares.items(), key=lambda item: -item[1])
    return "\n".join(
        f"  {share:5.1f} %  {names.get(task) or native_name(task)}"
        for task, share in ordered
        if share >= LEAST_SHARE
    )


def native_name(task: int) -> str:
    return Path(f"/proc/self/task/{task}/comm").read_text().strip()


def wait(seconds: float) -> None:
    """Let the window live; `exec_` sleeps between events as in the program."""
    application = QApplication.instance()
    assert application is not None
    QTimer.singleShot(round(seconds * 1e3), application.quit)
    application.exec_()


def measure_run(
    seconds: float, every_s: float, view: View, size: tuple[int, int], stay: str | None
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = demo_at_30(Path(scratch))
        data_dir = Path(scratch) / "data"
        subprocess.run(
            [sys.executable, "-m", "app", "enroll", "Sam", "--source", "demo#enroll",
             "--data-dir", str(data_dir)],
            check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        app.window.start.open_source = lambda source, *, pace, loop: open_source(
            f"recording:{folder}", pace=Pace.RECORDED, loop=loop
        )
        judged = JudgedCount()
        app.window.start.load_recognition = judged.load
        application = make_application()
        window = open_window("demo", data_dir, loop=True)
        window.resize(*size)
        window.show()
        end_s = time.monotonic() + UNLOCK_LIMIT_S
        while window.lock_state is not LockState.UNLOCKED:
            wait(0.1)
            if time.monotonic() > end_s:
                raise SystemExit("The window did not unlock.")
        window.face.picture.switch.buttons[view].click()
        if stay is not None:
            window.recognition.worker.stay_in(stay)
        wait(SETTLE_S)
        print(f"{application.platformName()}, {size[0]} x {size[1]}, view {view.name.lower()}")
        watch = PaintWatch(window)
        start_mb, start_s = rss_mb(), time.monotonic()
        start_window_s, start_process_s = time.thread_time(), time.process_time()
        start_threads_s, start_judged = thread_times_s(), judged.frames
        while time.monotonic() - start_s < seconds:
            wait(min(every_s, seconds - (time.monotonic() - start_s)))
            print(f"after {time.monotonic() - start_s:.0f} s: {rss_mb():.1f} MB", flush=True)
        took_s = time.monotonic() - start_s
        window_s = time.thread_time() - start_window_s
        process_s = time.process_time() - start_process_s
        threads = thread_table(start_threads_s, took_s)
        print(f"frames judged: {(judged.frames - start_judged) / took_s:.1f} a second")
        gaps_ms = [
            1e3 * (b - a) for a, b in zip(watch.painted_s, watch.painted_s[1:], strict=False)
        ]
        if gaps_ms:
            print(
                f"frames painted: {len(watch.painted_s)} ({len(watch.painted_s) / took_s:.1f} a "
                f"second), longest gap {max(gaps_ms):.0f} ms, "
                f"{sum(gap > 100.0 for gap in gaps_ms)} above 100 ms"
            )
        print(
            f"CPU of the window's thread: {100.0 * window_s / took_s:.1f} % of a core; of the "
            f"whole process: {100.0 * process_s / took_s:.1f} %, by thread:\n{threads}"
        )
        print(f"memory: {start_mb:.1f} MB at the start, {rss_mb():.1f} MB at the end")
        window.close()


def measure_start(times: int, *, drop_caches: bool) -> None:
    """Time from the process's start to the first paint, and to the first camera picture."""
    empty_s, picture_s = [], []
    for _ in range(times):
        with tempfile.TemporaryDirectory() as data_dir:
            if drop_caches:
                subprocess.run(["sync"], check=True)
                Path("/proc/sys/vm/drop_caches").write_text("3")
            start_s = time.monotonic()
            done = subprocess.run(
                [sys.executable, "-c", FIRST_PAINT, data_dir],
                check=True, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            )  # fmt: skip
            first, second = (float(line) - start_s for line in done.stdout.split())
            empty_s.append(first)
            picture_s.append(second)
    for name, each in (("window", empty_s), ("first picture", picture_s)):
        print(
            f"{name} painted after {statistics.median(each):.2f} s (median of {times}; "
            f"{min(each):.2f} to {max(each):.2f}){', caches dropped' if drop_caches else ''}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to measure")
    parser.add_argument("--every", type=float, default=60.0, help="seconds between memory lines")
    parser.add_argument("--view", choices=[view.name.lower() for view in View], default="color")
    parser.add_argument("--size", default="900x660", help="of the window, pixels")
    parser.add_argument("--stay", metavar="CHAPTER", help="repeat a chapter of the demo")
    parser.add_argument("--start", type=int, metavar="TIMES", help="measure the start instead")
    parser.add_argument("--drop-caches", action="store_true", help="needs root")
    args = parser.parse_args()
    if args.start:
        measure_start(args.start, drop_caches=args.drop_caches)
        return
    width, height = map(int, args.size.split("x"))
    measure_run(args.seconds, args.every, View[args.view.upper()], (width, height), args.stay)


if __name__ == "__main__":
    main()
