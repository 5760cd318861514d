from __future__ import annotations

import random

import pytest

from hardware.pairing import TICKS_PER_FRAME, Pairer, TickClock

SKEW = 540_000  # color 9 ms after depth
WRAP = 2**32


def paired(pairer: Pairer[int], stamps: list[tuple[str, int, int]]) -> list[tuple[int, int]]:
    """Feed (kind, stamp, frame number); the frame numbers that were joined."""
    pairs = []
    for kind, stamp, number in stamps:
        add = pairer.add_depth if kind == "d" else pairer.add_color
        pairs += [(pair.depth, pair.color) for pair in add(stamp % WRAP, number)]
    return pairs


def stream(count: int, first: int = 0) -> list[tuple[str, int, int]]:
    stamps = [
        (kind, first + number * TICKS_PER_FRAME + (SKEW if kind == "c" else 0), number)
        for number in range(count)
        for kind in "dc"
    ]
    return sorted(stamps, key=lambda stamp: stamp[1])


def test_the_clock_goes_on_where_the_counter_starts_again() -> None:
    clock = TickClock()
    assert [clock.unwrap(stamp) for stamp in (WRAP - 10, 5, 3, 100)] == [
        WRAP - 10,
        WRAP + 5,
        WRAP + 3,
        WRAP + 100,
    ]


def test_frames_across_the_wrap() -> None:
    pairer: Pairer[int] = Pairer()
    pairs = paired(pairer, stream(10, first=WRAP - 5 * TICKS_PER_FRAME - 100_000))
    assert pairs == [(number, number) for number in range(10)]
    assert pairer.unpaired_depth == pairer.unpaired_color == 0


@pytest.mark.parametrize("first", [0, WRAP - 12 * TICKS_PER_FRAME - 100_000])
def test_lost_images_cost_only_their_partners(first: int) -> None:
    lost = {("c", 3), ("c", 4), ("d", 7), ("c", 12)}
    stamps = [s for s in stream(20, first) if (s[0], s[2]) not in lost]
    pairer: Pairer[int] = Pairer()
    expected = [number for number in range(20) if number not in {3, 4, 7, 12}]
    assert paired(pairer, stamps) == [(number, number) for number in expected]
    assert (pairer.unpaired_depth, pairer.unpaired_color) == (3, 1)


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_lost_no_image_meets_a_wrong_one(seed: int) -> None:
    rng = random.Random(seed)
    stamps = [s for s in stream(200, first=WRAP - 80 * TICKS_PER_FRAME) if rng.random() > 0.2]
    pairer: Pairer[int] = Pairer()
    pairs = paired(pairer, stamps)
    kept = {kind: {s[2] for s in stamps if s[0] == kind} for kind in "dc"}
    assert pairs == [(number, number) for number in sorted(kept["d"] & kept["c"])]


def test_a_silent_stream_does_not_fill_the_memory() -> None:
    pairer: Pairer[int] = Pairer()
    assert paired(pairer, [("d", n * TICKS_PER_FRAME, n) for n in range(100)]) == []
    assert pairer.unpaired_depth == 96


@pytest.mark.parametrize(("apart", "count"), [(TICKS_PER_FRAME // 2, 1), (1_000_001, 0)])
def test_the_tolerance_is_half_a_frame(apart: int, count: int) -> None:
    assert len(paired(Pairer(), [("d", 1000, 0), ("c", 1000 + apart, 0)])) == count
