"""The contract of `FrameSource`, run on every backend: readers of folders, the real
libfreenect binding on the fake driver, and a Kinect."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from kinect_scenes import (
    head_frame,
    head_region,
    write_fakenect,
    write_pairs,
    write_tum,
    write_vap,
)

from hardware import FrameSource, Pace, kinect_count, open_source

COUNT = 6
WRITERS = {"dump": write_fakenect, "tum": write_tum, "pairs": write_pairs, "vap": write_vap}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    place = tmp_path_factory.mktemp("recordings")
    return {name: write(place / name, COUNT) for name, write in WRITERS.items()}


RECORDED = ["dump", "tum", "pairs", "vap", "fakenect"]
EVERY = [*RECORDED, pytest.param("kinect", marks=pytest.mark.device)]


@pytest.fixture
def source(request: pytest.FixtureRequest, folders: dict[str, Path]) -> Iterator[FrameSource]:
    name = request.param
    if name == "kinect":
        if kinect_count() == 0:
            pytest.skip("no Kinect is plugged in")
        text = "kinect"
    elif name == "fakenect":
        request.getfixturevalue("fakenect")
        text = f"fakenect:{folders['dump']}"
    else:
        text = f"recording:{folders[name]}"
    source = open_source(text, pace=Pace.FULL_SPEED)
    yield source
    source.close()


@pytest.mark.parametrize("source", EVERY, indirect=True)
class TestEverySource:
    def test_frames_are_read_only_and_time_goes_on(self, source: FrameSource) -> None:
        frames = [source.read() for _ in range(3)]
        times_s = [frame.timestamp_s for frame in frames if frame is not None]
        assert len(times_s) == 3
        assert 0.0 < min(np.diff(times_s)) <= max(np.diff(times_s)) < 0.5
        for frame in frames:
            assert frame is not None
            assert frame.depth_mm.any()
            with pytest.raises(ValueError, match="read-only"):
                frame.rgb[0, 0, 0] = 1

    def test_a_frame_does_not_change_when_the_next_ones_are_read(self, source: FrameSource) -> None:
        frame = source.read()
        assert frame is not None
        rgb, depth_mm = frame.rgb.copy(), frame.depth_mm.copy()
        for _ in range(4):
            source.read()
        np.testing.assert_array_equal(frame.rgb, rgb)
        np.testing.assert_array_equal(frame.depth_mm, depth_mm)

    def test_closing_twice(self, source: FrameSource) -> None:
        source.read()
        source.close()
        source.close()

    def test_closing_without_reading(self, source: FrameSource) -> None:
        with source:
            assert source.description


@pytest.mark.parametrize("source", RECORDED, indirect=True)
class TestRecordedSource:
    def test_every_frame_comes_once_and_then_the_end(self, source: FrameSource) -> None:
        frames = list(source)
        assert [int(frame.rgb[0, 0, 2]) - 60 for frame in frames] == list(range(COUNT))
        assert source.read() is None
        assert source.read() is None

    def test_frames_show_what_was_recorded(self, source: FrameSource) -> None:
        frame = source.read()
        assert frame is not None
        original = head_frame()
        np.testing.assert_array_equal(frame.rgb, original.rgb)
        assert frame.intrinsics == original.intrinsics
        both = head_region(original) & (frame.depth_mm > 0)
        assert both.sum() > 0.985 * head_region(original).sum()
        error_mm = np.abs(frame.depth_mm.astype(int) - original.depth_mm)[both]
        assert np.median(error_mm) <= 1.0

    def test_it_is_not_live(self, source: FrameSource) -> None:
        assert not source.is_live


def test_the_driver_and_the_reader_agree_on_every_pixel(
    folders: dict[str, Path], fakenect: None
) -> None:
    with open_source(f"fakenect:{folders['dump']}") as played:
        through_driver = list(played)
    read = list(open_source(f"recording:{folders['dump']}", pace=Pace.FULL_SPEED))
    assert len(through_driver) == len(read) == COUNT
    for one, other in zip(through_driver, read, strict=True):
        np.testing.assert_array_equal(one.depth_mm, other.depth_mm)
        np.testing.assert_array_equal(one.rgb, other.rgb)
        assert one.timestamp_s == pytest.approx(other.timestamp_s)
