"""What the doctor sees in recordings: stuck pictures, no depth, darkness, flicker, faces."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import pytest
from made_machine import MadeMachine, by_name, found

from app.doctor import look
from app.doctor.finding import Finding, State
from hardware import Frame, FrameSource

SHAPE = (480, 640, 3)


def noisy_frames(
    count: int = 40,
    *,
    rate_hz: float = 30.0,
    level: Callable[[int], float] = lambda _: 120.0,
    depth_mm: int = 2000,
) -> Iterator[Frame]:
    """A wall as a sensor sees it: no two pictures are alike."""
    rng = np.random.default_rng(3)
    noise = rng.integers(-6, 7, (4, *SHAPE), np.int8)
    for index in range(count):
        rgb = np.clip(np.int16(level(index)) + noise[index % 4], 0, 255).astype(np.uint8)
        depth = np.full(SHAPE[:2], depth_mm, np.uint16)
        if depth_mm:
            depth[0, : index % 600 + 1] = 0
        yield Frame(rgb, depth, 5.0 + index / rate_hz)


class FramesSource(FrameSource):
    """Delivers frames, then the end."""

    def __init__(self, frames: Iterable[Frame]) -> None:
        self._frames = iter(frames)

    def _read(self, timeout_s: float) -> Frame | None:
        return next(self._frames, None)


def seen(frames: Iterable[Frame]) -> dict[str, Finding]:
    """What the doctor says of frames."""
    looked = look.looked(FramesSource(frames))
    assert looked.health is not None
    return by_name(look.told(looked, looked.health))


def test_the_demo_is_well(made: MadeMachine) -> None:
    findings = found(look.check_source, made.machine("demo#owner"))
    assert {name: each.state for name, each in findings.items()} == {
        "source.open": State.OK,
        "source.rate": State.OK,
        "source.pairing": State.OK,
        "source.stuck": State.OK,
        "source.depth": State.OK,
        "source.light": State.OK,
        "source.face": State.OK,
    }
    assert 500 < findings["source.face"].measured["distance_mm"] < 1000
    assert findings["source.face"].measured["depth_coverage"] > 0.8


def test_a_wall_has_no_face() -> None:
    findings = seen(noisy_frames())
    assert findings["source.face"].state is State.WARNING
    assert "Look at the camera" in findings["source.face"].sentence
    assert findings["source.stuck"].state is State.OK
    assert findings["source.rate"].measured["rate_hz"] == pytest.approx(30.0, abs=0.1)


def test_stuck_pictures_are_a_problem() -> None:
    (first, *_) = noisy_frames(1)
    frames = (Frame(first.rgb, first.depth_mm, index / 30) for index in range(30))
    finding = seen(frames)["source.stuck"]
    assert finding.state is State.PROBLEM
    assert finding.measured == {"repeated_color": 29, "repeated_depth": 29}


def test_stuck_depth_under_living_color_is_a_problem() -> None:
    frames = list(noisy_frames(30))
    stuck = (Frame(each.rgb, frames[0].depth_mm, each.timestamp_s) for each in frames)
    finding = seen(stuck)["source.stuck"]
    assert finding.state is State.PROBLEM
    assert finding.measured == {"repeated_color": 0, "repeated_depth": 29}


def test_no_depth_is_a_problem() -> None:
    finding = seen(noisy_frames(depth_mm=0))["source.depth"]
    assert finding.state is State.PROBLEM
    assert finding.measured["coverage"] == 0.0


@pytest.mark.parametrize(("level", "words"), [(12.0, "dark"), (254.0, "too bright")])
def test_bad_light_is_named(level: float, words: str) -> None:
    finding = seen(noisy_frames(level=lambda _: level))["source.light"]
    assert finding.state is State.WARNING
    assert words in finding.sentence


def test_flicker_is_told_from_a_cloud_that_passes() -> None:
    def lamp(index: int) -> float:
        return 120.0 + 8.0 * math.sin(2 * math.pi * 10.0 * index / 30.0)

    flickering = seen(noisy_frames(90, level=lamp))
    assert flickering["source.flicker"].state is State.WARNING
    assert flickering["source.light"].measured["flicker"] == pytest.approx(8 / 120, rel=0.2)


def test_a_cloud_is_no_flicker() -> None:
    def cloud(index: int) -> float:
        return 120.0 + 40.0 * math.sin(2 * math.pi * 0.3 * index / 30.0)

    assert "source.flicker" not in seen(noisy_frames(90, level=cloud))


def test_slow_frames_and_gaps_are_named() -> None:
    finding = seen(noisy_frames(12, rate_hz=3.0))["source.rate"]
    assert finding.state is State.WARNING
    assert finding.measured["rate_hz"] == pytest.approx(3.0, abs=0.1)


def test_five_seconds_are_enough() -> None:
    finding = seen(noisy_frames(80, rate_hz=10.0))["source.rate"]
    assert finding.measured["frames"] == 51


def test_a_source_that_never_ends_is_left() -> None:
    """Its clock stands still: only the wall clock ends the look."""

    def frames() -> Iterator[Frame]:
        while True:
            yield from noisy_frames(1)

    source = FramesSource(frames())
    assert look.looked(source, patience_s=0.5).health is not None


def test_a_source_that_says_nothing_of_pairing_is_unknown() -> None:
    assert seen(noisy_frames(3))["source.pairing"].state is State.UNKNOWN


@pytest.mark.parametrize(
    ("source", "words"),
    [("recording:/nowhere", "nowhere"), ("webcam", "webcam"), ("demo#nobody", "nobody")],
)
def test_a_source_that_does_not_open_is_a_problem(
    made: MadeMachine, source: str, words: str
) -> None:
    finding = found(look.check_source, made.machine(source))["source.open"]
    assert finding.state is State.PROBLEM
    assert words in finding.sentence


def test_without_a_kinect_nothing_is_looked_at(made: MadeMachine) -> None:
    finding = found(look.check_source, made.machine())["source.open"]
    assert finding.state is State.UNKNOWN
    assert "--source demo" in finding.remedy
