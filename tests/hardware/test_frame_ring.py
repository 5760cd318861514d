from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from hardware.kinect.ring import FrameRing, RawFrame

ROOT = Path(__file__).parents[2]
SLOTS = 8


def uniform(value: int) -> RawFrame:
    return RawFrame(
        raw=np.full((480, 640), value, np.uint16),
        rgb=np.full((480, 640, 3), value % 256, np.uint8),
        depth_ticks=value,
        color_ticks=value + 1,
    )


@pytest.fixture
def ring() -> Iterator[FrameRing]:
    ring = FrameRing.create(SLOTS)
    yield ring
    ring.close()


def test_images_come_back_as_they_were(ring: FrameRing) -> None:
    assert ring.written == 0
    assert ring.read(0) is None
    for value in range(3):
        ring.write(uniform(value), now_ns=10 * value)
    assert (ring.written, ring.written_ns) == (3, 20)
    for value in range(3):
        frame = ring.read(value)
        assert frame is not None
        np.testing.assert_array_equal(frame.raw, value)
        np.testing.assert_array_equal(frame.rgb, value)
        assert (frame.depth_ticks, frame.color_ticks) == (value, value + 1)
    assert ring.read(3) is None


def test_an_overwritten_image_is_not_mistaken_for_another(ring: FrameRing) -> None:
    for value in range(SLOTS + 2):
        ring.write(uniform(value), now_ns=0)
    assert [ring.read(value) is None for value in range(4)] == [True, True, False, False]


def test_a_copy_stays_when_its_slot_is_overwritten(ring: FrameRing) -> None:
    ring.write(uniform(1), now_ns=0)
    frame = ring.read(0)
    assert frame is not None
    for value in range(SLOTS):
        ring.write(uniform(value + 50), now_ns=0)
    np.testing.assert_array_equal(frame.raw, 1)


WRITER = """
import sys, time
from test_frame_ring import uniform
from hardware.kinect.ring import FrameRing

ring = FrameRing(int(sys.argv[1]))
frames = [uniform(value) for value in range(251)]  # a prime: a slot never gets the same twice
end_s = time.monotonic() + 1.0
while time.monotonic() < end_s:
    ring.write(frames[ring.written % 251], 0)
"""


def test_a_writer_that_overtakes_the_reader_is_noticed(ring: FrameRing) -> None:
    """Another process writes as fast as it can; the reader always wants the oldest image."""
    path = f"{ROOT}:{ROOT / 'tests' / 'hardware'}"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(ring.descriptor)],
        pass_fds=[ring.descriptor],
        env={"PYTHONPATH": path, "PATH": ""},
    )
    whole = overtaken = 0
    deadline_s = time.monotonic() + 20.0
    while writer.poll() is None and time.monotonic() < deadline_s:
        number = ring.written - SLOTS
        frame = ring.read(number) if number >= 0 else None
        if frame is None:
            overtaken += number >= 0
            continue
        whole += 1
        value = number % 251
        assert frame.raw.min() == frame.raw.max() == value
        assert frame.rgb.min() == frame.rgb.max() == value
        assert frame.depth_ticks == value
    assert writer.wait() == 0
    assert whole
    assert overtaken


def test_closing_twice_gives_the_memory_back_once() -> None:
    ring = FrameRing.create(SLOTS)
    descriptor = Path(f"/proc/self/fd/{ring.descriptor}")
    assert descriptor.exists()
    ring.close()
    ring.close()
    assert not descriptor.exists()


def test_no_name_is_left_in_shared_memory() -> None:
    before = set(Path("/dev/shm").iterdir())
    ring = FrameRing.create(SLOTS)
    assert set(Path("/dev/shm").iterdir()) == before
    ring.close()
