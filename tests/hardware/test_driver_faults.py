"""A sensor whose driver misbehaves in every way that can be scripted: `kinect` in its process."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

import pytest
from capture_processes import capture_processes
from kinect_scenes import head_frame
from scripted_kinect import ScriptedKinect, kinect, kinect_driver

from hardware import (
    CaptureTimeoutError,
    DeviceLostError,
    DeviceOpenError,
    Frame,
    KinectSource,
    Watchdog,
    open_source,
)

__all__ = ["kinect", "kinect_driver"]  # fixtures

IMPATIENT = Watchdog(first_frame_s=1.0, frame_s=0.6, stop_s=0.2, restart_delays_s=(0.1,))
AT_ONCE = Watchdog(first_frame_s=1.0, frame_s=0.6, stop_s=0.2, restart_delays_s=())
RETURN_LIMIT_S = 5.0


@pytest.fixture
def sensor(kinect: ScriptedKinect) -> ScriptedKinect:
    kinect.show(head_frame(index) for index in range(4))
    return kinect


def watch(source: KinectSource, seconds: float, judging_s: float = 0.0) -> list[Frame]:
    """Read for a while, and judge each frame for so long; what is not there is left out."""
    frames, end_s = [], time.monotonic() + seconds
    while time.monotonic() < end_s:
        try:
            frame = source.read(0.2)
        except CaptureTimeoutError:
            continue
        assert frame is not None
        frames.append(frame)
        time.sleep(judging_s)
    return frames


def times_of(frames: list[Frame]) -> list[float]:
    return [frame.timestamp_s for frame in frames]


def returns(source: KinectSource) -> float:
    """Read until a frame comes; how long that took, in seconds."""
    start_s = time.monotonic()
    while time.monotonic() < start_s + 4 * RETURN_LIMIT_S:
        try:
            assert source.read(1.0) is not None
        except (CaptureTimeoutError, DeviceLostError):
            continue
        return time.monotonic() - start_s
    raise AssertionError("it does not return")


def test_it_plays_through_the_real_binding(sensor: ScriptedKinect) -> None:
    with open_source("kinect") as source:
        assert source.is_live
        frames = [source.read() for _ in range(60)]  # crosses the wrap of the clock
    times_s = [frame.timestamp_s for frame in frames if frame is not None]
    assert len(times_s) == 60
    assert max(b - a for a, b in itertools.pairwise(times_s)) < 1.0
    assert times_s == sorted(set(times_s))


@pytest.mark.parametrize("state", ["no-color", "no-depth", "silent", "frozen", "stopped-clock"])
def test_without_new_pictures_the_sensor_is_lost_and_returns(
    sensor: ScriptedKinect, state: str
) -> None:
    with KinectSource(watchdog=IMPATIENT if state == "frozen" else AT_ONCE) as source:
        assert source.read() is not None
        sensor.do(state)
        watch(source, 0.3)  # those that are on their way
        with pytest.raises(DeviceLostError, match=r"no (frame|new picture) for"):
            watch(source, 30.0)
        sensor.do("play")
        assert returns(source) < RETURN_LIMIT_S


def test_a_stuck_picture_is_not_delivered(sensor: ScriptedKinect) -> None:
    with KinectSource() as source:
        assert source.read() is not None
        sensor.do("frozen")
        watch(source, 0.3)
        assert watch(source, 1.0) == []
        assert source.statistics.repeated > 10
        sensor.do("play")
        assert len(watch(source, 0.5)) > 3
        assert source.statistics.restarts == 0


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("exit", "lost its driver .exit code 3"),
        ("crash", "lost its driver .SIGSEGV"),
        ("unplugged", "stopped answering"),
        ("hang", "delivered no frame for 0.6 s"),
    ],
)
def test_a_driver_that_ends_is_explained_and_started_again(
    sensor: ScriptedKinect, state: str, reason: str
) -> None:
    with KinectSource(watchdog=AT_ONCE) as source:
        assert source.read() is not None
        sensor.do(state)
        with pytest.raises(DeviceLostError, match=reason):
            watch(source, 10.0)
        assert capture_processes() == set()
        sensor.do("play")
        assert returns(source) < RETURN_LIMIT_S


def test_a_driver_that_hangs_while_it_opens(sensor: ScriptedKinect) -> None:
    sensor.do("hang")
    with pytest.raises(DeviceOpenError, match="did not answer"):
        KinectSource(watchdog=Watchdog(open_s=1.0, stop_s=0.1))
    assert capture_processes() == set()


@pytest.mark.parametrize(("state", "reason"), [("unplugged", "not plugged in"), ("busy", "in use")])
def test_it_cannot_be_opened(sensor: ScriptedKinect, state: str, reason: str) -> None:
    sensor.do(state)
    with pytest.raises(DeviceOpenError, match=reason):
        KinectSource()
    assert capture_processes() == set()


def test_unplugged_for_a_while(sensor: ScriptedKinect) -> None:
    with KinectSource() as source:
        before = watch(source, 0.5)
        sensor.do("unplugged")
        with pytest.raises(DeviceLostError, match="not plugged in"):
            watch(source, 10.0)
        sensor.do("play")
        assert returns(source) < RETURN_LIMIT_S
        after = watch(source, 0.3)
    assert times_of(before + after) == sorted(times_of(before + after))


def test_a_gap_of_ten_seconds(sensor: ScriptedKinect) -> None:
    """Longer than the watchdog waits: it starts anew, and the time goes on."""
    with KinectSource() as source:
        first = source.read()
        sensor.do("silent")
        gap_s = 10.0
        assert len(watch(source, gap_s)) < 10
        sensor.do("play")
        assert returns(source) < RETURN_LIMIT_S
        last = source.read()
    assert first is not None
    assert last is not None
    assert gap_s - 1.0 < last.timestamp_s - first.timestamp_s < gap_s + RETURN_LIMIT_S


@pytest.mark.parametrize("state", ["out-of-order", "set-back"])
def test_time_never_runs_back(sensor: ScriptedKinect, state: str) -> None:
    with KinectSource() as source:
        assert source.read() is not None
        sensor.do(state)
        frames = watch(source, 1.0)
        late = source.statistics.late
    times_s = times_of(frames)
    assert len(times_s) > 10
    assert times_s == sorted(set(times_s))
    assert (late > 0) == (state == "out-of-order")


def test_half_a_picture_is_a_picture_without_the_other_half(sensor: ScriptedKinect) -> None:
    with KinectSource() as source:
        sensor.do("half")
        watch(source, 0.3)
        frame = source.read()
    assert frame is not None
    assert not frame.depth_mm[300:].any()
    assert not frame.rgb[300:].any()


def test_a_flood_neither_fills_the_memory_nor_delays_what_is_new(sensor: ScriptedKinect) -> None:
    with KinectSource() as source:
        assert source.read() is not None
        sensor.do("flood")
        watch(source, 2.0, judging_s=0.015)  # as long as the path takes
        statistics = source.statistics
        output = output_bytes(capture_processes())
        sensor.do("play")
        watch(source, 0.5)
        assert source.read() is not None
    assert statistics.skipped > statistics.delivered
    assert output < 4 << 20


def output_bytes(processes: set[int]) -> int:
    """What the drivers' printed lines take, in bytes."""
    return sum(
        Path(f"/proc/{number}/fd/{descriptor}").stat().st_blocks * 512
        for number in processes
        for descriptor in (1, 2)
    )


@pytest.mark.parametrize("state", ["play", "silent", "hang", "flood", "unplugged"])
def test_closing_leaves_nothing_behind(sensor: ScriptedKinect, state: str) -> None:
    memory = set(Path("/dev/shm").iterdir())
    descriptors = len(list(Path("/proc/self/fd").iterdir()))
    with KinectSource(watchdog=Watchdog(stop_s=0.2)) as source:
        assert source.read() is not None
        sensor.do(state)
        try:
            watch(source, 0.3)
        except DeviceLostError:
            assert state == "unplugged"
    assert capture_processes() == set()
    assert set(Path("/dev/shm").iterdir()) == memory
    assert len(list(Path("/proc/self/fd").iterdir())) == descriptors
