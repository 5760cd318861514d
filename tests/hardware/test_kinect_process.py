"""The real freenect binding in its child process, on Debian's fake driver."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from capture_processes import capture_processes
from kinect_scenes import raw_images, write_raw_dump

from hardware import (
    Calibration,
    CaptureTimeoutError,
    DeviceLostError,
    DeviceOpenError,
    Frame,
    KinectSource,
    Led,
    RecordingFormatError,
    Watchdog,
    kinect_count,
    open_source,
)
from hardware.registration import Registration

pytestmark = pytest.mark.usefixtures("fakenect")

REGISTRATION = Registration(Calibration())
IMPATIENT = Watchdog(frame_s=0.6, stop_s=0.2, restart_delays_s=())


def number_of(frame: Frame | None) -> int:
    """Which generated frame this is; it must be that frame to the last pixel."""
    assert frame is not None
    number = int(frame.rgb[0, 0, 2])
    raw, rgb = raw_images(number)
    np.testing.assert_array_equal(frame.rgb, rgb)
    np.testing.assert_array_equal(frame.depth_mm, REGISTRATION.register(raw))
    return number


def test_frames_are_exact_and_paired_across_the_wrap(tmp_path: Path) -> None:
    dump = write_raw_dump(tmp_path / "dump", 15, without_color={3, 4}, without_depth={8})
    with KinectSource(recording=dump) as source:
        frames = list(source)
        statistics = source.statistics
    kept = [number for number in range(15) if number not in {3, 4, 8}]
    assert [number_of(frame) for frame in frames] == kept
    times_s = np.array([frame.timestamp_s for frame in frames])
    assert times_s - times_s[0] == pytest.approx(np.array(kept) / 30)
    assert (statistics.unpaired_depth, statistics.unpaired_color) == (2, 1)
    assert statistics.missing == 3
    assert statistics.delivered == 12
    assert (statistics.skipped, statistics.overwritten, statistics.restarts) == (0, 0, 0)


def test_a_reader_that_waits_before_it_starts_misses_nothing(tmp_path: Path) -> None:
    dump = write_raw_dump(tmp_path / "dump", 5)
    with KinectSource(recording=dump) as source:
        time.sleep(0.5)
        assert [number_of(frame) for frame in source] == [0, 1, 2, 3, 4]


def test_a_reader_with_hiccups_of_a_third_of_a_second_loses_nothing(tmp_path: Path) -> None:
    dump = write_raw_dump(tmp_path / "dump", 30)
    numbers = []
    with KinectSource(recording=dump) as source:
        for frame in source:
            numbers.append(number_of(frame))
            if len(numbers) in (1, 15):
                time.sleep(0.35)
    assert numbers == list(range(30))


def test_a_slow_reader_gets_new_frames_and_no_torn_ones(tmp_path: Path) -> None:
    dump = write_raw_dump(tmp_path / "dump", 40)
    numbers = []
    with KinectSource(recording=dump, max_lag=4) as source:
        for frame in source:
            numbers.append(number_of(frame))
            time.sleep(0.25)
        statistics = source.statistics
    assert numbers == sorted(set(numbers))
    assert numbers[0] == 0
    assert len(numbers) < 20
    assert numbers[-1] == 39
    assert max(np.diff(numbers)) > 4  # it went on with the newest
    assert statistics.delivered + statistics.skipped == 40


def test_a_parent_that_does_not_read_does_not_stop_the_driver(tmp_path: Path) -> None:
    """60 frames in a tenth of a second, while nobody reads images or events for a whole one."""
    dump = write_raw_dump(tmp_path / "dump", 60, interval_s=1 / 600)
    with KinectSource(recording=dump) as source:
        assert source.read() is not None
        time.sleep(1.0)
        frames = list(source)
    assert frames
    assert number_of(frames[-1]) == 59


def test_led_and_tilt_reach_the_driver(tmp_path: Path) -> None:
    dump = write_raw_dump(tmp_path / "dump", 10)
    with KinectSource(recording=dump) as source:
        source.set_led(Led.GREEN)
        source.set_tilt_deg(-12.5)
        assert len(list(source)) == 10
        assert source.statistics.commands_done == 2
        source.set_led(Led.OFF)  # after the end: nobody is there, and that is no error


@pytest.mark.parametrize("angle_deg", [31.5, -90.0, float("nan")])
def test_a_tilt_that_would_strain_the_motor(tmp_path: Path, angle_deg: float) -> None:
    dump = write_raw_dump(tmp_path / "dump", 2)
    with KinectSource(recording=dump) as source, pytest.raises(ValueError, match="at most 31"):
        source.set_tilt_deg(angle_deg)


# Watchdog


def test_a_stalled_driver_is_killed_and_reported(tmp_path: Path) -> None:
    dump = write_raw_dump(tmp_path / "dump", 8, stall_after=4)
    with KinectSource(recording=dump, watchdog=IMPATIENT) as source:
        for number in range(5):
            assert number_of(source.read()) == number
        started_s = time.monotonic()
        with pytest.raises(DeviceLostError, match=r"no frame for 0.6 s"):
            source.read()
        assert time.monotonic() - started_s < 3.0
        assert capture_processes() == set()
        assert source.read() is None


def test_a_short_timeout_is_not_the_watchdog(tmp_path: Path) -> None:
    dump = write_raw_dump(tmp_path / "dump", 2, stall_after=0)
    with KinectSource(recording=dump) as source:
        assert number_of(source.read()) == 0
        started_s = time.monotonic()
        with pytest.raises(CaptureTimeoutError, match=r"within 0.1 s"):
            source.read(timeout_s=0.1)
        assert 0.1 <= time.monotonic() - started_s < 2.0


def test_after_a_stall_the_driver_is_started_again(tmp_path: Path) -> None:
    """What happens to a Kinect, shown on a recording: it starts again from its first frame."""
    dump = write_raw_dump(tmp_path / "dump", 6, stall_after=2)
    patient = Watchdog(frame_s=0.6, stop_s=0.2, restart_delays_s=(0.05, 0.1))
    with KinectSource(recording=dump, watchdog=patient) as source:
        frames = [source.read() for _ in range(9)]
        statistics = source.statistics
    assert [number_of(frame) for frame in frames] == [0, 1, 2] * 3
    assert statistics.restarts == 2
    times_s = [frame.timestamp_s for frame in frames if frame is not None]
    gaps_s = np.diff(times_s)
    assert gaps_s.min() > 0.0
    assert 0.6 < gaps_s[2] < 3.0  # the time that the restart took


def test_restarts_that_do_not_help_end(tmp_path: Path) -> None:
    """Nothing is complete before the driver falls silent, each time anew."""
    dump = write_raw_dump(tmp_path / "dump", 2, without_color={0}, stall_after=0)
    patient = Watchdog(first_frame_s=0.5, stop_s=0.2, restart_delays_s=(0.05, 0.1))
    with KinectSource(recording=dump, watchdog=patient) as source:
        with pytest.raises(DeviceLostError, match=r"no frame for 0.5 s"):
            source.read()
        assert source.statistics.restarts == 2
        assert source.statistics.delivered == 0


def test_a_restart_does_not_hold_up_a_short_read(tmp_path: Path) -> None:
    dump = write_raw_dump(tmp_path / "dump", 2, without_color={0}, stall_after=0)
    patient = Watchdog(first_frame_s=0.3, stop_s=0.2, restart_delays_s=(30.0,))
    with KinectSource(recording=dump, watchdog=patient) as source:
        started_s = time.monotonic()
        with pytest.raises(CaptureTimeoutError, match="started again"):
            source.read(timeout_s=1.0)
        assert 0.9 < time.monotonic() - started_s < 3.0


def test_a_dump_that_vanishes_is_a_damaged_recording(tmp_path: Path) -> None:
    dump = write_raw_dump(tmp_path / "dump", 3, stall_after=1)
    with KinectSource(recording=dump, watchdog=IMPATIENT) as source:
        (dump / "INDEX.txt").unlink()
        # fakenect looks for its index when it streams, and ends the process without it.
        with pytest.raises(RecordingFormatError, match="libfreenect cannot play"):
            list(source)
        assert source.read() is None


def test_a_driver_that_crashes_takes_only_its_process_along(tmp_path: Path) -> None:
    dump = write_raw_dump(tmp_path / "dump", 30)
    with KinectSource(recording=dump) as source:
        assert source.read() is not None
        for process in capture_processes():
            os.kill(process, signal.SIGSEGV)
        with pytest.raises(DeviceLostError, match="SIGSEGV"):
            list(source)


# Opening and closing


def test_no_kinect_says_what_to_check(capfd: pytest.CaptureFixture[str]) -> None:
    if kinect_count():
        pytest.skip("a Kinect is plugged in")
    with pytest.raises(DeviceOpenError, match=r"Kinect 0 is not plugged in. Check its USB cable"):
        open_source("kinect")
    assert capfd.readouterr() == ("", "")


def test_closing_leaves_nothing_behind(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    dump = write_raw_dump(tmp_path / "dump", 30)
    memory = set(Path("/dev/shm").iterdir())
    descriptors = set(Path("/proc/self/fd").iterdir())
    for _ in range(2):
        source = KinectSource(recording=dump)
        source.read()
        assert len(capture_processes()) == 1
        assert set(Path("/dev/shm").iterdir()) == memory
        source.close()
        assert source.read() is None
    assert capture_processes() == set()
    assert set(Path("/dev/shm").iterdir()) == memory
    assert set(Path("/proc/self/fd").iterdir()) == descriptors
    assert capfd.readouterr() == ("", "")


OWNER = """
import sys, time
from pathlib import Path
from hardware import KinectSource

source = KinectSource(recording=Path(sys.argv[1]))
source.read(), source.read()
time.sleep(0.5)  # by then the stalled one stalls
print("reading", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("stall_after", [None, 1])
def test_a_parent_that_is_killed_takes_the_process_along(
    tmp_path: Path, stall_after: int | None
) -> None:
    dump = write_raw_dump(tmp_path / "dump", 3, stall_after=stall_after)
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(dump)],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=subprocess.PIPE,
    )
    assert owner.stdout is not None
    assert owner.stdout.readline() == b"reading\n"
    owner.kill()
    owner.wait()
    owner.stdout.close()
    deadline_s = time.monotonic() + 6.0
    while capture_processes() and time.monotonic() < deadline_s:
        time.sleep(0.05)
    assert capture_processes() == set()


def test_two_sources_at_once(tmp_path: Path) -> None:
    first = write_raw_dump(tmp_path / "first", 6)
    second = write_raw_dump(tmp_path / "second", 3)
    with KinectSource(recording=first) as one, KinectSource(recording=second) as other:
        assert [number_of(other.read()), number_of(one.read())] == [0, 0]
        assert len(list(other)) == 2


@pytest.mark.device
def test_kinect_light_and_statistics() -> None:
    if kinect_count() == 0:
        pytest.skip("no Kinect is plugged in")
    with KinectSource() as source:
        source.set_led(Led.GREEN)
        frames = [source.read() for _ in range(60)]
        statistics = source.statistics
    assert all(frame is not None for frame in frames)
    assert statistics.commands_done == 1
    assert statistics.missing < 10
