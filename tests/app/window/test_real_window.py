"""The real window on a real X server: what the offscreen platform cannot show."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.skipif(not shutil.which("xvfb-run"), reason="needs xvfb")

SHOWS_A_WINDOW = """
from app.window.qt_setup import make_application
application = make_application()
from PyQt5.QtWidgets import QLabel
shown = QLabel("Face ID")
shown.show()
application.processEvents()
print(application.platformName())
"""

UNLOCKS = """
import sys
from pathlib import Path
from PyQt5.QtCore import QTimer
from app.window.qt_setup import make_application
from app.window.start import open_window
from app.session import Phase
from faceid_core.types import LockState
application = make_application()
window = open_window("demo", Path(sys.argv[1]), loop=True)
window.show()

def act():
    is_enrolled = window.face.lock_view.who.text().endswith("Ada")
    if window.face.controls.enroll.isEnabled() and not is_enrolled:
        window.face.controls.enroll.click()
        window.face.controls.name.setText("Ada")
        window.face.controls.start.click()
    if window.phase is Phase.ENROLLED:
        window.face.controls.done.click()
    if window.face.headline.text() == "Hello, Ada":
        print("unlocked on", application.platformName(), "tensorflow" in sys.modules, flush=True)
        timer.stop()
        window.close()

timer = QTimer()
timer.timeout.connect(act)
timer.start(50)
sys.exit(application.exec_())
"""

TESTS_AND_PRESENTS = """
import sys
from pathlib import Path
from PyQt5.QtCore import Qt, QTimer
from PyQt5.QtTest import QTest
from app.window.qt_setup import make_application
from app.window.start import open_window
application = make_application()
folder = Path(sys.argv[1])
window = open_window(sys.argv[2], folder / "data", loop=True)
window.show()

def act():
    worker = window.recognition.worker
    state = worker.reader.transport.state
    if not window.isActiveWindow():
        window.activateWindow()  # nobody else does: there is no window manager
    elif state.frame_count and len(worker.judged) == state.frame_count:
        timer.stop()
        window.tester.save(folder / "run.csv")
        QTest.keyClick(window, Qt.Key.Key_F11)
        print(application.platformName(), window.isFullScreen(), end=" ")
        QTest.keyClick(window, Qt.Key.Key_Escape)
        print(window.isFullScreen(), flush=True)
        window.close()
    elif state.is_on and not state.is_hurrying:
        QTest.mouseClick(window.tester.bar.judge_all, Qt.MouseButton.LeftButton)

timer = QTimer()
timer.timeout.connect(act)
timer.start(50)
sys.exit(application.exec_())
"""

RUNS = """
import sys
from pathlib import Path
from app.window import start
start.MainWindow.showEvent = lambda self, event: print("shown", flush=True)
sys.exit(start.run(sys.argv[2], Path(sys.argv[1]), loop=True))
"""


@pytest.fixture
def on_xvfb():
    """Starts Python on an X server of its own; whatever happens, nothing is left running."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: str) -> subprocess.Popen[str]:
        started.append(python_on_xvfb(code, *arguments))
        return started[-1]

    yield start
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def python_on_xvfb(code: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
    environment["QT_QPA_PLATFORM"] = "xcb"
    return subprocess.Popen(
        [
            "xvfb-run", "-a", "-s", "-screen 0 1280x900x24",
            sys.executable, "-c", code, *arguments,
        ],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )  # fmt: skip


def finished(process: subprocess.Popen[str], limit_s: float) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=limit_s)
    return process.returncode, out, err


def test_opencv_does_not_break_qt_on_x11(on_xvfb):
    code, out, err = finished(on_xvfb(SHOWS_A_WINDOW), 30.0)
    assert (code, out.strip()) == (0, "xcb"), err


def test_the_demo_enrolls_and_unlocks(on_xvfb, tmp_path):
    code, out, err = finished(on_xvfb(UNLOCKS, str(tmp_path)), 60.0)
    assert (code, out.strip()) == (0, "unlocked on xcb False"), err


def test_a_recording_is_judged_saved_and_presented(on_xvfb, tmp_path):
    source = f"recording:{ROOT / 'assets' / 'demo'}#photo"
    code, out, err = finished(on_xvfb(TESTS_AND_PRESENTS, str(tmp_path), source), 60.0)
    assert (code, out.strip()) == (0, "xcb True False"), err
    lines = (tmp_path / "run.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 56
    assert lines[0].startswith("frame,timestamp_s,chapter,verdict")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_closes_the_window(on_xvfb, tmp_path, number):
    process = on_xvfb(RUNS, str(tmp_path), f"recording:{tmp_path / 'nothing'}")
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "shown"
    os.kill(child_of(process), number)
    code, _, err = finished(process, 5.0)
    assert code == 0, err


def child_of(process: subprocess.Popen[str]) -> int:
    """The Python below xvfb-run."""
    end_s = time.monotonic() + 15.0
    while time.monotonic() < end_s:
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                command = (entry / "cmdline").read_bytes()
            except (OSError, ValueError):
                continue
            if parent == process.pid and command.startswith(sys.executable.encode()):
                return int(entry.name)
        time.sleep(0.05)
    raise AssertionError("the window's process did not start")
