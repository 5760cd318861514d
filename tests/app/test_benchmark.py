"""What a benchmark counts with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.benchmark.durations import Durations
from app.benchmark.machine import Machine
from app.benchmark.tables import tables


def test_median_and_95th_percentile_by_hand() -> None:
    took = Durations([float(ms) for ms in range(1, 102)])
    assert took.fields() == {"median_ms": 51.0, "p95_ms": 96.0, "count": 101}


def test_work_is_timed_and_answers() -> None:
    took = Durations()
    assert took.timed(lambda: sum(range(1000))) == 499500
    assert len(took.taken_ms) == 1
    assert took.taken_ms[0] > 0.0


@pytest.mark.parametrize(("load", "is_quiet"), [(0.0, True), (0.49, True), (0.5, False)])
def test_a_machine_at_work_is_not_quiet(load: float, is_quiet: bool) -> None:
    machine = replace(Machine.here(), load=load)
    assert machine.is_quiet is is_quiet
    fields = {
        "machine": machine.fields(),
        "measured_on": "2026-11-22",
        "source": "demo",
        "encoder_id": "e",
        "threads": 2,
        "frames": {"read": 2, "walked": 2, "judged": 1},
        "stages": {"read": {"median_ms": 1.0, "p95_ms": 2.0}},
        "path": {"median_ms": 10.0, "p95_ms": 12.0, "frames_per_s": 100.0},
        "rivals": [],
        "starts": {},
    }
    assert ("NOT quiet" in tables(fields)) is not is_quiet
