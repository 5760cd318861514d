"""What a stream's frames tell of its quality, and how far color and depth are apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from kinect_scenes import head_frame, write_pairs, write_raw_dump

from hardware import Frame, Offsets, Pace, open_source
from hardware.stream_health import StreamMeter


def health_of(*frames: Frame):
    meter = StreamMeter()
    for frame in frames:
        meter.add(frame)
    return meter.health()


def test_a_moving_scene() -> None:
    health = health_of(*(head_frame(index) for index in range(5)))
    assert (health.frames, health.repeated_color, health.repeated_depth) == (5, 0, 0)
    assert health.rate_hz == pytest.approx(30.0)
    assert health.longest_gap_s == pytest.approx(1 / 30)
    assert health.depth_coverage == pytest.approx(634 / 640)  # six columns have none
    assert health.flicker is None  # too few to tell


def test_pictures_that_repeat_are_counted_apart() -> None:
    first, second = head_frame(0), head_frame(1)
    depth_alone = replace(second, rgb=first.rgb)
    health = health_of(first, depth_alone, second, replace(second, timestamp_s=101.0))
    assert (health.repeated_color, health.repeated_depth) == (2, 2)
    assert health.longest_gap_s == pytest.approx(101.0 - second.timestamp_s)


def test_one_frame_has_no_rate_and_none_has_no_health() -> None:
    assert health_of(head_frame()).rate_hz == 0.0
    with pytest.raises(ValueError, match="at least one"):
        StreamMeter().health()


def test_offsets_add_up() -> None:
    offsets = Offsets().with_one(0.004).with_one(-0.010)
    assert offsets == Offsets(count=2, total_s=pytest.approx(0.014), largest_s=0.010)
    assert offsets.mean_s == pytest.approx(0.007)
    assert Offsets().mean_s == 0.0


def test_a_dump_tells_how_far_color_and_depth_are_apart(tmp_path: Path) -> None:
    write_raw_dump(tmp_path / "dump", 4)  # color 9 ms after depth
    with open_source(f"recording:{tmp_path}/dump", pace=Pace.FULL_SPEED) as source:
        assert source.offsets.count == 0
        assert len(list(source)) == 4
    assert source.offsets == Offsets(4, pytest.approx(0.036), pytest.approx(0.009))


@pytest.mark.usefixtures("fakenect")
def test_so_does_the_driver(tmp_path: Path) -> None:
    write_raw_dump(tmp_path / "dump", 4)
    with open_source(f"fakenect:{tmp_path}/dump") as source:
        assert len(list(source)) == 4
    assert source.offsets == Offsets(4, pytest.approx(0.036), pytest.approx(0.009))


def test_pairs_of_pictures_do_not_tell(tmp_path: Path) -> None:
    write_pairs(tmp_path / "pairs", 3)
    with open_source(f"recording:{tmp_path}/pairs", pace=Pace.FULL_SPEED) as source:
        assert len(list(source)) == 3
    assert source.offsets.count == 0
