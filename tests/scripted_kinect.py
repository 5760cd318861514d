"""A Kinect whose driver does what a test says: the real binding, in its real process.

The driver is `scripted_kinect.c`, which stands in the place of libfreenect. What it can do:

    play            frames, round and round
    unplugged       no device; a stream that runs breaks off
    busy            there, but taken by somebody else
    silent          no image comes any more
    hang            no call of the driver returns
    exit, crash     the process ends, with code 3 or SIGSEGV
    flood           frames without a pause, and 400 lines of complaints with each
    no-color        depth alone comes; no-depth: color alone
    frozen          the same picture again and again, while the clock goes on
    stopped-clock   every image has the same stamp
    out-of-order    some images come again with a stamp of long before
    set-back        the clock jumps back by 20 s
    half            the lower half of the images is empty
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from capture_processes import capture_processes

from hardware import BackendUnavailableError, Frame
from hardware.calibration import user_calibration_file
from hardware.kinect.driver import LIBRARY, require_binding
from hardware.recordings.fakenect import nominal_around
from hardware.registration import Registration

DRIVER = Path(__file__).with_suffix(".c")
PERIOD_S = 0.02


class ScriptedKinect:
    """A socket for one Kinect.

    Args:
        folder: For the driver and its script.
        library: The driver.
    """

    def __init__(self, folder: Path, library: Path) -> None:
        self.folder = folder
        self._library = library
        self.do("play")

    def plug_in(self, monkeypatch: pytest.MonkeyPatch, period_s: float = PERIOD_S) -> None:
        """Let `kinect` be this one, for all processes that are started from now on."""
        monkeypatch.setenv("LD_LIBRARY_PATH", str(self._library.parent))
        monkeypatch.setenv("SCRIPTED_KINECT", str(self.folder))
        monkeypatch.setenv("SCRIPTED_KINECT_PERIOD_US", str(round(period_s * 1e6)))

    def show(self, frames: Iterable[Frame]) -> None:
        """Let it see these frames, round and round; they also tell its calibration."""
        registration: Registration | None = None
        with (self.folder / "frames").open("wb") as file:
            for frame in frames:
                if registration is None:
                    registration = Registration(nominal_around(frame.intrinsics))
                raw = registration.unregister(frame.depth_mm)
                file.write(raw.astype("<u2").tobytes() + frame.rgb.tobytes())
        assert registration is not None
        path = user_calibration_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        registration.calibration.save(path)

    def do(self, state: str) -> None:
        """Behave so from now on."""
        beside = self.folder / "state.new"
        beside.write_text(state)
        beside.replace(self.folder / "state")


def built_driver(folder: Path) -> Path:
    """Compile the driver; skips where that, or the binding, is not possible."""
    compiler = shutil.which("gcc")
    try:
        require_binding()
    except BackendUnavailableError as error:
        pytest.skip(str(error))
    if compiler is None or not Path("/usr/include/libfreenect.h").exists():
        pytest.skip("gcc or libfreenect-dev is not installed")
    library = folder / LIBRARY
    subprocess.run(
        [compiler, "-O1", "-shared", "-fPIC", f"-Wl,-soname,{LIBRARY}", DRIVER, "-o", library],
        check=True,
    )
    return library


@pytest.fixture(scope="session")
def kinect_driver(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled driver."""
    return built_driver(tmp_path_factory.mktemp("driver"))


@pytest.fixture
def kinect(
    kinect_driver: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ScriptedKinect]:
    """A plugged in Kinect; checks that no capture process is left of it."""
    folder = tmp_path / "kinect"
    folder.mkdir()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = ScriptedKinect(folder, kinect_driver)
    made.plug_in(monkeypatch)
    yield made
    made.do("play")  # nothing hangs any more
    deadline_s = time.monotonic() + 5.0
    while capture_processes() and time.monotonic() < deadline_s:
        time.sleep(0.05)
    assert capture_processes() == set()
